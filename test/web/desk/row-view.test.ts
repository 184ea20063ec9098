/** Since when somebody waits, and when that has become too long. */
import { describe, expect, test } from 'vitest';
import type { BoardTicket } from '../../../src/store/desk/board.ts';
import { rowView, sortKey, waitsSince } from '../../../src/web/desk/row-view.ts';
import { ownContent } from '../../helpers/content.ts';

const [OPENED, LATER, LATEST] = ['02:00', '03:00', '04:00'].map(
  (time) => `2026-11-23T${time}:00.000Z`,
) as [string, string, string];

const ticket: BoardTicket = {
  ...{ id: 'a', code: 'TL-7K3M', conversationId: 'c', topic: 'volte', summary: '' },
  ...{ state: 'queued', version: 1, desk: 'province', urgent: 0 },
  ...{ assigneeId: null, assignee: null, openedAt: OPENED, queuedAt: OPENED },
  ...{ replyDueAt: LATER, takenAt: null, repliedAt: null, closedAt: null, outcome: null },
  ...{ rating: null, ratedAt: null, channel: 'web', locale: 'vi', memory: null },
  ...{ unansweredSince: null, callDueAt: null, overdueAt: null, said: [] },
};

const content = ownContent();
const viewAt = (at: string, changes: Partial<BoardTicket> = {}) =>
  rowView(
    { ...ticket, ...changes },
    { content, locale: 'vi', say: content.texts.say('vi'), now: new Date(at) },
  );

describe('the time that somebody waits', () => {
  test.each([
    ['in the queue, from the beginning', { state: 'queued', queuedAt: LATER }, OPENED],
    ['taken and not answered, as well', { state: 'assigned' }, OPENED],
    [
      'having written, from the first message',
      { state: 'waiting-staff', unansweredSince: LATER },
      LATER,
    ],
    ['for a call, since it was asked for', { state: 'callback', queuedAt: LATER }, LATER],
    ['not at all while it is their turn', { state: 'waiting-citizen' }, null],
    ['not at all when it is over', { state: 'resolved' }, null],
  ] as const)('%s', (_name, changes, since) => {
    expect(waitsSince({ ...ticket, ...changes })).toBe(since);
  });

  test('is said in minutes, then in hours', () => {
    expect(viewAt(OPENED).waited).toBe('vừa xong');
    expect(viewAt('2026-11-23T02:59:00.000Z').waited).toBe('59 phút');
    expect(viewAt(LATEST).waited).toBe('2 giờ');
    expect(viewAt(LATEST).sinceExact).toBe('09:00 23/11/2026');
  });
});

describe('overdue', () => {
  test('is the first answer, from the minute that it was due', () => {
    expect(viewAt(OPENED)).toMatchObject({ overdue: false, dueAt: LATER });
    expect(viewAt(LATER).overdue).toBe(true);
    expect(viewAt(LATEST, { repliedAt: LATER })).toMatchObject({ overdue: false, dueAt: null });
  });

  test('is a call that was not made in time', () => {
    const call = { state: 'callback', queuedAt: OPENED } as const;
    expect(viewAt(OPENED, { ...call, callDueAt: LATER }).overdue).toBe(false);
    expect(viewAt(LATEST, { ...call, overdueAt: LATER }).overdue).toBe(true);
    expect(viewAt(LATEST, { ...call, queuedAt: LATER, overdueAt: OPENED }).overdue).toBe(false);
  });
});

test('a row is about something, in words', () => {
  const memory = JSON.stringify({ carrier: 'viettel' });
  expect(viewAt(OPENED, { memory })).toMatchObject({ carrier: 'Viettel', desk: null });
  expect(viewAt(OPENED, { desk: 'carrier:viettel' }).desk).toBe('Bàn Viettel');
  expect(viewAt(OPENED, { topic: 'failure' }).topic).toBe('Máy trả lời bị lỗi');
  expect(viewAt(OPENED, { topic: '<b>' }).topic).toBe('Chưa rõ việc gì');
});

describe('a row whose matter nobody knows', () => {
  const unknown = { topic: 'handoff-human', summary: 'gặp người' };

  test('shows what the citizen wrote last, on one line', () => {
    const said = ['alo', `máy mẹ\ntôi ${'rất '.repeat(40)}cũ`];
    const row = viewAt(OPENED, { ...unknown, said });
    expect(row.quoted).toBe(true);
    expect(row.topic).toMatch(/^máy mẹ tôi rất .*…$/);
    expect(row.topic.length).toBeLessThan(100);
    expect(viewAt(OPENED, unknown).topic).toBe('gặp người');
    expect(viewAt(OPENED, { ...unknown, said: ['**********'] }).topic).toBe('gặp người');
  });

  test('is named after the matter as soon as the dialogue has understood it', () => {
    const memory = JSON.stringify({ topic: 'volte' });
    const row = viewAt(OPENED, { ...unknown, memory, said: ['gọi 4G là sao'] });
    expect(row).toMatchObject({ quoted: false, topic: viewAt(OPENED).topic });
  });

  test('takes carrier and phone from what was written to people', () => {
    const said = ['xã Phú Lý, mạng Viettel, máy Nokia 105 không gọi đi được', 'có ai không'];
    expect(viewAt(OPENED, { ...unknown, said })).toMatchObject({
      ...{ carrier: 'Viettel', handset: 'Nokia 105', topic: 'có ai không' },
    });
  });
});

test('one’s own stand first, then urgent ones, then who waits longest', () => {
  const rows = [
    { name: 'young', key: sortKey({ ...ticket, openedAt: LATER }, false) },
    { name: 'old', key: sortKey(ticket, false) },
    { name: 'urgent', key: sortKey({ ...ticket, urgent: 1, openedAt: LATEST }, false) },
    { name: 'own', key: sortKey({ ...ticket, openedAt: LATEST }, true) },
  ];
  const order = rows.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ name }) => name);
  expect(order).toEqual(['own', 'urgent', 'old', 'young']);
});
