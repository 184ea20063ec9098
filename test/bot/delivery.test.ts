import { describe, expect, onTestFinished, test } from 'vitest';
import type { Bot } from '../../src/bot/context.ts';
import { openInbox } from '../../src/bot/inbox.ts';
import { DEFAULT_PACE, startOutbox } from '../../src/bot/outbox.ts';
import { receive } from '../../src/bot/receive.ts';
import {
  type Channel,
  type ChannelEvent,
  type Failure,
  SendError,
} from '../../src/channels/channel.ts';
import { listDeadLetters, requeueDeadLetters } from '../../src/store/dead-letters.ts';
import { switchChannel, switchOf } from '../../src/store/switches.ts';
import { movableClock, testBot, text } from '../helpers/bot.ts';
import { ENGINES, freshStore } from '../helpers/databases.ts';
import { blocked, busy, post } from '../helpers/post.ts';

const QUICK = {
  ...DEFAULT_PACE,
  poll: 20,
  grace: 0,
  firstPause: 10,
  longestPause: 20,
  attempts: 3,
};

describe.each(ENGINES)('a failure on %s', (engine) => {
  test('that the citizen wanted ends what else waits for them, and nobody else’s', async () => {
    const bot = await aBot(engine);
    const channel = post((words) => {
      if (words === '1') throw failure({ retryable: false, gone: true });
    });
    await receive(bot, text('two', 'm1', 'web:neighbour'));
    await receive(bot, text('hello', 'm1'));
    await receive(bot, text('two', 'm2'));
    await sending(bot, channel);
    expect(channel.accepted.map(({ to }) => to)).toEqual(['web:neighbour', 'web:neighbour']);
    const rows = await bot.db.selectFrom('conversation').select(['address', 'stoppedAt']).execute();
    const stopped = rows.filter(({ stoppedAt }) => stoppedAt !== null);
    expect(stopped.map(({ address }) => address)).toEqual(['web:grandma']);
  });

  test('that names another address is tried there, and the conversation moves', async () => {
    const bot = await aBot(engine);
    const channel = post();
    const moved: Channel = {
      ...channel,
      async send(to, message, signal) {
        if (to === 'web:grandma') throw failure({ retryable: true, movedTo: 'web:successor' });
        return channel.send(to, message, signal);
      },
    };
    await receive(bot, text('two', 'm1'));
    await sending(bot, moved);
    expect(channel.accepted.map(({ to }) => to)).toEqual(['web:successor', 'web:successor']);
    const again = await receive(bot, text('hello', 'm2', 'web:successor'));
    expect(again.replies[0]?.reply.text).toBe('2');
  });

  test('in the middle of a long reply is remembered with the parts that went', async () => {
    const bot = await aBot(engine);
    const begun: number[] = [];
    const channel: Channel = {
      ...post(),
      async send(_to, { partsSent }) {
        begun.push(partsSent);
        if (partsSent < 2) throw failure({ retryable: true, partsSent: partsSent + 1 });
        return 'last';
      },
    };
    await receive(bot, text('hello', 'm1'));
    await sending(bot, channel);
    expect(begun).toEqual([0, 1, 2]);
  });
});

describe.each(ENGINES)('what was given up on %s', (engine) => {
  test('is listed with its reason and can be sent again', async () => {
    const bot = await aBot(engine);
    let down = true;
    const channel = post(() => {
      if (down) throw busy();
    });
    await receive(bot, text('hello', 'm1'));
    await sending(bot, channel);
    const letters = await listDeadLetters(bot.db, { limit: 10 });
    expect(letters).toMatchObject([{ channel: 'web', attempts: 3, error: 'busy' }]);
    expect(await listDeadLetters(bot.db, { channel: 'sms', limit: 10 })).toEqual([]);
    down = false;
    const ids = letters.map(({ id }) => id);
    expect(await requeueDeadLetters(bot.db, ids, bot.now().toISOString())).toBe(1);
    await settled(bot);
    expect(channel.accepted).toHaveLength(1);
    expect(await requeueDeadLetters(bot.db, ids, bot.now().toISOString())).toBe(0);
  });

  test('is not offered for sending when the citizen wants nothing more', async () => {
    const bot = await aBot(engine);
    await receive(bot, text('hello', 'm1'));
    await receive(bot, text('stop', 'm2'));
    await sending(
      bot,
      post(() => Promise.reject(blocked())),
    );
    const failed = await bot.db.selectFrom('outbox').select(['id', 'status']).execute();
    expect(failed.map(({ status }) => status)).toEqual(['failed', 'failed']);
    expect(await listDeadLetters(bot.db, { limit: 10 })).toEqual([]);
    const ids = failed.map(({ id }) => id);
    expect(await requeueDeadLetters(bot.db, ids, bot.now().toISOString())).toBe(0);
  });
});

