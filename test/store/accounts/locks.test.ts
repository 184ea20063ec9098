import { describe, expect, test } from 'vitest';
import {
  beginAttempt,
  clearFailures,
  lockedNames,
  MOST_FAILURES,
  takeBack,
} from '../../../src/store/accounts/locks.ts';
import type { Db } from '../../../src/store/schema.ts';
import { inTransaction } from '../../../src/store/transaction.ts';
import { movableClock, NOW } from '../../helpers/bot.ts';
import { ENGINES, freshStore } from '../../helpers/databases.ts';

const MINUTE = 60_000;
const NAME = 'lan@example.vn';

const attempt = (db: Db, now: Date) => inTransaction(db, (tx) => beginAttempt(tx, NAME, now));

/** Fails until the name is locked, and says for how many minutes. */
async function lock(db: Db, now: Date): Promise<number> {
  for (let n = 1; n < MOST_FAILURES; n += 1) {
    expect(await attempt(db, now)).toEqual({ lockedUntil: null, locks: null });
  }
  const last = await attempt(db, now);
  if (last.lockedUntil !== null || last.locks === null) throw new Error('not locked');
  return (last.locks.getTime() - now.getTime()) / MINUTE;
}

describe.each(ENGINES)('wrong attempts on %s', (engine) => {
  test('five lock for 15 minutes, and each lock-out in a row for twice as long, up to a day', async () => {
    const { db } = await freshStore(engine);
    const clock = movableClock();
    const minutes: number[] = [];
    for (let n = 0; n < 9; n += 1) {
      minutes.push(await lock(db, clock.now()));
      expect((await attempt(db, clock.now())).lockedUntil).not.toBeNull();
      clock.forward((minutes.at(-1) ?? 0) * MINUTE);
    }
    expect(minutes).toEqual([15, 30, 60, 120, 240, 480, 960, 1440, 1440]);
  });

  test('a success begins anew', async () => {
    const { db } = await freshStore(engine);
    await lock(db, NOW);
    await clearFailures(db, NAME);
    expect(await lock(db, NOW)).toBe(15);
  });

  test('a right password does not count, but forgives none of the wrong ones', async () => {
    const { db } = await freshStore(engine);
    for (let n = 1; n < MOST_FAILURES; n += 1) await attempt(db, NOW);
    for (let n = 0; n < 3; n += 1) {
      const last = await attempt(db, NOW);
      expect(last).toMatchObject({ lockedUntil: null, locks: expect.any(Date) });
      if (last.lockedUntil === null) await takeBack(db, NAME, last.locks);
    }
    expect(await attempt(db, NOW)).toMatchObject({ locks: expect.any(Date) });
    expect((await attempt(db, NOW)).lockedUntil).not.toBeNull();
  });

  test('of fifty at once no more than five are checked', async () => {
    const { db } = await freshStore(engine);
    const all = await Promise.all(Array.from({ length: 50 }, () => attempt(db, NOW)));
    expect(all.filter(({ lockedUntil }) => lockedUntil === null)).toHaveLength(MOST_FAILURES);
  });

  test('names are kept as hashes, and forgotten after two days without an attempt', async () => {
    const { db } = await freshStore(engine);
    await lock(db, NOW);
    expect(JSON.stringify(await db.selectFrom('signInLock').selectAll().execute())).not.toContain(
      'lan@',
    );
    expect([...(await lockedNames(db, [NAME, 'minh@example.vn'], NOW)).keys()]).toEqual([NAME]);
    const later = new Date(NOW.getTime() + 49 * 60 * MINUTE);
    await inTransaction(db, (tx) => beginAttempt(tx, 'minh@example.vn', later));
    expect(await db.selectFrom('signInLock').select('nameHash').execute()).toHaveLength(1);
  });
});
