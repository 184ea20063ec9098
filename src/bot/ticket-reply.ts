/** What staff answers to a ticket: it goes out on the ticket's own channel, like any reply. */
import { conversationSchema } from '../dialogue/conversation.ts';
import { UserError } from '../errors.ts';
import { mask } from '../mask.ts';
import type { ChannelName, Locale } from '../message.ts';
import {
  type Conversation,
  lockConversationById,
  saveConversation,
} from '../store/conversations.ts';
import { addReplies } from '../store/outbox.ts';
import type { Db } from '../store/schema.ts';
import { addTicketNote, takeOnTicket } from '../store/tickets.ts';
import { inTransaction } from '../store/transaction.ts';
import type { Bot } from './context.ts';
import { replyOf } from './staff.ts';
import { normalCode, TALK_TO_HUMAN } from './tickets.ts';
import { stored } from './turn.ts';

/** What a ticket is answered with. */
export interface StaffAnswer {
  readonly code: string;
  /** As the citizen reads it; the copy in the ticket is masked. */
  readonly text: string;
  /** Who answers: kept with the ticket, not shown to the citizen. */
  readonly by: string;
}

/** Where answers are written. */
export interface Desk extends Pick<Bot, 'db' | 'now' | 'newId'> {
  /** The line above an answer, by which the citizen knows that a person wrote it. */
  heading(locale: Locale, code: string): string;
  /** Characters of one message of a channel; null where it sets no limit. */
  longest(channel: ChannelName): number | null;
}

/**
 * Queues an answer for the sender and notes it with the ticket, which stays open. The citizen's
 * next message goes into the ticket, so whoever answered reads what came of it.
 *
 * @returns the channel on which it goes
 * @throws UserError when there is no such open ticket, nobody to send it to, or no text that the
 * channel can carry in one message
 */
export async function replyToTicket(desk: Desk, answer: StaffAnswer): Promise<ChannelName> {
  const [code, text] = [normalCode(answer.code), answer.text.normalize('NFC').trim()];
  if (text === '') throw new UserError('There is nothing to send: the text is empty.');
  return inTransaction(desk.db, async (tx) => {
    const conversation = await takeOn(desk, tx, code, answer.by);
    const words = `${desk.heading(conversation.locale, code)}\n${text}`;
    checkLength(words, conversation.channel, desk);
    await queue(desk, tx, conversation, { code, text, words });
    return conversation.channel;
  });
}

async function takeOn(desk: Desk, db: Db, code: string, by: string): Promise<Conversation> {
  const at = desk.now().toISOString();
  const ticket = await takeOnTicket(db, { code, by, at });
  if (ticket === undefined) throw new UserError(`No open ticket "${code}".`);
  const { conversationId, openedAt } = ticket;
  const conversation =
    conversationId === null ? undefined : await lockConversationById(db, conversationId, at);
  if (conversation === undefined) {
    throw new UserError(`The conversation of ticket ${code} was deleted: nobody to send it to.`);
  }
  if (conversation.stoppedAt !== null && conversation.stoppedAt >= openedAt) {
    throw new UserError(`Ticket ${code}: the citizen has asked since for no more messages.`);
  }
  return conversation;
}

function checkLength(words: string, channel: ChannelName, desk: Desk): void {
  const longest = desk.longest(channel);
  if (longest === null || words.length <= longest) return;
  throw new UserError(
    `With its heading the text has ${words.length} characters; a message on ${channel} has at most ${longest}.`,
  );
}

async function queue(
  { now, newId }: Desk,
  db: Db,
  conversation: Conversation,
  { code, text, words }: { code: string; text: string; words: string },
): Promise<void> {
  const { id: conversationId, channel, address, locale, lastSeq } = conversation;
  const [at, seq] = [now().toISOString(), lastSeq + 1];
  await addReplies(db, [
    {
      ...{ id: newId(), conversationId, channel, address, seq, createdAt: at },
      ...{ reply: replyOf(words, locale), author: 'agent', inReplyTo: null },
    },
  ]);
  const note = { id: newId(), conversationId, code, text: mask(text), at };
  await addTicketNote(db, { ...note, author: 'staff' });
  await saveConversation(db, conversation, { ...expecting(conversation, code), lastSeq: seq });
}

/** The dialogue's memory, waiting for what the citizen says to the answer. */
function expecting({ state }: Conversation, code: string): Partial<ReturnType<typeof stored>> {
  const { data } = conversationSchema.safeParse(JSON.parse(state));
  if (data === undefined) return {};
  const ticket = { code, stage: 'open' as const };
  return stored({ ...data, ticket, waitingFor: { skill: TALK_TO_HUMAN, slot: 'message' } });
}