describe.each(ENGINES)('a channel that is switched off on %s', (engine) => {
  test('takes messages in, sends nothing, and goes on where it stopped', async () => {
    const bot = await aBot(engine);
    const channel = post();
    await flip(bot, 1, 'the answers on offers are wrong');
    await receive(bot, text('hello', 'm1'));
    const outbox = await startOutbox(bot, [channel], QUICK);
    onTestFinished(() => outbox.stop());
    await pause(150);
    expect(channel.tried).toEqual([]);
    expect(await switchOf(bot.db, 'web')).toMatchObject({
      off: 1,
      reason: 'the answers on offers are wrong',
      changedBy: 'a.nguyen',
    });
    expect(await switchOf(bot.db, 'sms')).toBeUndefined();
    await flip(bot, 0, 'corrected');
    await settled(bot);
    expect(channel.accepted).toHaveLength(1);
    expect(await bot.db.selectFrom('channelSwitch').select('reason').execute()).toHaveLength(2);
  });

  async function flip(bot: Bot, off: 0 | 1, reason: string): Promise<void> {
    const [id, changedAt] = [bot.newId(), bot.now().toISOString()];
    await switchChannel(bot.db, {
      id,
      channel: 'web',
      off,
      reason,
      changedBy: 'a.nguyen',
      changedAt,
    });
  }
});

describe.each(ENGINES)('a receipt on %s', (engine) => {
  const receipt = (status: 'delivered' | 'read' | 'failed', at: string): ChannelEvent => ({
    kind: 'receipt',
    channel: 'web',
    externalId: 'her phone',
    status,
    at,
  });

  test('leads on and never back', async () => {
    const { bot, inbox } = await anInbox(engine);
    await inbox.event(receipt('delivered', '2026-11-22T05:01:00.000Z'));
    await inbox.event(receipt('read', '2026-11-22T05:02:00.000Z'));
    await inbox.event(receipt('delivered', '2026-11-22T05:03:00.000Z'));
    await inbox.event(receipt('failed', '2026-11-22T05:04:00.000Z'));
    expect(await bot.db.selectFrom('outbox').selectAll().executeTakeFirst()).toMatchObject({
      status: 'read',
      deliveredAt: '2026-11-22T05:01:00.000Z',
      readAt: '2026-11-22T05:02:00.000Z',
    });
  });

  test('that nothing arrived makes a dead letter', async () => {
    const { bot, inbox } = await anInbox(engine);
    await inbox.event(receipt('failed', '2026-11-22T05:01:00.000Z'));
    expect(await listDeadLetters(bot.db, { limit: 10 })).toHaveLength(1);
  });

  test('that is faster than our own note is tried once more', async () => {
    const { bot, inbox } = await anInbox(engine, 'sending');
    await inbox.event(receipt('delivered', '2026-11-22T05:01:00.000Z'));
    await bot.db.updateTable('outbox').set({ status: 'sent', externalId: 'her phone' }).execute();
    await inbox.stop();
    expect(await bot.db.selectFrom('outbox').select('status').execute()).toEqual([
      { status: 'delivered' },
    ]);
  });
});

describe.each(ENGINES)('an event on %s', (engine) => {
  test('that a citizen has gone drops what waits for them', async () => {
    const { bot, inbox } = await anInbox(engine, 'queued');
    await inbox.event({ kind: 'gone', address: 'web:grandma' });
    await inbox.event({ kind: 'gone', address: 'web:nobody' });
    expect(await bot.db.selectFrom('outbox').select('status').execute()).toEqual([
      { status: 'failed' },
    ]);
  });

  test('that a conversation has moved takes its state along', async () => {
    const { bot, inbox } = await anInbox(engine, 'queued');
    await inbox.event({ kind: 'moved', from: 'web:grandma', to: 'web:successor' });
    const { replies } = await receive(bot, text('hello', 'm2', 'web:successor'));
    expect(replies[0]?.reply.text).toBe('2');
    const addresses = await bot.db.selectFrom('outbox').select('address').distinct().execute();
    expect(addresses).toEqual([{ address: 'web:successor' }]);
  });

  test('does not take over a conversation that is at the new address already', async () => {
    const { bot, inbox } = await anInbox(engine, 'queued');
    await receive(bot, text('hello', 'm1', 'web:successor'));
    await inbox.event({ kind: 'moved', from: 'web:grandma', to: 'web:successor' });
    const rows = await bot.db
      .selectFrom('conversation')
      .select('address')
      .orderBy('address')
      .execute();
    expect(rows.map(({ address }) => address)).toEqual(['web:grandma', 'web:successor']);
    const waiting = await bot.db.selectFrom('outbox').select('address').distinct().execute();
    expect(waiting).toEqual([{ address: 'web:successor' }]);
  });
});

function failure(what: Failure): SendError {
  return new SendError('refused', what);
}

async function aBot(engine: (typeof ENGINES)[number]): Promise<Bot> {
  const clock = movableClock();
  // Time goes on by itself: what is put off for a moment comes due.
  return testBot(await freshStore(engine), {
    now: () => {
      clock.forward(1);
      return clock.now();
    },
  });
}

/** A bot with one reply, sent as "her phone" unless told otherwise. */
async function anInbox(
  engine: (typeof ENGINES)[number],
  status: 'sent' | 'sending' | 'queued' = 'sent',
) {
  const bot = await aBot(engine);
  const inbox = await openInbox(bot);
  onTestFinished(() => inbox.stop());
  await receive(bot, text('hello', 'm1'));
  const externalId = status === 'sent' ? 'her phone' : null;
  await bot.db.updateTable('outbox').set({ status, externalId }).execute();
  return { bot, inbox };
}

async function sending(bot: Bot, channel: Channel): Promise<void> {
  const outbox = await startOutbox(bot, [channel], QUICK);
  onTestFinished(() => outbox.stop());
  await settled(bot);
}

async function settled({ db }: Bot): Promise<void> {
  const open = db.selectFrom('outbox').select('id').where('status', 'in', ['queued', 'sending']);
  while ((await open.execute()).length > 0) await pause(10);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
