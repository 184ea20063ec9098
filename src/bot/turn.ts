/** One turn of a conversation, within the transaction of its caller. */
import {
  type ConversationState,
  conversationSchema,
  freshConversation,
  type TurnOutput,
} from '../dialogue/conversation.ts';
import {
  type ConversationStatus,
  type InboundMessage,
  type Outcome,
  type Reply,
  worstOf,
} from '../message.ts';
import { type Conversation, saveConversation } from '../store/conversations.ts';
import { addReplies, type StoredReply } from '../store/outbox.ts';
import type { Db } from '../store/schema.ts';
import { openTicketAbout } from '../store/tickets.ts';
import type { Bot } from './context.ts';
import { applyEffects } from './effects.ts';

/** Topic of the tickets that the program opens when it breaks. */
export const FAILURE_TOPIC = 'failure';

/** What is answered: one message, or what stands for a burst of them. */
export interface Turn {
  readonly conversation: Conversation;
  /** Word for word: the store has it masked. */
  readonly message: Pick<InboundMessage, 'kind' | 'text'>;
  readonly messageId: string;
  /** The message's place in the conversation. */
  readonly seq: number;
  readonly now: Date;
}

/** How the message was understood, as it is kept with it. */
export interface Noted {
  readonly intent: string | null;
  readonly score: number | null;
  readonly outcome: Outcome | null;
}

/** What became of a turn. */
export interface Taken {
  /** Who is in charge afterwards. */
  readonly status: ConversationStatus;
  readonly replies: readonly StoredReply[];
}

/**
 * Answers and stores what the answer changes. While a person is in charge there is no answer; a
 * dialogue that throws is answered with an apology and a ticket.
 *
 * @param note keeps with the message how it was understood; the replies refer to its row
 */
export async function takeTurn(
  bot: Bot,
  db: Db,
  turn: Turn,
  note: (noted: Noted) => Promise<void>,
): Promise<Taken> {
  const { conversation, messageId, seq } = turn;
  const output = conversation.status === 'agent' ? undefined : await answer(bot, db, turn);
  await note(notedOf(output));
  const occasion = { conversation, messageId, at: turn.now.toISOString() };
  const aftermath = await applyEffects(bot, db, output?.effects ?? [], occasion);
  const replies = await queueReplies(bot, db, turn, output?.replies ?? []);
  const status =
    aftermath.status ?? (conversation.status === 'closed' ? 'bot' : conversation.status);
  await saveConversation(db, conversation, {
    ...(output === undefined ? {} : stored(output.conversation)),
    ...aftermath,
    status,
    lastSeq: seq + replies.length,
  });
  return { status, replies };
}

/** A conversation's state as its columns. */
export function stored(state: ConversationState): Pick<Conversation, 'state' | 'locale'> {
  return { state: JSON.stringify(state), locale: state.locale };
}

/** What is used of a turn's output, so that an apology can be one too. */
type Answer = Pick<TurnOutput, 'conversation' | 'replies' | 'effects'> & {
  readonly understood: Pick<TurnOutput['understood'], 'intent' | 'score'>;
};

// === The turn itself ===

async function answer(bot: Bot, db: Db, turn: Turn): Promise<Answer> {
  const state = readState(bot, turn.conversation);
  const ticketCode = bot.newTicketCode();
  try {
    return bot.answer({ conversation: state, message: turn.message, now: turn.now, ticketCode });
  } catch (error) {
    const { conversation, messageId } = turn;
    bot.log.error({ err: error, messageId, conversationId: conversation.id }, 'turn failed');
    const earlier = await openTicketAbout(db, conversation.id, FAILURE_TOPIC);
    return apologise(bot, state, turn.message.text, { ticketCode, earlier: earlier?.code });
  }
}

/** An apology with a ticket; a second failure goes into the ticket of the first. */
function apologise(
  bot: Bot,
  conversation: ConversationState,
  text: string,
  { ticketCode, earlier }: { ticketCode: string; earlier: string | undefined },
): Answer {
  return {
    conversation,
    replies: [bot.apology(conversation.locale, earlier ?? ticketCode)],
    effects: [
      earlier === undefined
        ? { kind: 'open-ticket', code: ticketCode, topic: FAILURE_TOPIC, summary: text }
        : { kind: 'add-to-ticket', code: earlier, note: text },
    ],
    understood: { intent: null, score: 0 },
  };
}

/** A state that an older release wrote in a way that no default can fill starts afresh. */
function readState(bot: Bot, { id, state, locale }: Conversation): ConversationState {
  const parsed = conversationSchema.safeParse(JSON.parse(state));
  if (parsed.success) return parsed.data;
  bot.log.warn({ conversationId: id, issues: parsed.error.issues.length }, 'state not readable');
  return freshConversation(locale);
}

function notedOf(output: Answer | undefined): Noted {
  const { intent = null, score = null } = output?.understood ?? {};
  return {
    intent,
    score,
    outcome: worstOf((output?.replies ?? []).map((reply) => reply.outcome)) ?? null,
  };
}

async function queueReplies(
  bot: Bot,
  db: Db,
  { conversation, messageId, seq, now }: Turn,
  replies: readonly Reply[],
): Promise<StoredReply[]> {
  return addReplies(
    db,
    replies.map((reply, index) => ({
      id: bot.newId(),
      conversationId: conversation.id,
      channel: conversation.channel,
      address: conversation.address,
      seq: seq + 1 + index,
      reply,
      author: 'bot',
      inReplyTo: messageId,
      createdAt: now.toISOString(),
    })),
  );
}
