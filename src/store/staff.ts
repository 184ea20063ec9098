/** What staff writes outside this program, in a provider's own tool, and how long that counts. */
import type { Insertable } from 'kysely';
import type { ChannelName, Reply } from '../message.ts';
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

/** Keeps it as the next of the conversation; open tickets count as replied to. */
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
  await db
    .updateTable('ticket')
    .set({ repliedAt: sentAt })
    .where('conversationId', '=', conversation.id)
    .where('status', '=', 'open')
    .where('repliedAt', 'is', null)
    .execute();
}

/**
 * Gives conversations back to the assistant in which staff has written nothing since then. Those
 * with an open ticket stay with staff: closing the ticket gives them back.
 */
export async function giveBackQuiet(db: Db, channel: ChannelName, before: string): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('conversation')
    .set((row) => ({ status: 'bot', version: row('version', '+', 1) }))
    .where('channel', '=', channel)
    .where('status', '=', 'agent')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('outbox')
            .select('outbox.id')
            .whereRef('outbox.conversationId', '=', 'conversation.id')
            .where('outbox.author', '=', 'agent')
            .where('outbox.createdAt', '>=', before),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('ticket')
            .select('ticket.id')
            .whereRef('ticket.conversationId', '=', 'conversation.id')
            .where('ticket.status', '=', 'open'),
        ),
      ),
    )
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
