/** Three providers at once, and people who write one message after the other there. */
import { setTimeout as sleep } from 'node:timers/promises';
import { WEBHOOK_PATH as ZALO_OA_PATH } from '../../src/channels/zalo-oa/webhook.ts';
import type { Db } from '../../src/store/schema.ts';
import { connectStandIn, zaloOaSettings } from '../helpers/zalo-connection.ts';
import { startTelegram, TOKEN as TELEGRAM_TOKEN } from '../providers/telegram.ts';
import { startZaloBot, TOKEN as ZALO_BOT_TOKEN } from '../providers/zalo-bot.ts';
import { fromUser, startZaloOa } from '../providers/zalo-oa.ts';
import { until } from './rig.ts';

export const TOWN_CHANNELS = ['telegram', 'zalo-oa', 'zalo-bot'] as const;
export type Person = `${(typeof TOWN_CHANNELS)[number]}:${string}`;

/** An answer that a provider has accepted. */
export interface Accepted {
  readonly person: Person;
  readonly text: string;
  /** In which life of our process. */
  readonly life: number;
}

export interface Town {
  /** What a process needs to serve all three by webhook. */
  readonly settings: Readonly<Record<string, string>>;
  readonly people: readonly Person[];
  /** Resolves when each provider knows where its events go. */
  meet(): Promise<void>;
  /** Resolves when it was acknowledged: until then the provider brings it again and again. */
  write(person: Person, text: string): Promise<void>;
  /** All answers so far. */
  accepted(): readonly Accepted[];
  /** What is accepted from now on is of another process. */
  nextLife(): void;
  close(): Promise<void>;
}

const PEOPLE_OF_EACH = 20;
const MANY = 1_000_000;
const SECRET = 'secret-of-the-town_0123456789';

/** @param publicUrl where our process will be */
export async function openTown(publicUrl: string, db: Db): Promise<Town> {
  const telegram = await startTelegram();
  const zaloOa = await startZaloOa({ freeReplies: MANY });
  const zaloBot = await startZaloBot({ quota: MANY });
  await connectStandIn(db, zaloOa);
  const ids = Array.from({ length: PEOPLE_OF_EACH }, (_, n) => `${10_000 + n}`);
  const all: Accepted[] = [];
  let life = 1;
  let written = 0;

  const screens: readonly Screen[] = [
    ...ids.map((id) => ({
      read: () => telegram.shown(id),
      person: () => `telegram:${id}` as const,
    })),
    { read: () => zaloOa.accepted, person: ({ to }) => `zalo-oa:${to}` },
    { read: () => zaloBot.accepted, person: ({ to }) => `zalo-bot:${to}` },
  ];
  const seen = screens.map(() => 0);

  function accepted(): readonly Accepted[] {
    for (const [at, { read, person }] of screens.entries()) {
      const screen = read();
      for (const one of screen.slice(seen[at])) {
        all.push({ person: person(one), text: withoutMenu(one.text), life });
      }
      seen[at] = screen.length;
    }
    return all;
  }

  return {
    people: ids.flatMap((id) => TOWN_CHANNELS.map((channel) => `${channel}:${id}` as const)),
    settings: {
      ...{ PUBLIC_URL: publicUrl, TELEGRAM_TOKEN, TELEGRAM_API_ROOT: telegram.apiRoot },
      ...{ TELEGRAM_MODE: 'webhook', TELEGRAM_WEBHOOK_SECRET: SECRET },
      ...{ ...zaloOaSettings(zaloOa), ZALO_OA_FREE_REPLIES: 'unlimited' },
      ...{ ZALO_BOT_TOKEN, ZALO_BOT_API_ROOT: zaloBot.apiRoot, ZALO_BOT_MODE: 'webhook' },
      ...{ ZALO_BOT_SECRET: SECRET, ZALO_BOT_MONTHLY_QUOTA: String(MANY) },
    },
    async meet() {
      await insist(() => zaloOa.events.save(publicUrl + ZALO_OA_PATH));
      await until(() => telegram.updates.webhook !== undefined && zaloBot.webhook !== undefined);
    },
    async write(person, text) {
      const [channel, id = ''] = person.split(':');
      written += 1;
      const name = `in-${written}`;
      if (channel === 'telegram') return telegram.write(id, { text });
      if (channel === 'zalo-bot') {
        const message = { message_id: name, text };
        return insist(() => succeeds(zaloBot.event('message.text.received', id, message)));
      }
      zaloOa.interact(id);
      const event = fromUser(id, { message: { msg_id: name, text } });
      return insist(async () => (await zaloOa.event('user_send_text', event)) === 200);
    },
    accepted,
    nextLife() {
      accepted();
      life += 1;
    },
    async close() {
      await Promise.all([telegram.close(), zaloOa.close(), zaloBot.close()]);
    },
  };
}

interface Screen {
  read(): readonly { readonly to?: string; readonly text: string }[];
  person(one: { readonly to?: string }): Person;
}

/** Cuts off the numbered choices below a text, as the Zalo Bot Platform shows them. */
function withoutMenu(text: string): string {
  return text.split('\n\n')[0] ?? '';
}

/** Shorter than the providers' real pauses: so a message is there at every moment of a new life. */
const PAUSE_MS = 40;

async function insist(attempt: () => Promise<boolean>): Promise<void> {
  while (!(await attempt())) await sleep(PAUSE_MS);
}

function succeeds(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}
