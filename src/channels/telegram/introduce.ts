/** What is settled with Telegram at the start: who we are, how updates come, which commands there are. */
import type { Api } from 'grammy';
import { LOCALES } from '../../message.ts';
import { type Persistence, untilItWorks } from '../until-it-works.ts';
import { commandMenu, type Topics } from './commands.ts';
import { troubleOf } from './failure.ts';
import { ALLOWED_UPDATES } from './update.ts';
import { WEBHOOK_PATH } from './webhook.ts';

/** How Telegram reaches this server. */
export interface WebhookSettings {
  /** 1 to 256 of `A-Za-z0-9_-` (Bot API, setWebhook). */
  readonly secret: string;
  /** Origin of this server as Telegram sees it, without a slash at the end. */
  readonly publicUrl: string;
}

/**
 * Tells Telegram where updates go; without a webhook it will be asked for them. Tries until it
 * works, and resolves with the bot's name: undefined when it was ended before.
 */
export async function introduce(
  api: Api,
  webhook: WebhookSettings | undefined,
  persistence: Persistence,
): Promise<string | undefined> {
  let name: string | undefined;
  await untilItWorks(
    persistence,
    untroubled(async () => {
      name = (await api.getMe()).username;
      if (webhook === undefined) await api.deleteWebhook();
      else await setWebhook(api, webhook);
    }),
  );
  return name;
}

async function setWebhook(api: Api, { publicUrl, secret }: WebhookSettings): Promise<void> {
  const kinds = { allowed_updates: ALLOWED_UPDATES };
  await api.setWebhook(`${publicUrl}${WEBHOOK_PATH}`, { secret_token: secret, ...kinds });
}

/** Puts the commands into the menu: in Vietnamese, and in each language for who has set it. */
export async function showCommands(
  api: Api,
  topics: Topics,
  persistence: Persistence,
): Promise<void> {
  await untilItWorks(
    persistence,
    untroubled(async () => {
      await api.setMyCommands(commandMenu(topics, 'vi'));
      for (const locale of LOCALES) {
        await api.setMyCommands(commandMenu(topics, locale), { language_code: locale });
      }
    }),
  );
}

/** Calls whose failure becomes a sentence; it names no address, which would hold the token. */
function untroubled(calls: () => Promise<void>): () => Promise<string | undefined> {
  return () => calls().then(() => undefined, troubleOf);
}
