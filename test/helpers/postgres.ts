/**
 * A PostgreSQL of one's own from Debian's packages, on a free port in a temporary folder.
 *
 * Run as a program it gives one to a command and takes it away afterwards:
 * `node test/helpers/postgres.ts npm test` sets `TEST_DATABASE_URL`.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import pg from 'pg';

export interface Cluster {
  /** The database `postgres` of a user who may create others. */
  readonly url: string;
  stop(): Promise<void>;
}

const PACKAGES = '/usr/lib/postgresql';
const START_TIMEOUT_MS = 30_000;

/** Makes and starts a cluster. PostgreSQL refuses to run as root, so root lends it to `postgres`. */
export async function startCluster(): Promise<Cluster> {
  const bin = newestBin();
  const owner = process.getuid?.() === 0 ? ownerNamed('postgres') : undefined;
  const folder = mkdtempSync(join(tmpdir(), 'tro-ly-2g-pg-'));
  if (owner !== undefined) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, 'data');
  const asOwner = { ...owner, cwd: folder } as const;
  execFileSync(
    join(bin, 'initdb'),
    ['-D', data, '-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'],
    { ...asOwner, stdio: 'pipe' },
  );
  const port = await freePort();
  const options = { port, fsync: 'off', unix_socket_directories: folder, max_connections: 200 };
  const settings = Object.entries(options).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  const keeper = spawn(
    'sh',
    ['-c', KEEPER, folder, join(bin, 'postgres'), '-D', data, ...settings],
    { ...asOwner, stdio: ['pipe', 'ignore', 'ignore'], detached: true },
  );
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  await answering(url);
  return {
    url,
    async stop() {
      const gone = once(keeper, 'exit');
      keeper.stdin.end();
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs the server until its standard input ends, which it does however we die; then tidies up. */
const KEEPER = '"$@" & cat >/dev/null; kill -INT $!; wait $!; rm -rf "$0"';

function newestBin(): string {
  const versions = existsSync(PACKAGES) ? readdirSync(PACKAGES).map(Number) : [];
  if (versions.length === 0) {
    throw new Error(
      'The storage tests need PostgreSQL: run "apt-get install postgresql", or name a server in TEST_DATABASE_URL.',
    );
  }
  return join(PACKAGES, String(Math.max(...versions)), 'bin');
}

function ownerNamed(user: string): { uid: number; gid: number } {
  const id = (flag: string): number =>
    Number(execFileSync('id', [flag, user], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** A TCP port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

async function answering(url: string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(50);
    }
  }
}

async function runWithCluster([command, ...args]: string[]): Promise<number> {
  if (command === undefined) throw new Error('usage: node test/helpers/postgres.ts COMMAND …');
  const cluster = await startCluster();
  try {
    const env = { ...process.env, TEST_DATABASE_URL: cluster.url };
    const child = spawn(command, args, { stdio: 'inherit', env });
    const [code] = await once(child, 'exit');
    return typeof code === 'number' ? code : 1;
  } finally {
    await cluster.stop();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exitCode = await runWithCluster(process.argv.slice(2));
}
