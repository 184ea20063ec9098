/** How much of a conversation goes with a ticket: what is said after its end is no longer for the desk. */
import { reaches } from '../../bot/handoff/agent.ts';
import { OWN_DESK } from '../../content/desk.ts';
import { placeAfterEnd, placeOfRequest } from '../../store/desk/bounds.ts';
import type { Db } from '../../store/schema.ts';
import type { StoredTicket } from '../../store/tickets.ts';
import type { SeatedAgent } from './context.ts';

/** Places in a conversation, neither of which belongs to it. */
export interface Scope {
  readonly after: number;
  /** Null where there is no end yet, or nothing behind it. */
  readonly before: number | null;
}

/** Of a conversation's past, carriers read what was said since the request, the operator's own all. */
export async function scopeFor(
  db: Db,
  agent: Pick<SeatedAgent, 'desks'>,
  { conversationId, openedAt, closedAt }: StoredTicket,
): Promise<Scope> {
  if (conversationId === null) return { after: 0, before: null };
  return {
    after: readsAll(agent) ? 0 : (await placeOfRequest(db, conversationId, openedAt)) - 1,
    before: closedAt === null ? null : await placeAfterEnd(db, conversationId, closedAt),
  };
}

/** Whether somebody reads what was said before a ticket, too. */
export function readsAll(agent: Pick<SeatedAgent, 'desks'>): boolean {
  return reaches(agent, OWN_DESK);
}

export function isWithin({ after, before }: Scope, place: number): boolean {
  return place > after && (before === null || place < before);
}
