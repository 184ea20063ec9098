/** Somebody who has the desk open in a page, and what they see there. */
import { staffFrom } from '../../accounts/accounts.ts';
import type { Address, Locale } from '../../message.ts';
import { listSessions } from '../../store/accounts/sessions.ts';
import { findStaff } from '../../store/accounts/staff.ts';
import type { Db } from '../../store/schema.ts';
import type { SignedIn } from '../console/guard.ts';
import type { SeatedAgent } from './context.ts';
import type { Filter } from './filter.ts';
import type { Line } from './line.ts';

export interface Seat {
  readonly line: Line;
  readonly agent: SeatedAgent;
  readonly locale: Locale;
  readonly filter: Filter;
  readonly signedIn: SignedIn;
  /** Ids of the tickets that its queue shows. */
  readonly shown: Set<string>;
  /** The ticket that is open there. */
  open: OpenTalk | null;
  /** What was last told of the counts. */
  told: string;
}

/** One that has a conversation open. */
export type OpenSeat = Seat & { readonly open: OpenTalk };

export interface OpenTalk {
  readonly ticketId: string;
  readonly conversationId: string;
  readonly address: Address;
  /** When the ticket ended: what is said afterwards is not for this page. */
  closedAt: string | null;
  /** Place in the conversation up to which the page has it. */
  sent: number;
  /** Replies whose fate is not known yet, with what was last told of it. */
  readonly underway: Map<string, string>;
}

/** Whether somebody is still signed in, with the same roles: what was taken away is gone. */
export async function isStillIn(
  db: Db,
  { staff, sessionId }: SignedIn,
  now: Date,
): Promise<boolean> {
  const record = await findStaff(db, staff.id);
  if (record === undefined || record.disabledAt !== null) return false;
  if (staffFrom(record).roles.join() !== staff.roles.join()) return false;
  return (await listSessions(db, staff.id, now)).some(({ id }) => id === sessionId);
}
