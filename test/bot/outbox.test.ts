import { describe, expect, onTestFinished, test } from 'vitest';
import type { Bot } from '../../src/bot/context.ts';
import { DEFAULT_PACE, type Pace, startOutbox } from '../../src/bot/outbox.ts';
import { receive } from '../../src/bot/receive.ts';
import type { Channel } from '../../src/channels/channel.ts';
import { claimReplies } from '../../src/store/outbox.ts';
import { inTransaction } from '../../src/store/transaction.ts';
import { movableClock, NOW, testBot, text } from '../helpers/bot.ts';
import { ENGINES, freshSettings, freshStore, openFor } from '../helpers/databases.ts';
import { blocked, busy, post } from '../helpers/post.ts';

/** Like the real pace, but nobody waits long. */
const QUICK: Pace = {
  ...DEFAULT_PACE,
  poll: 20,
  grace: 0,
  firstPause: 10,
  longestPause: 40,
  attempts: 4,
};

describe.each(ENGINES)('the sender on %s', (engine) => {
  test('sends what was queued before it started and what comes later', async () => {
    const bot = testBot(await freshStore(engine));
    await receive(bot, text('hello', 'm1'));
    const channel = post();
    await started(bot, channel, { ...QUICK, poll: 60_000 });
    await receive(bot, text('hello', 'm2'));
    await allSettled(bot);
    expect(texts(channel)).toEqual(['1', '2']);
    const rows = await bot.db.selectFrom('outbox').selectAll().orderBy('seq').execute();
    expect(rows[0]).toMatchObject({
      status: 'sent',
      externalId: `external-${rows[0]?.id}`,
      sentAt: NOW.toISOString(),
      attempts: 1,
    });
  });

  test('keeps the order of each conversation, also while an earlier reply is tried again', async () => {
    const bot = testBot(await freshStore(engine), { now: () => new Date() });
    const channel = post((words, attempt) => {
      if (words === '2a' && attempt < 3) throw busy();
    });
    for (const [n, words] of ['hello', 'two', 'hello', 'two'].entries()) {
      await receive(bot, text(words, `m${n}`));
    }
    await receive(bot, text('hello', 'other', 'web:neighbour'));
    await started(bot, channel);
    await allSettled(bot);
    const mine = channel.accepted.filter(({ to }) => to === 'web:grandma');
    expect(mine.map(({ message }) => message.reply.text)).toEqual([
      '1',
      '2a',
      '2b',
      '3',
      '4a',
      '4b',
    ]);
    expect(texts(channel).indexOf('1')).toBeLessThan(2); // the neighbour did not wait for the retries
  });

  test('gives up what will never be taken, and goes on with the next', async () => {
    const bot = testBot(await freshStore(engine));
    const channel = post((words) => {
      if (words === '2a') throw blocked();
    });
    await receive(bot, text('hello', 'm1'));
    await receive(bot, text('two', 'm2'));
    await started(bot, channel);
    await allSettled(bot);
    expect(texts(channel)).toEqual(['1', '2b']);
    expect(channel.tried).toEqual(['1', '2a', '2b']);
    const failed = bot.db.selectFrom('outbox').selectAll().where('status', '=', 'failed');
    expect(await failed.executeTakeFirst()).toMatchObject({ error: 'blocked by the citizen' });
  });

  test('gives up after the last attempt, whatever was thrown', async () => {
    const bot = testBot(await freshStore(engine), { now: () => new Date() });
    const channel = post(() => {
      throw new TypeError('a bug in the channel');
    });
    await receive(bot, text('hello', 'm1'));
    await started(bot, channel);
    await allSettled(bot);
    expect(channel.tried).toHaveLength(QUICK.attempts);
    const row = await bot.db.selectFrom('outbox').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ status: 'failed', error: 'a bug in the channel' });
  });

  test('waits as long as the provider asks', async () => {
    const clock = movableClock();
    const bot = testBot(await freshStore(engine), { now: clock.now });
    const channel = post((_, attempt) => {
      if (attempt === 1) throw busy(30);
    });
    await receive(bot, text('hello', 'm1'));
    await started(bot, channel);
    await until(async () => (await statuses(bot)).includes('queued') && channel.tried.length === 1);
    clock.forward(29_000);
    await pause(100);
    expect(channel.tried).toHaveLength(1);
    clock.forward(1_000);
    await allSettled(bot);
    expect(channel.tried).toHaveLength(2);
  });

  test('does not wait for ever for a channel that says nothing', async () => {
    const bot = testBot(await freshStore(engine), { now: () => new Date() });
    const channel = post((_, attempt) => (attempt === 1 ? new Promise(() => {}) : undefined));
    await receive(bot, text('hello', 'm1'));
    await started(bot, channel, { ...QUICK, patience: 30 });
    await allSettled(bot);
    expect(channel.tried).toHaveLength(2);
  });

  test('waits at its stop for what is on its way, and claims no more', async () => {
    const bot = testBot(await freshStore(engine));
    let open: () => void = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const channel = post(() => gate);
    await receive(bot, text('two', 'm1'));
    const outbox = await startOutbox(bot, [channel], QUICK);
    await until(async () => channel.tried.length === 1);
    const stopped = outbox.stop();
    open();
    await stopped;
    expect(await statuses(bot)).toEqual(['sent', 'queued']);
  });

  test('takes up what another process was sending when it died', async () => {
    const settings = await freshSettings(engine);
    const clock = movableClock();
    const bot = testBot(await openFor(settings), { now: clock.now });
    await receive(bot, text('two', 'm1'));
    await claimReplies(bot.db, claimBy(NOW, 10));
    const channel = post();
    if (!bot.exclusive) clock.forward(60_000); // others may be alive: not before their lease is over
    await started(bot, channel);
    await allSettled(bot);
    expect(texts(channel)).toEqual(['1a', '1b']);
  });

  test('never gives one reply to two claimers', async () => {
    const settings = await freshSettings(engine);
    const bots = await Promise.all(
      Array.from({ length: 8 }, async () => testBot(await openFor(settings))),
    );
    const [first] = bots;
    if (first === undefined) throw new Error('no bot');
    for (let n = 0; n < 200; n += 1) await receive(first, text('hello', 'm1', `web:${n}`));
    const taken = await Promise.all(bots.map((bot) => claimAll(bot)));
    const ids = taken.flat();
    expect(ids).toHaveLength(200);
    expect(new Set(ids).size).toBe(200);
  });
});

