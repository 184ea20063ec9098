/** What a turn asks for beside its replies, done in the turn's own transaction. */
import type { Effect } from '../dialogue/conversation.ts';
import { mask } from '../mask.ts';
import type { ConversationStatus } from '../message.ts';
import type { Conversation } from '../store/conversations.ts';
import { lastReplyToRate, rateReply } from '../store/feedback.ts';
import { cancelReplies } from '../store/outbox.ts';
import { eraseConversation } from '../store/retention.ts';
import type { Db } from '../store/schema.ts';
import { addTicket, addTicketNote } from '../store/tickets.ts';
import type { Bot } from './context.ts';

/** The turn in which the effects happen. */
export interface Occasion {
  readonly conversation: Conversation;
  readonly messageId: string;
  readonly at: string;
}

/** What the effects change of the conversation itself. */
export interface Aftermath {
  readonly status?: ConversationStatus;
  readonly stoppedAt?: string;
}

/** Does them in their order and tells what they change of the conversation. */
export async function applyEffects(
  bot: Bot,
  db: Db,
  effects: readonly Effect[],
  occasion: Occasion,
): Promise<Aftermath> {
  let aftermath: Aftermath = {};
  for (const effect of effects) {
    aftermath = { ...aftermath, ...(await applyEffect(bot, db, effect, occasion)) };
  }
  return aftermath;
}

async function applyEffect(
  bot: Bot,
  db: Db,
  effect: Effect,
  { conversation, messageId, at }: Occasion,
): Promise<Aftermath> {
  const conversationId = conversation.id;
  switch (effect.kind) {
    case 'open-ticket': {
      const { code, topic } = effect;
      const summary = mask(effect.summary);
      await addTicket(db, { id: bot.newId(), code, conversationId, topic, summary, openedAt: at });
      return { status: 'waiting' };
    }
    case 'add-to-ticket': {
      const text = mask(effect.note);
      const note = { id: bot.newId(), conversationId, code: effect.code, text, at };
      await addTicketNote(db, { ...note, author: 'citizen' });
      return {};
    }
    case 'delete-my-data':
      await eraseConversation(db, conversationId, messageId);
      return { status: 'bot' };
    case 'stop-messages':
      await cancelReplies(db, conversationId, 'the citizen wants no more messages');
      return { stoppedAt: at };
    case 'feedback': {
      const replyId = await lastReplyToRate(db, conversationId);
      if (replyId !== undefined) await rateReply(db, { replyId, helpful: effect.helpful, at });
      return {};
    }
  }
}
