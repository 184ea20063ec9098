/** Requests to talk to a person. Texts are masked by the caller. */
import type { Selectable } from 'kysely';
import { Conflict } from './conversations.ts';
import { storable } from './messages.ts';
import type { Db, TicketNoteTable, TicketTable } from './schema.ts';

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

/** Adds to a ticket; nothing happens when this conversation has no ticket of that code. */
export async function addTicketNote(
  db: Db,
  note: { id: string; conversationId: string; code: string; text: string; at: string },
): Promise<void> {
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
      author: 'citizen',
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
