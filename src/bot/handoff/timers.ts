/** Which timers a ticket has where it stands. */
import type { Desk } from '../../content/desk.ts';
import { addOpenMinutes, nextClosing } from '../../content/office-hours.ts';
import type { TimerKind } from '../../store/desk/schema.ts';
import type { NewTimer } from '../../store/desk/timers.ts';
import type { StoredTicket } from '../../store/tickets.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A timer before it has an id. */
type Due = Omit<NewTimer, 'id'>;

/**
 * The timers of a ticket that has come into its state at that time.
 *
 * Clocks of staff stand still while the desk is closed; those of citizens do not. Staff who work
 * outside this program (in a provider's own tool, on the command line) are given their hours
 * before a ticket is taken from them, since nobody can see whether they are there.
 *
 * @param outsideHours how long staff outside may be silent, in hours
 */
export function timersFor(ticket: StoredTicket, desk: Desk, at: Date, outsideHours: number): Due[] {
  const { hours, unansweredMinutes, callbackHours, expireDays, silentHours } = desk;
  const outside = ticket.assigneeId === null;
  const later = (ms: number) => new Date(at.getTime() + ms);
  const opened = new Date(ticket.openedAt);
  switch (ticket.state) {
    case 'queued':
      return [
        ...firstReply(ticket, at),
        ...closing(desk, at),
        due('expire', lastDay(opened, at, expireDays)),
      ];
    case 'assigned':
    case 'waiting-staff': {
      const lapse = outside
        ? later(outsideHours * HOUR_MS)
        : addOpenMinutes(hours, at, unansweredMinutes);
      // At a desk that never opens no minute counts, and still nobody waits for ever.
      return [...firstReply(ticket, at), due('lapse', lapse ?? later(expireDays * DAY_MS))];
    }
    case 'waiting-citizen':
      return [due('silence', later((outside ? outsideHours : silentHours) * HOUR_MS))];
    case 'callback': {
      const call = addOpenMinutes(hours, at, callbackHours * 60);
      const end = due('expire', later(expireDays * DAY_MS));
      return call === null ? [end] : [due('callback', call), end];
    }
    case 'requested':
    case 'resolved':
    case 'abandoned':
    case 'expired':
      return [];
  }
}

function due(kind: TimerKind, at: Date): Due {
  return { kind, dueAt: at.toISOString() };
}

/** Who waits in hours is told once when they end. */
function closing({ hours }: Desk, at: Date): Due[] {
  const end = nextClosing(hours, at);
  return end === null ? [] : [due('closing', end)];
}

/** What is late already has been noted. */
function firstReply({ repliedAt, replyDueAt }: StoredTicket, at: Date): Due[] {
  const due = repliedAt === null && replyDueAt !== null && replyDueAt > at.toISOString();
  return due ? [{ kind: 'first-reply', dueAt: replyDueAt }] : [];
}

/** One that comes back to the queue late in its life is given at least another day. */
function lastDay(opened: Date, at: Date, expireDays: number): Date {
  return new Date(Math.max(opened.getTime() + expireDays * DAY_MS, at.getTime() + DAY_MS));
}
