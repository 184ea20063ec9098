import { describe, expect, test } from 'vitest';
import { OUTSIDE_TOPIC } from '../../../src/bot/handoff/outside.ts';
import { openMinutesBetween } from '../../../src/content/office-hours.ts';
import { operatorSchema } from '../../../src/content/operator.ts';
import { type ReportTicket, ticketsOpened } from '../../../src/store/desk/report.ts';
import type { TicketEvent, TicketOutcome } from '../../../src/store/schema.ts';
import { type Durations, type Figures, reportOn } from '../../../src/web/report/figures.ts';
import { addMinutes, countOf, type Minutes, within } from '../../../src/web/report/minutes.ts';
import { ENGINES, type Engine, freshStore } from '../../helpers/databases.ts';
import { insertWeek, LATER, november } from '../../helpers/ticket-week.ts';
import { webContent } from '../../helpers/web-content.ts';

const hours = operatorSchema.parse({
  ...webContent.operator,
  officeHours: [
    { days: ['mon', 'tue', 'wed', 'thu', 'fri'], hours: ['07:30-11:30', '13:30-17:00'] },
  ],
});

/** What every ticket of the week shall have instead. */
interface Changes {
  readonly topic?: string;
  readonly outcome?: TicketOutcome | null;
}

async function weekOn(engine: Engine, now = LATER, changes: Changes = {}) {
  const { db } = await freshStore(engine);
  await insertWeek(db);
  if (Object.keys(changes).length > 0) await db.updateTable('ticket').set(changes).execute();
  const tickets = ticketsOpened(db, { from: november('16 00:00'), to: november('23 00:00') });
  const openMinutes = (_desk: string, from: Date, to: Date) => openMinutesBetween(hours, from, to);
  return reportOn(tickets, { now, openMinutes });
}

/** Median and 90 in 100, by the desk's clock and by the wall's. */
const spread = ({ open, wall }: Durations) =>
  [open, wall].map((minutes) => [within(minutes, 0.5), within(minutes, 0.9)]);

const openedIn = (groups: ReadonlyMap<string, Figures>) =>
  Object.fromEntries([...groups].map(([name, { counts }]) => [name, counts.opened]));

const filled = (counts: readonly number[]) =>
  Object.fromEntries([...counts.entries()].filter(([, count]) => count > 0));

describe.each(ENGINES)('a week of tickets on %s', (engine) => {
  test('is counted as on paper', async () => {
    const { total } = await weekOn(engine);
    expect(total.counts).toEqual({
      ...{ opened: 7, taken: 4, replied: 4, resolved: 4, abandoned: 1, expired: 1, unfinished: 1 },
      ...{ unreachable: 0, notOurs: 0, unrecorded: 0, callbacks: 1, requeued: 1 },
      // late: 13:50 for 13:35, Monday 7:45 for 7:35, one still waiting, 14:22 for 14:15. Not counted:
      // who went away before anybody was there, and who asked to be called back instead.
      ...{ onTime: 1, late: 4 },
    });
    // taken after 5, 10 + 10, 10 + 10 and 1 minutes of open desk
    expect(spread(total.waiting)).toEqual([
      [5, 20],
      [5, 3770],
    ]);
    // answered after 6, 10 + 20, 10 + 15 and 22
    expect(spread(total.firstReply)).toEqual([
      [22, 30],
      [22, 3775],
    ]);
    // resolved after 30, 10 + 50, 10 + 80 and 90 + 210 + 150
    expect(spread(total.resolution)).toEqual([
      [60, 450],
      [180, 3840],
    ]);
    expect(Object.fromEntries(total.ratings)).toEqual({ 1: 1, 2: 1, 3: 1 });
    expect(Object.fromEntries(total.outcomes)).toEqual({ answered: 3, referred: 1 });
  });

  test('falls into desks, channels, topics, hours and weekdays', async () => {
    const { byDesk, byChannel, byTopic, byHour, byWeekday } = await weekOn(engine);
    expect(openedIn(byDesk)).toEqual({ province: 6, 'carrier:viettel': 1 });
    expect(openedIn(byChannel)).toEqual({ web: 3, telegram: 1, 'zalo-oa': 1, sms: 1, '': 1 });
    expect(openedIn(byTopic)).toEqual({
      ...{ 'shutdown-when': 3, 'offer-handset': 2, complaint: 1, '': 1 },
    });
    expect(filled(byHour)).toEqual({ 8: 1, 9: 1, 10: 1, 11: 1, 14: 1, 16: 1, 20: 1 });
    expect(filled(byWeekday)).toEqual({ 1: 2, 2: 1, 3: 2, 4: 1, 5: 1 });
    expect(
      spread(byDesk.get('carrier:viettel')?.waiting ?? { open: new Map(), wall: new Map() }),
    ).toEqual([
      [20, 20],
      [3770, 3770],
    ]);
  });

  test('says what each person did', async () => {
    const { byAgent } = await weekOn(engine);
    const work = [...byAgent].map(([id, { name, taken, resolved, toReply, ratings }]) => [
      ...[id, name, taken, resolved, within(toReply, 0.5), within(toReply, 0.9)],
      Object.fromEntries(ratings),
    ]);
    expect(work).toEqual([
      ['id-one', 'one', 2, 2, 1, 1, { 3: 1 }],
      ['id-two', 'two', 2, 1, 10, 21, { 2: 1 }],
      ['id-three', 'three', 1, 1, 5, 5, { 1: 1 }],
    ]);
  });
});

