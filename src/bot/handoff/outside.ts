/**
 * Staff who write to a citizen outside this program, in the tool of a Zalo Official Account: what
 * they write takes the ticket over, and the assistant falls silent.
 */
import { freshConversation } from '../../dialogue/conversation.ts';
import { mask } from '../../mask.ts';
import type { Address } from '../../message.ts';
import {
  type Conversation,
  lockConversation,
  saveConversation,
} from '../../store/conversations.ts';
import type { Db } from '../../store/schema.ts';
import { addSentElsewhere, wasSent } from '../../store/staff.ts';
import { addTicketNote, openTicketOf, type StoredTicket } from '../../store/tickets.ts';
import type { Bot } from '../context.ts';
import { stored } from '../stored-state.ts';
import { isInHand } from './machine.ts';
import { openTicket } from './open.ts';
import { type Actor, takeStep } from './step.ts';
import { chargeOf } from './talk.ts';
import { replyOf } from './words.ts';

/** What staff wrote, as the channel tells it. */
export interface StaffMessage {
  readonly address: Address;
  /** The channel's own id of it. */
  readonly externalId: string;
  readonly text: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

/** As the history of tickets names them: the provider's tool does not say who it was. */
const STAFF_OF_THE_ACCOUNT: Actor & { readonly name: string } = { id: null, name: 'Zalo OA' };

/** Topic of a conversation that staff began by themselves. */
export const OUTSIDE_TOPIC = 'outside';

/**
 * Notes what staff wrote; they have the conversation's ticket in hand from now on, one of their own
 * where the citizen had asked for none. A message that we sent ourselves, or that was told before,
 * changes nothing.
 */
export async function staffReplied(bot: Bot, message: StaffMessage): Promise<void> {
  const { address, externalId } = message;
  const now = bot.now().toISOString();
  const fresh = { id: bot.newId(), address, ...stored(freshConversation()), at: now };
  const touched = await bot.inTurn(address, () =>
    bot.transact(async (db) => {
      const conversation = await lockConversation(db, fresh);
      if (await wasSent(db, conversation.id, externalId)) return undefined;
      return note(bot, db, conversation, { ...message, at: now });
    }),
  );
  if (touched !== undefined) bot.desk.emit('changed', [touched.id]);
}

async function note(
  bot: Bot,
  db: Db,
  conversation: Conversation,
  { externalId, text, at }: StaffMessage,
): Promise<StoredTicket> {
  const actor = STAFF_OF_THE_ACCOUNT;
  const words = mask(text);
  // A provider's clock may be wrong, and what counts is since when staff has been quiet.
  const sent = { id: bot.newId(), externalId, reply: replyOf(words, conversation.locale) };
  await addSentElsewhere(db, conversation, { ...sent, sentAt: at });
  const held = await hold(bot, db, conversation);
  const answered = await takeStep(bot, db, held, { event: 'reply', actor });
  const kept = { id: bot.newId(), ticketId: held.id, text: words, at };
  await addTicketNote(db, { ...kept, author: 'staff', writer: actor.name, private: 0 });
  await saveConversation(db, conversation, {
    status: await chargeOf(db, conversation.id),
    lastSeq: conversation.lastSeq + 1,
  });
  return answered;
}

/** The ticket of the conversation, in their hands. */
async function hold(bot: Bot, db: Db, { id: conversationId }: Conversation): Promise<StoredTicket> {
  const actor = STAFF_OF_THE_ACCOUNT;
  const changes = { assigneeId: null, assignee: actor.name };
  const ticket =
    (await openTicketOf(db, conversationId)) ??
    (await openTicket(
      bot,
      db,
      {
        ...{ conversationId, code: bot.newTicketCode(), topic: OUTSIDE_TOPIC },
        ...{ summary: '', urgent: false },
      },
      actor,
    ));
  if (!isInHand(ticket.state)) return takeStep(bot, db, ticket, { event: 'take', actor, changes });
  if (ticket.assigneeId === null) return ticket;
  const detail = ticket.assignee ?? '';
  return takeStep(bot, db, ticket, { event: 'take-over', actor, changes, detail });
}
