/** Requests to talk to a person. Texts are masked by the caller. */
import type { Selectable } from 'kysely';
import type { ChannelName } from '../message.ts';
import { Conflict } from './conversations.ts';
import { storable } from './messages.ts';
import {
  type Db,
  OPEN_STATES,
  type TicketNoteTable,
  type TicketState,
  type TicketTable,
} from './schema.ts';

export type StoredTicket = Selectable<TicketTable>;
export type TicketNote = Selectable<TicketNoteTable>;

export type NewTicket = Pick<
  StoredTicket,
  'id' | 'code' | 'conversationId' | 'topic' | 'summary' | 'openedAt' | 'desk' | 'urgent'
>;

/**
 * Opens a ticket, in no queue yet.
 *
 * @throws Conflict when its code is taken.
 */
export async function addTicket(db: Db, ticket: NewTicket): Promise<StoredTicket> {
  const unset = {
    ...{ assigneeId: null, assignee: null, queuedAt: null, replyDueAt: null, takenAt: null },
    ...{ repliedAt: null, closedAt: null, outcome: null, rating: null, ratedAt: null },
  };
  const kept = await db
    .insertInto('ticket')
    .values({
      ...ticket,
      ...unset,
      summary: storable(ticket.summary),
      channel: ({ selectFrom }) =>
        selectFrom('conversation').select('channel').where('id', '=', ticket.conversationId),
      state: 'requested',
      version: 0,
    })
    .onConflict((c) => c.column('code').doNothing())
    .returningAll()
    .executeTakeFirst();
  if (kept === undefined) throw new Conflict(`ticket code ${ticket.code} is taken`);
  return kept;
}

/**
 * Writes what became of a ticket.
 *
 * @throws Conflict when it is no longer the version that was read.
 */
export async function saveTicket(
  db: Db,
  read: StoredTicket,
  changes: Partial<Omit<StoredTicket, 'id' | 'code' | 'version'>>,
): Promise<StoredTicket> {
  const saved = await db
    .updateTable('ticket')
    .set({ ...changes, version: read.version + 1 })
    .where('id', '=', read.id)
    .where('version', '=', read.version)
    .returningAll()
    .executeTakeFirst();
  if (saved === undefined) throw new Conflict(`ticket ${read.code} has changed`);
  return saved;
}

/** A ticket by what the citizen calls it. */
export async function ticketByCode(db: Db, code: string): Promise<StoredTicket | undefined> {
  return db.selectFrom('ticket').selectAll().where('code', '=', code).executeTakeFirst();
}

export async function ticketById(db: Db, id: string): Promise<StoredTicket | undefined> {
  return db.selectFrom('ticket').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The ticket of a conversation that somebody still has to deal with: the oldest, if it has several. */
export async function openTicketOf(
  db: Db,
  conversationId: string,
): Promise<StoredTicket | undefined> {
  return db
    .selectFrom('ticket')
    .selectAll()
    .where('conversationId', '=', conversationId)
    .where('state', 'in', OPEN_STATES)
    .orderBy('openedAt')
    .orderBy('id')
    .executeTakeFirst();
}

/** Every ticket that a conversation has had, newest first. */
export async function ticketsOf(db: Db, conversationId: string): Promise<StoredTicket[]> {
  return db
    .selectFrom('ticket')
    .selectAll()
    .where('conversationId', '=', conversationId)
    .orderBy('openedAt', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

export type NewTicketNote = Omit<TicketNote, 'createdAt'> & { readonly at: string };

/** Adds to a ticket. */
export async function addTicketNote(db: Db, { at, ...note }: NewTicketNote): Promise<void> {
  await db
    .insertInto('ticketNote')
    .values({ ...note, text: storable(note.text), createdAt: at })
    .execute();
}

export type ListedTicket = StoredTicket & { readonly channel: ChannelName | null };

/** Tickets in one of those states, oldest first. */
export async function listTicketRows(
  db: Db,
  states: readonly TicketState[],
  limit: number,
): Promise<ListedTicket[]> {
  return db
    .selectFrom('ticket')
    .leftJoin('conversation', 'conversation.id', 'ticket.conversationId')
    .selectAll('ticket')
    .select('conversation.channel')
    .where('ticket.state', 'in', states)
    .orderBy('ticket.openedAt')
    .orderBy('ticket.id')
    .limit(limit)
    .execute();
}

/** What was added to tickets, oldest first. */
export async function ticketNotes(db: Db, ticketIds: readonly string[]): Promise<TicketNote[]> {
  if (ticketIds.length === 0) return [];
  return db
    .selectFrom('ticketNote')
    .selectAll()
    .where('ticketId', 'in', ticketIds)
    .orderBy('createdAt')
    .orderBy('id')
    .execute();
}
