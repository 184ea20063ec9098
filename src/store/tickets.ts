/** Requests to talk to a person. Texts are masked by the caller. */
import type { Selectable } from 'kysely';
import type { ChannelName } from '../message.ts';
import { Conflict } from './conversations.ts';
import { storable } from './messages.ts';
import type { Db, TicketNoteTable, TicketStatus, TicketTable } from './schema.ts';

export type StoredTicket = Selectable<TicketTable>;
export type TicketNote = Selectable<TicketNoteTable>;

export type NewTicket = Pick<
  StoredTicket,
  'id' | 'code' | 'conversationId' | 'topic' | 'summary' | 'openedAt'
>;

/**
 * Opens a ticket.
 *
 * @throws Conflict when its code is taken.
 */
export async function addTicket(db: Db, ticket: NewTicket): Promise<void> {
  const kept = await db
    .insertInto('ticket')
    .values({
      ...ticket,
      summary: storable(ticket.summary),
      status: 'open',
      assignee: null,
      repliedAt: null,
      closedAt: null,
    })
    .onConflict((c) => c.column('code').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (kept === undefined) throw new Conflict(`ticket code ${ticket.code} is taken`);
}

export interface NewTicketNote extends Pick<TicketNote, 'id' | 'author' | 'text'> {
  readonly conversationId: string;
  readonly code: string;
  readonly at: string;
}

/** Adds to a ticket; nothing happens when this conversation has no ticket of that code. */
export async function addTicketNote(db: Db, note: NewTicketNote): Promise<void> {
  const ticket = await db
    .selectFrom('ticket')
    .select('id')
    .where('code', '=', note.code)
    .where('conversationId', '=', note.conversationId)
    .executeTakeFirst();
  if (ticket === undefined) return;
  await db
    .insertInto('ticketNote')
    .values({
      id: note.id,
      ticketId: ticket.id,
      author: note.author,
      text: storable(note.text),
      createdAt: note.at,
    })
    .execute();
}

/** The open ticket of a conversation about a topic, if there is one. */
export async function openTicketAbout(
  db: Db,
  conversationId: string,
  topic: string,
): Promise<StoredTicket | undefined> {
  return db
    .selectFrom('ticket')
    .selectAll()
    .where('conversationId', '=', conversationId)
    .where('topic', '=', topic)
    .where('status', '=', 'open')
    .executeTakeFirst();
}

export type ListedTicket = StoredTicket & { readonly channel: ChannelName | null };

/** Tickets of a status, oldest first. */
export async function listTicketRows(
  db: Db,
  status: TicketStatus,
  limit: number,
): Promise<ListedTicket[]> {
  return db
    .selectFrom('ticket')
    .leftJoin('conversation', 'conversation.id', 'ticket.conversationId')
    .selectAll('ticket')
    .select('conversation.channel')
    .where('ticket.status', '=', status)
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

/** Notes who answers an open ticket, and when it was answered first; undefined if there is none. */
export async function takeOnTicket(
  db: Db,
  { code, by, at }: { code: string; by: string; at: string },
): Promise<StoredTicket | undefined> {
  return db
    .updateTable('ticket')
    .set(({ fn, ref, val }) => ({
      assignee: by,
      repliedAt: fn.coalesce(ref('repliedAt'), val(at)),
    }))
    .where('code', '=', code)
    .where('status', '=', 'open')
    .returningAll()
    .executeTakeFirst();
}

/** Closes an open ticket and gives its conversation back to the assistant; undefined if there is none. */
export async function closeTicketRow(
  db: Db,
  code: string,
  at: string,
): Promise<Pick<StoredTicket, 'code' | 'conversationId'> | undefined> {
  const ticket = await db
    .updateTable('ticket')
    .set({ status: 'closed', closedAt: at })
    .where('code', '=', code)
    .where('status', '=', 'open')
    .returning(['code', 'conversationId'])
    .executeTakeFirst();
  if (ticket?.conversationId) await giveBack(db, ticket.conversationId);
  return ticket;
}

/** The assistant is in charge again, unless another ticket of the conversation is still open. */
async function giveBack(db: Db, conversationId: string): Promise<void> {
  await db
    .updateTable('conversation')
    .set((row) => ({ status: 'bot', version: row('version', '+', 1) }))
    .where('id', '=', conversationId)
    .where('status', 'in', ['waiting', 'agent'])
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('ticket')
            .select('ticket.id')
            .where('ticket.conversationId', '=', conversationId)
            .where('ticket.status', '=', 'open'),
        ),
      ),
    )
    .execute();
}
