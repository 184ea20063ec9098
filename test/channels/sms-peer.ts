/**
 * A real Kannel as the contract sees it. Both ways go through a line of our own, on which calls can
 * be broken or repeated; one Kannel serves a whole file of tests, each with phones of its own.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as bodyOf } from 'node:stream/consumers';
import { expect } from 'vitest';
import { RECEIPT_PATH } from '../../src/channels/sms/receipt.ts';
import { WEBHOOK_PATH } from '../../src/channels/sms/webhook.ts';
import { smsChannel } from '../../src/channels/sms.ts';
import { toGsm7 } from '../../src/gsm7.ts';
import { basic, query, SECRET } from '../helpers/sms.ts';
import { ACCOUNT, startKannel } from '../providers/kannel.ts';
import type { Peer, RawRequest, Trouble } from './peer.ts';

/** What this test's side of the line knows. */
interface End {
  /** Our server of this test. */
  ours: string;
  /** How often each message is brought. */
  copies: number;
  readonly troubles: Trouble[];
  /** What Kannel has accepted from us. */
  readonly accepted: { to: string; text: string }[];
  /** Resolves the message that this phone has just sent. */
  readonly brought: Map<string, () => void>;
}

export interface SmsLine {
  /** Phones that nobody has used, and nothing broken. */
  peer(): Promise<Peer>;
  close(): Promise<void>;
}

export async function openSmsLine(): Promise<SmsLine> {
  let end = freshEnd();
  let peers = 0;
  const server = createServer((req, res) => {
    const path = req.url ?? '';
    if (path.startsWith(RECEIPT_PATH)) res.end();
    else if (path.startsWith(WEBHOOK_PATH)) void bring(end, req, res);
    else void send(end, kannel.sendUrl, req, res);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const kannel = await startKannel({ url, secret: SECRET });

  return {
    async peer() {
      peers += 1;
      end = freshEnd();
      const mine = end;
      const phone = (n: number) => `8490${String(peers).padStart(6, '0')}${n}`;
      const told = new Map<string, Promise<void>>();
      const shown = (person: string) =>
        mine.accepted.filter(({ to }) => to === person).map(({ text }) => text);
      const onScreen = (person: string) =>
        kannel
          .received()
          .filter(({ to }) => to === person)
          .map(({ text }) => text);
      const people = [phone(1), phone(2), phone(3)] as const;

      /** A person writes one message after the other. */
      async function write(person: string, text: string): Promise<void> {
        const before = told.get(person);
        const telling = (async () => {
          await before;
          const arrived = new Promise<void>((resolve) => mine.brought.set(person, resolve));
          await kannel.phone(person, text, 'ucs2');
          await arrived;
        })();
        told.set(person, telling);
        return telling;
      }

      return {
        people,
        secrets: [SECRET, ACCOUNT.password],
        channel: ({ publicUrl, report, now }) => {
          mine.ours = publicUrl;
          return smsChannel(
            {
              ...ACCOUNT,
              secret: SECRET,
              sendUrl: `${url}/cgi-bin/sendsms`,
              callbackUrl: url,
              limitPerHour: 20,
              limitPerDay: 60,
            },
            { answersSince: async () => 0, report, now, patience: 300 },
          );
        },
        ready: async () => undefined,
        address: (person) => `sms:${person}`,
        write,
        press: undefined,
        media: {},
        repeat: (times) => {
          mine.copies = times;
        },
        shown: (person) => shown(person).map((text) => text.replace(MENU, '')),
        look: toGsm7,
        buttons: () => undefined,
        trouble: (...troubles) => {
          mine.troubles.push(...troubles);
        },
        forged: forged(),
        strange: strange(),
        async close() {
          // What Kannel accepted is what the phones show.
          for (const person of people) {
            await expect.poll(() => onScreen(person), { timeout: 5000 }).toEqual(shown(person));
          }
        },
      };
    },
    async close() {
      await kannel.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function freshEnd(): End {
  return { ours: '', copies: 1, troubles: [], accepted: [], brought: new Map() };
}

/** The numbered choices below an answer. */
const MENU = /(?:\n\d\. .+)+$/;

/** From Kannel to us. */
async function bring(end: End, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const body = await bodyOf(req);
  const headers = Object.fromEntries(
    ['authorization', 'content-type', 'x-kannel-from', 'x-kannel-to', 'x-kannel-time'].map(
      (name) => [name, String(req.headers[name] ?? '')],
    ),
  );
  const calls = Array.from({ length: end.copies }, () =>
    fetch(`${end.ours}${req.url}`, { method: 'POST', headers, body }).then(
      ({ status }) => status,
      () => 503,
    ),
  );
  const status = Math.max(...(await Promise.all(calls)));
  res.writeHead(status).end();
  if (status === 200) end.brought.get(headers['x-kannel-from'] ?? '')?.();
}

/** From us to Kannel. */
async function send(
  { troubles, accepted }: End,
  sendUrl: string,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const trouble = troubles.shift();
  if (trouble?.kind === 'silent') return;
  if (trouble?.kind === 'down') return void res.writeHead(503).end('Temporal failure');
  if (trouble?.kind === 'busy') {
    return void res.writeHead(429, { 'retry-after': String(trouble.retryAfter) }).end();
  }
  const { search, searchParams } = new URL(req.url ?? '', sendUrl);
  const answer = await fetch(sendUrl + search);
  if (answer.status === 202) {
    accepted.push({ to: searchParams.get('to') ?? '', text: searchParams.get('text') ?? '' });
  }
  if (trouble?.kind === 'reset') return void res.destroy();
  res.writeHead(answer.status).end(await answer.text());
}

function request(
  values: Readonly<Record<string, string | undefined>>,
  headers: Readonly<Record<string, string>> = basic(SECRET),
): Omit<RawRequest, 'label'> {
  const now = String(Math.floor(Date.now() / 1000));
  return {
    path: `${WEBHOOK_PATH}?${query({ ts: now, ...values })}`,
    headers: { 'content-type': 'text/plain; charset="UTF-8"', ...headers },
    body: 'x',
  };
}

function forged(): RawRequest[] {
  return [
    { label: 'no password', ...request({}, {}) },
    { label: 'a wrong password', ...request({}, basic('guess')) },
    { label: 'an empty password', ...request({}, basic('')) },
    { label: 'another scheme', ...request({}, { authorization: `Bearer ${SECRET}` }) },
  ];
}

function strange(): RawRequest[] {
  return [
    { label: 'no sender', ...request({ from: undefined }) },
    { label: 'neither id nor time', ...request({ id: undefined, ts: undefined }) },
    { label: 'a short code', ...request({ from: '9029' }) },
    { label: 'a brand', ...request({ from: 'Viettel' }) },
    { label: 'a number from abroad', ...request({ from: '+15551234567' }) },
    { label: 'our own number', ...request({ from: '0901234567', to: '0901234567' }) },
    { label: 'a message of last year', ...request({ ts: '1763700000' }) },
    { label: 'settings for a phone', ...request({ coding: '1' }) },
    { label: 'an automatic reply', ...request({}), body: 'Auto-reply: I am driving' },
  ];
}
