/** Deletes what has been kept long enough, by class of data. */
import type { Retention } from '../config.ts';
import { FORGET_MS } from '../store/accounts/locks.ts';
import {
  sweepInvitations,
  sweepPendingSignIns,
  sweepPresences,
  sweepSignInLocks,
  sweepStaffSessions,
} from '../store/accounts/retention.ts';
import {
  type Sweep,
  sweepConversations,
  sweepMessages,
  sweepReplies,
  sweepSessions,
  sweepTickets,
} from '../store/retention.ts';
import type { Bot } from './context.ts';

/** How many rows of each class were deleted. */
export interface Purged {
  readonly messages: number;
  readonly replies: number;
  readonly conversations: number;
  readonly tickets: number;
  readonly sessions: number;
  readonly staffSessions: number;
  /** Sign-ins that no code ended. */
  readonly pendingSignIns: number;
  readonly invitations: number;
  readonly signInLocks: number;
  /** Who was at the desk, and when last. */
  readonly presences: number;
}

const DAY_MS = 86_400_000;
/** So long a link that is no longer good still says why it is not. */
const INVITATION_DAYS = 30;
/** Whoever was not seen for so long is not coming back to what they had in hand. */
const PRESENCE_DAYS = 1;
/** Rows of one transaction: citizens who write meanwhile wait for no more than this. */
const PORTION = 100;

/** Deletes everything whose time is over, oldest class of data last to lose what refers to it. */
export async function purge(
  bot: Pick<Bot, 'db' | 'now'>,
  { messagesDays, ticketsDays }: Retention,
): Promise<Purged> {
  const before = (days: number) => new Date(bot.now().getTime() - days * DAY_MS).toISOString();
  const messagesEnd = before(messagesDays);
  return {
    messages: await sweepAll(bot, sweepMessages, messagesEnd),
    replies: await sweepAll(bot, sweepReplies, messagesEnd),
    tickets: await sweepAll(bot, sweepTickets, before(ticketsDays)),
    conversations: await sweepAll(bot, sweepConversations, messagesEnd),
    sessions: await sweepAll(bot, sweepSessions, before(0)),
    staffSessions: await sweepAll(bot, sweepStaffSessions, before(0)),
    pendingSignIns: await sweepAll(bot, sweepPendingSignIns, before(0)),
    invitations: await sweepAll(bot, sweepInvitations, before(INVITATION_DAYS)),
    signInLocks: await sweepAll(bot, sweepSignInLocks, before(FORGET_MS / DAY_MS)),
    presences: await sweepAll(bot, sweepPresences, before(PRESENCE_DAYS)),
  };
}

async function sweepAll(bot: Pick<Bot, 'db'>, sweep: Sweep, before: string): Promise<number> {
  let total = 0;
  for (let last = PORTION; last === PORTION; total += last) {
    last = await bot.db.transaction().execute((tx) => sweep(tx, before, PORTION));
  }
  return total;
}
