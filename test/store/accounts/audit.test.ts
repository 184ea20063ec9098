import { describe, expect, test } from 'vitest';
import {
  type AuditEntry,
  addAudit,
  listAudit,
  SYSTEM,
  verifyAudit,
} from '../../../src/store/accounts/audit.ts';
import type { Db } from '../../../src/store/schema.ts';
import { inTransaction } from '../../../src/store/transaction.ts';
import { NOW } from '../../helpers/bot.ts';
import { ENGINES, freshSettings, freshStore, openFor } from '../../helpers/databases.ts';

const entry: AuditEntry = {
  at: NOW,
  actor: { id: 'lan', name: 'Lan' },
  from: '203.0.113.7',
  action: 'people.disable',
  subject: 'staff:minh',
  reason: 'nghỉ việc',
  details: { roles: ['agent'] },
};

async function write(db: Db, actions: readonly string[]): Promise<void> {
  for (const action of actions) {
    await inTransaction(db, (tx) => addAudit(tx, { ...entry, action }));
  }
}

async function actions(db: Db, filter = {}): Promise<string[]> {
  return (await listAudit(db, filter, 100)).map(({ action }) => action);
}

describe.each(ENGINES)('the audit log on %s', (engine) => {
  test('keeps who did what, when, from where and why', async () => {
    const { db } = await freshStore(engine);
    await inTransaction(db, (tx) => addAudit(tx, entry));
    expect(await listAudit(db, {}, 10)).toEqual([
      {
        number: 1,
        at: NOW.toISOString(),
        actorId: 'lan',
        actorName: 'Lan',
        ip: '203.0.113.7',
        action: 'people.disable',
        subject: 'staff:minh',
        reason: 'nghỉ việc',
        details: { roles: ['agent'] },
        previousHash: '',
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
  });

  test('masks private numbers in what people give as a reason', async () => {
    const { db } = await freshStore(engine);
    const reason = 'gọi lại số 0912345678';
    await inTransaction(db, (tx) => addAudit(tx, { ...entry, reason }));
    expect((await listAudit(db, {}, 1))[0]?.reason).toMatch(/^gọi lại số .*\*/);
  });

  test('tells of nothing that was rolled back', async () => {
    const { db } = await freshStore(engine);
    const undone = inTransaction(db, async (tx) => {
      await addAudit(tx, entry);
      throw new Error('broken');
    });
    await expect(undone).rejects.toThrow('broken');
    await write(db, ['next']);
    expect(await verifyAudit(db)).toMatchObject({ events: 1, broken: undefined });
  });

  test('numbers without gaps while many write at once, from two processes', async () => {
    const settings = await freshSettings(engine);
    const [here, there] = [await openFor(settings), await openFor(settings)];
    await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        inTransaction(n % 2 === 0 ? here.db : there.db, (tx) => addAudit(tx, entry)),
      ),
    );
    expect(await verifyAudit(here.db)).toMatchObject({ events: 40, broken: undefined });
  });

  test('is filtered by actor, kind of action, subject and time, and read page by page', async () => {
    const { db } = await freshStore(engine);
    await write(db, ['people.disable', 'people.invite', 'peoples', 'sign-in.in']);
    const later = new Date(NOW.getTime() + 1000);
    await inTransaction(db, (tx) =>
      addAudit(tx, { ...entry, at: later, actor: SYSTEM, subject: 'ticket:TL-7K3M' }),
    );
    expect(await actions(db, { action: 'people' })).toEqual([
      'people.disable',
      'people.invite',
      'people.disable',
    ]);
    expect(await actions(db, { action: 'people.invite' })).toEqual(['people.invite']);
    expect(await actions(db, { actorId: SYSTEM.id })).toEqual(['people.disable']);
    expect(await actions(db, { subject: 'ticket:TL-7K3M' })).toHaveLength(1);
    expect(await actions(db, { until: later.toISOString() })).toHaveLength(4);
    expect(await actions(db, { since: later.toISOString() })).toHaveLength(1);
    expect(await actions(db, { before: 3 })).toEqual(['people.invite', 'people.disable']);
    expect(await listAudit(db, {}, 2)).toHaveLength(2);
  });

  test('of more than one page verifies to its end', async () => {
    const { db } = await freshStore(engine);
    await inTransaction(db, async (tx) => {
      for (let n = 0; n < 1001; n += 1) await addAudit(tx, entry);
    });
    expect(await verifyAudit(db)).toMatchObject({ events: 1001, broken: undefined });
  });

  test('an empty one is whole', async () => {
    const { db } = await freshStore(engine);
    expect(await verifyAudit(db)).toEqual({ events: 0, lastHash: '', broken: undefined });
  });
});

describe('tampering is found', () => {
  test.each(['at', 'actorId', 'actorName', 'ip', 'action', 'subject', 'reason', 'details', 'hash'])(
    'in the column %s',
    async (column) => {
      const { db } = await freshStore('SQLite');
      await write(db, ['one', 'two', 'three']);
      await db
        .updateTable('auditEvent')
        .set({ [column]: 'x' })
        .where('number', '=', 2)
        .execute();
      expect((await verifyAudit(db)).broken).toBe(2);
    },
  );

  test('when a row is taken out', async () => {
    const { db } = await freshStore('SQLite');
    await write(db, ['one', 'two', 'three']);
    await db.deleteFrom('auditEvent').where('number', '=', 2).execute();
    expect((await verifyAudit(db)).broken).toBe(2);
  });

  test('when a row is taken out and the others move up', async () => {
    const { db } = await freshStore('SQLite');
    await write(db, ['one', 'two', 'three']);
    await db.deleteFrom('auditEvent').where('number', '=', 2).execute();
    await db.updateTable('auditEvent').set({ number: 2 }).where('number', '=', 3).execute();
    expect((await verifyAudit(db)).broken).toBe(2);
  });

  test.each([
    ['some', 2],
    ['all', 0],
  ])('when %s rows are cut off at the end', async (_, left) => {
    const { db } = await freshStore('SQLite');
    await write(db, ['one', 'two', 'three']);
    await db.deleteFrom('auditEvent').where('number', '>', left).execute();
    expect((await verifyAudit(db)).broken).toBe(left + 1);
  });
});
