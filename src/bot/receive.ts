/**
 * The way in: one message, one transaction. When `receive` resolves, the message, the state that
 * it led to and the replies are stored together, and the channel may be told "received".
 */
import { type InboundMessage, mediaIn } from '../message.ts';
import { channelOf } from '../store/conversations.ts';
import { findMessage } from '../store/messages.ts';
import { repliesTo } from '../store/outbox.ts';
import type { Db } from '../store/schema.ts';
import type { Bot } from './context.ts';
import { keepMessage, openConversation } from './keep.ts';
import { type Taken, takeTurn } from './turn.ts';

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
  if (received.touched.length > 0) bot.desk.emit('changed', received.touched);
  return received;
}

async function takeIn(bot: Bot, db: Db, message: InboundMessage): Promise<Received> {
  const known = await findMessage(db, message.address, message.externalId);
  if (known !== undefined) {
    const { id: messageId, conversationId, status } = known;
    const replies = await repliesTo(db, messageId);
    return { messageId, conversationId, status, replies, touched: [], repeated: true };
  }
  const now = bot.now();
  const conversation = await openConversation(bot, db, message.address);
  const [id, conversationId, seq] = [bot.newId(), conversation.id, conversation.lastSeq + 1];
  const place = { id, conversationId, seq, turnDueAt: null };
  const { kind, text } = message;
  const media = mediaIn(message);
  const taken = await takeTurn(
    bot,
    db,
    { conversation, message: { kind, text, media }, messageId: id, seq, now },
    (noted) => keepMessage(db, message, now, { ...place, ...noted }),
  );
  return { ...taken, messageId: id, conversationId, repeated: false };
}
