import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { seededRandom } from '../../src/dialogue/random.ts';
import type { Db } from '../../src/store/schema.ts';
import { freshSettings, openFor } from '../helpers/databases.ts';
import { freePort } from '../helpers/postgres.ts';
import { until } from './rig.ts';
import { type Accepted, openTown, type Person, TOWN_CHANNELS, type Town } from './town.ts';

const MORTAL = fileURLToPath(new URL('../helpers/mortal-channels.ts', import.meta.url));
const MESSAGES = 2000;
const DEATHS = 8;
/** With another seed it dies at other moments. */
const SEED = Number(process.env.KILL_SEED ?? 2026);

/**
 * Each provider brings what was not acknowledged again, so at the end everything must be stored and
 * answered: once in our books, and twice on a screen only where the process died between the
 * provider's yes and our note of it.
 */
test('killed again and again, three channels answer each message once', {
  timeout: 120_000,
}, async () => {
  const { dataDir } = await freshSettings('SQLite');
  const port = await freePort();
  const { db } = await openFor({ databaseUrl: undefined, dataDir });
  const town = await openTown(`http://127.0.0.1:${port}`, db);
  onTestFinished(() => town.close());
  const settings = { ...town.settings, PORT: `${port}`, DATA_DIR: dataDir, LOG_LEVEL: 'silent' };
  const said = sayings(town);

  let process = await start(settings);
  await town.meet();
  const writing = [...said].map(async ([person, texts]) => {
    for (const text of texts) await town.write(person, text);
  });
  for (const moment of moments()) {
    await dyingMoment(town, moment);
    await kill(process);
    town.nextLife();
    process = await start(settings);
  }
  const answersBefore = town.accepted().length;
  await Promise.all(writing);
  await until(async () => (await unfinished(db)) === 0);
  await kill(process);

  expect(answersBefore, 'answers by the last death').toBeLessThan(town.accepted().length);
  for (const [person, texts] of said) {
    const answers = await answersTo(db, person);
    expect(
      answers.flatMap((text) => text.split('\n')),
      person,
    ).toEqual(texts);
    expect([...new Set(screenOf(town, person).map(({ text }) => text))]).toEqual(answers);
  }
  const repeats = town.people.flatMap((person) => repeatsOf(screenOf(town, person)));
  // A second copy is of a later life, and each death caught at most one answer of a conversation.
  for (const { before, again } of repeats) expect(again.life).toBeGreaterThan(before.life);
  const caught = repeats.map(({ before }) => `${before.person} in life ${before.life}`);
  expect(new Set(caught).size).toBe(caught.length);
  const count = (list: readonly Accepted[], channel: string) =>
    list.filter(({ person }) => person.startsWith(`${channel}:`)).length;
  const shownTwice = repeats.map(({ again }) => again);
  const channels = TOWN_CHANNELS.map(
    (name) => `${name} ${count(shownTwice, name)} of ${count(town.accepted(), name)}`,
  );
  console.info(
    `seed ${SEED}, ${DEATHS} deaths, ${MESSAGES} messages; answers shown twice: ${channels.join(', ')}`,
  );
});

/** What each person writes, in order. */
function sayings({ people }: Town): Map<Person, string[]> {
  const numbers = Array.from({ length: MESSAGES }, (_, n) => n);
  return new Map(
    people.map((person, at) => [
      person,
      numbers.filter((n) => n % people.length === at).map((n) => `câu ${n}`),
    ]),
  );
}

interface Moment {
  readonly answers: number;
  readonly ms: number;
}

function moments(): Moment[] {
  const random = seededRandom(SEED);
  return Array.from({ length: DEATHS }, () => ({
    answers: random() * 160,
    ms: Math.round(100 + random() * 1500),
  }));
}

/** After so many answers, or after so long. */
async function dyingMoment(town: Town, { answers, ms }: Moment): Promise<void> {
  const enough = town.accepted().length + answers;
  const late = AbortSignal.timeout(ms);
  await until(() => late.aborted || town.accepted().length >= enough);
}

async function start(settings: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const child = spawn(process.execPath, [MORTAL], {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  await once(child.stdout, 'data');
  return child;
}

/** What was on the wire when it died has arrived when this resolves. */
async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
  await sleep(50);
}

async function unfinished(db: Db): Promise<number> {
  const turns = db.selectFrom('inboundMessage').select('id').where('turnDueAt', 'is not', null);
  const replies = db.selectFrom('outbox').select('id').where('status', 'in', ['queued', 'sending']);
  return (await turns.execute()).length + (await replies.execute()).length;
}

/** As our books have them; each of them was sent. */
async function answersTo(db: Db, person: Person): Promise<string[]> {
  const rows = await db
    .selectFrom('outbox')
    .select(['reply', 'status'])
    .where('address', '=', person)
    .orderBy('seq')
    .execute();
  for (const { status } of rows) expect(['sent', 'delivered', 'read']).toContain(status);
  return rows.map(({ reply }) => (JSON.parse(reply) as { text: string }).text);
}

function screenOf(town: Town, person: Person): Accepted[] {
  return town.accepted().filter((one) => one.person === person);
}

/** Answers that stand on a screen again. */
function repeatsOf(screen: readonly Accepted[]): { before: Accepted; again: Accepted }[] {
  return screen.flatMap((again, at) => {
    const before = screen.slice(0, at).findLast(({ text }) => text === again.text);
    return before === undefined ? [] : [{ before, again }];
  });
}
