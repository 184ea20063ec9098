/** Who has a ticket in hand: taking, taking over, handing on, giving back. */

import { lockStaff } from '../../store/accounts/staff.ts';
import { countHeldBy } from '../../store/desk/queue.ts';
import type { Db } from '../../store/schema.ts';
import type { StoredTicket } from '../../store/tickets.ts';
import type { Bot } from '../context.ts';
import { type Agent, mustHold, reaches, within } from './agent.ts';
import { IN_HAND_STATES, isInHand, isOpenState } from './machine.ts';
import { Refusal } from './refusal.ts';
import { deskFor, type Step, takeStep } from './step.ts';
import { type Conclusion, type Talk, withTalk } from './talk.ts';
import { waitingNotice } from './waiting.ts';
import { deskName, noticeOf } from './words.ts';

/** Takes a ticket out of the queue, or a callback upon themselves. @throws Refusal */
export async function takeTicket(bot: Bot, agent: Agent, code: string): Promise<StoredTicket> {
  return withTalk(bot, within(agent, code), (db, talk) => takeIn(bot, db, agent, talk));
}

/** Takes it within a transaction of the caller. */
export async function takeIn(
  bot: Bot,
  db: Db,
  agent: Agent,
  { ticket, conversation }: Talk,
): Promise<Conclusion> {
  if (!isOpenState(ticket.state)) throw new Refusal('ended');
  if (ticket.assignee !== null) {
    if (agent.id !== null && ticket.assigneeId === agent.id) return { ticket };
    throw new Refusal('held', ticket.assignee);
  }
  const calls = ticket.state === 'callback';
  if (!calls) await mustHaveRoom(bot, db, agent, ticket);
  const step: Step = { event: 'take', actor: agent, ...inHandsOf(agent) };
  const taken = await takeStep(bot, db, ticket, step);
  // Who is to be phoned goes on with the assistant until then.
  if (calls) return { ticket: taken };
  const desk = deskName(deskFor(bot, ticket.desk), conversation.locale);
  const values = { desk };
  const reply = noticeOf(bot, conversation.locale, 'taken', values);
  return { ticket: taken, said: [{ reply, author: 'system' }] };
}

/**
 * Takes a conversation out of somebody's hands: who oversees a desk may. Nothing is said to the
 * citizen, to whom it is still a person.
 *
 * @throws Refusal
 */
export async function takeOver(
  bot: Bot,
  agent: Agent,
  code: string,
  reason: string,
): Promise<StoredTicket> {
  if (!agent.oversees) throw new Refusal('unknown');
  return withTalk(bot, within(agent, code), async (db, { ticket }) => {
    if (ticket.assignee === null || !isOpenState(ticket.state)) throw new Refusal('not-held');
    const detail = `${ticket.assignee}: ${reason}`;
    const step = { event: 'take-over' as const, actor: agent, detail, ...inHandsOf(agent) };
    return { ticket: await takeStep(bot, db, ticket, step) };
  });
}

/** To whom a ticket is handed on. */
export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly desks: 'all' | readonly string[];
}

/** Hands it to a colleague, who has it in hand from now on. @throws Refusal */
export async function transferTicket(
  bot: Bot,
  agent: Agent,
  code: string,
  { to, reason }: { readonly to: Colleague; readonly reason: string },
): Promise<StoredTicket> {
  return withTalk(bot, within(agent, code), async (db, { ticket }) => {
    mustHoldOrOversee(agent, ticket);
    if (!isInHand(ticket.state)) throw new Refusal('not-held');
    if (!reaches(to, ticket.desk) || to.id === ticket.assigneeId) throw new Refusal('nobody');
    await mustHaveRoom(bot, db, to, ticket);
    const detail = `${to.name}: ${reason}`;
    const step = { event: 'transfer' as const, actor: agent, detail, ...inHandsOf(to) };
    return { ticket: await takeStep(bot, db, ticket, step) };
  });
}

/** Hands it on to another desk, where it waits in the queue. @throws Refusal */
export async function handOn(
  bot: Bot,
  agent: Agent,
  code: string,
  { desk, reason }: { readonly desk: string; readonly reason: string },
): Promise<StoredTicket> {
  return withTalk(bot, within(agent, code), async (db, { ticket, conversation }) => {
    if (ticket.assignee !== null) mustHoldOrOversee(agent, ticket);
    const to = deskFor(bot, desk);
    if (to.id !== desk || desk === ticket.desk) throw new Refusal('nobody');
    const step: Step = { event: 'hand-on', actor: agent, detail: reason, changes: { desk } };
    const handed = await takeStep(bot, db, ticket, step);
    if (ticket.state === 'callback') return { ticket: handed };
    const values = { desk: deskName(to, conversation.locale) };
    const reply = await waitingNotice(bot, db, conversation, 'handed-on', values);
    return { ticket: handed, said: [{ reply, author: 'system' }] };
  });
}

/** Gives a ticket back into the queue, where it keeps its place. @throws Refusal */
export async function releaseTicket(
  bot: Bot,
  agent: Agent,
  code: string,
  reason: string,
): Promise<StoredTicket> {
  return withTalk(bot, within(agent, code), async (db, talk) => {
    mustHoldOrOversee(agent, talk.ticket);
    if (talk.ticket.assignee === null) throw new Refusal('not-held');
    return requeue(bot, db, talk, { event: 'release', actor: agent, detail: reason });
  });
}

/** Back into the queue, and the citizen is told so; a callback is anybody's again. */
export async function requeue(bot: Bot, db: Db, talk: Talk, step: Step): Promise<Conclusion> {
  const { conversation, ticket } = talk;
  const queued = await takeStep(bot, db, ticket, step);
  if (queued.state === 'callback') return { ticket: queued };
  const reply = await waitingNotice(bot, db, conversation, 'requeued');
  return { ticket: queued, said: [{ reply, author: 'system' }] };
}

function mustHoldOrOversee(agent: Agent, ticket: StoredTicket): void {
  if (!agent.oversees) mustHold(agent, ticket);
  else if (!isOpenState(ticket.state)) throw new Refusal('ended');
}

function inHandsOf({ id, name }: Pick<Agent, 'id' | 'name'>): Pick<Step, 'changes'> {
  return { changes: { assigneeId: id, assignee: name } };
}

async function mustHaveRoom(
  bot: Bot,
  db: Db,
  { id, name }: Pick<Agent, 'id' | 'name'>,
  ticket: StoredTicket,
): Promise<void> {
  if (id === null) return;
  await lockStaff(db, id);
  const held = await countHeldBy(db, id, IN_HAND_STATES);
  if (held >= deskFor(bot, ticket.desk).maxChats) throw new Refusal('full', name);
}
