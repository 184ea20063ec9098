/** What happens at the desk by itself: timers that ran out, agents who have vanished. */
import { ticketsHeldByOthers } from '../../store/desk/queue.ts';
import { dueTimers, type StoredTimer, takeTimer } from '../../store/desk/timers.ts';
import type { Db } from '../../store/schema.ts';
import { ticketByCode, ticketById } from '../../store/tickets.ts';
import { inTransaction } from '../../store/transaction.ts';
import type { Bot } from '../context.ts';
import { requeue } from './assign.ts';
import { nextState } from './machine.ts';
import { OUTSIDE_TOPIC } from './outside.ts';
import { GRACE_MS, presentAgents } from './presence.ts';
import { Refusal } from './refusal.ts';
import { NOBODY, takeStep } from './step.ts';
import { type Conclusion, type Talk, withTalk } from './talk.ts';
import { waitingNotice } from './waiting.ts';
import { closingChoices, elsewhereChoices, noticeOf } from './words.ts';

const EVERY_MS = 5000;
/** Timers of one look; the others are a look away. */
const SWEPT = 200;

export interface DeskWatch {
  /** Resolves when a look under way has ended. */
  stop(): Promise<void>;
}

/** Looks after the desk until it is stopped. A look that fails is logged; the next one tries again. */
export function watchDesk(bot: Bot): DeskWatch {
  const begun = bot.now().getTime();
  let looking = Promise.resolve();
  const look = async () => {
    await runTimers(bot).catch((err: unknown) => bot.log.error({ err }, 'no timer could be run'));
    // Open desks come back by themselves after a restart; before that nobody has vanished.
    if (bot.now().getTime() - begun <= GRACE_MS) return;
    await missVanished(bot).catch((err: unknown) => bot.log.error({ err }, 'nobody was missed'));
  };
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, EVERY_MS);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}

/**
 * Does what is due. Each timer counts once, however many processes look; one that cannot be run is
 * logged and holds up no other.
 */
export async function runTimers(bot: Bot): Promise<void> {
  for (const timer of await dueTimers(bot.db, bot.now().toISOString(), SWEPT)) {
    await runTimer(bot, timer).catch((err: unknown) =>
      bot.log.error({ err, ticketId: timer.ticketId, kind: timer.kind }, 'a timer failed'),
    );
  }
}

/** Ends the look at a timer that somebody else has seen to. */
class Seen extends Error {
  override readonly name = 'Seen';
}

async function runTimer(bot: Bot, timer: StoredTimer): Promise<void> {
  const find = (db: Db) => ticketById(db, timer.ticketId);
  try {
    await withTalk(bot, find, async (db, talk) => {
      if (!(await takeTimer(db, timer.id))) throw new Seen();
      return ranOut(bot, db, talk, timer);
    });
  } catch (error) {
    if (!(error instanceof Refusal)) {
      if (!(error instanceof Seen)) throw error;
    } else if (error.reason === 'gone') await endUnspoken(bot, timer);
    // With its ticket its timer is gone, too.
    else if (error.reason !== 'unknown') throw error;
  }
}

/** The conversation was deleted: nobody can be told, and nobody has to do anything. */
async function endUnspoken(bot: Bot, timer: StoredTimer): Promise<void> {
  await inTransaction(bot.db, async (db) => {
    const ticket = await ticketById(db, timer.ticketId);
    if (ticket === undefined || !(await takeTimer(db, timer.id))) return;
    const event = nextState(ticket.state, 'expire') === undefined ? 'resolve' : 'expire';
    await takeStep(bot, db, ticket, { event, actor: NOBODY });
  });
}

async function ranOut(bot: Bot, db: Db, talk: Talk, { kind }: StoredTimer): Promise<Conclusion> {
  switch (kind) {
    case 'first-reply':
    case 'callback':
      return {
        ticket: await takeStep(bot, db, talk.ticket, {
          event: 'overdue',
          actor: NOBODY,
          detail: kind,
        }),
      };
    case 'closing':
      return tellOfClosing(bot, db, talk);
    case 'lapse':
      return requeue(bot, db, talk, { event: 'lapse', actor: NOBODY, ...formerHands(talk) });
    case 'silence':
      return end(bot, db, talk, 'silence');
    case 'expire':
      return end(bot, db, talk, 'expire');
  }
}

/** Those who wait would otherwise read all night that somebody is there. */
async function tellOfClosing(bot: Bot, db: Db, talk: Talk): Promise<Conclusion> {
  const ticket = await takeStep(bot, db, talk.ticket, { event: 'away', actor: NOBODY });
  const reply = await waitingNotice(bot, db, talk.conversation, 'closing', { code: ticket.code });
  return { ticket, said: [{ reply, author: 'system' }] };
}

/** Who had it, for the history. */
function formerHands({ ticket: { assignee } }: Talk): { detail?: string } {
  return assignee === null ? {} : { detail: assignee };
}

async function end(
  bot: Bot,
  db: Db,
  { ticket, conversation }: Talk,
  event: 'silence' | 'expire',
): Promise<Conclusion> {
  const ended = await takeStep(bot, db, ticket, { event, actor: NOBODY });
  const { locale } = conversation;
  // Whom staff wrote to by themselves has never heard of a ticket.
  if (ticket.topic === OUTSIDE_TOPIC) return { ticket: ended };
  const { code } = ticket;
  const reply =
    event === 'silence'
      ? noticeOf(bot, locale, 'closed-silent', { code }, closingChoices(bot, locale, code))
      : noticeOf(bot, locale, 'expired', { code }, elsewhereChoices(bot, locale));
  return { ticket: ended, said: [{ reply, author: 'system' }] };
}

/** Gives back into the queue what waits for somebody who is no longer there. */
export async function missVanished(bot: Bot): Promise<void> {
  const states = ['assigned', 'waiting-staff', 'callback'] as const;
  const there = (await presentAgents(bot)).map(({ id }) => id);
  const left = await ticketsHeldByOthers(bot.db, { states, than: there, limit: SWEPT });
  for (const { code, assigneeId } of left) {
    if (assigneeId !== null) await giveBack(bot, code, assigneeId);
  }
}

async function giveBack(bot: Bot, code: string, assigneeId: string): Promise<void> {
  const find = (db: Db) => ticketByCode(db, code);
  try {
    await withTalk(bot, find, async (db, talk) => {
      // They answered, or somebody took over, while this was looking at others.
      const waits = nextState(talk.ticket.state, 'vanish') !== undefined;
      if (!waits || talk.ticket.assigneeId !== assigneeId) throw new Seen();
      return requeue(bot, db, talk, { event: 'vanish', actor: NOBODY, ...formerHands(talk) });
    });
  } catch (error) {
    if (!(error instanceof Seen || error instanceof Refusal)) throw error;
  }
}
