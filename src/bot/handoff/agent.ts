/**
 * What the people at a desk may do to a ticket. Whoever calls these has checked that they may work
 * at a desk at all; which tickets they reach is checked here, in the transaction that changes them.
 */
import { mask } from '../../mask.ts';
import type { Reply } from '../../message.ts';
import { hasReply } from '../../store/outbox.ts';
import type { Db, TicketOutcome } from '../../store/schema.ts';
import { addTicketNote, type StoredTicket, ticketByCode } from '../../store/tickets.ts';
import type { Bot } from '../context.ts';
import { isOpenState } from './machine.ts';
import { Refusal } from './refusal.ts';
import { type Actor, takeStep } from './step.ts';
import { type Conclusion, type Said, type Talk, wantsNoMore, withTalk } from './talk.ts';
import { closingChoices, elsewhereChoices, noticeOf, replyOf } from './words.ts';

/** Somebody at a desk. */
export interface Agent extends Actor {
  readonly name: string;
  /** Desks whose tickets they reach. */
  readonly desks: 'all' | readonly string[];
  /** They see to the work of others, too: may take a conversation out of somebody's hands. */
  readonly oversees: boolean;
}

/** What an agent says. */
export interface Answer {
  /** Made by who sends it: the same one twice is sent once. */
  readonly id: string;
  /** As the citizen reads it; the copy in the ticket is masked. */
  readonly text: string;
  /** Where the text states facts: their sources and the words around them. */
  readonly reply?: Reply;
  /** Characters of one message of the channel; null where it sets no limit. */
  readonly longest?: number | null;
}

/** Longer than anybody reads on a telephone. In UTF-16 units. */
export const LONGEST_ANSWER = 2000;

/** The ticket of a code, if they reach it. @throws Refusal `unknown` when not. */
export function within(agent: Agent, code: string) {
  return async (db: Db): Promise<StoredTicket> => {
    const ticket = await ticketByCode(db, normalCode(code));
    if (ticket === undefined || !reaches(agent, ticket.desk)) throw new Refusal('unknown');
    return ticket;
  };
}

/** Whether a desk is one of theirs. */
export function reaches({ desks }: Pick<Agent, 'desks'>, desk: string): boolean {
  return desks === 'all' || desks.includes(desk);
}

/** Codes are read out over the telephone and typed by hand. */
export function normalCode(code: string): string {
  return code.trim().toUpperCase();
}

/** Adds a note that only colleagues read. @throws Refusal */
export async function addPrivateNote(
  bot: Bot,
  agent: Agent,
  code: string,
  text: string,
): Promise<StoredTicket> {
  const words = required(text);
  return withTalk(bot, within(agent, code), async (db, { ticket }) => {
    const noted = await takeStep(bot, db, ticket, { event: 'note', actor: agent });
    await addStaffNote(bot, db, agent, ticket, { text: words, isPrivate: true });
    return { ticket: noted };
  });
}

/**
 * Sends an answer to the citizen of a ticket that they have in hand.
 *
 * @throws Refusal
 */
export async function sendAnswer(
  bot: Bot,
  agent: Agent,
  code: string,
  answer: Answer,
): Promise<StoredTicket> {
  return withTalk(bot, within(agent, code), (db, talk) => answerIn(bot, db, agent, talk, answer));
}

/** Answers within a transaction of the caller. */
export async function answerIn(
  bot: Bot,
  db: Db,
  agent: Agent,
  { ticket, conversation }: Talk,
  { id, text, reply, longest = null }: Answer,
): Promise<Conclusion> {
  if (await hasReply(db, conversation.id, id)) return { ticket };
  mustHold(agent, ticket);
  mustListen({ ticket, conversation });
  const words = required(text);
  const limit = Math.min(longest ?? LONGEST_ANSWER, LONGEST_ANSWER);
  const named = speakingAs(bot, conversation, words);
  if (named.length > limit) throw new Refusal('too-long', String(limit));
  const answered = await takeStep(bot, db, ticket, { event: 'reply', actor: agent });
  await addStaffNote(bot, db, agent, ticket, { text: words, isPrivate: false });
  const own = reply ?? replyOf(named, conversation.locale);
  return { ticket: answered, said: [{ id, reply: own, author: 'agent' }] };
}

