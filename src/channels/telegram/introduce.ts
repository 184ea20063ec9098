/** What is settled with Telegram at the start: who we are, how updates come, which commands there are. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, GrammyError } from 'grammy';
import { LOCALES } from '../../message.ts';
import type { Report } from '../channel.ts';
import { commandMenu, type Topics } from './commands.ts';
import { explain } from './failure.ts';
import { ALLOWED_UPDATES } from './update.ts';
import { WEBHOOK_PATH } from './webhook.ts';

/** How Telegram reaches this server. */
export interface WebhookSettings {
  /** 1 to 256 of `A-Za-z0-9_-` (Bot API, setWebhook). */
  readonly secret: string;
  /** Origin of this server as Telegram sees it, without a slash at the end. */
  readonly publicUrl: string;
}

export interface Introduction {
  readonly api: Api;
  readonly report: Report;
  /** First pause after a failed call, in milliseconds; it doubles up to five minutes. */
  readonly pause: number;
  readonly signal: AbortSignal;
}

const LONGEST_PAUSE_MS = 300_000;

/**
 * Tells Telegram where updates go; without a webhook it will be asked for them. Tries until it
 * works, and resolves with the bot's name: undefined when it was ended before.
 */
export async function introduce(
  introduction: Introduction,
  webhook: WebhookSettings | undefined,
): Promise<string | undefined> {
  const { api } = introduction;
  return persist(introduction, Number.POSITIVE_INFINITY, async () => {
    const { username } = await api.getMe();
    if (webhook === undefined) await api.deleteWebhook();
    else {
      await api.setWebhook(`${webhook.publicUrl}${WEBHOOK_PATH}`, {
        secret_token: webhook.secret,
        allowed_updates: ALLOWED_UPDATES,
      });
    }
    return username;
  });
}

/** The menu of commands is a convenience: after three refusals it stays as it was. */
const MENU_ATTEMPTS = 3;

/** Puts the commands into the menu: in Vietnamese, and in each other language for who has set it. */
export async function showCommands(introduction: Introduction, topics: Topics): Promise<void> {
  const { api } = introduction;
  await persist(introduction, MENU_ATTEMPTS, async () => {
    await api.setMyCommands(commandMenu(topics, 'vi'));
    for (const locale of LOCALES) {
      await api.setMyCommands(commandMenu(topics, locale), { language_code: locale });
    }
  });
}

/** Does it again and again with growing pauses; each new trouble is one line in the log. */
async function persist<T>(
  { report, pause, signal }: Introduction,
  attempts: number,
  work: () => Promise<T>,
): Promise<T | undefined> {
  let said: string | undefined;
  for (let attempt = 0; attempt < attempts && !signal.aborted; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const sentence = troubleOf(error);
      if (sentence !== said) report.error({ channel: 'telegram' }, sentence);
      said = sentence;
      const wait = Math.min(LONGEST_PAUSE_MS, pause * 2 ** attempt);
      await sleep(wait, undefined, { signal }).catch(() => undefined);
    }
  }
  return undefined;
}

function troubleOf(error: unknown): string {
  if (!(error instanceof GrammyError)) return 'Telegram could not be reached';
  return explain(error.error_code, error.description);
}
