/** Counts what goes to a provider that takes only so much in a period. */
import type { ChannelName } from '../message.ts';
import type { Db } from './schema.ts';

export interface Quota {
  readonly channel: ChannelName;
  /** Such as a month, `2026-11`. */
  readonly period: string;
  readonly limit: number;
}

/** Takes one from a quota and tells how many are used with it; undefined when none is left. */
export async function takeFromQuota(db: Db, quota: Quota): Promise<number | undefined> {
  const { channel, period, limit } = quota;
  if (limit < 1) return undefined;
  const row = await db
    .insertInto('sendQuota')
    .values({ channel, period, used: 1 })
    .onConflict((c) =>
      c
        .columns(['channel', 'period'])
        .doUpdateSet((e) => ({ used: e('sendQuota.used', '+', 1) }))
        .where('sendQuota.used', '<', limit),
    )
    .returning('used')
    .executeTakeFirst();
  return row?.used;
}

/** Puts one back that was not used after all. */
export async function returnToQuota(
  db: Db,
  { channel, period }: Omit<Quota, 'limit'>,
): Promise<void> {
  await db
    .updateTable('sendQuota')
    .set((row) => ({ used: row('used', '-', 1) }))
    .where('channel', '=', channel)
    .where('period', '=', period)
    .where('used', '>', 0)
    .execute();
}
