/**
 * The way in: one message, one transaction. When `receive` resolves, the message, the state that
 * it led to and the replies are stored together, and the channel may be told "received".
 */
import { freshConversation } from '../dialogue/conversation.ts';
import { mask } from '../mask.ts';
import type { InboundMessage } from '../message.ts';
import { channelOf, lockConversation } from '../store/conversations.ts';
import { addMessage, findMessage } from '../store/messages.ts';
import { repliesTo } from '../store/outbox.ts';
import type { Db } from '../store/schema.ts';
import type { Bot } from './context.ts';
import { type Noted, stored, type Taken, type Turn, takeTurn } from './turn.ts';

/** What became of a message; for a repeat, its replies are those of the first time. */
export interface Received extends Taken {
  readonly messageId: string;
  readonly conversationId: string;
  /** It had come before: nothing was stored and nothing happens twice. */
  readonly repeated: boolean;
}

/**
 * Takes a message in. A dialogue that throws is answered with an apology and a ticket; what is
 * thrown here is the database's trouble, and the channel should let the message come again.
 */
export async function receive(bot: Bot, message: InboundMessage): Promise<Received> {
  const received = await bot.inTurn(message.address, () =>
    bot.transact((tx) => takeIn(bot, tx, message)),
  );
  if (!received.repeated && received.replies.length > 0) {
    bot.queued.emit('queued', channelOf(message.address));
  }
  return received;
}

async function takeIn(bot: Bot, db: Db, message: InboundMessage): Promise<Received> {
  const known = await findMessage(db, message.address, message.externalId);
  if (known !== undefined) {
    const { id: messageId, conversationId, status } = known;
    const replies = await repliesTo(db, messageId);
    return { messageId, conversationId, status, replies, repeated: true };
  }
  const now = bot.now();
  const conversation = await lockConversation(db, {
    id: bot.newId(),
    address: message.address,
    ...stored(freshConversation()),
    at: now.toISOString(),
  });
  const messageId = bot.newId();
  const turn = { conversation, message, messageId, seq: conversation.lastSeq + 1, now };
  const taken = await takeTurn(bot, db, turn, (noted) => keepMessage(db, turn, message, noted));
  return { ...taken, messageId, conversationId: conversation.id, repeated: false };
}

async function keepMessage(
  db: Db,
  { conversation, messageId, seq, now }: Turn,
  message: InboundMessage,
  noted: Noted,
): Promise<void> {
  await addMessage(db, {
    ...noted,
    id: messageId,
    conversationId: conversation.id,
    externalId: message.externalId,
    seq,
    kind: message.kind,
    text: mask(message.text),
    receivedAt: notAfter(message.receivedAt, now),
    turnDueAt: null,
  });
}

/** A provider's clock may be wrong; a message from the future would outlive its retention. */
export function notAfter(receivedAt: string, now: Date): string {
  return new Date(Math.min(Date.parse(receivedAt), now.getTime())).toISOString();
}
