/** What a turn asks for beside its replies, done in the turn's own transaction. */
import type { Effect } from '../dialogue/conversation.ts';
import type { Reply } from '../message.ts';
import type { Conversation } from '../store/conversations.ts';
import { lastReplyToRate, rateReply } from '../store/feedback.ts';
import { cancelReplies } from '../store/outbox.ts';
import { eraseConversation } from '../store/retention.ts';
import type { Db } from '../store/schema.ts';
import { openTicketOf, type StoredTicket } from '../store/tickets.ts';
import type { Bot } from './context.ts';
import { nextState } from './handoff/machine.ts';
import { addCitizensNote, askForCallback, openTicket, ownTicket } from './handoff/open.ts';
import { NOBODY, takeStep, takeStepIfPossible } from './handoff/step.ts';
import { transcriptReplies } from './handoff/transcript.ts';

/** The turn in which the effects happen. */
export interface Occasion {
  readonly conversation: Conversation;
  readonly messageId: string;
  readonly at: string;
}

/** What the effects leave behind beside their own rows. */
export interface Aftermath {
  /** Since when nothing may be sent that was not asked for. */
  readonly stoppedAt?: string;
  /** What is said after the turn's own replies. */
  readonly said: readonly Reply[];
  /** Ids of the tickets to which something happened, or that are gone. */
  readonly touched: readonly string[];
}

/** Does them in their order. */
export async function applyEffects(
  bot: Bot,
  db: Db,
  effects: readonly Effect[],
  occasion: Occasion,
): Promise<Aftermath> {
  let all: Aftermath = { said: [], touched: [] };
  for (const effect of effects) {
    const { said = [], touched = [], ...rest } = await applyEffect(bot, db, effect, occasion);
    all = { ...all, ...rest, said: [...all.said, ...said], touched: [...all.touched, ...touched] };
  }
  return all;
}

async function applyEffect(
  bot: Bot,
  db: Db,
  effect: Effect,
  { conversation, messageId, at }: Occasion,
): Promise<Partial<Aftermath>> {
  const conversationId = conversation.id;
  switch (effect.kind) {
    case 'open-ticket': {
      const { code, topic, summary, urgent = false } = effect;
      const request = { conversationId, code, topic, summary, urgent };
      return { touched: [(await openTicket(bot, db, request)).id] };
    }
    case 'add-to-ticket':
      return withTicket(db, conversationId, effect.code, async (ticket) => {
        await addCitizensNote(bot, db, ticket, effect.note);
        await takeStepIfPossible(bot, db, ticket, { event: 'message', actor: NOBODY });
      });
    case 'withdraw-ticket':
      return withTicket(db, conversationId, effect.code, async (ticket) => {
        await takeStepIfPossible(bot, db, ticket, { event: 'withdraw', actor: NOBODY });
      });
    case 'ask-callback':
      return withTicket(db, conversationId, effect.code, async (ticket) => {
        if (nextState(ticket.state, 'ask-callback') === undefined) return;
        await askForCallback(bot, db, ticket, effect.phone);
      });
    case 'rate-ticket':
      // Buttons stay where they were shown, and anybody can send their value.
      return withTicket(db, conversationId, effect.code, async (ticket) => {
        const changes = { rating: effect.rating };
        await takeStepIfPossible(bot, db, ticket, { event: 'rate', actor: NOBODY, changes });
      });
    case 'send-transcript': {
      const ticket = await ownTicket(db, conversationId, effect.code);
      if (ticket === undefined) return {};
      return { said: await transcriptReplies(bot, db, ticket, conversation.locale) };
    }
    case 'delete-my-data':
      return { touched: await eraseConversation(db, conversationId, messageId) };
    case 'stop-messages':
      await cancelReplies(db, conversationId, 'the citizen wants no more messages');
      return { stoppedAt: at, touched: await endOpenTicket(bot, db, conversationId) };
    case 'feedback': {
      const replyId = await lastReplyToRate(db, conversationId);
      if (replyId !== undefined) await rateReply(db, { replyId, helpful: effect.helpful, at });
      return {};
    }
  }
}

/** Does something to a ticket of this conversation; a code of another one changes nothing. */
async function withTicket(
  db: Db,
  conversationId: string,
  code: string,
  change: (ticket: StoredTicket) => Promise<void>,
): Promise<Partial<Aftermath>> {
  const ticket = await ownTicket(db, conversationId, code);
  if (ticket === undefined) return {};
  await change(ticket);
  return { touched: [ticket.id] };
}

/** Whoever wants no more messages cannot be helped in this conversation. */
async function endOpenTicket(bot: Bot, db: Db, conversationId: string): Promise<string[]> {
  const ticket = await openTicketOf(db, conversationId);
  if (ticket === undefined) return [];
  await takeStep(bot, db, ticket, { event: 'withdraw', actor: NOBODY });
  return [ticket.id];
}
