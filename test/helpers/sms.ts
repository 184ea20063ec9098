/** The SMS channel between a gateway that the test plays and what the tests look at. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { type SmsSettings, smsChannel } from '../../src/channels/sms.ts';
import type { Address } from '../../src/message.ts';
import { movableClock } from './bot.ts';
import { outgoing, serve, testInbox, testReport } from './zalo.ts';

export const SECRET = 'the-secret-of-kannel.conf'.replaceAll('.', '_');
export const GRANDMA: Address = 'sms:84901234567';

/** What a gateway answers to one call of sendsms. */
export interface GatewayAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const ACCEPTED: GatewayAnswer = { status: 202, body: '0: Accepted for delivery' };

export interface StartOptions {
  readonly settings?: Partial<SmsSettings>;
  /** What the gateway answers, call by call; afterwards it accepts. `reset` breaks the connection. */
  readonly answers?: readonly (GatewayAnswer | 'reset')[];
  /** How many answers each address has got already, by the beginning of the time that is asked for. */
  readonly answered?: (since: string) => number;
}

/** The channel with a gateway that notes what it is asked, and our routes on a port of their own. */
export async function startSms({
  settings = {},
  answers = [],
  answered = () => 0,
}: StartOptions = {}) {
  const gateway = await startGateway([...answers]);
  const clock = movableClock();
  const report = testReport();
  const inbox = testInbox();
  const channel = smsChannel(
    {
      sendUrl: gateway.url,
      username: 'bot',
      password: 'hunter2&=%',
      from: '1022',
      smsc: 'carrier',
      secret: SECRET,
      callbackUrl: 'http://10.0.0.5:3000',
      limitPerHour: 20,
      limitPerDay: 60,
      ...settings,
    },
    { answersSince: async (_to, since) => answered(since), report, now: clock.now },
  );
  const { url } = await serve(() => channel, inbox);
  const send = (...[text, options]: Parameters<typeof outgoing>) =>
    channel.send(GRANDMA, outgoing(text, options), new AbortController().signal);
  return { clock, report, inbox, channel, url, send, asked: gateway.asked };
}

/** A gateway that is no more than its answers. */
async function startGateway(answers: (GatewayAnswer | 'reset')[]) {
  const asked: URLSearchParams[] = [];
  const server = createServer((req, res) => {
    asked.push(new URL(req.url ?? '', 'http://gateway').searchParams);
    const answer = answers.shift() ?? ACCEPTED;
    if (answer === 'reset') return res.destroy();
    return res.writeHead(answer.status, answer.headers).end(answer.body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/cgi-bin/sendsms`, asked };
}

/** The header by which Kannel proves that it knows a password. */
export function basic(password: string, name = 'kannel'): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}` };
}

/** What Kannel puts into the address, unless a test says otherwise. */
export function query(values: Readonly<Record<string, string | undefined>> = {}): string {
  const all: Record<string, string | undefined> = {
    ...{ from: '84901234567', to: '1022', id: '6e793008-fa8f-4990-b077-a633873dcc21' },
    ...{ ts: '1795323600', coding: '0', charset: 'UTF-8' },
    ...values,
  };
  const given = Object.entries(all).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  return new URLSearchParams(given).toString();
}
