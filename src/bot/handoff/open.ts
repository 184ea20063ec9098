/** A ticket is opened, and what citizens do to it; within the transaction of their turn. */
import { OWN_DESK } from '../../content/desk.ts';
import { mask } from '../../mask.ts';
import { keepCallback } from '../../store/desk/callbacks.ts';
import { addEvent } from '../../store/desk/events.ts';
import type { Db } from '../../store/schema.ts';
import {
  addTicket,
  addTicketNote,
  openTicketOf,
  type StoredTicket,
  saveTicket,
  ticketByCode,
} from '../../store/tickets.ts';
import type { Bot } from '../context.ts';
import { type Actor, NOBODY, takeStep } from './step.ts';

/** What a new ticket says. */
export interface Request {
  readonly conversationId: string;
  readonly code: string;
  readonly topic: string | null;
  /** Masked here. */
  readonly summary: string;
  readonly urgent: boolean;
}

/**
 * Opens a ticket and puts it into the queue of the operator's own desk. A conversation has one open
 * ticket: what is asked for while there is one goes into that.
 */
export async function openTicket(
  bot: Bot,
  db: Db,
  { conversationId, code, topic, summary, urgent }: Request,
  actor: Actor = NOBODY,
): Promise<StoredTicket> {
  const open = await openTicketOf(db, conversationId);
  if (open !== undefined) return addRequest(bot, db, open, { summary, urgent });
  const asked = await addTicket(db, {
    ...{ id: bot.newId(), code, conversationId, topic, summary: mask(summary) },
    ...{ openedAt: bot.now().toISOString(), desk: OWN_DESK, urgent: urgent ? 1 : 0 },
  });
  await addEvent(db, {
    ...{ id: bot.newId(), ticketId: asked.id, number: asked.version, at: asked.openedAt },
    ...{ event: 'request', fromState: null, toState: asked.state, desk: asked.desk },
    ...{ actorId: actor.id, actor: actor.name, detail: null },
  });
  return takeStep(bot, db, asked, { event: 'enqueue', actor });
}

async function addRequest(
  bot: Bot,
  db: Db,
  ticket: StoredTicket,
  { summary, urgent }: Pick<Request, 'summary' | 'urgent'>,
): Promise<StoredTicket> {
  await addCitizensNote(bot, db, ticket, summary);
  if (!urgent || ticket.urgent === 1) return ticket;
  return saveTicket(db, ticket, { urgent: 1 });
}

/** Keeps with the ticket what the citizen wrote, masked. */
export async function addCitizensNote(
  bot: Bot,
  db: Db,
  { id: ticketId }: Pick<StoredTicket, 'id'>,
  text: string,
): Promise<void> {
  const at = bot.now().toISOString();
  const note = { id: bot.newId(), ticketId, text: mask(text), at };
  await addTicketNote(db, { ...note, author: 'citizen', writer: null, private: 0 });
}

/** The ticket of that code, if it is of this conversation. */
export async function ownTicket(
  db: Db,
  conversationId: string,
  code: string,
): Promise<StoredTicket | undefined> {
  const ticket = await ticketByCode(db, code);
  return ticket?.conversationId === conversationId ? ticket : undefined;
}

/** Keeps the number apart from everything else; the ticket waits to be phoned. */
export async function askForCallback(
  bot: Bot,
  db: Db,
  ticket: StoredTicket,
  phone: string,
): Promise<void> {
  await keepCallback(db, { ticketId: ticket.id, phone, consentAt: bot.now().toISOString() });
  await takeStep(bot, db, ticket, { event: 'ask-callback', actor: NOBODY });
}
