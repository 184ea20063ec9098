import { describe, expect, test } from 'vitest';
import { desksAt, heldByEach } from '../../../src/store/desk/now.ts';
import type { Db, TicketState } from '../../../src/store/schema.ts';
import { ENGINES, freshStore } from '../../helpers/databases.ts';
import { november } from '../../helpers/ticket-week.ts';

const NOW = november('20 10:00');

interface Standing {
  readonly state: TicketState;
  readonly openedAt?: string;
  readonly desk?: string;
  readonly replyDueAt?: string;
  readonly repliedAt?: string;
  readonly assigneeId?: string;
}

let count = 0;
async function stands(db: Db, standing: Standing): Promise<string> {
  count += 1;
  const id = `t${count}`;
  const openedAt = standing.openedAt ?? november('20 09:30');
  await db
    .insertInto('ticket')
    .values({
      ...{ id, code: id, version: 0, urgent: 0, summary: '', desk: 'province' },
      ...{ queuedAt: openedAt, ...standing, openedAt },
    })
    .execute();
  return id;
}

const at = async (db: Db, desk: string) =>
  (await desksAt(db, NOW)).find((row) => row.desk === desk);

describe.each(ENGINES)('the desks now, on %s', (engine) => {
  test('show who waits and for how long, who is helped, and who is to be called', async () => {
    const { db } = await freshStore(engine);
    await stands(db, { state: 'queued', openedAt: november('20 09:00') });
    await stands(db, { state: 'requested', openedAt: november('20 09:40') });
    await stands(db, { state: 'waiting-citizen', openedAt: november('19 09:00') });
    await stands(db, { state: 'assigned', openedAt: november('19 09:00') });
    await stands(db, { state: 'callback', openedAt: november('18 09:00') });
    for (const state of ['resolved', 'abandoned', 'expired'] as const) {
      await stands(db, { state, openedAt: november('17 09:00') });
    }
    await stands(db, { state: 'queued', desk: 'carrier:viettel' });
    expect(await at(db, 'province')).toEqual({
      ...{ desk: 'province', waiting: 2, oldestWaiting: november('20 09:00'), inHand: 2 },
      ...{ overdue: 0, callbacks: 1, callbacksOverdue: 0 },
    });
    expect(await at(db, 'carrier:viettel')).toMatchObject({ waiting: 1, inHand: 0 });
    expect(await at(db, 'carrier:mobifone')).toBeUndefined();
  });

  test('count as overdue whoever has no answer by the time that the desk set itself', async () => {
    const { db } = await freshStore(engine);
    const [early, late] = [november('20 09:45'), november('20 10:05')];
    await stands(db, { state: 'queued', replyDueAt: early });
    await stands(db, { state: 'assigned', replyDueAt: early });
    await stands(db, { state: 'queued', replyDueAt: late });
    await stands(db, {
      state: 'waiting-staff',
      replyDueAt: early,
      repliedAt: november('20 09:50'),
    });
    await stands(db, { state: 'callback', replyDueAt: early });
    await stands(db, { state: 'resolved', replyDueAt: early });
    expect(await at(db, 'province')).toMatchObject({ overdue: 2 });
  });

  test('count a call as overdue before and after its timer was looked at, but not a later one', async () => {
    const { db } = await freshStore(engine);
    const timer = async (dueAt: string) => {
      const ticketId = await stands(db, { state: 'callback' });
      const id = `timer-${ticketId}`;
      await db
        .insertInto('ticketTimer')
        .values({ id, ticketId, kind: 'callback', dueAt })
        .execute();
    };
    const overdue = async (when: string) => {
      const ticketId = await stands(db, { state: 'callback' });
      await db
        .insertInto('ticketEvent')
        .values({
          ...{
            id: `event-${ticketId}`,
            ticketId,
            number: 1,
            at: when,
            event: 'overdue',
            desk: 'province',
          },
          ...{
            fromState: 'callback',
            toState: 'callback',
            actorId: null,
            actor: null,
            detail: null,
          },
        })
        .execute();
    };
    await timer(november('20 09:59'));
    await timer(november('20 10:01'));
    await overdue(november('20 09:45'));
    await overdue(november('19 09:45')); // of an earlier wish to be called back
    expect(await at(db, 'province')).toMatchObject({ callbacks: 4, callbacksOverdue: 2 });
  });

  test('tell how many tickets each person has in hand', async () => {
    const { db } = await freshStore(engine);
    for (const state of ['assigned', 'waiting-staff', 'waiting-citizen', 'resolved'] as const) {
      await stands(db, { state, assigneeId: 'one' });
    }
    await stands(db, { state: 'assigned', assigneeId: 'two' });
    await stands(db, { state: 'queued' });
    expect(Object.fromEntries(await heldByEach(db))).toEqual({ one: 3, two: 1 });
  });
});
