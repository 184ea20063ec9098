/** The tickets of desks: who waits, who is helped by whom. */
import type { ChannelName, Locale } from '../../message.ts';
import type { Db, TicketState } from '../schema.ts';
import type { StoredTicket } from '../tickets.ts';

/** A ticket as lists show it. */
export interface DeskTicket extends StoredTicket {
  readonly channel: ChannelName | null;
  readonly locale: Locale | null;
}

/** Which tickets. */
export interface DeskQuery {
  readonly states: readonly TicketState[];
  /** Only of these desks. */
  readonly desks?: readonly string[];
  readonly ids?: readonly string[];
  /** Only those that somebody with an account has in hand who is none of these. */
  readonly heldByNoneOf?: readonly string[];
  readonly limit: number;
}

/** The tickets, in the order in which they should be dealt with: urgent ones, then by their age. */
export async function deskTickets(db: Db, query: DeskQuery): Promise<DeskTicket[]> {
  const { states, desks, ids, heldByNoneOf, limit } = query;
  if (desks?.length === 0 || ids?.length === 0) return [];
  let rows = db
    .selectFrom('ticket')
    .leftJoin('conversation', 'conversation.id', 'ticket.conversationId')
    .selectAll('ticket')
    .select(['conversation.channel', 'conversation.locale'])
    .where('ticket.state', 'in', states);
  if (desks !== undefined) rows = rows.where('ticket.desk', 'in', desks);
  if (ids !== undefined) rows = rows.where('ticket.id', 'in', ids);
  if (heldByNoneOf !== undefined) {
    rows = rows.where('ticket.assigneeId', 'is not', null);
    if (heldByNoneOf.length > 0) rows = rows.where('ticket.assigneeId', 'not in', heldByNoneOf);
  }
  return rows
    .orderBy('ticket.urgent', 'desc')
    .orderBy('ticket.openedAt')
    .orderBy('ticket.id')
    .limit(limit)
    .execute();
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
