/** Where channels put what comes: messages into bursts, events into the store. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChannelEvent, Inbox } from '../channels/channel.ts';
import type { Address } from '../message.ts';
import { findConversation, moveConversation, stopConversation } from '../store/conversations.ts';
import { cancelReplies } from '../store/outbox.ts';
import type { Db } from '../store/schema.ts';
import { noteReceipt } from '../store/settlement.ts';
import { type Rhythm, startBursts } from './burst.ts';
import type { Bot } from './context.ts';

export interface OpenInbox extends Inbox {
  /** Takes the turns that wait; the channels must be stopped before. */
  stop(): Promise<void>;
}

/** A receipt may be faster than our own note of what it is for; it is tried once more after this. */
const RECEIPT_PAUSE_MS = 2000;

/** Opens the inbox, and answers first what an earlier process left. */
export async function openInbox(bot: Bot, rhythm?: Rhythm): Promise<OpenInbox> {
  const bursts = await startBursts(bot, rhythm);
  const end = new AbortController();
  const waiting = new Set<Promise<void>>();

  async function tryAgain(event: ChannelEvent): Promise<void> {
    await sleep(RECEIPT_PAUSE_MS, undefined, { signal: end.signal }).catch(() => undefined);
    try {
      const noted = await bot.transact((tx) => note(bot, tx, event));
      if (!noted) bot.log.info('a receipt is for no message of ours');
    } catch (err) {
      bot.log.error({ err }, 'a receipt could not be stored');
    }
  }

  return {
    message: bursts.take,
    async event(event) {
      if (await bot.transact((tx) => note(bot, tx, event))) return;
      const again = tryAgain(event);
      waiting.add(again);
      void again.then(() => waiting.delete(again));
    },
    async stop() {
      end.abort();
      await Promise.all([...waiting, bursts.stop()]);
    },
  };
}

/** Stores an event; false for a receipt of a message that we know nothing of. */
async function note(bot: Bot, db: Db, event: ChannelEvent): Promise<boolean> {
  switch (event.kind) {
    case 'gone':
      await letGo(bot, db, event.address);
      return true;
    case 'moved':
      await moveConversation(db, event.from, event.to);
      return true;
    case 'receipt':
      return noteReceipt(db, event);
  }
}

async function letGo(bot: Bot, db: Db, address: Address): Promise<void> {
  const conversation = await findConversation(db, address);
  if (conversation === undefined) return;
  await stopConversation(db, conversation.id, bot.now().toISOString());
  await cancelReplies(db, conversation.id, 'the citizen has blocked us or sent us away');
}
