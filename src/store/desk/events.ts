/** What ever happened to tickets: rows that are added and never changed. */
import type { Selectable } from 'kysely';
import type { Db, TicketEventTable } from '../schema.ts';

export type StoredEvent = Selectable<TicketEventTable>;

export async function addEvent(db: Db, event: StoredEvent): Promise<void> {
  await db.insertInto('ticketEvent').values(event).execute();
}

/** The history of a ticket, oldest first. */
export async function eventsOf(db: Db, ticketId: string): Promise<StoredEvent[]> {
  return db
    .selectFrom('ticketEvent')
    .selectAll()
    .where('ticketId', '=', ticketId)
    .orderBy('number')
    .execute();
}

/** Tickets to which something happened at that time or later, with the version that it made of them. */
export async function ticketsTouchedSince(db: Db, at: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('ticketEvent')
    .select(({ fn }) => ['ticketId', fn.max('number').as('version')])
    .where('at', '>=', at)
    .groupBy('ticketId')
    .execute();
  return new Map(rows.map(({ ticketId, version }) => [ticketId, version]));
}
