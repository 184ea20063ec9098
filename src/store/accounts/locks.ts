/**
 * Wrong passwords and codes, counted for each sign-in name, whether there is such an account or not.
 * An attempt counts before it is checked, so that a hundred at once are no more than five.
 */
import { createHash } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Db } from '../schema.ts';
import type { SignInLockTable } from './schema.ts';

/** So many wrong attempts in a row lock an account. */
export const MOST_FAILURES = 5;
const FIRST_LOCK_MS = 15 * 60_000;
const LONGEST_LOCK_MS = 24 * 3_600_000;
/** A name that nobody tried for so long begins anew. */
export const FORGET_MS = 2 * LONGEST_LOCK_MS;

/** Either the attempt may be checked, or when the next one may be. */
export type Attempt =
  | { readonly lockedUntil: Date }
  | { readonly lockedUntil: null; readonly locks: Date | null };

/**
 * Counts an attempt as failed until it is taken back. `locks` says until when the name is locked if
 * it stays so. To be called in a transaction.
 */
export async function beginAttempt(db: Db, name: string, now: Date): Promise<Attempt> {
  const at = now.toISOString();
  await forget(db, new Date(now.getTime() - FORGET_MS).toISOString());
  const row = await countFailure(db, hash(name), at);
  if (row.lockedUntil !== null && row.lockedUntil > at) {
    // It was not checked, so it does not count.
    await save(db, row, { failures: row.failures - 1 });
    return { lockedUntil: new Date(row.lockedUntil) };
  }
  if (row.failures < MOST_FAILURES) {
    await save(db, row, { lockedUntil: null, updatedAt: at });
    return { lockedUntil: null, locks: null };
  }
  const locks = new Date(now.getTime() + lockMs(row.lockouts));
  const lockedUntil = locks.toISOString();
  await save(db, row, { failures: 0, lockouts: row.lockouts + 1, lockedUntil, updatedAt: at });
  return { lockedUntil: null, locks };
}

type Row = Selectable<SignInLockTable>;

/** One failure more; the row stays locked for the rest of the transaction. */
async function countFailure(db: Db, nameHash: string, at: string): Promise<Row> {
  return db
    .insertInto('signInLock')
    .values({ nameHash, failures: 1, lockouts: 0, lockedUntil: null, updatedAt: at })
    .onConflict((c) =>
      c.column('nameHash').doUpdateSet((eb) => ({ failures: eb('signInLock.failures', '+', 1) })),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
}

async function save(db: Db, { nameHash }: Row, changes: Partial<Row>): Promise<void> {
  await db.updateTable('signInLock').set(changes).where('nameHash', '=', nameHash).execute();
}

async function forget(db: Db, before: string): Promise<void> {
  await db.deleteFrom('signInLock').where('updatedAt', '<', before).execute();
}

function lockMs(lockouts: number): number {
  return Math.min(FIRST_LOCK_MS * 2 ** lockouts, LONGEST_LOCK_MS);
}

/** The password was right and a code is still to come: this attempt did not fail, earlier ones did. */
export async function takeBack(db: Db, name: string, locks: Date | null): Promise<void> {
  const query = db.updateTable('signInLock').where('nameHash', '=', hash(name));
  if (locks === null) {
    await query
      .set((eb) => ({ failures: eb('failures', '-', 1) }))
      .where('failures', '>', 0)
      .execute();
    return;
  }
  await query
    .set((eb) => ({
      failures: MOST_FAILURES - 1,
      lockouts: eb('lockouts', '-', 1),
      lockedUntil: null,
    }))
    .where('lockedUntil', '=', locks.toISOString())
    .execute();
}

/** Signed in, or unlocked by an administrator: nothing counts any more. */
export async function clearFailures(db: Db, name: string): Promise<void> {
  await db.deleteFrom('signInLock').where('nameHash', '=', hash(name)).execute();
}

/** Until when each of the names is locked. */
export async function lockedNames(
  db: Db,
  names: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, Date>> {
  const byHash = new Map(names.map((name) => [hash(name), name]));
  const rows = await db
    .selectFrom('signInLock')
    .select(['nameHash', 'lockedUntil'])
    .where('lockedUntil', '>', now.toISOString())
    .execute();
  return new Map(
    rows.flatMap(({ nameHash, lockedUntil }) => {
      const name = byHash.get(nameHash);
      return name === undefined || lockedUntil === null ? [] : [[name, new Date(lockedUntil)]];
    }),
  );
}

function hash(name: string): string {
  return createHash('sha256').update(name).digest('hex');
}
