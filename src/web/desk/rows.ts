/** The queue as a list: rows in their places, and what is counted above them. */
import { reaches } from '../../bot/handoff/agent.ts';
import { isOpenState } from '../../bot/handoff/machine.ts';
import type { BoardCount, BoardTicket } from '../../store/desk/board.ts';
import type { Render } from '../templates.ts';
import type { SeatedAgent, Voice } from './context.ts';
import { rowView, sortKey } from './row-view.ts';

/** A row as one agent has it. */
export interface Row {
  readonly id: string;
  readonly version: number;
  readonly sort: string;
  readonly own: boolean;
  /** The same for all agents who read one language. */
  readonly html: string;
}

export function listedRow(
  render: Render,
  ticket: BoardTicket,
  voice: Voice,
  agent: SeatedAgent,
): Row {
  return placedRow(ticket, agent, rowHtml(render, ticket, voice));
}

export function placedRow(ticket: BoardTicket, agent: SeatedAgent, html: string): Row {
  const own = isOpenState(ticket.state) && ticket.assigneeId === agent.id;
  return { id: ticket.id, version: ticket.version, sort: sortKey(ticket, own), own, html };
}

export function rowHtml(render: Render, ticket: BoardTicket, voice: Voice): string {
  const d: Voice['say'] = (key, values) => voice.say(`desk.${key}`, values);
  return render('desk/views/row', { ...rowView(ticket, voice), d });
}

/** What waits for one agent. */
export interface Tally {
  /** In the queues that they reach. */
  readonly waiting: number;
  /** In their own hands, also those that wait for the citizen, and calls. */
  readonly held: number;
  /** Those of them that are conversations, of which nobody may have too many. */
  readonly chats: number;
  /** Those of them that wait for an answer or a call. */
  readonly mine: number;
  readonly callbacks: number;
}

export function tally(counts: readonly BoardCount[], agent: SeatedAgent): Tally {
  const sum = (fits: (count: BoardCount) => boolean) =>
    counts.filter(fits).reduce((total, { count }) => total + count, 0);
  const isOwn = ({ assigneeId }: BoardCount) => assigneeId === agent.id;
  return {
    waiting: sum(({ state, desk }) => state === 'queued' && reaches(agent, desk)),
    held: sum(isOwn),
    chats: sum((count) => isOwn(count) && count.state !== 'callback'),
    mine: sum((count) => isOwn(count) && count.state !== 'waiting-citizen'),
    callbacks: sum(({ state, desk }) => state === 'callback' && reaches(agent, desk)),
  };
}
