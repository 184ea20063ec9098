import type { Kysely } from 'kysely';

/** What the Zalo channels need: an OA's tokens, and how much of a monthly quota is used. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('zaloConnection')
    .addColumn('appId', 'text', (c) => c.primaryKey())
    .addColumn('verifier', 'text', (c) => c.notNull())
    .addColumn('accessToken', 'text')
    .addColumn('refreshToken', 'text')
    .addColumn('obtainedAt', 'text')
    .addColumn('expiresAt', 'text')
    .addColumn('reservedUntil', 'text')
    .execute();
  await db.schema
    .createTable('sendQuota')
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('period', 'text', (c) => c.notNull())
    .addColumn('used', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('sendQuotaOnce', ['channel', 'period'])
    .execute();
}
