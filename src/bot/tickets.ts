/** Tickets as staff sees them on the command line, until the desk takes over. */
import { conversationSchema } from '../dialogue/conversation.ts';
import type { ChannelName } from '../message.ts';
import { conversationById, saveConversation } from '../store/conversations.ts';
import type { Db, TicketStatus } from '../store/schema.ts';
import { closeTicketRow, listTicketRows, ticketNotes } from '../store/tickets.ts';
import { inTransaction } from '../store/transaction.ts';
import type { Bot } from './context.ts';
import { stored } from './turn.ts';

/** A ticket without what identifies the citizen. All texts are masked; times are ISO 8601 in UTC. */
export interface Ticket {
  readonly code: string;
  /** Null once the conversation itself was deleted. */
  readonly channel: ChannelName | null;
  readonly topic: string | null;
  readonly status: TicketStatus;
  readonly summary: string;
  readonly notes: readonly Note[];
  /** Who answered it last on the command line. */
  readonly assignee: string | null;
  readonly openedAt: string;
  readonly closedAt: string | null;
}

/** What was added to a ticket. */
export interface Note {
  readonly at: string;
  readonly author: 'citizen' | 'staff';
  readonly text: string;
}

/** The tickets of that status, oldest first: who waits longest stands first. */
export async function listTickets(
  { db }: Pick<Bot, 'db'>,
  { status = 'open', limit = 100 }: { status?: TicketStatus; limit?: number } = {},
): Promise<Ticket[]> {
  const rows = await listTicketRows(db, status, limit);
  const notes = await ticketNotes(
    db,
    rows.map((row) => row.id),
  );
  return rows.map(
    ({ id, code, channel, topic, summary, openedAt, closedAt, assignee, ...row }) => ({
      code,
      channel,
      topic,
      status: row.status,
      summary,
      notes: notes
        .filter((note) => note.ticketId === id)
        .map(({ createdAt: at, author, text }) => ({ at, author, text })),
      assignee,
      openedAt,
      closedAt,
    }),
  );
}

/**
 * Closes a ticket that was dealt with; the conversation is the assistant's again. False if there
 * is no open ticket of that code.
 */
export async function closeTicket(bot: Pick<Bot, 'db' | 'now'>, code: string): Promise<boolean> {
  return inTransaction(bot.db, async (tx) => {
    const closed = await closeTicketRow(tx, normalCode(code), bot.now().toISOString());
    if (closed === undefined) return false;
    if (closed.conversationId !== null) await forgetTicket(tx, closed.conversationId, closed.code);
    return true;
  });
}

/** Codes are read out over the telephone and typed by hand. */
export function normalCode(code: string): string {
  return code.trim().toUpperCase();
}

/**
 * Takes a closed ticket out of the dialogue's memory: as long as it stands there, the dialogue
 * puts what the citizen writes into a ticket that nobody reads any more.
 */
async function forgetTicket(db: Db, conversationId: string, code: string): Promise<void> {
  const conversation = await conversationById(db, conversationId);
  if (conversation === undefined) return;
  const { data: state } = conversationSchema.safeParse(JSON.parse(conversation.state));
  if (state?.ticket?.code !== code) return;
  const waitingFor = state.waitingFor?.skill === TALK_TO_HUMAN ? null : state.waitingFor;
  await saveConversation(db, conversation, stored({ ...state, ticket: null, waitingFor }));
}

/** The skill that waits for a message to put into the ticket. */
export const TALK_TO_HUMAN = 'talk-to-human';
