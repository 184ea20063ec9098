/** Databases of earlier releases are brought up to date, and what is in them goes on. */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import SqliteFile from 'better-sqlite3';
import { Kysely, type KyselyConfig, PostgresDialect, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { takeTicket } from '../../src/bot/handoff/assign.ts';
import { runTimers } from '../../src/bot/handoff/sweep.ts';
import { listTickets } from '../../src/bot/tickets.ts';
import { MIGRATIONS } from '../../src/store/migrations/index.ts';
import { SQLITE_FILE, type StoreSettings } from '../../src/store/open.ts';
import { movableClock, testBot } from '../helpers/bot.ts';
import { ENGINES, freshSettings, openFor } from '../helpers/databases.ts';

const AT = '2026-11-20T03:00:00.000Z';
const DAY = 86_400_000;

/** A database as the release before the desk left it. */
async function olderRelease(settings: StoreSettings): Promise<void> {
  const db = new Kysely<Record<string, Record<string, unknown>>>(dialectOf(settings));
  const old = Object.fromEntries(Object.entries(MIGRATIONS).filter(([name]) => name < '0004'));
  const migrator = new Migrator({ db, provider: { getMigrations: async () => old } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
  for (const [id, status] of [
    ['waits', 'waiting'],
    ['staff', 'agent'],
    ['alone', 'agent'],
    ['done', 'bot'],
  ]) {
    await db
      .insertInto('conversation')
      .values({
        ...{ id, address: `zalo-oa:${id}`, channel: 'zalo-oa', status, state: '{}', version: 0 },
        ...{ lastSeq: 0, locale: 'vi', stoppedAt: null, createdAt: AT, updatedAt: AT },
      })
      .execute();
    if (id === 'alone') continue;
    const closed = id === 'done';
    await db
      .insertInto('ticket')
      .values({
        ...{ id, code: `TL-${id}`.toUpperCase(), conversationId: id, topic: null, summary: id },
        ...{ status: closed ? 'closed' : 'open', assignee: null, openedAt: AT },
        ...{ repliedAt: id === 'staff' ? AT : null, closedAt: closed ? AT : null },
      })
      .execute();
  }
  await db.destroy();
}

function dialectOf({ databaseUrl, dataDir }: StoreSettings): KyselyConfig {
  if (databaseUrl !== undefined) {
    return {
      dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: databaseUrl }) }),
    };
  }
  mkdirSync(dataDir, { recursive: true });
  return { dialect: new SqliteDialect({ database: new SqliteFile(join(dataDir, SQLITE_FILE)) }) };
}

describe.each(ENGINES)('a database from before the desk on %s', (engine) => {
  it('keeps its tickets on a list, and gives back what nobody would', async () => {
    const settings = await freshSettings(engine);
    await olderRelease(settings);
    const clock = movableClock(new Date());
    const bot = testBot(await openFor(settings), { now: clock.now });
    const open = await listTickets(bot);
    expect(open.map(({ code, state }) => [code, state]).toSorted()).toEqual([
      ['TL-STAFF', 'queued'],
      ['TL-WAITS', 'queued'],
    ]);
    expect(await listTickets(bot, { ended: true })).toMatchObject([{ code: 'TL-DONE' }]);
    const rows = await bot.db.selectFrom('conversation').select(['id', 'status']).execute();
    expect(Object.fromEntries(rows.map(({ id, status }) => [id, status]))).toEqual({
      ...{ waits: 'waiting', staff: 'agent', alone: 'bot', done: 'bot' },
    });
    const lan = { id: 'lan', name: 'Bàn 1', desks: 'all' as const, oversees: false };
    expect((await takeTicket(bot, lan, 'TL-WAITS')).state).toBe('assigned');
    clock.forward(15 * DAY);
    await runTimers(bot);
    expect((await listTickets(bot)).map(({ code }) => code)).not.toContain('TL-STAFF');
  });

  it('keeps the channel of its tickets for reports, when their conversations are gone', async () => {
    const settings = await freshSettings(engine);
    await olderRelease(settings);
    const { db } = await openFor(settings);
    await db.deleteFrom('conversation').execute();
    const rows = await db.selectFrom('ticket').select(['conversationId', 'channel']).execute();
    expect(rows).toEqual(Array(3).fill({ conversationId: null, channel: 'zalo-oa' }));
  });
});
