import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Bot } from '../../src/bot/context.ts';
import { runTimers } from '../../src/bot/handoff/sweep.ts';
import { purge } from '../../src/bot/purge.ts';
import { receive } from '../../src/bot/receive.ts';
import { closeTicketBy } from '../../src/bot/tickets.ts';
import {
  findInvitation,
  insertInvitation,
  takeInvitation,
} from '../../src/store/accounts/invitations.ts';
import { beginAttempt, MOST_FAILURES } from '../../src/store/accounts/locks.ts';
import { insertStaff } from '../../src/store/accounts/staff.ts';
import { notePresence } from '../../src/store/desk/presence.ts';
import type { Database } from '../../src/store/schema.ts';
import { createSession } from '../../src/store/sessions.ts';
import { movableClock, said, testBot, text } from '../helpers/bot.ts';
import { ENGINES, freshStore } from '../helpers/databases.ts';

const DAY = 86_400_000;
const RETENTION = { messagesDays: 90, ticketsDays: 365 };
const NOTHING = {
  ...{ messages: 0, replies: 0, conversations: 0, tickets: 0, sessions: 0 },
  ...{ staffSessions: 0, pendingSignIns: 0, invitations: 0, signInLocks: 0, presences: 0 },
};

describe.each(ENGINES)('the purge on %s', (engine) => {
  test('deletes messages after their days and leaves younger ones', async () => {
    const clock = movableClock();
    const bot = testBot(await freshStore(engine), { now: clock.now });
    await receive(bot, text('two', 'm1', 'web:a'));
    await receive(bot, text('helpful', 'm2', 'web:a'));
    clock.forward(60 * DAY);
    await receive(bot, { ...text('hello', 'm1', 'web:b'), receivedAt: clock.now().toISOString() });
    clock.forward(30 * DAY);
    expect(await purge(bot, RETENTION)).toEqual(NOTHING);
    clock.forward(1000);
    expect(await purge(bot, RETENTION)).toEqual({
      ...NOTHING,
      messages: 2,
      replies: 3,
      conversations: 1,
    });
    expect(await count(bot, 'feedback')).toBe(0);
    expect(await purge(bot, RETENTION)).toEqual(NOTHING);
    const left = await bot.db.selectFrom('conversation').select('address').execute();
    expect(left).toEqual([{ address: 'web:b' }]);
  });

  test("deletes sessions of staff that have expired, and nobody's account", async () => {
    const clock = movableClock();
    const bot = testBot(await freshStore(engine), { now: clock.now });
    const at = clock.now().toISOString();
    const times = { createdAt: at, updatedAt: at };
    const roles = { roles: ['agent'], passwordHash: '', at };
    await insertStaff(bot.db, { id: 'lan', name: 'Lan', email: 'lan@x.vn', ...roles });
    for (const hours of [1, 12]) {
      const expiresAt = new Date(clock.now().getTime() + hours * 3_600_000).toISOString();
      const id = `${hours} hours`;
      const session = { id, token: id, userId: 'lan', ...times, expiresAt };
      await bot.db.insertInto('staffSession').values(session).execute();
      const waiting = { id, identifier: id, value: 'lan', ...times, expiresAt };
      await bot.db.insertInto('staffVerification').values(waiting).execute();
    }
    clock.forward(2 * 3_600_000);
    const purged = await purge(bot, RETENTION);
    expect(purged).toEqual({ ...NOTHING, staffSessions: 1, pendingSignIns: 1 });
    for (const table of ['staffSession', 'staffVerification'] as const) {
      const left = await bot.db.selectFrom(table).select('id').execute();
      expect(left).toEqual([{ id: '12 hours' }]);
    }
    expect(await count(bot, 'staff')).toBe(1);
  });

  test('deletes links 30 days after they ended, and what they were for', async () => {
    const clock = movableClock();
    const bot = testBot(await freshStore(engine), { now: clock.now });
    const createdAt = clock.now().toISOString();
    const link = { roles: [], staffId: null, createdBy: null, createdAt };
    for (const days of [7, 8]) {
      const expiresAt = new Date(clock.now().getTime() + days * DAY).toISOString();
      const named = { id: `${days} days`, token: `${days}`, note: 'chị Lan', expiresAt };
      await insertInvitation(bot.db, { ...link, ...named });
    }
    await takeInvitation(bot.db, '7', clock.now());
    clock.forward(37 * DAY);
    expect(await purge(bot, RETENTION)).toEqual(NOTHING);
    clock.forward(1);
    expect(await purge(bot, RETENTION)).toEqual({ ...NOTHING, invitations: 1 });
    expect(await findInvitation(bot.db, '7')).toBeUndefined();
    expect(await findInvitation(bot.db, '8')).toMatchObject({ note: 'chị Lan' });
  });

  test('deletes counts of wrong passwords when they count no more', async () => {
    const clock = movableClock();
    const bot = testBot(await freshStore(engine), { now: clock.now });
    const attempt = (name: string) => beginAttempt(bot.db, name, clock.now());
    for (let n = 0; n < MOST_FAILURES; n += 1) await attempt('lan@x.vn');
    clock.forward(DAY);
    await attempt('hoa@x.vn');
    clock.forward(DAY + 1);
    expect(await purge(bot, RETENTION)).toEqual({ ...NOTHING, signInLocks: 1 });
    expect(await attempt('hoa@x.vn')).toEqual({ lockedUntil: null, locks: null });
  });

  test('forgets a day later who was at the desk', async () => {
    const clock = movableClock();
    const bot = testBot(await freshStore(engine), { now: clock.now });
    const at = (staffId: string) => ({ staffId, name: staffId, desks: null });
    await notePresence(bot.db, { ...at('lan'), seenAt: clock.now().toISOString() });
    clock.forward(DAY);
    await notePresence(bot.db, { ...at('hoa'), seenAt: clock.now().toISOString() });
    expect(await purge(bot, RETENTION)).toEqual(NOTHING);
    clock.forward(1);
    expect(await purge(bot, RETENTION)).toEqual({ ...NOTHING, presences: 1 });
    const left = await bot.db.selectFrom('agentPresence').select('staffId').execute();
    expect(left).toEqual([{ staffId: 'hoa' }]);
  });

  test('keeps a conversation that goes on, without its old messages', async () => {
    const clock = movableClock();
    const bot = testBot(await freshStore(engine), { now: clock.now });
    await receive(bot, text('hello', 'm1'));
    clock.forward(91 * DAY);
    await receive(bot, { ...text('hello', 'm2'), receivedAt: clock.now().toISOString() });
    expect(await purge(bot, RETENTION)).toEqual({ ...NOTHING, messages: 1, replies: 1 });
    expect(said((await receive(bot, text('hello', 'm3'))).replies)).toEqual(['3']);
  });

  test('keeps tickets for their own time, and whoever waits for an answer reachable', async () => {
    const clock = movableClock();
    const bot = testBot(await freshStore(engine), { now: clock.now });
    await receive(bot, text('person urgent', 'm1', 'web:waiting'));
    await receive(bot, text('person done', 'm1', 'web:served'));
    const { code } = await bot.db
      .selectFrom('ticket')
      .select('code')
      .where('summary', '=', 'done')
      .executeTakeFirstOrThrow();
    await closeTicketBy(bot, code, 'Tổ trực');
    clock.forward(100 * DAY);
    expect(await purge(bot, RETENTION)).toMatchObject({
      messages: 2,
      conversations: 1,
      tickets: 0,
    });
    const [left] = await bot.db.selectFrom('conversation').selectAll().execute();
    expect(left?.address).toBe('web:waiting');
    clock.forward(266 * DAY);
    expect(await purge(bot, RETENTION)).toMatchObject({ tickets: 1, conversations: 0 });
    // Nobody took the other one: its timer ends it, and its own time begins.
    await runTimers(bot);
    clock.forward(366 * DAY);
    expect(await purge(bot, RETENTION)).toMatchObject({ tickets: 1, conversations: 1 });
  });

  test('works through more than it takes at once', async () => {
    const clock = movableClock();
    const bot = testBot(await freshStore(engine), { now: clock.now });
    for (let n = 0; n < 501; n += 1) {
      const random = (bytes: number) => randomBytes(bytes);
      await createSession(bot.db, { id: bot.newId(), random, now: clock.now() });
    }
    clock.forward(31 * DAY);
    expect(await purge(bot, RETENTION)).toEqual({ ...NOTHING, sessions: 501 });
    expect(await count(bot, 'webSession')).toBe(0);
  });
});

