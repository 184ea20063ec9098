/** Deletes what has been kept long enough, by class of data. */
import type { Retention } from '../config.ts';
import { purgeSessions } from '../store/accounts/sessions.ts';
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
}

const DAY_MS = 86_400_000;
/** Rows of one transaction: citizens who write meanwhile wait for no more than this. */
const PORTION = 100;

/** Deletes everything whose time is over, oldest class of data last to lose what refers to it. */
export async function purge(
  bot: Pick<Bot, 'db' | 'now'>,
  { messagesDays, ticketsDays }: Retention,
): Promise<Purged> {
  const before = (days: number) => new Date(bot.now().getTime() - days * DAY_MS).toISOString();
  const messagesEnd = before(messagesDays);
  await purgeSessions(bot.db, bot.now());
  return {
    messages: await sweepAll(bot, sweepMessages, messagesEnd),
    replies: await sweepAll(bot, sweepReplies, messagesEnd),
    tickets: await sweepAll(bot, sweepTickets, before(ticketsDays)),
    conversations: await sweepAll(bot, sweepConversations, messagesEnd),
    sessions: await sweepAll(bot, sweepSessions, before(0)),
  };
}

async function sweepAll(bot: Pick<Bot, 'db'>, sweep: Sweep, before: string): Promise<number> {
  let total = 0;
  for (let last = PORTION; last === PORTION; total += last) {
    last = await bot.db.transaction().execute((tx) => sweep(tx, before, PORTION));
  }
  return total;
}
