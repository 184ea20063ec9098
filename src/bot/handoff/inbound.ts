/** What a citizen writes while a ticket is open: kept with it, and never answered in a person's stead. */
import type { Desk } from '../../content/desk.ts';
import { isOpen, nextOpening, writeOpening } from '../../content/office-hours.ts';
import type { Reply } from '../../message.ts';
import type { Conversation } from '../../store/conversations.ts';
import { eventsOf } from '../../store/desk/events.ts';
import type { Db, TicketEvent } from '../../store/schema.ts';
import { openTicketOf, type StoredTicket } from '../../store/tickets.ts';
import type { Bot } from '../context.ts';
import { addCitizensNote } from './open.ts';
import { deskFor, NOBODY, takeStep, takeStepIfPossible } from './step.ts';
import { noticeOf } from './words.ts';

/** What follows from a message to staff. */
export interface Delivered {
  readonly ticketId: string;
  /** Honest words when nobody can read it now; once for each time that the desk is closed. */
  readonly said: readonly Reply[];
}

/**
 * Hands a message to the people at the desk; undefined when none has anything to do with it. Of
 * what the assistant answers itself, the ticket knows only that something was written.
 *
 * @param words as the ticket keeps it, word for word; masked here
 * @param silent whether a person is in charge, so that nothing else answers
 */
export async function deliverToDesk(
  bot: Bot,
  db: Db,
  conversation: Conversation,
  words: string,
  silent: boolean,
): Promise<Delivered | undefined> {
  const ticket = await openTicketOf(db, conversation.id);
  if (ticket === undefined) return undefined;
  const told = await takeStepIfPossible(bot, db, ticket, { event: 'message', actor: NOBODY });
  if (told === undefined) return undefined;
  if (!silent) return { ticketId: ticket.id, said: [] };
  await addCitizensNote(bot, db, ticket, words);
  return { ticketId: ticket.id, said: await sayWhenAway(bot, db, conversation, told) };
}

/** Who wrote so lately is there, whatever the hours say. */
const LATELY_MS = 30 * 60_000;

async function sayWhenAway(
  bot: Bot,
  db: Db,
  { locale }: Conversation,
  ticket: StoredTicket,
): Promise<Reply[]> {
  const now = bot.now();
  const desk = deskFor(bot, ticket.desk);
  const opening = isOpen(desk.hours, now) ? null : writeOpening(desk.hours, now);
  if (opening === null) return [];
  const events = await eventsOf(db, ticket.id);
  const latest = (kind: TicketEvent) => events.findLast(({ event }) => event === kind)?.at;
  const answered = latest('reply');
  if (answered !== undefined && now.getTime() - Date.parse(answered) < LATELY_MS) return [];
  const told = latest('away');
  if (told !== undefined && isSameNight(desk, new Date(told), now)) return [];
  await takeStep(bot, db, ticket, { event: 'away', actor: NOBODY });
  return [noticeOf(bot, locale, 'away', { ...opening, code: ticket.code })];
}

/** Whether the desk has not been open between two moments at which it was closed. */
function isSameNight({ hours }: Desk, earlier: Date, later: Date): boolean {
  return nextOpening(hours, earlier)?.getTime() === nextOpening(hours, later)?.getTime();
}
