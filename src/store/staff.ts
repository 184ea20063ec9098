/** What staff writes outside this program, in a provider's own tool. */
import type { Insertable } from 'kysely';
import type { Reply } from '../message.ts';
import type { Conversation } from './conversations.ts';
import type { Db, OutboxTable } from './schema.ts';

/** Whether a message of the provider's id went out in that conversation, whoever wrote it. */
export async function wasSent(
  db: Db,
  conversationId: string,
  externalId: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('outbox')
    .select('id')
    .where('conversationId', '=', conversationId)
    .where('externalId', '=', externalId)
    .executeTakeFirst();
  return row !== undefined;
}

/** A message that reached the citizen without us. */
export interface SentElsewhere {
  readonly id: string;
  readonly externalId: string;
  readonly reply: Reply;
  /** ISO 8601 in UTC. */
  readonly sentAt: string;
}

/** Keeps it as the next of the conversation. */
export async function addSentElsewhere(
  db: Db,
  conversation: Conversation,
  { id, externalId, reply, sentAt }: SentElsewhere,
): Promise<void> {
  const { intent, outcome } = reply;
  const row: Insertable<OutboxTable> = {
    ...{ id, externalId, intent, outcome, sentAt, createdAt: sentAt, dueAt: sentAt },
    ...{ conversationId: conversation.id, channel: conversation.channel },
    ...{ address: conversation.address, seq: conversation.lastSeq + 1 },
    ...{ reply: JSON.stringify(reply), author: 'agent', status: 'sent', inReplyTo: null },
    ...{ attempts: 0, partsSent: 0, error: null, deliveredAt: null, readAt: null },
  };
  await db.insertInto('outbox').values(row).execute();
}
