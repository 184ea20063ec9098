/** Replies that were given up: for staff to see, and to send again once the cause is gone. */
import type { Address, ChannelName } from '../message.ts';
import type { Db } from './schema.ts';

export interface DeadLetter {
  readonly id: string;
  readonly channel: ChannelName;
  readonly address: Address;
  readonly createdAt: string;
  readonly attempts: number;
  /** Why the last attempt failed. */
  readonly error: string | null;
}

/** The newest of them, newest first. What the citizen does not want any more is none of them. */
export async function listDeadLetters(
  db: Db,
  { channel, limit }: { channel?: ChannelName | undefined; limit: number },
): Promise<DeadLetter[]> {
  const letters = deadLetters(db)
    .select(['outbox.id', 'outbox.channel', 'outbox.address', 'outbox.createdAt'])
    .select(['outbox.attempts', 'outbox.error'])
    .orderBy('outbox.createdAt', 'desc')
    .orderBy('outbox.seq', 'desc')
    .limit(limit);
  return (
    channel === undefined ? letters : letters.where('outbox.channel', '=', channel)
  ).execute();
}

/** Puts dead letters back into the queue, as if they had never been tried; returns how many. */
export async function requeueDeadLetters(
  db: Db,
  ids: readonly string[],
  now: string,
): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('outbox')
    .set({ status: 'queued', attempts: 0, dueAt: now, error: null })
    .where('status', '=', 'failed')
    .where('id', 'in', deadLetters(db).select('outbox.id').where('outbox.id', 'in', ids))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

function deadLetters(db: Db) {
  return db
    .selectFrom('outbox')
    .innerJoin('conversation', 'conversation.id', 'outbox.conversationId')
    .where('outbox.status', '=', 'failed')
    .where(({ or, eb }) =>
      or([
        eb('conversation.stoppedAt', 'is', null),
        eb('conversation.stoppedAt', '<', eb.ref('outbox.createdAt')),
      ]),
    );
}
