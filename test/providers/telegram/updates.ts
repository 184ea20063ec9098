/** The queue of updates and the two ways in which Telegram hands them over. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from './methods.ts';

interface Update {
  readonly id: number;
  readonly chat: string;
  readonly json: object;
  /** The bot has confirmed it. */
  readonly done: () => void;
}

export interface Webhook {
  readonly url: string;
  readonly secret: string | undefined;
}

/** Between a refused delivery and the next; the real one waits longer and longer. */
const RETRY_MS = 40;

export interface Updates {
  /** Hands an update over; resolves when the bot has confirmed it. */
  push(chat: string, content: object): Promise<void>;
  /** Long polling. The older of two questions at once is refused. */
  poll(offset: number | undefined, seconds: number, limit: number): Promise<object[]>;
  setWebhook(webhook: Webhook | undefined): void;
  readonly webhook: Webhook | undefined;
  /** What the webhook answered, in order. */
  readonly statuses: number[];
  /** Each update is delivered so many times at once. */
  copies: number;
  stop(): void;
}

export function updateQueue(): Updates {
  const waiting: Update[] = [];
  const busy = new Set<string>();
  const statuses: number[] = [];
  let webhook: Webhook | undefined;
  let nextId = 700_000_000;
  let copies = 1;
  let stopped = false;
  let wake: ((reason: 'news' | 'rival') => void) | undefined;

  /** One update of a chat at a time, again and again until it is taken. */
  async function deliver(chat: string): Promise<void> {
    if (busy.has(chat)) return;
    busy.add(chat);
    for (;;) {
      const update = waiting.find((one) => one.chat === chat);
      if (update === undefined || webhook === undefined || stopped) break;
      const target = webhook;
      const taken = await Promise.all(Array.from({ length: copies }, () => post(target, update)));
      statuses.push(...taken);
      if (taken.every((status) => status >= 200 && status < 300)) confirm(update.id);
      else await sleep(RETRY_MS);
    }
    busy.delete(chat);
  }

  function confirm(upTo: number, all = false): void {
    for (const update of [...waiting]) {
      if (all ? update.id > upTo : update.id !== upTo) continue;
      waiting.splice(waiting.indexOf(update), 1);
      update.done();
    }
  }

  return {
    statuses,
    get webhook() {
      return webhook;
    },
    get copies() {
      return copies;
    },
    set copies(count) {
      copies = count;
    },
    push(chat, content) {
      return new Promise((done) => {
        const id = nextId++;
        waiting.push({ id, chat, json: { update_id: id, ...content }, done });
        if (webhook !== undefined) void deliver(chat);
        wake?.('news');
      });
    },
    async poll(offset, seconds, limit) {
      if (webhook !== undefined) {
        throw new Refusal(
          409,
          "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
        );
      }
      wake?.('rival');
      if (offset !== undefined) confirm(offset - 1, true);
      if (waiting.length === 0) {
        const reason = await new Promise<'news' | 'rival' | 'time'>((resolve) => {
          const timer = setTimeout(() => resolve('time'), seconds * 1000);
          wake = (why) => {
            clearTimeout(timer);
            resolve(why);
          };
        });
        if (reason === 'rival') {
          throw new Refusal(
            409,
            'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
          );
        }
        wake = undefined;
      }
      return waiting
        .slice(0, limit)
        .flatMap(({ json }) => Array.from({ length: copies }, () => json));
    },
    setWebhook(next) {
      webhook = next;
      for (const { chat } of waiting) void deliver(chat);
    },
    stop() {
      stopped = true;
      wake?.('news');
    },
  };
}

async function post({ url, secret }: Webhook, { json }: Update): Promise<number> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(secret === undefined ? {} : { 'x-telegram-bot-api-secret-token': secret }),
      },
      body: JSON.stringify(json),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}
