/** Answers to "Có ích không?". */
import type { Address } from '../message.ts';
import { toReply } from './outbox.ts';
import type { Db } from './schema.ts';

export interface Rating {
  readonly replyId: string;
  readonly helpful: boolean;
  readonly at: string;
}

/** Keeps a rating; a second one of the same reply replaces the first. */
export async function rateReply(db: Db, { replyId, helpful, at }: Rating): Promise<void> {
  const verdict = helpful ? 1 : 0;
  await db
    .insertInto('feedback')
    .values({ replyId, helpful: verdict, createdAt: at })
    .onConflict((c) => c.column('replyId').doUpdateSet({ helpful: verdict, createdAt: at }))
    .execute();
}

/** Whether that reply was said to this address: nobody rates for others. */
export async function isReplyOf(db: Db, replyId: string, address: Address): Promise<boolean> {
  const row = await db
    .selectFrom('outbox')
    .innerJoin('conversation', 'conversation.id', 'outbox.conversationId')
    .select('outbox.id')
    .where('outbox.id', '=', replyId)
    .where('conversation.address', '=', address)
    .executeTakeFirst();
  return row !== undefined;
}

/** A turn has few replies: the one that asked is among the last. */
const RECENT_REPLIES = 5;

/** The newest reply of a conversation that asked whether it helped. */
export async function lastReplyToRate(db: Db, conversationId: string): Promise<string | undefined> {
  const rows = await db
    .selectFrom('outbox')
    .selectAll()
    .where('conversationId', '=', conversationId)
    .where('author', '=', 'bot')
    .orderBy('seq', 'desc')
    .limit(RECENT_REPLIES)
    .execute();
  return rows.map(toReply).find((row) => row.reply.askHelpful)?.id;
}
