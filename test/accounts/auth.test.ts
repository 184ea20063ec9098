/** What the library for sign-in and our own tables have to agree on. */
import { getSchema } from 'better-auth/db';
import { describe, expect, test } from 'vitest';
import { optionsFor } from '../../src/accounts/auth.ts';
import { openAccounts } from '../../src/accounts/open.ts';
import { createLog } from '../../src/log.ts';
import type { Db } from '../../src/store/schema.ts';
import { testBot } from '../helpers/bot.ts';
import { ENGINES, freshStore } from '../helpers/databases.ts';
import { makeStaff, PASSWORD } from '../helpers/staff.ts';

const visit = { cookie: '', address: '203.0.113.7', userAgent: 'Mozilla/5.0 Firefox/140.0' };

function accountsOn(db: Db) {
  const { random, newId } = testBot({ db, exclusive: true, close: async () => {} });
  return openAccounts({
    ...{ db, random, newId, secret: 's'.repeat(40), publicUrl: undefined },
    ...{ now: () => new Date(), log: createLog('silent') },
  });
}

describe.each(ENGINES)('sign-in on %s', (engine) => {
  test('every table and column that the library wants is there', async () => {
    const { db } = await freshStore(engine);
    const log = createLog('silent');
    const random = (bytes: number) => new Uint8Array(bytes);
    const parts = { db, secret: '', baseUrl: '', issuer: '', newId: () => '', random, log };
    const wanted = Object.entries(getSchema(optionsFor(parts))).flatMap(([table, { fields }]) =>
      ['id', ...Object.keys(fields)].map((column) => `${table}.${column}`),
    );
    const tables = await db.introspection.getTables();
    const have = tables.flatMap(({ name, columns }) => columns.map((c) => `${name}.${c.name}`));
    expect(wanted).toContain('staffTwoFactor.backupCodes');
    expect(wanted.filter((column) => !have.includes(column))).toEqual([]);
  });

  test('what the library writes is as in all our tables: ISO times, 0 and 1', async () => {
    const { db } = await freshStore(engine);
    const accounts = accountsOn(db);
    const staff = await makeStaff(accounts, ['agent']);
    const { value, cookies } = await accounts.auth.signIn(visit, staff.email, PASSWORD);
    expect(value).toBe('in');
    const cookie = cookies.map((line) => line.split(';')[0]).join('; ');
    await accounts.auth.enrol({ ...visit, cookie }, PASSWORD);
    const iso = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    const times = { createdAt: iso, updatedAt: iso };
    const session = await db.selectFrom('staffSession').selectAll().executeTakeFirst();
    expect(session).toMatchObject({ ...times, expiresAt: iso, ipAddress: '203.0.113.7' });
    expect(session?.userAgent).toBe(visit.userAgent);
    const factor = await db.selectFrom('staffTwoFactor').selectAll().executeTakeFirst();
    expect(factor).toMatchObject({ verified: 0, failedVerificationCount: 0, lockedUntil: null });
    expect(factor?.secret).not.toMatch(/^[\w-]{32}$/);
  });

  test('a session that is good is found, with its cookie and no other', async () => {
    const { db } = await freshStore(engine);
    const accounts = accountsOn(db);
    const staff = await makeStaff(accounts, ['agent']);
    const { cookies } = await accounts.auth.signIn(visit, staff.email, PASSWORD);
    const cookie = cookies.map((line) => line.split(';')[0]).join('; ');
    const found = await accounts.auth.session({ ...visit, cookie });
    expect(found.value?.staffId).toBe(staff.id);
    expect((await accounts.auth.session(visit)).value).toBeUndefined();
    const forged = cookie.replace(/\.[^.]*$/, '.AAAA');
    expect((await accounts.auth.session({ ...visit, cookie: forged })).value).toBeUndefined();
    await db.updateTable('staffSession').set({ expiresAt: '2026-01-01T00:00:00.000Z' }).execute();
    expect((await accounts.auth.session({ ...visit, cookie })).value).toBeUndefined();
  });

  test('cookies are for the consoles alone, and no script reads them', async () => {
    const { db } = await freshStore(engine);
    const accounts = accountsOn(db);
    const staff = await makeStaff(accounts, ['agent']);
    const { cookies } = await accounts.auth.signIn(visit, staff.email, PASSWORD);
    expect(cookies).toHaveLength(1);
    expect(cookies[0]).toMatch(/^console\.session_token=/);
    expect(cookies[0]).toMatch(/Max-Age=43200; Path=\/console; HttpOnly; SameSite=Lax$/i);
  });
});
