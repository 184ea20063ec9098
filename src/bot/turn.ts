/** One turn of a conversation, within the transaction of its caller. */
import { kindWords } from '../content/kind-words.ts';
import { choiceLabel } from '../dialogue/choice-label.ts';
import {
  type ConversationState,
  conversationSchema,
  freshConversation,
  type TurnOutput,
} from '../dialogue/conversation.ts';
import { isCallbackSlot } from '../dialogue/skills/ask-callback.ts';
import {
  type ConversationStatus,
  type InboundKind,
  type InboundMessage,
  type Outcome,
  type Reply,
  worstOf,
} from '../message.ts';
import { type Conversation, saveConversation } from '../store/conversations.ts';
import { addReplies, type StoredReply } from '../store/outbox.ts';
import type { Db } from '../store/schema.ts';
import { openTicketOf, type StoredTicket } from '../store/tickets.ts';
import type { Bot } from './context.ts';
import { applyEffects } from './effects.ts';
import { deliverToDesk } from './handoff/inbound.ts';
import { deskNews } from './handoff/news.ts';
import { chargeOf } from './handoff/talk.ts';
import { stored } from './stored-state.ts';

/** Topic of the tickets that the program opens when it breaks. */
export const FAILURE_TOPIC = 'failure';
/** The intent of whoever wants to speak to a person. */
const HAND_OFF = 'handoff-human';

/** What is answered: one message, or what stands for a burst of them. */
export interface Turn {
  readonly conversation: Conversation;
  /** Word for word: the store has it masked. `media` is what came beside the words, in order. */
  readonly message: Pick<InboundMessage, 'kind' | 'text'> & {
    readonly media: readonly InboundKind[];
  };
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
  /** Ids of the tickets to which something happened. */
  readonly touched: readonly string[];
}

/**
 * Answers and stores what the answer changes. While a person is in charge, what was written goes to
 * them, and nothing but the citizen's commands is answered; a dialogue that throws is answered with
 * an apology and a ticket.
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
  const output = await answer(bot, db, turn);
  await note(notedOf(output));
  const occasion = { conversation, messageId, at: turn.now.toISOString() };
  const { said, touched, ...changes } = await applyEffects(bot, db, output.effects, occasion);
  const delivered =
    conversation.status === 'bot' || touched.length > 0
      ? undefined
      : await deliverToDesk(bot, db, conversation, wordsOf(bot, turn), output.replies.length === 0);
  const notices = [...said, ...(delivered?.said ?? [])];
  const replies = await queueReplies(bot, db, turn, output.replies, notices);
  const status =
    conversation.status === 'bot' && touched.length === 0
      ? 'bot'
      : await chargeOf(db, conversation.id);
  await saveConversation(db, conversation, {
    ...stored(output.conversation),
    ...changes,
    status,
    lastSeq: seq + replies.length,
  });
  return { status, replies, touched: [...touched, ...(delivered ? [delivered.ticketId] : [])] };
}

/** What is used of a turn's output, so that an apology can be one too. */
type Answer = Pick<TurnOutput, 'conversation' | 'replies' | 'effects'> & {
  readonly understood: Pick<TurnOutput['understood'], 'intent' | 'score'>;
};

// === The turn itself ===

async function answer(bot: Bot, db: Db, turn: Turn): Promise<Answer> {
  const { conversation, message, now } = turn;
  const state = readState(bot, conversation);
  const personInCharge = conversation.status === 'agent';
  // A conversation has one open ticket, whose code the dialogue may not know.
  const open = conversation.status === 'bot' ? undefined : await openTicketOf(db, conversation.id);
  const ticketCode = open?.code ?? bot.newTicketCode();
  const memory = open === undefined ? state : listening(state, open);
  const waiting = conversation.status === 'waiting';
  const input = { conversation: memory, message, now, ticketCode, personInCharge, waiting };
  try {
    const output = bot.answer(input);
    if (!speaksOfDesk(output)) return output;
    const desk = await deskNews(bot, db, conversation.id, isUrgent(output));
    return bot.answer({ ...input, desk });
  } catch (error) {
    bot.log.error(
      { err: error, messageId: turn.messageId, conversationId: conversation.id },
      'turn failed',
    );
    if (personInCharge) return nothing(state);
    return apologise(bot, state, message.text, { ticketCode, earlier: open?.code });
  }
}

/**
 * Of a ticket that a person had in hand and that waits again, the assistant takes messages and does
 * not answer in that person's stead; what is dangerous, and commands, it hears before that.
 */
function listening(
  state: ConversationState,
  { code, state: standing, takenAt }: StoredTicket,
): ConversationState {
  if (standing !== 'queued' || takenAt === null || isCallbackSlot(state.waitingFor?.slot)) {
    return state;
  }
  const ticket = { code, stage: 'open' as const };
  return { ...state, ticket, waitingFor: { skill: TALK_TO_HUMAN, slot: 'message' } };
}

/** The skill that takes messages for people. */
const TALK_TO_HUMAN = 'talk-to-human';

/** Whether an answer is about the people at the desk: then it has to know how things stand there. */
function speaksOfDesk({ understood, effects }: Answer): boolean {
  return understood.intent === HAND_OFF || effects.some(({ kind }) => kind === 'open-ticket');
}

function isUrgent({ effects }: Answer): boolean {
  return effects.some((effect) => effect.kind === 'open-ticket' && effect.urgent === true);
}

/** A person is in charge and will answer. */
function nothing(conversation: ConversationState): Answer {
  return { conversation, replies: [], effects: [], understood: { intent: null, score: 0 } };
}

/** The message as people at the desk read it: of a button its label, of a picture that it came. */
function wordsOf(bot: Bot, { message, conversation: { locale } }: Turn): string {
  const { kind, text, media } = message;
  const content = bot.content();
  if (kind === 'choice') return choiceLabel(content, text, locale) ?? text;
  const came = media.map((one) => kindWords(content, one, locale));
  return [...came, text].filter((words) => words !== '').join(' ');
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

function notedOf({ understood, replies }: Answer): Noted {
  const { intent, score } = understood;
  if (replies.length === 0) return { intent: null, score: null, outcome: null };
  return { intent, score, outcome: worstOf(replies.map((reply) => reply.outcome)) ?? null };
}

async function queueReplies(
  bot: Bot,
  db: Db,
  { conversation, messageId, seq, now }: Turn,
  replies: readonly Reply[],
  notices: readonly Reply[],
): Promise<StoredReply[]> {
  return addReplies(
    db,
    [...replies, ...notices].map((reply, index) => ({
      id: bot.newId(),
      conversationId: conversation.id,
      channel: conversation.channel,
      address: conversation.address,
      seq: seq + 1 + index,
      reply,
      author: index < replies.length ? 'bot' : 'system',
      inReplyTo: messageId,
      createdAt: now.toISOString(),
    })),
  );
}
