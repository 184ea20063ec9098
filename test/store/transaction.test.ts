import { describe, expect, test } from 'vitest';
import { Conflict, lockConversation, saveConversation } from '../../src/store/conversations.ts';
import type { Db } from '../../src/store/schema.ts';
import { groupCommit, inTransaction } from '../../src/store/transaction.ts';
import { NOW } from '../helpers/bot.ts';
import { ENGINES, freshStore } from '../helpers/databases.ts';

describe.each(ENGINES)('a transaction on %s', (engine) => {
  test('starts again after a conflict, with nothing left of the first try', async () => {
    const { db } = await freshStore(engine);
    let tries = 0;
    await inTransaction(db, async (tx) => {
      tries += 1;
      await open(tx, `try-${tries}`);
      if (tries === 1) throw new Conflict('somebody was faster');
    });
    expect(await ids(db)).toEqual(['try-2']);
  });

  test('is given up when there is no end of conflicts', async () => {
    const { db } = await freshStore(engine);
    const never = inTransaction(db, async () => {
      throw new Conflict('again');
    });
    await expect(never).rejects.toThrow(Conflict);
  });

  test('that read an older version of a conversation cannot write over the newer', async () => {
    const { db } = await freshStore(engine);
    const read = await open(db, 'c');
    await saveConversation(db, read, { lastSeq: 1 });
    await expect(saveConversation(db, read, { lastSeq: 7 })).rejects.toThrow(Conflict);
    const [row] = await db.selectFrom('conversation').selectAll().execute();
    expect(row).toMatchObject({ version: 1, lastSeq: 1 });
  });
});

describe('a common commit', () => {
  test('tells each its own result, in the order in which they came', async () => {
    const { db } = await freshStore('SQLite');
    const transact = groupCommit(db);
    const order: number[] = [];
    const results = await Promise.all(
      Array.from({ length: 120 }, (_, n) =>
        transact(async (tx) => {
          order.push(n);
          await open(tx, `c${n}`);
          return n;
        }),
      ),
    );
    expect(results).toEqual(order);
    expect(await ids(db)).toHaveLength(120);
  });

  test('is not told to anybody before it is done', async () => {
    const { db } = await freshStore('SQLite');
    const transact = groupCommit(db);
    const seen = await Promise.all(
      ['a', 'b', 'c'].map((id) => transact((tx) => open(tx, id)).then(() => ids(db))),
    );
    expect(seen[1]).toEqual(seen[2]);
    expect(seen[1]).toContain('b');
  });

  test('of which one fails leaves the others as they are, each done once', async () => {
    const { db } = await freshStore('SQLite');
    const transact = groupCommit(db);
    const results = await Promise.allSettled(
      ['a', 'b', 'broken', 'c'].map((id) =>
        transact(async (tx) => {
          await open(tx, id);
          if (id === 'broken') throw new Error('broken');
        }),
      ),
    );
    expect(results.map((result) => result.status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(await ids(db)).toEqual(['a', 'b', 'c']);
  });
});

function open(db: Db, id: string) {
  const at = NOW.toISOString();
  return lockConversation(db, { id, address: `web:${id}`, locale: 'vi', state: '{}', at });
}

async function ids(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('conversation').select('id').orderBy('id').execute();
  return rows.map((row) => row.id);
}