test.each([
  ['answered', 'resolved'],
  ['referred', 'resolved'],
  ['unreachable', 'unreachable'],
  ['not-ours', 'notOurs'],
  [null, 'unrecorded'],
] as const)('a ticket that staff ended as %s counts as %s', async (outcome, count) => {
  const { total, byAgent } = await weekOn('SQLite', LATER, { outcome });
  const none = { resolved: 0, unreachable: 0, notOurs: 0, unrecorded: 0 };
  expect(total.counts).toMatchObject({ ...none, [count]: 4 });
  const resolved = [...byAgent.values()].reduce((sum, agent) => sum + agent.resolved, 0);
  expect([resolved, countOf(total.resolution.wall)]).toEqual(
    count === 'resolved' ? [4, 4] : [0, 0],
  );
});

describe('who has helped', () => {
  const event = (name: TicketEvent, actor: string | null) => ({
    ...{ ticketId: 't', at: november('16 08:05'), event: name, actor, actorId: actor },
  });
  const helped = async (...events: ReturnType<typeof event>[]) => {
    const ticket: ReportTicket = {
      ...{ id: 't', desk: 'province', channel: 'web', topic: null, state: 'resolved', events },
      ...{ openedAt: november('16 08:00'), takenAt: null, repliedAt: null, replyDueAt: null },
      ...{ closedAt: november('16 09:00'), outcome: 'answered', rating: 3 },
    };
    const tickets = (async function* () {
      yield ticket;
    })();
    const { byAgent } = await reportOn(tickets, { now: LATER, openMinutes: () => 0 });
    return [...byAgent].map(([id, { resolved, ratings }]) => [id, resolved, ratings.get(3) ?? 0]);
  };

  test('is whoever answered last, not whoever ended the ticket', async () => {
    const replies = [event('reply', 'an'), event('reply', 'binh'), event('reply', 'an')];
    expect(await helped(...replies, event('resolve', 'lead'))).toEqual([['an', 1, 1]]);
  });

  test('is whoever phoned, once the citizen has asked for a call', async () => {
    const asked = [event('reply', 'an'), event('ask-callback', null)];
    expect(await helped(...asked, event('resolve', 'binh'))).toEqual([['binh', 1, 1]]);
    const wrote = [...asked, event('reply', 'chi')];
    expect(await helped(...wrote, event('resolve', 'binh'))).toEqual([['chi', 1, 1]]);
  });

  test('is nobody where nobody answered and the program ended it', async () => {
    expect(await helped(event('resolve', null))).toEqual([]);
    expect(await helped(event('reply', 'an'), event('resolve', null))).toEqual([['an', 1, 1]]);
  });
});

test('nobody waited where staff wrote first', async () => {
  const { total } = await weekOn('SQLite', LATER, { topic: OUTSIDE_TOPIC });
  expect(total.counts).toMatchObject({ opened: 7, taken: 4, resolved: 4, onTime: 0, late: 0 });
  for (const { open, wall } of [total.waiting, total.firstReply, total.resolution]) {
    expect(countOf(open) + countOf(wall)).toBe(0);
  }
});

test('what is not due yet is neither in time nor late', async () => {
  const { total } = await weekOn('SQLite', new Date(november('18 09:15')));
  expect(total.counts).toMatchObject({ onTime: 1, late: 3 });
});

describe('minutes', () => {
  const minutes = (...values: number[]): Minutes => {
    const all = new Map<number, number>();
    for (const value of values) addMinutes(all, value);
    return all;
  };

  test.each([
    [[], 0.5, null],
    [[7], 0.5, 7],
    [[7], 0.9, 7],
    [[1, 2, 3, 4], 0.5, 2],
    [[4, 3, 2, 1, 5], 0.5, 3],
    [[10, 9, 8, 7, 6, 5, 4, 3, 2, 1], 0.9, 9],
    [[1, 1, 1, 1, 1, 1, 1, 1, 1, 100], 0.9, 1],
    [[0, 0, 0], 0.9, 0],
  ])('of %j, %d are done within %j', (values, share, expected) => {
    expect(within(minutes(...values), share)).toBe(expected);
  });

  test('that have begun count as whole ones', () => {
    expect([...minutes(0.2, 1.5, 2).keys()]).toEqual([1, 2]);
    expect(countOf(minutes(0.2, 1.5, 2))).toBe(3);
  });
});
