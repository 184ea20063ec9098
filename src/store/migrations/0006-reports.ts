import type { Kysely } from 'kysely';

/**
 * The channel of a ticket in the ticket itself, which is kept longer than its conversation, and the
 * order in which reports read tickets.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const tables = db as unknown as Kysely<{
    ticket: { conversationId: string | null; channel: string | null };
    conversation: { id: string; channel: string };
  }>;
  await db.schema.alterTable('ticket').addColumn('channel', 'text').execute();
  await tables
    .updateTable('ticket')
    .set(({ selectFrom }) => ({
      channel: selectFrom('conversation')
        .select('conversation.channel')
        .whereRef('conversation.id', '=', 'ticket.conversationId'),
    }))
    .execute();
  await db.schema
    .createIndex('ticket_openedAt_id')
    .on('ticket')
    .columns(['openedAt', 'id'])
    .execute();
}
