import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Address, InboundMessage } from '../../src/message.ts';
import type { StoreSettings } from '../../src/store/open.ts';
import type { Db } from '../../src/store/schema.ts';
import { text } from '../helpers/bot.ts';
import { ENGINES, freshSettings, openFor } from '../helpers/databases.ts';

const MORTAL = fileURLToPath(new URL('../helpers/mortal.ts', import.meta.url));
const MESSAGES = 300;
const WRITERS: readonly Address[] = ['web:a', 'web:b', 'web:c'];
const DEATHS = 4;

describe.each(ENGINES)('a process that is killed on %s', (engine) => {
  test('in the middle of 300 messages has answered each acknowledged one exactly once', async () => {
    const settings = await freshSettings(engine);
    const deliveries = join(settings.dataDir, 'deliveries');
    const acknowledged = new Set<string>();
    for (let life = 1; life <= DEATHS; life += 1) {
      const enough = acknowledged.size + Math.ceil(Math.random() * 50);
      await live(settings, deliveries, acknowledged, () => acknowledged.size >= enough);
    }
    expect(acknowledged.size).toBeGreaterThanOrEqual(DEATHS);
    await live(
      settings,
      deliveries,
      acknowledged,
      () => acknowledged.size === MESSAGES,
      async () => {
        await everythingSent((await openFor(settings)).db);
      },
    );

    const { db } = await openFor(settings);
    for (const address of WRITERS) {
      const rows = await repliesOf(db, address);
      const turns = Array.from({ length: MESSAGES / WRITERS.length }, (_, n) => `${n + 1}`);
      expect(rows.map((row) => row.text)).toEqual(turns); // no turn was lost, none was done twice
      expect(new Set(rows.map((row) => row.inReplyTo)).size).toBe(turns.length);
      expect(rows.every((row) => row.status === 'sent')).toBe(true);
    }
    const delivered = readFileSync(deliveries, 'utf8').trim().split('\n');
    expect(new Set(delivered).size).toBe(MESSAGES);
    // A reply goes out twice only if its process died between the provider's yes and our note of it.
    const twice = delivered.length - MESSAGES;
    console.info(`${engine}: ${DEATHS} deaths, ${twice} of ${MESSAGES} replies delivered twice`);
    expect(twice).toBeLessThanOrEqual(DEATHS * WRITERS.length);
  });
});

/** Starts the process, gives it what was not acknowledged yet, and kills it when `done` says so. */
async function live(
  settings: StoreSettings,
  deliveries: string,
  acknowledged: Set<string>,
  done: () => boolean,
  before: () => Promise<void> = async () => {},
): Promise<void> {
  const process = start(settings, deliveries);
  const gone = once(process, 'exit');
  const acks = createInterface({ input: process.stdout ?? expect.fail() });
  for (const message of messages()) {
    if (!acknowledged.has(message.externalId)) process.stdin?.write(`${JSON.stringify(message)}\n`);
  }
  for await (const externalId of acks) {
    acknowledged.add(externalId);
    if (done()) break;
  }
  await before();
  process.kill('SIGKILL');
  await gone;
}

function start({ dataDir, databaseUrl }: StoreSettings, deliveries: string): ChildProcess {
  const named = databaseUrl === undefined ? [] : [databaseUrl];
  const child = spawn(process.execPath, [MORTAL, dataDir, deliveries, ...named], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin?.on('error', () => {}); // it may die while we write
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

function messages(): InboundMessage[] {
  return Array.from({ length: MESSAGES }, (_, n) =>
    text('hello', `m${n}`, WRITERS[n % WRITERS.length] ?? 'web:a'),
  );
}

async function everythingSent(db: Db): Promise<void> {
  for (;;) {
    const waiting = await db
      .selectFrom('outbox')
      .select('id')
      .where('status', 'in', ['queued', 'sending'])
      .execute();
    if (waiting.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function repliesOf(db: Db, address: Address) {
  const rows = await db
    .selectFrom('outbox')
    .select(['reply', 'inReplyTo', 'status'])
    .where('address', '=', address)
    .orderBy('seq')
    .execute();
  return rows.map((row) => ({ ...row, text: (JSON.parse(row.reply) as { text: string }).text }));
}
