/** Tickets as the board of the people at a desk lists them: with how long somebody has waited. */
import type { ChannelName, Locale } from '../../message.ts';
import type { Db, TicketState } from '../schema.ts';
import type { StoredTicket } from '../tickets.ts';
import { saidSince } from './said.ts';

export interface BoardTicket extends StoredTicket {
  /** Null once the conversation's own retention is over, as are the next two. */
  readonly channel: ChannelName | null;
  readonly locale: Locale | null;
  /** What the dialogue remembers, as JSON. */
  readonly memory: string | null;
  /** First message of the citizen since the last answer of a person; null when there is none. */
  readonly unansweredSince: string | null;
  /** By when a citizen should be called back; null where nobody asked, or it has passed. */
  readonly callDueAt: string | null;
  /** When a promise of the desk was last broken. */
  readonly overdueAt: string | null;
  /** What the citizen wrote since the ticket was opened, oldest first, masked; never what came before. */
  readonly said: readonly string[];
}

/** Which tickets. */
export interface BoardQuery {
  readonly states: readonly TicketState[];
  /** Only of these desks. */
  readonly desks?: readonly string[];
  readonly channel?: ChannelName;
  readonly ids?: readonly string[];
  /** Besides, those in these states that nobody has taken. */
  readonly free?: readonly TicketState[];
  /** Besides, those of one account in these states. */
  readonly own?: { readonly assigneeId: string; readonly states: readonly TicketState[] };
  readonly limit: number;
}

/** The tickets, in the order in which they should be dealt with: urgent ones, then by their age. */
export async function boardTickets(db: Db, query: BoardQuery): Promise<BoardTicket[]> {
  const { states, desks, channel, ids, free = [], own, limit } = query;
  if (desks?.length === 0 || ids?.length === 0) return [];
  let rows = db
    .selectFrom('ticket')
    .leftJoin('conversation', 'conversation.id', 'ticket.conversationId')
    .selectAll('ticket')
    .select(['conversation.channel', 'conversation.locale', 'conversation.state as memory'])
    .select(({ selectFrom, fn, val }) => [
      selectFrom('ticketEvent as message')
        .select((row) => row.fn.min('message.at').as('at'))
        .whereRef('message.ticketId', '=', 'ticket.id')
        .where('message.event', '=', 'message')
        .where(
          'message.at',
          '>',
          fn.coalesce(
            selectFrom('ticketEvent as answer')
              .select((row) => row.fn.max('answer.at').as('at'))
              .whereRef('answer.ticketId', '=', 'ticket.id')
              .where('answer.event', '=', 'reply'),
            val(''),
          ),
        )
        .as('unansweredSince'),
      selectFrom('ticketTimer as call')
        .select('call.dueAt')
        .whereRef('call.ticketId', '=', 'ticket.id')
        .where('call.kind', '=', 'callback')
        .as('callDueAt'),
      selectFrom('ticketEvent as late')
        .select((row) => row.fn.max('late.at').as('at'))
        .whereRef('late.ticketId', '=', 'ticket.id')
        .where('late.event', '=', 'overdue')
        .as('overdueAt'),
    ])
    .where(({ or, and, eb }) =>
      or([
        ...(states.length === 0 ? [] : [eb('ticket.state', 'in', states)]),
        ...(free.length === 0
          ? []
          : [and([eb('ticket.assignee', 'is', null), eb('ticket.state', 'in', free)])]),
        ...(own === undefined
          ? []
          : [
              and([
                eb('ticket.assigneeId', '=', own.assigneeId),
                eb('ticket.state', 'in', own.states),
              ]),
            ]),
      ]),
    );
  if (desks !== undefined) rows = rows.where('ticket.desk', 'in', desks);
  if (channel !== undefined) rows = rows.where('conversation.channel', '=', channel);
  if (ids !== undefined) rows = rows.where('ticket.id', 'in', ids);
  const tickets = await rows
    .orderBy('ticket.urgent', 'desc')
    .orderBy('ticket.openedAt')
    .orderBy('ticket.id')
    .limit(limit)
    .execute();
  const said = await saidSince(
    db,
    tickets.map(({ id }) => id),
  );
  return tickets.map((ticket) => ({ ...ticket, said: said.get(ticket.id) ?? [] }));
}

/** How many tickets stand where. */
export interface BoardCount {
  readonly desk: string;
  readonly state: TicketState;
  readonly assigneeId: string | null;
  readonly count: number;
}

/** The tickets that wait for somebody at a desk, or are in somebody's hands, counted. */
export async function boardCounts(db: Db): Promise<BoardCount[]> {
  const rows = await db
    .selectFrom('ticket')
    .select(['desk', 'state', 'assigneeId'])
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .where('state', 'in', ['queued', 'assigned', 'waiting-staff', 'waiting-citizen', 'callback'])
    .groupBy(['desk', 'state', 'assigneeId'])
    .execute();
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}
