/** When a citizen was last heard: some providers let nobody write to the silent. */
import type { Address } from '../message.ts';
import type { Db } from './schema.ts';

export interface LastContact {
  /** ISO 8601 in UTC. */
  readonly lastHeardAt: string;
  /** Messages that their channel has taken since. */
  readonly sentSince: number;
}

/** Undefined for an address that has never written, or whose messages are deleted. */
export async function lastContact(db: Db, address: Address): Promise<LastContact | undefined> {
  const heard = await db
    .selectFrom('inboundMessage')
    .innerJoin('conversation', 'conversation.id', 'inboundMessage.conversationId')
    .select(['conversation.id', 'receivedAt'])
    .where('conversation.address', '=', address)
    .orderBy('receivedAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (heard === undefined) return undefined;
  const { id, receivedAt: lastHeardAt } = heard;
  const { sent } = await db
    .selectFrom('outbox')
    .select((row) => row.fn.countAll().as('sent'))
    .where('conversationId', '=', id)
    .where('sentAt', '>=', lastHeardAt)
    .executeTakeFirstOrThrow();
  return { lastHeardAt, sentSince: Number(sent) };
}
