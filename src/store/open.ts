/**
 * The only file that knows an engine: SQLite in the data folder, or PostgreSQL by `DATABASE_URL`.
 */
import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import SqliteFile from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  PostgresDialect,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { UserError } from '../errors.ts';
import { MIGRATIONS } from './migrations/index.ts';
import type { Database, Db } from './schema.ts';

export interface Store {
  readonly db: Db;
  /** Whether no other process serves from this database: a file has one server, PostgreSQL may have more. */
  readonly exclusive: boolean;
  close(): Promise<void>;
}

export interface StoreSettings {
  /** `postgres://…`; without it a SQLite file in `dataDir`. */
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
}

/** Name of the SQLite file in the data folder. */
export const SQLITE_FILE = 'tro-ly-2g.db';

/** How long a query waits for another process that writes the same file, in milliseconds. */
const BUSY_TIMEOUT_MS = 5000;
const BUSY_PAUSE_MS = 5;
/** Lists of many lengths make many statements: they must not fill the memory. */
const STATEMENTS_KEPT = 200;
const CONNECT_TIMEOUT_MS = 5000;

/**
 * Opens the database and brings its tables up to date.
 *
 * @throws UserError when it cannot be opened, is damaged, or belongs to a newer version. Nothing
 * is overwritten.
 */
export async function openStore(settings: StoreSettings): Promise<Store> {
  const { databaseUrl, dataDir } = settings;
  const store = databaseUrl === undefined ? openSqlite(dataDir) : await openPostgres(databaseUrl);
  await migrate(store);
  return store;
}

async function migrate(store: Store): Promise<void> {
  const migrator = new Migrator({
    db: store.db,
    provider: { getMigrations: async () => ({ ...MIGRATIONS }) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  await store.close();
  const reason = error instanceof Error ? error.message : String(error);
  throw new UserError(`The database's tables could not be brought up to date: ${reason}.`, {
    cause: error,
  });
}

// === SQLite ===

function openSqlite(dataDir: string): Store {
  const file = openFile(dataDir);
  const db = new Kysely<Database>({ dialect: new OneFileDialect({ database: remembering(file) }) });
  return { db, exclusive: true, close: () => db.destroy() };
}

function openFile(dataDir: string): SqliteFile.Database {
  const path = join(dataDir, SQLITE_FILE);
  let file: SqliteFile.Database | undefined;
  try {
    mkdirSync(dataDir, { recursive: true });
    // Conversations and telephone numbers are nobody else's on this machine; SQLite gives its other
    // files the rights of this one.
    closeSync(openSync(path, 'a', 0o600));
    chmodSync(path, 0o600);
    file = new SqliteFile(path, { timeout: BUSY_TIMEOUT_MS });
    const health = file.pragma('quick_check(1)', { simple: true });
    if (health !== 'ok') throw new Error(String(health).replaceAll(/\s+/g, ' '));
    configure(file);
    return file;
  } catch (error) {
    file?.close();
    throw new UserError(sqliteTrouble(path, error), { cause: error });
  }
}

/** FULL: what a channel was told to be received survives a power cut, at one fdatasync a commit. */
function configure(file: SqliteFile.Database): void {
  file.pragma('journal_mode = WAL');
  file.pragma('synchronous = FULL');
  file.pragma('foreign_keys = ON');
  // Deleted means overwritten: citizens may ask for it, and the purge promises it.
  file.pragma('secure_delete = ON');
}

function sqliteTrouble(path: string, error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/^(EACCES|EPERM|EROFS|ENOTDIR|EEXIST|ENOENT|SQLITE_CANTOPEN|SQLITE_READONLY)/.test(code)) {
    return `Cannot write the database ${path} (${reason}): set DATA_DIR to a folder that this user may write.`;
  }
  if (code.startsWith('SQLITE_BUSY')) {
    return `The database ${path} is locked by another program: stop that one first.`;
  }
  return `The database ${path} is damaged (${reason}): restore a backup or move the file away; it was left as it is.`;
}

/** Kysely asks for every statement anew; the message path always asks for the same few. */
function remembering(file: SqliteFile.Database): SqliteDatabase {
  const known = new Map<string, SqliteStatement>();
  return {
    close: () => file.close(),
    prepare(sql) {
      const statement = known.get(sql) ?? file.prepare<unknown[]>(sql);
      if (known.size < STATEMENTS_KEPT) known.set(sql, statement);
      return statement;
    },
  };
}

/** Kysely's SQLite with two things changed that one writer on one file allows. */
class OneFileDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;

  constructor(config: SqliteDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): SqliteDriver {
    return new ImmediateDriver(this.#config);
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalDdlAdapter();
  }
}

/**
 * Takes the write lock at `begin`: a later upgrade from reading fails at once, without waiting.
 * While another process holds it, this one goes on serving instead of sleeping inside SQLite.
 */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    const deadline = Date.now() + BUSY_TIMEOUT_MS;
    while (!(await tryToBegin(connection, Date.now() < deadline))) await sleep(BUSY_PAUSE_MS);
  }
}

async function tryToBegin(connection: DatabaseConnection, mayFail: boolean): Promise<boolean> {
  await connection.executeQuery(CompiledQuery.raw('pragma busy_timeout = 0'));
  try {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
    return true;
  } catch (error) {
    if (mayFail && error instanceof SqliteFile.SqliteError && error.code === 'SQLITE_BUSY') {
      return false;
    }
    throw error;
  } finally {
    await connection.executeQuery(CompiledQuery.raw(`pragma busy_timeout = ${BUSY_TIMEOUT_MS}`));
  }
}

/** With it the migrator works in one transaction, which also keeps a second process waiting. */
class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

// === PostgreSQL ===

async function openPostgres(databaseUrl: string): Promise<Store> {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'tro-ly-2g',
  });
  // Without a listener an idle connection that breaks would end the process; the pool replaces it,
  // and a query that cannot be served reports the trouble itself.
  pool.on('error', () => {});
  try {
    await pool.query('select 1');
  } catch (error) {
    await pool.end();
    const reason = error instanceof Error ? error.message || error.name : String(error);
    throw new UserError(
      `Cannot reach PostgreSQL at ${hostOf(databaseUrl)} (${reason}): check DATABASE_URL.`,
      { cause: error },
    );
  }
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  return { db, exclusive: false, close: () => db.destroy() };
}

/** The address without user and password. */
function hostOf(databaseUrl: string): string {
  const url = URL.parse(databaseUrl);
  return url === null ? 'that address' : `${url.host}${url.pathname}`;
}

/** Whether the engine gave up on a transaction that may simply be tried again (SQLSTATE class 40). */
export function isTransient(error: unknown): boolean {
  return error instanceof pg.DatabaseError && (error.code === '40001' || error.code === '40P01');
}
