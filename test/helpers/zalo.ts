/** A Zalo channel between a stand-in and what the tests look at. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { onTestFinished } from 'vitest';
import type {
  Acceptance,
  Channel,
  ChannelEvent,
  Inbox,
  OutgoingMessage,
  Report,
} from '../../src/channels/channel.ts';
import type { Choice, InboundMessage } from '../../src/message.ts';
import { NOW, reply } from './bot.ts';

/** Notes what a channel brings; `break` makes the store fail. */
export interface TestInbox extends Inbox {
  readonly messages: InboundMessage[];
  readonly events: ChannelEvent[];
  broken: boolean;
}

export function testInbox(): TestInbox {
  const messages: InboundMessage[] = [];
  const events: ChannelEvent[] = [];
  const inbox: TestInbox = {
    messages,
    events,
    broken: false,
    async message(message): Promise<Acceptance> {
      if (inbox.broken) throw new Error('the database is away');
      const repeated = messages.some(({ externalId }) => externalId === message.externalId);
      if (!repeated) messages.push(message);
      return { answering: !repeated };
    },
    async event(event) {
      events.push(event);
    },
  };
  return inbox;
}

/** A report that keeps its lines as the log would write them. */
export function testReport(): Report & { readonly lines: string[] } {
  const lines: string[] = [];
  const keep = (details: object, sentence: string) => {
    lines.push(`${sentence} ${JSON.stringify(details)}`);
  };
  return { lines, info: keep, warn: keep, error: keep };
}

/** A server that can be away for a while, with a channel in it. */
export interface Host {
  readonly url: string;
  readonly channel: Channel;
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
}

/** Serves what a channel listens with until the end of the test. */
export async function serve(channelAt: (url: string) => Channel, inbox: Inbox): Promise<Host> {
  const app = express();
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const channel = channelAt(url);
  const router = channel.listen(inbox);
  if (router !== undefined) app.use(router);
  const host: Host = {
    url,
    channel,
    async goAway() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
    async comeBack() {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
  };
  onTestFinished(async () => {
    await channel.stop?.();
    await host.goAway();
  });
  return host;
}

/** A reply on its way. */
export function outgoing(
  text: string,
  { choices = [], partsSent = 0 }: { choices?: readonly Choice[]; partsSent?: number } = {},
): OutgoingMessage {
  return {
    id: 'reply-1',
    seq: 2,
    reply: { ...reply(text), choices },
    author: 'bot',
    inReplyTo: null,
    createdAt: NOW.toISOString(),
    partsSent,
  };
}