/** In the web chat a person's words look different; elsewhere they say so themselves. */
export function speakingAs(
  bot: Pick<Bot, 'content'>,
  { channel, locale }: Pick<Talk['conversation'], 'channel' | 'locale'>,
  words: string,
): string {
  if (channel === 'web') return words;
  return `${bot.content().texts.say(locale)('human.speaker')}: ${words}`;
}

/** Ends a ticket that was dealt with; the assistant is back, and says so. @throws Refusal */
export async function closeTicket(
  bot: Bot,
  agent: Agent,
  code: string,
  { outcome, note }: { readonly outcome: TicketOutcome; readonly note?: string },
): Promise<StoredTicket> {
  return withTalk(bot, within(agent, code), async (db, talk) => {
    const { ticket } = talk;
    if (!isOpenState(ticket.state)) throw new Refusal('ended');
    if (ticket.assignee !== null) mustHold(agent, ticket);
    const closing = { event: 'resolve' as const, actor: agent, changes: { outcome } };
    const closed = await takeStep(bot, db, ticket, { ...closing, detail: outcome });
    if (note !== undefined && note.trim() !== '') {
      await addStaffNote(bot, db, agent, ticket, { text: note.trim(), isPrivate: true });
    }
    return { ticket: closed, said: [farewell(bot, talk, outcome)] };
  });
}

function farewell(bot: Bot, { ticket, conversation }: Talk, outcome: TicketOutcome): Said {
  const { locale } = conversation;
  const { code, repliedAt } = ticket;
  if (ticket.state === 'callback' && outcome === 'answered') {
    return { reply: noticeOf(bot, locale, 'callback-done'), author: 'system' };
  }
  if (ticket.state === 'callback' && outcome === 'unreachable') {
    return { reply: noticeOf(bot, locale, 'callback-missed'), author: 'system' };
  }
  const reply =
    repliedAt === null
      ? noticeOf(bot, locale, 'closed-unanswered', {}, elsewhereChoices(bot, locale))
      : noticeOf(bot, locale, 'closed', {}, closingChoices(bot, locale, code));
  return { reply, author: 'system' };
}

/** @throws Refusal when it ended, nobody has it, or somebody else has. */
export function mustHold(agent: Agent, ticket: StoredTicket): void {
  if (!isOpenState(ticket.state)) throw new Refusal('ended');
  if (ticket.assignee === null) throw new Refusal('not-held');
  // Staff without accounts stand in for one another: nobody could tell them apart.
  if (ticket.assigneeId !== agent.id) throw new Refusal('held', ticket.assignee ?? '');
}

/** @throws Refusal when the citizen has asked for no more messages since the ticket was opened. */
function mustListen({ ticket, conversation: { stoppedAt } }: Talk): void {
  if (wantsNoMore(ticket, stoppedAt)) throw new Refusal('stopped');
}

async function addStaffNote(
  bot: Bot,
  db: Db,
  { name: writer }: Agent,
  { id: ticketId }: StoredTicket,
  { text, isPrivate }: { text: string; isPrivate: boolean },
): Promise<void> {
  const note = { id: bot.newId(), ticketId, text: mask(text), at: bot.now().toISOString() };
  await addTicketNote(db, { ...note, author: 'staff', writer, private: isPrivate ? 1 : 0 });
}

/** Marks that turn the order of letters round, or end a text, have no place in an answer. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is one of them
const UNSEEN = /[\u0000\u202a-\u202e\u2066-\u2069]/g;

function required(text: string): string {
  const words = text.normalize('NFC').replaceAll(UNSEEN, '').trim();
  if (words === '') throw new Refusal('empty');
  return words;
}
