/** Both engines for every storage test: nothing is faked and nothing is skipped. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { onTestFinished } from 'vitest';
import { openStore, type Store, type StoreSettings } from '../../src/store/open.ts';
import { type Cluster, startCluster } from './postgres.ts';

export const ENGINES = ['SQLite', 'PostgreSQL'] as const;
export type Engine = (typeof ENGINES)[number];

/** Opens a new, empty database that goes away with the test. */
export async function freshStore(engine: Engine): Promise<Store> {
  return openFor(await freshSettings(engine));
}

/** Opens a store until the end of the test. */
export async function openFor(settings: StoreSettings): Promise<Store> {
  const store = await openStore(settings);
  onTestFinished(() => store.close());
  return store;
}

/** Where a new, empty database is, for tests that open it more than once. */
export async function freshSettings(engine: Engine): Promise<StoreSettings> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tro-ly-2g-db-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  if (engine === 'SQLite') return { databaseUrl: undefined, dataDir };
  return { databaseUrl: await freshDatabase(), dataDir };
}

async function freshDatabase(): Promise<string> {
  const server = await serverUrl();
  const name = `test_${randomBytes(8).toString('hex')}`;
  await onServer(server, `create database ${name}`);
  onTestFinished(() => onServer(server, `drop database ${name} with (force)`));
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

let cluster: Promise<Cluster> | undefined;

/** The server of `TEST_DATABASE_URL`; on a developer's machine one of our own, once a test file. */
async function serverUrl(): Promise<string> {
  const named = process.env.TEST_DATABASE_URL;
  if (named !== undefined && named !== '') return named;
  if (process.env.CI === 'true') throw new Error('CI has to set TEST_DATABASE_URL.');
  cluster ??= startCluster();
  return (await cluster).url;
}