describe.each(ENGINES)('a citizen on %s', (engine) => {
  test('who asks to be forgotten is: messages, replies, ratings and tickets', async () => {
    const bot = testBot(await freshStore(engine));
    await receive(bot, text('person please', 'm1'));
    await receive(bot, text('helpful', 'm2'));
    await receive(bot, text('hello', 'm1', 'web:neighbour'));
    const forgotten = await receive(bot, text('forget', 'm3'));
    expect(said(forgotten.replies)).toEqual(['3']);
    expect(forgotten.status).toBe('bot');
    const mine = await bot.db
      .selectFrom('inboundMessage')
      .selectAll()
      .where('conversationId', '=', forgotten.conversationId)
      .execute();
    expect(mine).toMatchObject([{ externalId: 'm3', text: '' }]);
    expect(await count(bot, 'ticket')).toBe(0);
    expect(await count(bot, 'feedback')).toBe(0);
    expect(await count(bot, 'outbox')).toBe(2); // the confirmation, and the neighbour's answer
    expect((await receive(bot, text('forget', 'm3'))).repeated).toBe(true);
  });

  test('who wants no more messages is sent nothing that still waits', async () => {
    const bot = testBot(await freshStore(engine));
    await receive(bot, text('two', 'm1'));
    await receive(bot, text('stop', 'm2'));
    const rows = await bot.db.selectFrom('outbox').selectAll().orderBy('seq').execute();
    expect(rows.map((row) => row.status)).toEqual(['failed', 'failed', 'queued']);
    const [row] = await bot.db.selectFrom('conversation').select('stoppedAt').execute();
    expect(row?.stoppedAt).toBe(bot.now().toISOString());
  });
});

async function count(bot: Bot, table: keyof Database): Promise<number> {
  return (await bot.db.selectFrom(table).selectAll().execute()).length;
}
