/** Tickets of a period as reports count them: no word that anybody wrote, and no address. */
import { setImmediate as otherWorkFirst } from 'node:timers/promises';
import type { ChannelName } from '../../message.ts';
import type { Db, TicketEvent, TicketEventTable } from '../schema.ts';
import type { StoredTicket } from '../tickets.ts';

/** Which tickets. Times are ISO 8601 in UTC. */
export interface ReportQuery {
  /** Opened then or later. */
  readonly from: string;
  /** Opened before. */
  readonly to: string;
  readonly desk?: string | undefined;
  readonly channel?: ChannelName | undefined;
  readonly topic?: string | undefined;
}

/** What happened to a ticket, of the events that reports look at. */
export type ReportEvent = Pick<TicketEventTable, 'ticketId' | 'at' | 'event' | 'actorId' | 'actor'>;

export interface ReportTicket
  extends Pick<
    StoredTicket,
    | 'id'
    | 'desk'
    | 'channel'
    | 'topic'
    | 'state'
    | 'openedAt'
    | 'takenAt'
    | 'repliedAt'
    | 'replyDueAt'
    | 'closedAt'
    | 'outcome'
    | 'rating'
  > {
  /** Oldest first. */
  readonly events: readonly ReportEvent[];
}

const EVENTS: readonly TicketEvent[] = [
  'take',
  'take-over',
  'release',
  'vanish',
  'lapse',
  'ask-callback',
  'reply',
  'resolve',
];

/** Tickets that are read at a time; then whoever else waits has a turn. */
const PAGE = 250;

/** The tickets that were opened in a period, oldest first; never more than a page in memory. */
export async function* ticketsOpened(
  db: Db,
  query: ReportQuery,
  page = PAGE,
): AsyncGenerator<ReportTicket> {
  let last: Row | undefined;
  do {
    const rows = await pageAfter(db, query, last, page);
    const events = await eventsOf(db, rows);
    for (const row of rows) yield { ...row, events: events.get(row.id) ?? [] };
    last = rows.length < page ? undefined : rows.at(-1);
    await otherWorkFirst();
  } while (last !== undefined);
}

type Row = Omit<ReportTicket, 'events'>;

async function pageAfter(
  db: Db,
  { from, to, desk, channel, topic }: ReportQuery,
  last: Row | undefined,
  limit: number,
): Promise<Row[]> {
  let rows = db
    .selectFrom('ticket')
    .select(['id', 'desk', 'topic', 'state', 'openedAt'])
    .select(['takenAt', 'repliedAt', 'replyDueAt', 'closedAt'])
    .select(['outcome', 'rating', 'channel'])
    .where('openedAt', '>=', last?.openedAt ?? from)
    .where('openedAt', '<', to);
  if (desk !== undefined) rows = rows.where('desk', '=', desk);
  if (channel !== undefined) rows = rows.where('channel', '=', channel);
  if (topic !== undefined) rows = rows.where('topic', '=', topic);
  if (last !== undefined) {
    const { openedAt, id } = last;
    rows = rows.where(({ eb, or }) => or([eb('openedAt', '>', openedAt), eb('id', '>', id)]));
  }
  return rows.orderBy('openedAt').orderBy('id').limit(limit).execute();
}

async function eventsOf(db: Db, tickets: readonly Row[]): Promise<Map<string, ReportEvent[]>> {
  if (tickets.length === 0) return new Map();
  const ids = tickets.map(({ id }) => id);
  const rows = await db
    .selectFrom('ticketEvent')
    .select(['ticketId', 'at', 'event', 'actorId', 'actor'])
    .where('ticketId', 'in', ids)
    .where('event', 'in', EVENTS)
    .orderBy('number')
    .execute();
  return Map.groupBy(rows, ({ ticketId }) => ticketId);
}
