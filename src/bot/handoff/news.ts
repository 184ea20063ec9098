/** What the dialogue may say of the desk at this moment. */
import { OWN_DESK } from '../../content/desk.ts';
import type { DeskNews } from '../../dialogue/conversation.ts';
import { countAhead, countHeldBy } from '../../store/desk/queue.ts';
import type { Db } from '../../store/schema.ts';
import { openTicketOf, type StoredTicket } from '../../store/tickets.ts';
import type { Bot } from '../context.ts';
import { reaches } from './agent.ts';
import { IN_HAND_STATES, isInHand } from './machine.ts';
import { presentAgents } from './presence.ts';
import { deskFor } from './step.ts';

/** Sorts after every id: a ticket that is not there yet has all others of its urgency before it. */
const LAST = '\uffff';

/** @param becomesUrgent whether what the citizen has just written makes the ticket urgent */
export async function deskNews(
  bot: Bot,
  db: Db,
  conversationId: string,
  becomesUrgent = false,
): Promise<DeskNews> {
  const ticket = await openTicketOf(db, conversationId);
  const desk = ticket?.desk ?? OWN_DESK;
  const openedAt = bot.now().toISOString();
  const place = ticket ?? { desk, urgent: 0, openedAt, id: LAST };
  const ahead = await countAhead(db, becomesUrgent ? { ...place, urgent: 1 } : place);
  return {
    desk,
    present: await countTakers(bot, db, desk),
    ahead,
    ticket: standingOf(ticket),
  };
}

/** Who is at a desk, takes conversations, and has room for one more. */
async function countTakers(bot: Bot, db: Db, desk: string): Promise<number> {
  const { maxChats } = deskFor(bot, desk);
  const agents = await presentAgents(bot, db);
  const there = agents.filter((agent) => agent.available && reaches(agent, desk));
  const held = await Promise.all(there.map(({ id }) => countHeldBy(db, id, IN_HAND_STATES)));
  return held.filter((count) => count < maxChats).length;
}

function standingOf(ticket: StoredTicket | undefined): DeskNews['ticket'] {
  if (ticket === undefined) return null;
  if (ticket.state === 'callback') return 'callback';
  return isInHand(ticket.state) ? 'in-hand' : 'queued';
}
