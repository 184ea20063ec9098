/**
 * Staff who write to a citizen outside this program, in the tool of a Zalo Official Account: the
 * assistant falls silent there, and speaks again when staff has been quiet for long enough.
 */
import { freshConversation } from '../dialogue/conversation.ts';
import { mask } from '../mask.ts';
import type { Address, ChannelName, Locale, Reply } from '../message.ts';
import { lockConversation, saveConversation } from '../store/conversations.ts';
import { addSentElsewhere, giveBackQuiet, wasSent } from '../store/staff.ts';
import type { Bot } from './context.ts';
import { stored } from './turn.ts';

/** What staff wrote, as the channel tells it. */
export interface StaffMessage {
  readonly address: Address;
  /** The channel's own id of it. */
  readonly externalId: string;
  readonly text: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

/**
 * Notes what staff wrote and hands them the conversation. A message that we sent ourselves, or
 * that was told before, changes nothing.
 */
export async function staffReplied(bot: Bot, message: StaffMessage): Promise<void> {
  const { address, externalId, text } = message;
  const now = bot.now().toISOString();
  const fresh = { id: bot.newId(), address, ...stored(freshConversation()), at: now };
  await bot.inTurn(address, () =>
    bot.transact(async (db) => {
      const conversation = await lockConversation(db, fresh);
      if (await wasSent(db, conversation.id, externalId)) return;
      const reply = replyOf(mask(text), conversation.locale);
      // A provider's clock may be wrong, and what counts is since when staff has been quiet.
      await addSentElsewhere(db, conversation, { id: bot.newId(), externalId, reply, sentAt: now });
      await saveConversation(db, conversation, {
        status: 'agent',
        lastSeq: conversation.lastSeq + 1,
      });
    }),
  );
}

/** A person's words as a reply: no buttons below it, and nothing to rate. */
export function replyOf(text: string, language: Locale): Reply {
  return {
    ...{ text, short: text, lead: text, tail: '', language },
    ...{ choices: [], sources: [], cards: [], intent: null },
    ...{ outcome: 'handed-off', askHelpful: false },
  };
}

export interface StaffWatch {
  /** Resolves when a look under way has ended. */
  stop(): Promise<void>;
}

const LOOK_EVERY_MS = 60_000;

/** Gives conversations back in which staff has written nothing for that many hours. */
export function startStaffWatch(bot: Bot, channel: ChannelName, quietHours: number): StaffWatch {
  const look = async () => {
    try {
      const before = new Date(bot.now().getTime() - quietHours * 3_600_000).toISOString();
      const count = await giveBackQuiet(bot.db, channel, before);
      if (count > 0) bot.log.info({ channel, count }, 'conversations given back by staff');
    } catch (err) {
      bot.log.error({ err, channel }, 'conversations could not be given back');
    }
  };
  let running = look();
  const timer = setInterval(() => {
    running = look();
  }, LOOK_EVERY_MS);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