function claimBy(now: Date, limit: number) {
  const leaseUntil = new Date(now.getTime() + 40_000).toISOString();
  return { channel: 'web', now: now.toISOString(), leaseUntil, limit } as const;
}

async function claimAll(bot: Bot): Promise<string[]> {
  const ids: string[] = [];
  for (let empty = 0; empty < 5; ) {
    const rows = await inTransaction(bot.db, (tx) => claimReplies(tx, claimBy(NOW, 7)));
    if (rows.length === 0) empty += 1;
    ids.push(...rows.map((row) => row.id));
  }
  return ids;
}

async function started(bot: Bot, channel: Channel, pace: Pace = QUICK): Promise<void> {
  const outbox = await startOutbox(bot, [channel], pace);
  onTestFinished(() => outbox.stop());
}

function texts(channel: ReturnType<typeof post>): string[] {
  return channel.accepted.map(({ message }) => message.reply.text);
}

async function statuses(bot: Bot): Promise<string[]> {
  const rows = await bot.db.selectFrom('outbox').select('status').orderBy('seq').execute();
  return rows.map((row) => row.status);
}

async function allSettled(bot: Bot): Promise<void> {
  await until(async () => (await statuses(bot)).every((s) => s === 'sent' || s === 'failed'));
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await pause(10);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
