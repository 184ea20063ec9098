/** What happens to tickets when nobody does anything, as rows: a restart forgets none. */
import type { Selectable } from 'kysely';
import type { Db } from '../schema.ts';
import type { TicketTimerTable, TimerKind } from './schema.ts';

export type StoredTimer = Selectable<TicketTimerTable>;
export type NewTimer = Pick<StoredTimer, 'id' | 'kind' | 'dueAt'>;

/** Sets the timers of a ticket; those of the kinds in `keep` that run already run on. */
export async function setTimers(
  db: Db,
  ticketId: string,
  timers: readonly NewTimer[],
  keep: readonly TimerKind[] = [],
): Promise<void> {
  const stop = db.deleteFrom('ticketTimer').where('ticketId', '=', ticketId);
  await (keep.length === 0 ? stop : stop.where('kind', 'not in', keep)).execute();
  if (timers.length === 0) return;
  await db
    .insertInto('ticketTimer')
    .values(timers.map((timer) => ({ ...timer, ticketId })))
    .onConflict((c) => c.columns(['ticketId', 'kind']).doNothing())
    .execute();
}

/** Timers that have run out, the earliest first. */
export async function dueTimers(db: Db, now: string, limit: number): Promise<StoredTimer[]> {
  return db
    .selectFrom('ticketTimer')
    .selectAll()
    .where('dueAt', '<=', now)
    .orderBy('dueAt')
    .limit(limit)
    .execute();
}

/** Takes a timer off; false when somebody else did, or it was set anew. */
export async function takeTimer(db: Db, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('ticketTimer')
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}
