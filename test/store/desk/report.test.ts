import { describe, expect, test } from 'vitest';
import {
  type ReportQuery,
  type ReportTicket,
  ticketsOpened,
} from '../../../src/store/desk/report.ts';
import type { Db } from '../../../src/store/schema.ts';
import { addTicket } from '../../../src/store/tickets.ts';
import { ENGINES, freshStore } from '../../helpers/databases.ts';
import { insertWeek, november } from '../../helpers/ticket-week.ts';

const WEEK = { from: november('16 00:00'), to: november('23 00:00') };

async function read(db: Db, query: Partial<ReportQuery>, page?: number) {
  const tickets: ReportTicket[] = [];
  for await (const ticket of ticketsOpened(db, { ...WEEK, ...query }, page)) tickets.push(ticket);
  return tickets;
}

describe.each(ENGINES)('the tickets of a period on %s', (engine) => {
  test('come in order, each once, whatever the size of a page', async () => {
    const { db } = await freshStore(engine);
    await insertWeek(db);
    const ids = ['t1', 't2', 't4', 't5', 't6', 't7', 't3'];
    for (const page of [1, 2, 3, 7, 500]) {
      expect((await read(db, {}, page)).map(({ id }) => id)).toEqual(ids);
    }
  });

  test('come each once when many were opened in the same moment', async () => {
    const { db } = await freshStore(engine);
    await insertWeek(db);
    await db.updateTable('ticket').set({ openedAt: WEEK.from }).execute();
    const ids = (await read(db, {}, 2)).map(({ id }) => id);
    expect(ids).toEqual(['t0', 't1', 't2', 't3', 't4', 't5', 't6', 't7', 't8']);
  });

  test('are those of a desk, a channel, a topic', async () => {
    const { db } = await freshStore(engine);
    await insertWeek(db);
    const ids = async (query: Partial<ReportQuery>) => (await read(db, query)).map(({ id }) => id);
    expect(await ids({ desk: 'carrier:viettel' })).toEqual(['t3']);
    expect(await ids({ channel: 'web' })).toEqual(['t1', 't4', 't7']);
    expect(await ids({ topic: 'offer-handset' })).toEqual(['t6', 't3']);
    expect(await ids({ topic: 'offer-handset', channel: 'sms' })).toEqual(['t6']);
  });

  test('bring what happened to them, and nothing that anybody wrote', async () => {
    const { db } = await freshStore(engine);
    await insertWeek(db);
    await db.updateTable('ticket').set({ summary: 'SECRET' }).execute();
    const tickets = await read(db, {});
    const lapsed = tickets.find(({ id }) => id === 't7');
    expect(lapsed?.events.map(({ at, event, actor }) => [at, event, actor])).toEqual([
      [november('19 14:01'), 'take', 'two'],
      [november('19 14:11'), 'lapse', null],
      [november('19 14:20'), 'take', 'one'],
    ]);
    expect(JSON.stringify(tickets)).not.toContain('SECRET');
  });
});

describe.each(ENGINES)('a ticket on %s', (engine) => {
  test('keeps its channel when its conversation is gone', async () => {
    const { db } = await freshStore(engine);
    await insertWeek(db);
    await addTicket(db, {
      ...{ id: 'new', code: 'TL-NEW', conversationId: 'c-t2', topic: null, summary: '' },
      ...{ openedAt: november('17 09:00'), desk: 'province', urgent: 0 },
    });
    await db.deleteFrom('conversation').execute();
    const channels = (await read(db, {})).map(({ id, channel }) => [id, channel]);
    expect(channels).toContainEqual(['new', 'telegram']);
  });
});
