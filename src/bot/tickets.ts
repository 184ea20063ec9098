/** Tickets on the command line, for installations without a desk and for its worst day. */
import { UserError } from '../errors.ts';
import type { ChannelName } from '../message.ts';
import { OPEN_STATES, type TicketState } from '../store/schema.ts';
import { listTicketRows, type TicketNote, ticketNotes } from '../store/tickets.ts';
import type { Bot } from './context.ts';
import { type Agent, answerIn, closeTicket, normalCode, within } from './handoff/agent.ts';
import { takeIn } from './handoff/assign.ts';
import { isInHand } from './handoff/machine.ts';
import { Refusal } from './handoff/refusal.ts';
import { withTalk } from './handoff/talk.ts';

/** A ticket without what identifies the citizen. All texts are masked; times are ISO 8601 in UTC. */
export interface Ticket {
  readonly code: string;
  /** Null once the conversation itself was deleted. */
  readonly channel: ChannelName | null;
  readonly topic: string | null;
  readonly state: TicketState;
  readonly desk: string;
  readonly urgent: boolean;
  readonly summary: string;
  readonly notes: readonly Note[];
  /** Who has it in hand, or had it last. */
  readonly assignee: string | null;
  readonly openedAt: string;
  readonly closedAt: string | null;
}

/** What was added to a ticket. */
export interface Note {
  readonly at: string;
  readonly author: TicketNote['author'];
  readonly text: string;
}

const ENDED_STATES = ['resolved', 'abandoned', 'expired'] as const;

/** The tickets that are open, or have ended; oldest first: who waits longest stands first. */
export async function listTickets(
  { db }: Pick<Bot, 'db'>,
  { ended = false, limit = 100 }: { ended?: boolean; limit?: number } = {},
): Promise<Ticket[]> {
  const rows = await listTicketRows(db, ended ? ENDED_STATES : OPEN_STATES, limit);
  const notes = await ticketNotes(
    db,
    rows.map((row) => row.id),
  );
  return rows.map(({ id, code, channel, topic, state, desk, urgent, summary, ...row }) => ({
    ...{ code, channel, topic, state, desk, urgent: urgent === 1, summary },
    notes: notes
      .filter((note) => note.ticketId === id)
      .map(({ createdAt: at, author, text }) => ({ at, author, text })),
    ...{ assignee: row.assignee, openedAt: row.openedAt, closedAt: row.closedAt },
  }));
}

/**
 * Closes a ticket that was dealt with; the conversation is the assistant's again, which says so.
 *
 * @throws UserError when there is no open ticket of that code
 */
export async function closeTicketBy(bot: Bot, code: string, by: string): Promise<void> {
  await explained(code, () => closeTicket(bot, onTheLine(by), code, { outcome: 'answered' }));
}

/** What a ticket is answered with. */
export interface LineAnswer {
  readonly code: string;
  readonly text: string;
  /** Who answers: kept with the ticket, not shown to the citizen. */
  readonly by: string;
  /** Characters of one message of a channel; null where it sets no limit. */
  readonly longest: (channel: ChannelName) => number | null;
}

/**
 * Answers a ticket, and takes it if nobody has. It stays open and in hand: what the citizen writes
 * next goes to staff.
 *
 * @returns the channel on which the answer goes
 * @throws UserError when there is no such open ticket, somebody at the desk has it, or there is no
 * text that the channel can carry
 */
export async function answerTicket(
  bot: Bot,
  { code, text, by, longest }: LineAnswer,
): Promise<ChannelName> {
  const agent = onTheLine(by);
  let channel: ChannelName = 'web';
  await explained(code, () =>
    withTalk(bot, within(agent, code), async (db, talk) => {
      channel = talk.conversation.channel;
      const held = isInHand(talk.ticket.state)
        ? { ticket: talk.ticket, said: [] }
        : await takeIn(bot, db, agent, talk);
      const answer = { id: bot.newId(), text, longest: longest(channel) };
      const answered = await answerIn(bot, db, agent, { ...talk, ticket: held.ticket }, answer);
      return { ...answered, said: [...(held.said ?? []), ...(answered.said ?? [])] };
    }),
  );
  return channel;
}

/** Whoever has the command line may do everything. */
function onTheLine(name: string): Agent {
  return { id: null, name, desks: 'all', oversees: true };
}

async function explained(code: string, act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (error instanceof Refusal) throw new UserError(sentence(error, normalCode(code)));
    throw error;
  }
}

function sentence({ reason, by, message }: Refusal, code: string): string {
  switch (reason) {
    case 'unknown':
    case 'ended':
    case 'impossible':
      return `No open ticket "${code}".`;
    case 'held':
      return `Ticket ${code} is in the hands of ${by}.`;
    case 'gone':
      return `The conversation of ticket ${code} was deleted: nobody to send it to.`;
    case 'stopped':
      return `Ticket ${code}: the citizen has asked since for no more messages.`;
    case 'empty':
      return 'There is nothing to send: the text is empty.';
    case 'too-long':
      return `The text is too long: a message on that channel has at most ${by} characters, what stands before it included.`;
    default:
      return message;
  }
}
