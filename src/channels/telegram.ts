/** Telegram, by webhook or by long polling. */
import { Api } from 'grammy';
import type { Address } from '../message.ts';
import type { Channel, Inbox, Rate, Report } from './channel.ts';
import { tally } from './tally.ts';
import { isGroup, targetOf } from './telegram/address.ts';
import type { Topics } from './telegram/commands.ts';
import { courtesies } from './telegram/courtesy.ts';
import { download } from './telegram/download.ts';
import { TEXT_LIMIT } from './telegram/format.ts';
import { introduce, showCommands, type WebhookSettings } from './telegram/introduce.ts';
import { poll } from './telegram/polling.ts';
import { type Reading, readUpdate } from './telegram/read.ts';
import { sendReply } from './telegram/send.ts';
import { webhook as webhookRoute } from './telegram/webhook.ts';

export interface TelegramSettings {
  readonly token: string;
  /** Where the Bot API is, without a slash at the end. */
  readonly apiRoot: string;
  /** Undefined: long polling, which needs nothing beyond the token. */
  readonly webhook: WebhookSettings | undefined;
}

export interface TelegramParts {
  readonly topics: Topics;
  readonly report: Report;
  readonly now: () => Date;
  /** First pause after a failed call, in milliseconds. */
  readonly pause?: number;
}

/** Shorter than the outbox waits, so that a call has ended before it is tried again; in seconds. */
const CALL_PATIENCE_S = 15;

/** The channel; nothing happens before `listen` or `send`. */
export function telegramChannel(settings: TelegramSettings, parts: TelegramParts): Channel {
  const { token, apiRoot, webhook } = settings;
  const { report, now, topics, pause = 1000 } = parts;
  const api = new Api(token, { apiRoot, timeoutSeconds: CALL_PATIENCE_S });
  const courtesy = courtesies(api);
  const ignored = tally(report, 'telegram');
  const end = new AbortController();
  const persistence = { channel: 'telegram', report, pause, signal: end.signal } as const;
  // A token is the bot's id, a colon, and the secret.
  const self: { id: string; username: string | undefined } = {
    id: token.slice(0, token.indexOf(':')),
    username: undefined,
  };
  let running: Promise<unknown> = Promise.resolve();

  /** An update on which reading breaks would come again for ever and hold up all others. */
  function read(update: unknown): Reading {
    try {
      return readUpdate(update, { self, topics, now: now() });
    } catch (err) {
      report.error({ err }, 'an update of Telegram could not be read');
      return { kind: 'ignored', why: 'unreadable' };
    }
  }

  async function take(inbox: Inbox, update: unknown): Promise<void> {
    const reading = read(update);
    if (reading.kind === 'ignored') return ignored(reading.why);
    if (reading.kind === 'event') return inbox.event(reading.event);
    const { message, callback, source } = reading;
    if (source !== undefined) report.info({ channel: 'telegram', source }, 'chat begun by a link');
    const { answering } = await inbox.message(message);
    if (callback !== undefined) courtesy.pressed(callback);
    if (answering) courtesy.typing(message.address).catch(() => undefined);
  }

  async function work(inbox: Inbox): Promise<void> {
    self.username = await introduce(api, webhook, persistence);
    const menu = showCommands(api, topics, persistence);
    if (webhook === undefined) {
      await poll({ apiRoot, token, take: (update) => take(inbox, update) }, persistence);
    }
    await menu;
  }

  return {
    name: 'telegram',
    limits: { textLength: TEXT_LIMIT, choices: 100, choiceLabelLength: null },
    rates,
    listen(inbox) {
      running = work(inbox);
      if (webhook === undefined) return undefined;
      const { secret } = webhook;
      return webhookRoute({ secret, take: (one) => take(inbox, one), report, tally: ignored, now });
    },
    send: (to, message, signal) => sendReply({ api, report }, to, message, signal),
    typing: courtesy.typing,
    download: (attachment, signal) => download({ apiRoot, token }, attachment, signal),
    async stop() {
      end.abort();
      await running;
    },
  };
}

/**
 * 30 messages a second to all, one a second to each chat, 20 a minute to each group (Telegram's Bots
 * FAQ as grammY quotes it). A few at once are tolerated in one chat. Below the 30 there is room for
 * what the network delays and then brings together; five at once and 15 a minute make 20.
 */
function rates(to: Address): Rate[] {
  const { chat } = targetOf(to);
  const all = { key: 'all', everyMs: 1000 / 25, burst: 1 };
  const inChat = { key: chat, everyMs: 1000, burst: 3 };
  const inGroup = { key: `group ${chat}`, everyMs: 4000, burst: 5 };
  return isGroup(to) ? [all, inChat, inGroup] : [all, inChat];
}
