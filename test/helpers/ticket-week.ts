/** A week of tickets, 16 to 22/11/2026, whose figures can be counted on paper. */
import type { ChannelName } from '../../src/message.ts';
import type { Db, TicketEvent, TicketState, TicketTable } from '../../src/store/schema.ts';

/** An instant of that November in Vietnam, `'16 08:05'`, as it is stored. */
export const november = (when: string) =>
  new Date(`2026-11-${when.replace(' ', 'T')}:00+07:00`).toISOString();

/** When the week is looked at: all that was late is late by then. */
export const LATER = new Date(november('24 12:00'));

interface Row extends Partial<Omit<TicketTable, 'id' | 'code' | 'openedAt' | 'state'>> {
  readonly opened: string;
  readonly state: TicketState;
  readonly channel: ChannelName | null;
  readonly events?: readonly (readonly [at: string, event: TicketEvent, actor: string | null])[];
}

/** Times without a day are of the day on which the ticket was opened. */
const WEEK: readonly Row[] = [
  {
    opened: '15 23:59',
    state: 'queued',
    channel: 'web',
  },
  {
    opened: '16 08:00',
    ...{
      state: 'resolved',
      channel: 'web',
      topic: 'shutdown-when',
      outcome: 'answered',
      rating: 3,
    },
    ...{ replyDueAt: '08:15', takenAt: '08:05', repliedAt: '08:06', closedAt: '08:30' },
    events: [
      ['08:05', 'take', 'one'],
      ['08:30', 'resolve', 'one'],
    ],
  },
  {
    opened: '16 11:20',
    ...{ state: 'resolved', channel: 'telegram', topic: 'shutdown-when' },
    ...{ outcome: 'referred', rating: 2 },
    ...{ replyDueAt: '13:35', takenAt: '13:40', repliedAt: '13:50', closedAt: '14:20' },
    events: [
      ['13:40', 'take', 'two'],
      ['14:20', 'resolve', 'two'],
    ],
  },
  {
    opened: '20 16:50',
    ...{ state: 'resolved', channel: 'zalo-oa', topic: 'offer-handset', desk: 'carrier:viettel' },
    ...{ outcome: 'answered', rating: 1, replyDueAt: '23 07:35' },
    ...{ takenAt: '23 07:40', repliedAt: '23 07:45', closedAt: '23 08:50' },
    events: [
      ['23 07:40', 'take', 'three'],
      ['23 08:50', 'resolve', 'three'],
    ],
  },
  {
    opened: '17 20:00',
    ...{ state: 'abandoned', channel: 'web', replyDueAt: '18 07:45', closedAt: '20:30' },
  },
  {
    opened: '18 09:00',
    ...{ state: 'queued', channel: null, topic: 'complaint', replyDueAt: '09:15' },
  },
  {
    opened: '18 10:00',
    ...{ state: 'resolved', channel: 'sms', topic: 'offer-handset', outcome: 'answered' },
    ...{ replyDueAt: '10:15', closedAt: '19 10:00' },
    events: [
      ['10:05', 'ask-callback', null],
      ['19 10:00', 'resolve', 'one'],
    ],
  },
  {
    opened: '19 14:00',
    ...{ state: 'expired', channel: 'web', topic: 'shutdown-when', replyDueAt: '14:15' },
    ...{ takenAt: '14:01', repliedAt: '14:22', closedAt: '20 14:22' },
    events: [
      ['14:01', 'take', 'two'],
      ['14:11', 'lapse', null],
      ['14:20', 'take', 'one'],
    ],
  },
  {
    opened: '23 00:00',
    state: 'queued',
    channel: 'web',
  },
];

/** Puts the week into a database, in an order that is not that of time. */
export async function insertWeek(db: Db): Promise<void> {
  for (const [at, row] of [...WEEK.entries()].reverse()) await insertTicket(db, `t${at}`, row);
}

async function insertTicket(db: Db, id: string, row: Row): Promise<void> {
  const { opened, channel, events = [], ...given } = row;
  const time = (when: string | null | undefined) =>
    when == null ? null : november(when.includes(' ') ? when : `${opened.slice(0, 2)} ${when}`);
  const conversationId = channel === null ? null : `c-${id}`;
  if (channel !== null) await insertConversation(db, `c-${id}`, channel, november(opened));
  const { replyDueAt, takenAt, repliedAt, closedAt, ...rest } = given;
  await db
    .insertInto('ticket')
    .values({
      ...{ id, code: `TL-${id}`, conversationId, channel, version: 0, desk: 'province', urgent: 0 },
      ...{ topic: null, summary: '', assigneeId: null, assignee: null, ratedAt: null },
      ...{ outcome: null, rating: null, openedAt: november(opened), queuedAt: november(opened) },
      ...{ replyDueAt: time(replyDueAt), takenAt: time(takenAt) },
      ...{ repliedAt: time(repliedAt), closedAt: time(closedAt) },
      ...rest,
    })
    .execute();
  for (const [n, [at, event, actor]] of events.entries()) {
    await db
      .insertInto('ticketEvent')
      .values({
        ...{
          id: `${id}-${n}`,
          ticketId: id,
          number: n + 1,
          at: time(at) ?? '',
          event,
          detail: null,
        },
        ...{ fromState: null, toState: given.state, desk: 'province' },
        ...{ actorId: actor && `id-${actor}`, actor },
      })
      .execute();
  }
}

async function insertConversation(db: Db, id: string, channel: ChannelName, at: string) {
  await db
    .insertInto('conversation')
    .values({
      ...{ id, channel, address: `${channel}:${id}`, status: 'bot', state: '{}', version: 0 },
      ...{ lastSeq: 0, locale: 'vi', stoppedAt: null, createdAt: at, updatedAt: at },
    })
    .execute();
}
