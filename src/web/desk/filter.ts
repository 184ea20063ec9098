/** Which tickets somebody wants to see: in the query string, so that a link or a reload keeps it. */
import type { Request } from 'express';
import { reaches } from '../../bot/handoff/agent.ts';
import { IN_HAND_STATES, isOpenState } from '../../bot/handoff/machine.ts';
import { CHANNELS, type ChannelName } from '../../message.ts';
import type { BoardQuery, BoardTicket } from '../../store/desk/board.ts';
import { OPEN_STATES } from '../../store/schema.ts';
import { queryText } from '../http.ts';
import type { SeatedAgent } from './context.ts';

/**
 * `work`: what somebody has taken, and what waits for anybody, for an answer or a call; `all`: also
 * what colleagues have taken.
 */
export const VIEWS = ['work', 'mine', 'waiting', 'callbacks', 'all'] as const;
export type View = (typeof VIEWS)[number];

export interface Filter {
  readonly view: View;
  readonly desk: string | null;
  readonly channel: ChannelName | null;
}

/** So many tickets are listed at most; more waiting citizens are a number, not a list. */
export const LISTED = 500;

/** The views that somebody may ask for. */
export function viewsFor({ oversees }: Pick<SeatedAgent, 'oversees'>): readonly View[] {
  return oversees ? VIEWS : VIEWS.filter((view) => view !== 'all');
}

/** What a request asks for; what it may not ask for, or what there is not, is left out. */
export function readFilter(req: Request, agent: SeatedAgent): Filter {
  const [view, desk, channel] = ['view', 'desk', 'channel'].map((name) => queryText(req, name));
  return {
    view: viewsFor(agent).find((known) => known === view) ?? 'work',
    desk: desk !== undefined && desk !== '' && reaches(agent, desk) ? desk : null,
    channel: CHANNELS.find((known) => known === channel) ?? null,
  };
}

/** The query string that asks for the same again: `?view=mine`, or empty. */
export function queryOf({ view, desk, channel }: Filter): string {
  const query = new URLSearchParams();
  if (view !== 'work') query.set('view', view);
  if (desk !== null) query.set('desk', desk);
  if (channel !== null) query.set('channel', channel);
  return query.size === 0 ? '' : `?${query}`;
}

/** Whether a ticket is among what somebody wants to see, and may. */
export function fits(filter: Filter, agent: SeatedAgent, ticket: BoardTicket): boolean {
  const { desk, channel } = filter;
  return (
    reaches(agent, ticket.desk) &&
    (desk === null || ticket.desk === desk) &&
    (channel === null || ticket.channel === channel) &&
    isInView(filter.view, agent, ticket)
  );
}

function isInView(view: View, { id }: SeatedAgent, ticket: BoardTicket): boolean {
  const { state, assigneeId, assignee } = ticket;
  const own = assigneeId === id && OWN_STATES.some((held) => held === state);
  switch (view) {
    case 'work':
      return own || (assignee === null && FREE_STATES.some((free) => free === state));
    case 'mine':
      return own;
    case 'waiting':
      return state === 'queued';
    case 'callbacks':
      return state === 'callback';
    case 'all':
      return isOpenState(state);
  }
}

/** The same question for the database. */
export function queryFor(filter: Filter, agent: SeatedAgent): BoardQuery {
  const { view, desk, channel } = filter;
  const desks = desk !== null ? [desk] : agent.desks;
  const own = { assigneeId: agent.id, states: OWN_STATES };
  return {
    states: STATES[view],
    ...(view === 'work' || view === 'mine' ? { own } : {}),
    ...(view === 'work' ? { free: FREE_STATES } : {}),
    ...(desks === 'all' ? {} : { desks }),
    ...(channel === null ? {} : { channel }),
    limit: LISTED,
  };
}

/** Whoever they are with. */
const STATES: Readonly<Record<View, BoardQuery['states']>> = {
  work: [],
  mine: [],
  waiting: ['queued'],
  callbacks: ['callback'],
  all: OPEN_STATES,
};

/** States in which a ticket can be anybody's. */
const FREE_STATES = ['queued', 'callback'] as const;

/** States in which a ticket can be somebody's: also a call that they mean to make. */
const OWN_STATES = [...IN_HAND_STATES, 'callback'] as const;
