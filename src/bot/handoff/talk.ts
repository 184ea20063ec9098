/** A ticket with its conversation, locked, and how an action on them ends. */
import { type ConversationState, conversationSchema } from '../../dialogue/conversation.ts';
import { plainName } from '../../dialogue/entities.ts';
import { isCallbackSlot } from '../../dialogue/skills/ask-callback.ts';
import type { ConversationStatus, Reply } from '../../message.ts';
import {
  type Conversation,
  lockConversationById,
  saveConversation,
} from '../../store/conversations.ts';
import { addReplies } from '../../store/outbox.ts';
import type { Author, Db } from '../../store/schema.ts';
import { openTicketOf, type StoredTicket, ticketById } from '../../store/tickets.ts';
import { inTransaction } from '../../store/transaction.ts';
import type { Bot } from '../context.ts';
import { stored } from '../stored-state.ts';
import { isOpenState, statusOf } from './machine.ts';
import { Refusal } from './refusal.ts';

/** What an action works on. Whoever else wants the conversation waits until the commit. */
export interface Talk {
  readonly ticket: StoredTicket;
  readonly conversation: Conversation;
}

/** What an action leaves behind. */
export interface Conclusion {
  readonly ticket: StoredTicket;
  /** What the citizen is told, in order. */
  readonly said?: readonly Said[];
}

export interface Said {
  readonly reply: Reply;
  readonly author: Author;
  /** Given where the same may be asked for twice. */
  readonly id?: string;
}

/** Does something to a ticket in one transaction, and tells the sender and the desks of it. */
export async function withTalk(
  bot: Bot,
  find: (db: Db) => Promise<StoredTicket | undefined>,
  act: (db: Db, talk: Talk) => Promise<Conclusion>,
): Promise<StoredTicket> {
  const done = await inTransaction(bot.db, async (db) => {
    const talk = await lockTalk(bot, db, await find(db));
    const conclusion = await act(db, talk);
    await conclude(bot, db, talk.conversation, conclusion);
    return { ...conclusion, channel: talk.conversation.channel };
  });
  if ((done.said ?? []).length > 0) bot.queued.emit('queued', done.channel);
  bot.desk.emit('changed', [done.ticket.id]);
  return done.ticket;
}

/**
 * @throws Refusal when there is no such ticket, or its conversation was deleted
 */
async function lockTalk(bot: Bot, db: Db, found: StoredTicket | undefined): Promise<Talk> {
  if (found === undefined) throw new Refusal('unknown');
  if (found.conversationId === null) throw new Refusal('gone');
  const at = bot.now().toISOString();
  const conversation = await lockConversationById(db, found.conversationId, at);
  // Read again: somebody may have been faster to the lock.
  const ticket = await ticketById(db, found.id);
  if (ticket === undefined) throw new Refusal('unknown');
  if (conversation === undefined) throw new Refusal('gone');
  return { ticket, conversation };
}

async function conclude(
  bot: Bot,
  db: Db,
  conversation: Conversation,
  { ticket, said: wanted = [] }: Conclusion,
): Promise<void> {
  const { id: conversationId, channel, address, lastSeq, stoppedAt } = conversation;
  const mute = wantsNoMore(ticket, stoppedAt);
  const said = wanted.filter(({ author }) => !mute || author !== 'system');
  const at = bot.now().toISOString();
  await addReplies(
    db,
    said.map(({ reply, author, id }, index) => ({
      ...{ id: id ?? bot.newId(), conversationId, channel, address, seq: lastSeq + 1 + index },
      ...{ reply, author, inReplyTo: null, createdAt: at },
    })),
  );
  await saveConversation(db, conversation, {
    ...remembering(conversation, ticket, said.at(-1)?.reply),
    status: await chargeOf(db, conversationId),
    lastSeq: lastSeq + said.length,
  });
}

/** Whether the citizen has asked for no more messages since the ticket was opened. */
export function wantsNoMore({ openedAt }: StoredTicket, stoppedAt: string | null): boolean {
  return stoppedAt !== null && stoppedAt >= openedAt;
}

/** Who is in charge of a conversation, by the ticket that is open in it. */
export async function chargeOf(db: Db, conversationId: string): Promise<ConversationStatus> {
  const open = await openTicketOf(db, conversationId);
  return open === undefined ? 'bot' : statusOf(open);
}

/**
 * The dialogue's memory: of an open ticket it knows the code, and nothing that it had asked before
 * is still waited for. One that has ended is forgotten: as long as it stood there, the dialogue
 * would put what the citizen writes into a ticket that nobody reads any more.
 */
function remembering(
  { state }: Conversation,
  ticket: StoredTicket,
  last: Reply | undefined,
): Partial<ReturnType<typeof stored>> {
  const { data } = conversationSchema.safeParse(JSON.parse(state));
  if (data === undefined) return {};
  const offered = (last?.choices ?? []).map(({ label, value }) => ({
    label: plainName(label),
    value,
  }));
  const own = data.ticket === null || data.ticket.code === ticket.code;
  const open = isOpenState(ticket.state);
  return stored({
    ...data,
    waitingFor: own && !(open && asksForNumber(data)) ? null : data.waitingFor,
    offered: last === undefined ? data.offered : offered,
    ticket: own ? (open ? { code: ticket.code, stage: 'open' } : null) : data.ticket,
  });
}

/** Consent to be phoned, given before somebody took the ticket, still counts. */
function asksForNumber({ waitingFor }: ConversationState): boolean {
  return isCallbackSlot(waitingFor?.slot);
}
