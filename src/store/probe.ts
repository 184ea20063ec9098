/** Whether the database works and the queue moves: for `/readyz`. */
import type { Db } from './schema.ts';
import { channelsOff } from './switches.ts';
import { inTransaction } from './transaction.ts';

/** Writes and removes a row; throws whatever the database has to say against it. */
export async function probeWrite(db: Db, id: string, at: string): Promise<void> {
  await inTransaction(db, async (tx) => {
    const row = { id, tokenHash: `probe ${id}`, address: `web:${id}` as const };
    await tx
      .insertInto('webSession')
      .values({ ...row, createdAt: at, expiresAt: at })
      .execute();
    await tx.deleteFrom('webSession').where('id', '=', id).execute();
  });
}

/**
 * For how long the oldest reply that could go out has been waiting, in seconds. What waits for a
 * channel that somebody switched off is no sign of trouble.
 */
export async function outboxLag(db: Db, now: Date): Promise<number> {
  const off = await channelsOff(db);
  const oldest = await db
    .selectFrom('outbox')
    .select(({ fn }) => fn.min('dueAt').as('dueAt'))
    .where('status', '=', 'queued')
    .$if(off.length > 0, (query) => query.where('channel', 'not in', off))
    .executeTakeFirst();
  const dueAt = oldest?.dueAt;
  if (typeof dueAt !== 'string') return 0;
  return Math.max(0, (now.getTime() - Date.parse(dueAt)) / 1000);
}
