/** The message path around one channel, as production builds it, with a dialogue that echoes. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import express from 'express';
import { onTestFinished } from 'vitest';
import type { Rhythm } from '../../src/bot/burst.ts';
import type { Bot } from '../../src/bot/context.ts';
import { openInbox } from '../../src/bot/inbox.ts';
import { DEFAULT_PACE, type Pace, startOutbox } from '../../src/bot/outbox.ts';
import type { Channel, Inbox, Report } from '../../src/channels/channel.ts';
import type { AnswerTurn } from '../../src/dialogue/conversation.ts';
import { createLog } from '../../src/log.ts';
import type { Address } from '../../src/message.ts';
import { openStore, type StoreSettings } from '../../src/store/open.ts';
import { testBot } from '../helpers/bot.ts';
import { freshSettings } from '../helpers/databases.ts';
import { echo } from './echo.ts';

export { BUTTONS, echo, longText } from './echo.ts';

/** As patient as production in kind, not in time. */
export const QUICK: Pace = {
  ...DEFAULT_PACE,
  poll: 20,
  patience: 1500,
  grace: 200,
  firstPause: 20,
  longestPause: 80,
};
export const QUICK_RHYTHM: Rhythm = { quiet: 60, longest: 400, lost: 500, sweep: 100 };

/** What a channel is made of here; `publicUrl` is where its webhooks are reached. */
export interface Site {
  readonly publicUrl: string;
  readonly report: Report;
  readonly now: () => Date;
}

export interface RigOptions {
  readonly pace?: Partial<Pace>;
  readonly rhythm?: Partial<Rhythm>;
  readonly answer?: AnswerTurn;
  /** What the channel puts its messages into; for tests in which storing fails. */
  readonly around?: (inbox: Inbox) => Inbox;
  readonly now?: () => Date;
  readonly database?: StoreSettings;
  readonly port?: number;
}

export interface Rig {
  readonly bot: Bot;
  readonly url: string;
  readonly channel: Channel;
  readonly database: StoreSettings;
  /** Every line that was logged. */
  readonly logged: readonly string[];
  stop(): Promise<void>;
}

/** Starts everything, in the order of production, until the end of the test. */
export async function startRig(
  channelAt: (site: Site) => Channel,
  options: RigOptions = {},
): Promise<Rig> {
  const { answer = echo, now = () => new Date(), port = 0 } = options;
  const database = options.database ?? (await freshSettings('SQLite'));
  const store = await openStore(database);
  const logged: string[] = [];
  const log = createLog('debug', { write: (line) => void logged.push(line) });
  const bot = testBot(store, { answer: () => answer, now, log });
  const app = express();
  const server = createServer(app).listen(port, '127.0.0.1');
  await once(server, 'listening');
  const url = urlOf(server);
  const channel = channelAt({ publicUrl: url, report: log, now });
  const inbox = await openInbox(bot, { ...QUICK_RHYTHM, ...options.rhythm });
  const outbox = await startOutbox(bot, [channel], { ...QUICK, ...options.pace });
  const router = channel.listen(options.around?.(inbox) ?? inbox);
  if (router !== undefined) app.use(router);

  let stopped: Promise<void> | undefined;
  const stop = async () => {
    server.close();
    server.closeAllConnections();
    await channel.stop?.();
    await inbox.stop();
    await outbox.stop();
    await store.close();
  };
  const stopOnce = () => (stopped ??= stop());
  onTestFinished(stopOnce);
  return { bot, url, channel, database, logged, stop: stopOnce };
}

function urlOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

/** Waits until it holds. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** Waits until nothing is left to answer or to send. */
export async function settled({ bot }: Rig): Promise<void> {
  await until(async () => {
    const turns = bot.db
      .selectFrom('inboundMessage')
      .select('id')
      .where('turnDueAt', 'is not', null);
    const replies = bot.db
      .selectFrom('outbox')
      .select('id')
      .where('status', 'in', ['queued', 'sending']);
    return (await turns.execute()).length + (await replies.execute()).length === 0;
  });
}

/** The words alone: where a text is split, its white space goes. */
export function squeezed(texts: readonly string[]): string {
  return texts.join('').replaceAll(/\s/g, '');
}

/** How many messages are stored. */
export async function kept({ bot }: Rig): Promise<number> {
  return (await bot.db.selectFrom('inboundMessage').select('id').execute()).length;
}

/** Waits until nothing is left for one person. */
export async function settledFor({ bot }: Rig, address: Address): Promise<void> {
  await until(async () => {
    const rows = await bot.db
      .selectFrom('outbox')
      .select('status')
      .where('address', '=', address)
      .execute();
    const asked = await bot.db
      .selectFrom('inboundMessage')
      .innerJoin('conversation', 'conversation.id', 'inboundMessage.conversationId')
      .select('turnDueAt')
      .where('address', '=', address)
      .execute();
    return (
      rows.every(({ status }) => status === 'sent' || status === 'failed') &&
      asked.every(({ turnDueAt }) => turnDueAt === null)
    );
  });
}
