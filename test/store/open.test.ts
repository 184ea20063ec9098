import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { receive } from '../../src/bot/receive.ts';
import { UserError } from '../../src/errors.ts';
import { openStore, SQLITE_FILE } from '../../src/store/open.ts';
import { testBot, text } from '../helpers/bot.ts';
import { ENGINES, freshSettings, openFor } from '../helpers/databases.ts';

describe.each(ENGINES)('a database on %s', (engine) => {
  test('is made with all tables and keeps what it holds when it is opened again', async () => {
    const settings = await freshSettings(engine);
    const first = await openStore(settings);
    await receive(testBot(first), text('hello', 'm1'));
    await first.close();
    const again = testBot(await openFor(settings));
    expect((await receive(again, text('hello', 'm1'))).repeated).toBe(true);
  });

  test('may be opened by several at once while it is new', async () => {
    const settings = await freshSettings(engine);
    const stores = await Promise.all([1, 2, 3].map(() => openFor(settings)));
    for (const { db } of stores) {
      expect(await db.selectFrom('conversation').selectAll().execute()).toEqual([]);
    }
  });

  test('of a newer version is refused in one sentence and left alone', async () => {
    const settings = await freshSettings(engine);
    const store = await openFor(settings);
    await store.db
      .insertInto('kysely_migration' as never)
      .values({ name: '9999-from-the-future', timestamp: '2030-01-01T00:00:00.000Z' } as never)
      .execute();
    const error = await failure(openStore(settings));
    expect(error.message).toMatch(/^[^\n]*9999-from-the-future[^\n]*\.$/);
  });
});

describe('a database file', () => {
  test('survives a power cut: a commit is on the disk', async () => {
    const { db } = await openFor(await freshSettings('SQLite'));
    const pragma = async (name: string) => {
      const { rows } = await db.executeQuery<Record<string, unknown>>({
        ...db.selectFrom('conversation').select('id').compile(),
        sql: `pragma ${name}`,
      });
      return Object.values(rows[0] ?? {})[0];
    };
    expect(await pragma('journal_mode')).toBe('wal');
    expect(await pragma('synchronous')).toBe(2);
    expect(await pragma('foreign_keys')).toBe(1);
    expect(await pragma('secure_delete')).toBe(1);
  });

  test('that is none is named in one sentence and not overwritten', async () => {
    const dataDir = folder();
    const file = join(dataDir, SQLITE_FILE);
    writeFileSync(file, 'this is somebody’s letter, not a database. '.repeat(100));
    const before = readFileSync(file);
    expect((await failure(openStore({ databaseUrl: undefined, dataDir }))).message).toMatch(
      /^The database .*tro-ly-2g\.db is damaged \([^\n]+\): restore a backup [^\n]+\.$/,
    );
    expect(readFileSync(file)).toEqual(before);
  });

  test('with a damaged page is refused and not overwritten', async () => {
    const settings = await freshSettings('SQLite');
    const store = await openStore(settings);
    for (let n = 0; n < 50; n += 1) await receive(testBot(store), text('hello', `m${n}`));
    await store.close();
    const file = join(settings.dataDir, SQLITE_FILE);
    const size = readFileSync(file).length;
    const handle = openSync(file, 'r+');
    for (let at = 4096; at < size; at += 4096) writeSync(handle, 'garbage'.repeat(100), at + 8);
    closeSync(handle);
    const before = readFileSync(file);
    expect((await failure(openStore(settings))).message).toMatch(/is damaged \([^\n]+\)/);
    expect(readFileSync(file)).toEqual(before);
  });

  test('that cannot be written is named with the setting that helps', async () => {
    const inTheWay = join(folder(), 'file');
    writeFileSync(inTheWay, '');
    for (const dataDir of [inTheWay, join(inTheWay, 'below')]) {
      expect((await failure(openStore({ databaseUrl: undefined, dataDir }))).message).toMatch(
        /^Cannot write the database [^\n]+: set DATA_DIR to a folder that this user may write\.$/,
      );
    }
  });
});

test('a PostgreSQL that does not answer is named without its password', async () => {
  const databaseUrl = 'postgres://bot:hunter2@127.0.0.1:1/bot';
  const { message } = await failure(openStore({ databaseUrl, dataDir: folder() }));
  expect(message).toMatch(/^Cannot reach PostgreSQL at 127\.0\.0\.1:1\/bot \([^\n]+\): [^\n]+\.$/);
  expect(message).not.toContain('hunter2');
});

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'tro-ly-2g-open-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

async function failure(opening: Promise<unknown>): Promise<UserError> {
  const error = await opening.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  return error as UserError;
}
