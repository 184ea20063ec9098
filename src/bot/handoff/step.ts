/** One step of a ticket: its row, the event, its timers; within the transaction of the caller. */
import { type Desk, deskOf, OWN_DESK } from '../../content/desk.ts';
import { addOpenMinutes } from '../../content/office-hours.ts';
import { mask } from '../../mask.ts';
import { dropCallback } from '../../store/desk/callbacks.ts';
import { addEvent } from '../../store/desk/events.ts';
import type { TimerKind } from '../../store/desk/schema.ts';
import { setTimers } from '../../store/desk/timers.ts';
import type { Db, TicketEvent } from '../../store/schema.ts';
import { type StoredTicket, saveTicket } from '../../store/tickets.ts';
import type { Bot } from '../context.ts';
import { isOpenState, nextState } from './machine.ts';
import { Refusal } from './refusal.ts';
import { timersFor } from './timers.ts';

/** Who does something to a ticket, as its history names them. */
export interface Actor {
  /** Of an account; null for citizens, the program, and staff without an account. */
  readonly id: string | null;
  /** Null for citizens and for the program. */
  readonly name: string | null;
  /** Keeps in the audit log what they did, in the transaction in which it happens. */
  readonly record?: (db: Db, deed: Deed) => Promise<void>;
}

/** What somebody did to a ticket. */
export interface Deed {
  readonly event: TicketEvent;
  /** As it stood before. */
  readonly ticket: StoredTicket;
  /** To whom, why, how it ended; masked. */
  readonly detail: string | null;
}

/** The citizen, or the program by itself. */
export const NOBODY: Actor = { id: null, name: null };

export interface Step {
  readonly event: TicketEvent;
  readonly actor: Actor;
  /** What else it changes: the person in charge, the desk, the outcome. */
  readonly changes?: Partial<Omit<StoredTicket, 'id' | 'code' | 'version' | 'state'>>;
  /** To whom, why: never a citizen's words. */
  readonly detail?: string;
}

/** Events after which it is up to anybody; whose it was when it ended stays with it, for reports. */
const LETS_GO: readonly TicketEvent[] = ['enqueue', 'hand-on', 'release', 'vanish', 'lapse'];

/** Events that start the clocks anew although the state may be the same. */
const STARTS_ANEW: readonly TicketEvent[] = ['reply', 'transfer', 'take-over', 'hand-on'];

/**
 * Takes the step.
 *
 * @throws Refusal `impossible` when the event cannot happen where the ticket stands
 * @throws Conflict when somebody else was faster
 */
export async function takeStep(
  bot: Bot,
  db: Db,
  ticket: StoredTicket,
  { event, actor, changes = {}, detail }: Step,
): Promise<StoredTicket> {
  const state = nextState(ticket.state, event);
  if (state === undefined) throw new Refusal('impossible', `${event} in ${ticket.state}`);
  const now = bot.now();
  const at = now.toISOString();
  const desk = deskFor(bot, changes.desk ?? ticket.desk);
  const told = detail === undefined ? null : mask(detail);
  const after = await saveTicket(db, ticket, {
    ...consequences(ticket, event, desk, now),
    ...(isOpenState(state) || ticket.closedAt !== null ? {} : { closedAt: at }),
    ...changes,
    state,
  });
  await addEvent(db, {
    ...{ id: bot.newId(), ticketId: ticket.id, number: after.version, at, event },
    ...{ fromState: ticket.state, toState: state, desk: after.desk },
    ...{ actorId: actor.id, actor: actor.name, detail: told },
  });
  if (state !== ticket.state || STARTS_ANEW.includes(event)) {
    await startTimers(bot, db, after, { desk, now, keep: running(ticket, event) });
  }
  if (!isOpenState(state)) await dropCallback(db, ticket.id);
  await actor.record?.(db, { event, ticket, detail: told });
  return after;
}

/** Takes the step where it can happen; elsewhere nothing does, and undefined is returned. */
export async function takeStepIfPossible(
  bot: Bot,
  db: Db,
  ticket: StoredTicket,
  step: Step,
): Promise<StoredTicket | undefined> {
  if (nextState(ticket.state, step.event) === undefined) return undefined;
  return takeStep(bot, db, ticket, step);
}

/** The desk of a ticket; one whose carrier has left the content falls to the operator's own. */
export function deskFor(bot: Bot, id: string): Desk {
  const content = bot.content();
  const desk = deskOf(content, id) ?? deskOf(content, OWN_DESK);
  if (desk === undefined) throw new Error('the content has no desk');
  return desk;
}

function consequences(
  ticket: StoredTicket,
  event: TicketEvent,
  desk: Desk,
  now: Date,
): Partial<StoredTicket> {
  const at = now.toISOString();
  const letGo = LETS_GO.includes(event) ? { assigneeId: null, assignee: null, queuedAt: at } : {};
  switch (event) {
    case 'enqueue':
    case 'hand-on': {
      if (ticket.repliedAt !== null) return letGo;
      const due = addOpenMinutes(desk.hours, now, desk.firstReplyMinutes);
      return { ...letGo, replyDueAt: due?.toISOString() ?? null };
    }
    case 'take':
      return { takenAt: ticket.takenAt ?? at };
    case 'reply':
      return { repliedAt: ticket.repliedAt ?? at };
    case 'rate':
      return { ratedAt: at };
    default:
      return letGo;
  }
}

/** A citizen who writes again has not waited for a shorter time. */
function running({ state }: StoredTicket, event: TicketEvent): readonly TimerKind[] {
  return event === 'message' && state === 'assigned' ? ['lapse'] : [];
}

async function startTimers(
  bot: Bot,
  db: Db,
  ticket: StoredTicket,
  { desk, now, keep }: { desk: Desk; now: Date; keep: readonly TimerKind[] },
): Promise<void> {
  const due = timersFor(ticket, desk, now, bot.outsideHours);
  const timers = due.map((timer) => ({ ...timer, id: bot.newId() }));
  await setTimers(db, ticket.id, timers, keep);
}
