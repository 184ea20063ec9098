/**
 * When an OA may write. For 48 hours after the citizen's last word some messages are free, up to
 * seven days more for money, then none: that is refused here, before Zalo does.
 */
import type { Address } from '../../message.ts';
import { SendError } from '../channel.ts';

/** When a citizen was last heard, and what they have got since. */
export interface Contact {
  /** ISO 8601 in UTC. */
  readonly lastHeardAt: string;
  /** Messages sent to them since. */
  readonly sentSince: number;
}

/** What is remembered of it; undefined for somebody who has never written. */
export type ContactLog = (address: Address) => Promise<Contact | undefined>;

export interface WindowSettings {
  /** Free messages within 48 hours, counted anew from each message of the citizen. */
  readonly freeReplies: number | 'unlimited';
  /** Whether messages that cost money may be sent. */
  readonly paidReplies: boolean;
}

const HOUR_MS = 3_600_000;
const FREE_HOURS = 48;
const LAST_HOURS = 7 * 24;

/** @throws SendError when a message of that many parts must not go. */
export function checkWindow(
  contact: Contact | undefined,
  parts: number,
  { freeReplies, paidReplies }: WindowSettings,
  now: Date,
): void {
  if (contact === undefined) return;
  const hours = (now.getTime() - Date.parse(contact.lastHeardAt)) / HOUR_MS;
  if (hours > LAST_HOURS) throw refusal('the citizen has not written for 7 days');
  if (paidReplies) return;
  if (hours > FREE_HOURS) throw refusal(`the 48 hours of free messages are over; ${HINT}`);
  if (freeReplies !== 'unlimited' && contact.sentSince + parts > freeReplies) {
    throw refusal(`${freeReplies} free messages have been sent; ${HINT}`);
  }
}

const HINT = 'ZALO_OA_PAID_REPLIES=true allows those that cost money';

function refusal(reason: string): SendError {
  return new SendError(`not sent: ${reason}`, { retryable: false });
}
