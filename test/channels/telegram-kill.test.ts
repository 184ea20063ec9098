import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import type { Db } from '../../src/store/schema.ts';
import { freshSettings, openFor } from '../helpers/databases.ts';
import { freePort } from '../helpers/postgres.ts';
import { startTelegram, TOKEN } from '../providers/telegram.ts';
import { until } from './rig.ts';
import { SECRET } from './telegram-peer.ts';

const MORTAL = fileURLToPath(new URL('../helpers/mortal-telegram.ts', import.meta.url));
const MESSAGES = 400;
const PEOPLE = 20;
const DEATHS = 5;

/**
 * Telegram sends what was not acknowledged again, so at the end everything must be stored and
 * answered: once in our books, and on the screens twice only where the process died between
 * Telegram's yes and our note of it.
 */
test('killed again and again, it answers each message once', { timeout: 120_000 }, async () => {
  const telegram = await startTelegram();
  onTestFinished(() => telegram.close());
  const { dataDir } = await freshSettings('SQLite');
  const port = `${await freePort()}`;
  const live = () => start([dataDir, telegram.apiRoot, port, TOKEN, SECRET]);

  let process = await live();
  const writing = Array.from({ length: MESSAGES }, (_, n) =>
    telegram.write(`${1000 + (n % PEOPLE)}`, { text: `câu ${n}` }),
  );
  for (let death = 1; death <= DEATHS; death += 1) {
    const shown = countShown();
    const enough = shown + Math.random() * 20;
    await Promise.race([until(() => countShown() > enough), sleep(300 + Math.random() * 500)]);
    await kill(process);
    process = await live();
  }
  await Promise.all(writing);
  const { db } = await openFor({ databaseUrl: undefined, dataDir });
  await until(async () => (await unfinished(db)) === 0);
  await kill(process);

  let twice = 0;
  for (let person = 0; person < PEOPLE; person += 1) {
    const said = Array.from({ length: MESSAGES / PEOPLE }, (_, n) => `câu ${person + n * PEOPLE}`);
    const rows = await repliesTo(db, `telegram:${1000 + person}`);
    expect(rows.flatMap((text) => text.split('\n'))).toEqual(said);
    const screen = telegram.shown(`${1000 + person}`).map(({ text }) => text);
    expect(screen.filter((text, n) => screen.indexOf(text) === n)).toEqual(rows);
    twice += screen.length - rows.length;
  }
  console.info(`${DEATHS} deaths, ${MESSAGES} messages, ${twice} answers shown twice`);
  // Each death can catch what is on its way, at most one answer of each conversation.
  expect(twice).toBeLessThanOrEqual(DEATHS * PEOPLE);

  function countShown(): number {
    return telegram.calls.filter(({ method }) => method === 'sendMessage').length;
  }
});

async function start(parameters: readonly string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, [MORTAL, ...parameters], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  await once(child.stdout, 'data');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

async function unfinished(db: Db): Promise<number> {
  const turns = db.selectFrom('inboundMessage').select('id').where('turnDueAt', 'is not', null);
  const replies = db.selectFrom('outbox').select('id').where('status', 'in', ['queued', 'sending']);
  return (await turns.execute()).length + (await replies.execute()).length;
}

async function repliesTo(db: Db, address: `telegram:${string}`): Promise<string[]> {
  const rows = await db
    .selectFrom('outbox')
    .select('reply')
    .where('address', '=', address)
    .where('status', '=', 'sent')
    .orderBy('seq')
    .execute();
  return rows.map(({ reply }) => (JSON.parse(reply) as { text: string }).text);
}
