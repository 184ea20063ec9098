/** The tickets of desks: who waits, who is helped by whom. */
import type { Db, TicketState } from '../schema.ts';
import type { StoredTicket } from '../tickets.ts';

/** Tickets in those states that somebody with an account has in hand who is none of these. */
export async function ticketsHeldByOthers(
  db: Db,
  {
    states,
    than,
    limit,
  }: { states: readonly TicketState[]; than: readonly string[]; limit: number },
): Promise<StoredTicket[]> {
  const held = db
    .selectFrom('ticket')
    .selectAll()
    .where('state', 'in', states)
    .where('assigneeId', 'is not', null);
  const others = than.length === 0 ? held : held.where('assigneeId', 'not in', than);
  return others.orderBy('urgent', 'desc').orderBy('openedAt').orderBy('id').limit(limit).execute();
}

/** How many wait at a desk before a ticket of that urgency and age. */
export async function countAhead(
  db: Db,
  { desk, urgent, openedAt, id }: Pick<StoredTicket, 'desk' | 'urgent' | 'openedAt' | 'id'>,
): Promise<number> {
  const { count } = await db
    .selectFrom('ticket')
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .where('state', '=', 'queued')
    .where('desk', '=', desk)
    .where('id', '!=', id)
    .where(({ or, and, eb }) =>
      or([
        eb('urgent', '>', urgent),
        and([eb('urgent', '=', urgent), eb('openedAt', '<', openedAt)]),
        and([eb('urgent', '=', urgent), eb('openedAt', '=', openedAt), eb('id', '<', id)]),
      ]),
    )
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** How many tickets somebody has in hand. */
export async function countHeldBy(
  db: Db,
  assigneeId: string,
  states: readonly TicketState[],
): Promise<number> {
  const { count } = await db
    .selectFrom('ticket')
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .where('assigneeId', '=', assigneeId)
    .where('state', 'in', states)
    .executeTakeFirstOrThrow();
  return Number(count);
}
