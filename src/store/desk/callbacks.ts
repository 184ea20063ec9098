/** Numbers to call back on: given with consent, kept apart, gone when the ticket ends. */
import type { Selectable } from 'kysely';
import type { Db } from '../schema.ts';
import type { TicketCallbackTable } from './schema.ts';

export type StoredCallback = Selectable<TicketCallbackTable>;

/** Keeps the number; a newer one takes the place of the one before. */
export async function keepCallback(db: Db, callback: StoredCallback): Promise<void> {
  const { phone, consentAt } = callback;
  await db
    .insertInto('ticketCallback')
    .values(callback)
    .onConflict((c) => c.column('ticketId').doUpdateSet({ phone, consentAt }))
    .execute();
}

export async function callbackOf(db: Db, ticketId: string): Promise<StoredCallback | undefined> {
  return db
    .selectFrom('ticketCallback')
    .selectAll()
    .where('ticketId', '=', ticketId)
    .executeTakeFirst();
}

export async function dropCallback(db: Db, ticketId: string): Promise<void> {
  await db.deleteFrom('ticketCallback').where('ticketId', '=', ticketId).execute();
}
