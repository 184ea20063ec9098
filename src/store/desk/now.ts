/** What stands at the desks at a moment: how many wait, since when, and what is overdue. */
import type { Db, TicketState } from '../schema.ts';

/** The open tickets of one desk. Times are ISO 8601 in UTC. */
export interface DeskNow {
  readonly desk: string;
  /** Nobody has them in hand, and somebody should. */
  readonly waiting: number;
  /** Request of the one that waits longest. */
  readonly oldestWaiting: string | null;
  readonly inHand: number;
  /** Without a first reply by the time that the desk set itself. */
  readonly overdue: number;
  readonly callbacks: number;
  readonly callbacksOverdue: number;
}

const WAITING: readonly TicketState[] = ['requested', 'queued'];
const IN_HAND: readonly TicketState[] = ['assigned', 'waiting-citizen', 'waiting-staff'];
const UNANSWERED: readonly TicketState[] = [...WAITING, ...IN_HAND];

/** Every desk that has an open ticket. */
export async function desksAt(db: Db, now: string): Promise<DeskNow[]> {
  const [standing, overdue, callbacks] = await Promise.all([
    countByState(db),
    countOverdue(db, now),
    countCallbacksOverdue(db, now),
  ]);
  const desks = Map.groupBy(standing, ({ desk }) => desk);
  return [...desks].map(([desk, rows]) => {
    const sum = (states: readonly TicketState[]) =>
      rows.reduce((all, { state, count }) => all + (states.includes(state) ? count : 0), 0);
    const [oldest] = rows.filter(({ state }) => WAITING.includes(state)).sort(byAge);
    return {
      desk,
      waiting: sum(WAITING),
      oldestWaiting: oldest?.oldest ?? null,
      inHand: sum(IN_HAND),
      overdue: overdue.get(desk) ?? 0,
      callbacks: sum(['callback']),
      callbacksOverdue: callbacks.get(desk) ?? 0,
    };
  });
}

interface Standing {
  readonly desk: string;
  readonly state: TicketState;
  readonly count: number;
  readonly oldest: string;
}

const byAge = (a: Standing, b: Standing) => (a.oldest < b.oldest ? -1 : 1);

async function countByState(db: Db): Promise<Standing[]> {
  const rows = await db
    .selectFrom('ticket')
    .select(({ fn }) => [
      'desk',
      'state',
      fn.countAll<number | string>().as('count'),
      fn.min('openedAt').as('oldest'),
    ])
    .where('state', 'in', [...UNANSWERED, 'callback'])
    .groupBy(['desk', 'state'])
    .execute();
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

async function countOverdue(db: Db, now: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('ticket')
    .select(({ fn }) => ['desk', fn.countAll<number | string>().as('count')])
    .where('state', 'in', UNANSWERED)
    .where('repliedAt', 'is', null)
    .where('replyDueAt', '<', now)
    .groupBy('desk')
    .execute();
  return countsOf(rows);
}

/** Its timer has run out: it is still there until somebody looks, and an event afterwards. */
async function countCallbacksOverdue(db: Db, now: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('ticket')
    .select(({ fn }) => ['desk', fn.countAll<number | string>().as('count')])
    .where('state', '=', 'callback')
    .where(({ or, exists, selectFrom }) =>
      or([
        exists(
          selectFrom('ticketTimer')
            .select('ticketTimer.id')
            .whereRef('ticketTimer.ticketId', '=', 'ticket.id')
            .where('ticketTimer.kind', '=', 'callback')
            .where('ticketTimer.dueAt', '<', now),
        ),
        exists(
          selectFrom('ticketEvent')
            .select('ticketEvent.id')
            .whereRef('ticketEvent.ticketId', '=', 'ticket.id')
            .where('ticketEvent.event', '=', 'overdue')
            .where('ticketEvent.fromState', '=', 'callback')
            .whereRef('ticketEvent.at', '>=', 'ticket.queuedAt'),
        ),
      ]),
    )
    .groupBy('desk')
    .execute();
  return countsOf(rows);
}

/** How many tickets each person has in hand, by the id of the account. */
export async function heldByEach(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('ticket')
    .select(({ fn }) => ['assigneeId', fn.countAll<number | string>().as('count')])
    .where('state', 'in', IN_HAND)
    .where('assigneeId', 'is not', null)
    .groupBy('assigneeId')
    .execute();
  return new Map(rows.map(({ assigneeId, count }) => [assigneeId ?? '', Number(count)]));
}

function countsOf(rows: readonly { desk: string; count: number | string }[]): Map<string, number> {
  return new Map(rows.map(({ desk, count }) => [desk, Number(count)]));
}
