/**
 * The way in: one message, one transaction. When `receive` resolves, the message, the state that
 * it led to and the replies are stored together, and the channel may be told "received".
 */
import {
  type ConversationState,
  conversationSchema,
  freshConversation,
  type TurnOutput,
} from '../dialogue/conversation.ts';
import { mask } from '../mask.ts';
import type { ConversationStatus, InboundMessage, Outcome, Reply } from '../message.ts';
import {
  type Conversation,
  channelOf,
  lockConversation,
  saveConversation,
} from '../store/conversations.ts';
import { addMessage, findMessage } from '../store/messages.ts';
import { addReplies, repliesTo, type StoredReply } from '../store/outbox.ts';
import type { Db } from '../store/schema.ts';
import { openTicketAbout } from '../store/tickets.ts';
import { inTransaction } from '../store/transaction.ts';
import type { Bot } from './context.ts';
import { applyEffects } from './effects.ts';

/** What became of a message. */
export interface Received {
  readonly messageId: string;
  readonly conversationId: string;
  /** Who is in charge afterwards; while it is `agent`, the assistant says nothing. */
  readonly status: ConversationStatus;
  /** The replies to this message, in order; for a repeat those of the first time. */
  readonly replies: readonly StoredReply[];
  /** It had come before: nothing was stored and nothing happens twice. */
  readonly repeated: boolean;
}

/** Topic of the tickets that the program opens when it breaks. */
export const FAILURE_TOPIC = 'failure';

/**
 * Takes a message in. A dialogue that throws is answered with an apology and a ticket; what is
 * thrown here is the database's trouble, and the channel should let the message come again.
 */
export async function receive(bot: Bot, message: InboundMessage): Promise<Received> {
  const received = await bot.inTurn(message.address, () =>
    inTransaction(bot.db, (tx) => takeIn(bot, tx, message)),
  );
  if (!received.repeated && received.replies.length > 0) {
    bot.queued.emit('queued', channelOf(message.address));
  }
  return received;
}

async function takeIn(bot: Bot, db: Db, message: InboundMessage): Promise<Received> {
  const known = await findMessage(db, message.address, message.externalId);
  if (known !== undefined) {
    const { id: messageId, conversationId, status } = known;
    const replies = await repliesTo(db, messageId);
    return { messageId, conversationId, status, replies, repeated: true };
  }
  const now = bot.now();
  const conversation = await lockConversation(db, {
    id: bot.newId(),
    address: message.address,
    ...stored(freshConversation()),
    at: now.toISOString(),
  });
  return takeTurn(bot, db, { conversation, message, messageId: bot.newId(), now });
}

/** What is used of a turn's output, so that an apology can be one too. */
type Answer = Pick<TurnOutput, 'conversation' | 'replies' | 'effects'> & {
  readonly understood: Pick<TurnOutput['understood'], 'intent' | 'score'>;
};

interface Turn {
  readonly conversation: Conversation;
  readonly message: InboundMessage;
  readonly messageId: string;
  readonly now: Date;
}

async function takeTurn(bot: Bot, db: Db, turn: Turn): Promise<Received> {
  const { conversation, messageId } = turn;
  const output = conversation.status === 'agent' ? undefined : await answer(bot, db, turn);
  await keepMessage(db, turn, output);
  const at = turn.now.toISOString();
  const occasion = { conversation, messageId, at };
  const aftermath = await applyEffects(bot, db, output?.effects ?? [], occasion);
  const replies = await queueReplies(bot, db, turn, output?.replies ?? []);
  const status =
    aftermath.status ?? (conversation.status === 'closed' ? 'bot' : conversation.status);
  await saveConversation(db, conversation, {
    ...(output === undefined ? {} : stored(output.conversation)),
    ...aftermath,
    status,
    lastSeq: conversation.lastSeq + 1 + replies.length,
  });
  return { messageId, conversationId: conversation.id, status, replies, repeated: false };
}

function stored(state: ConversationState): Pick<Conversation, 'state' | 'locale'> {
  return { state: JSON.stringify(state), locale: state.locale };
}

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

// === What is kept of it ===

async function keepMessage(db: Db, turn: Turn, output: Answer | undefined): Promise<void> {
  const { conversation, message, messageId, now } = turn;
  await addMessage(db, {
    id: messageId,
    conversationId: conversation.id,
    externalId: message.externalId,
    seq: conversation.lastSeq + 1,
    kind: message.kind,
    text: mask(message.text),
    intent: output?.understood.intent ?? null,
    score: output?.understood.score ?? null,
    outcome: worst(output?.replies ?? []),
    receivedAt: notAfter(message.receivedAt, now),
  });
}

/** A provider's clock may be wrong; a message from the future would outlive its retention. */
function notAfter(receivedAt: string, now: Date): string {
  return new Date(Math.min(Date.parse(receivedAt), now.getTime())).toISOString();
}

const BEST_FIRST: readonly Outcome[] = [
  'answered',
  'handed-off',
  'clarified',
  'no-data',
  'not-understood',
  'failed',
];

function worst(replies: readonly Reply[]): Outcome | null {
  const ranks = replies.map((reply) => BEST_FIRST.indexOf(reply.outcome));
  return BEST_FIRST[Math.max(-1, ...ranks)] ?? null;
}

async function queueReplies(
  bot: Bot,
  db: Db,
  { conversation, messageId, now }: Turn,
  replies: readonly Reply[],
): Promise<StoredReply[]> {
  return addReplies(
    db,
    replies.map((reply, index) => ({
      id: bot.newId(),
      conversationId: conversation.id,
      channel: conversation.channel,
      address: conversation.address,
      seq: conversation.lastSeq + 2 + index,
      reply,
      author: 'bot',
      inReplyTo: messageId,
      createdAt: now.toISOString(),
    })),
  );
}
