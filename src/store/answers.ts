/** How many answers somebody has got: a guard against machines that answer us. */
import type { Address } from '../message.ts';
import type { Db } from './schema.ts';

/** The assistant's own answers that the channel has taken since; `since` is ISO 8601 in UTC. */
export async function countAnswersSince(db: Db, address: Address, since: string): Promise<number> {
  const { count } = await db
    .selectFrom('outbox')
    .innerJoin('conversation', 'conversation.id', 'outbox.conversationId')
    .select((row) => row.fn.countAll().as('count'))
    .where('conversation.address', '=', address)
    .where('author', '=', 'bot')
    .where('sentAt', '>=', since)
    .executeTakeFirstOrThrow();
  return Number(count);
}
