import type { Kysely } from 'kysely';

/** What channels with a provider need: turns that wait a moment, parts, receipts and an off-switch. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('inboundMessage').addColumn('turnDueAt', 'text').execute();
  await db.schema
    .createIndex('inboundMessage_turnDueAt')
    .on('inboundMessage')
    .columns(['turnDueAt', 'conversationId'])
    .where('turnDueAt', 'is not', null)
    .execute();
  await db.schema
    .alterTable('outbox')
    .addColumn('partsSent', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable('outbox').addColumn('deliveredAt', 'text').execute();
  await db.schema.alterTable('outbox').addColumn('readAt', 'text').execute();
  await db.schema
    .createIndex('outbox_channel_externalId')
    .on('outbox')
    .columns(['channel', 'externalId'])
    .execute();
  await db.schema
    .createTable('channelSwitch')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('off', 'integer', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('changedBy', 'text', (c) => c.notNull())
    .addColumn('changedAt', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('channelSwitch_channel')
    .on('channelSwitch')
    .columns(['channel', 'id'])
    .execute();
}
