/** What must hold after every step, whoever did what. */
import { expect } from 'vitest';
import { IN_HAND_STATES, isInHand, isOpenState } from '../../../src/bot/handoff/machine.ts';
import { boardTickets } from '../../../src/store/desk/board.ts';
import { eventsOf } from '../../../src/store/desk/events.ts';
import { OPEN_STATES } from '../../../src/store/schema.ts';
import type { StoredTicket } from '../../../src/store/tickets.ts';
import { transcript } from '../../../src/store/transcript.ts';
import type { Citizen, Model, Town } from './town.ts';

export async function checkEverything(model: Model, town: Town): Promise<void> {
  for (const citizen of model.citizens) await checkCitizen(model, town, citizen);
  const tickets = await town.bot.db.selectFrom('ticket').selectAll().execute();
  for (const ticket of tickets) await checkTicket(town, ticket);
}

/** The same for what one step can have changed, so that each step may be checked. */
export async function checkCitizen(model: Model, town: Town, citizen: Citizen): Promise<void> {
  await nothingIsLost(model, town, citizen);
  const open = await town.ticket(citizen.address);
  expect(await town.status(citizen.address)).toBe(await inCharge(town, open));
  if (open !== undefined) await checkTicket(town, open);
}

/** A person, from when one took it until they let go of it, it ended, or it is to be phoned. */
async function inCharge({ bot }: Town, open: StoredTicket | undefined): Promise<string> {
  if (open === undefined || open.state === 'callback') return 'bot';
  const history = await eventsOf(bot.db, open.id);
  const last = history.findLast(({ event }) => HANDS.has(event));
  return last === undefined || LETS_GO.has(last.event) ? 'waiting' : 'agent';
}

const LETS_GO = new Set(['hand-on', 'release', 'vanish', 'lapse']);
const HANDS = new Set(['take', 'take-over', 'transfer', 'reply', ...LETS_GO]);

/**
 * Every message and every answer that was acknowledged is there once; the assistant answered a
 * message exactly when nobody was in charge.
 */
async function nothingIsLost(model: Model, town: Town, citizen: Citizen): Promise<void> {
  const { address, written, pending } = citizen;
  const entries = await transcript(town.bot.db, address, { after: 0, limit: 100_000 });
  const came = entries.flatMap((entry) => (entry.by === 'citizen' ? [entry.id] : []));
  const ids = [...written, ...pending].map(({ externalId }) => externalId);
  expect(came.toSorted()).toEqual(ids.toSorted());
  const said = entries.flatMap((entry) => (entry.by === 'reply' ? [entry.stored] : []));
  const bySomebody = said.filter(({ author }) => author === 'agent').map(({ id }) => id);
  for (const id of model.answers.get(address) ?? []) {
    expect(bySomebody.filter((one) => one === id)).toEqual([id]);
  }
  const kept = await notesOf(town, address);
  for (const { words, toPerson } of written) if (toPerson) expect(kept).toContain(words);
  const rows = await town.bot.db
    .selectFrom('inboundMessage')
    .select(['id', 'externalId'])
    .execute();
  const idOf = new Map(rows.map(({ id, externalId }) => [externalId, id]));
  for (const { externalId, silent, words } of written) {
    const answers = said.filter(
      (reply) => reply.author === 'bot' && reply.inReplyTo === idOf.get(externalId),
    );
    expect([words, answers.length > 0]).toEqual([words, !silent]);
  }
}

/** All that is kept with tickets of a citizen. */
async function notesOf({ bot }: Town, address: Citizen['address']): Promise<string> {
  const rows = await bot.db
    .selectFrom('ticketNote')
    .innerJoin('ticket', 'ticket.id', 'ticketNote.ticketId')
    .innerJoin('conversation', 'conversation.id', 'ticket.conversationId')
    .select('ticketNote.text')
    .where('conversation.address', '=', address)
    .execute();
  return rows.map(({ text }) => text).join('\n');
}

/** It has ended, or it is on somebody's list, and something happens to it by itself one day. */
async function checkTicket({ bot }: Town, ticket: StoredTicket): Promise<void> {
  await checkHistory(bot.db, ticket);
  const all = bot.db.selectFrom('ticketTimer').selectAll();
  const timers = await all.where('ticketId', '=', ticket.id).execute();
  if (!isOpenState(ticket.state)) {
    expect(timers).toEqual([]);
    expect(ticket.closedAt).not.toBeNull();
    return;
  }
  expect(timers.length).toBeGreaterThan(0);
  if (ticket.state !== 'callback') expect(ticket.assignee === null).toBe(!isInHand(ticket.state));
  const list = { states: OPEN_STATES, desks: [ticket.desk], ids: [ticket.id], limit: 1 };
  expect(await boardTickets(bot.db, list)).toHaveLength(1);
}

/** The events lead from one state to the next, and only who had it in hand answered. */
async function checkHistory(db: Town['bot']['db'], ticket: StoredTicket): Promise<void> {
  let state: string | null = null;
  let holder: string | null = null;
  for (const { event, fromState, toState, actorId, actor, detail } of await eventsOf(
    db,
    ticket.id,
  )) {
    expect(fromState).toBe(state);
    if (event === 'take' || event === 'take-over') holder = actorId ?? actor;
    if (event === 'transfer') holder = detail?.split(':')[0] ?? null;
    if (event === 'reply') expect([actorId, actor]).toContain(holder);
    const held = IN_HAND_STATES.some((one) => one === toState) || toState === 'callback';
    if (!held || event === 'release' || event === 'vanish') holder = null;
    state = toState;
  }
  expect(ticket.state).toBe(state);
}
