/**
 * The figures of reports. What each of them means is written for readers below `report.define.` in
 * `locales/`, and has to say what is counted here.
 */
import { OUTSIDE_TOPIC } from '../../bot/handoff/outside.ts';
import { vietnamClock } from '../../day.ts';
import type { ReportEvent, ReportTicket } from '../../store/desk/report.ts';
import type { TicketOutcome } from '../../store/schema.ts';
import { addMinutes, type Minutes } from './minutes.ts';

/** Against what tickets are measured. */
export interface Measure {
  readonly now: Date;
  /** For how long a desk was open between two instants. */
  openMinutes(desk: string, from: Date, to: Date): number;
}

/** The same stretches of time by two clocks: while the desk was open, and on the wall. */
export interface Durations<Counts extends Minutes = Minutes> {
  readonly open: Counts;
  readonly wall: Counts;
}

const COUNTS = [
  'opened',
  'taken',
  'replied',
  /** Staff say that they helped, or where help is. */
  'resolved',
  /** Ended by staff otherwise, or with no word of how, as when the conversation is deleted. */
  'unreachable',
  'notOurs',
  'unrecorded',
  'abandoned',
  'expired',
  'unfinished',
  /** Asked to be called back. */
  'callbacks',
  /** Times that a ticket went back into the queue. */
  'requeued',
  /** First replies in time, and those that were late or are overdue. */
  'onTime',
  'late',
] as const;
export type Count = (typeof COUNTS)[number];

export type Rating = 1 | 2 | 3;

/** What is known of a group of tickets. */
export interface Figures {
  readonly counts: Readonly<Record<Count, number>>;
  /** From the request until a person took it. */
  readonly waiting: Durations;
  /** From the request until a person answered. */
  readonly firstReply: Durations;
  /** From the request until it was resolved. */
  readonly resolution: Durations;
  readonly ratings: ReadonlyMap<Rating, number>;
  readonly outcomes: ReadonlyMap<TicketOutcome, number>;
}

/** What one person did. */
export interface AgentFigures {
  readonly name: string;
  /** Tickets that they took out of a queue or from a colleague. */
  readonly taken: number;
  /** Resolved tickets in which they were the last to help, whoever closed them. */
  readonly resolved: number;
  /** Minutes by the clock from taking a ticket first of all to the first reply in it. */
  readonly toReply: Minutes;
  /** Of the tickets in which they were the last to help, however those ended. */
  readonly ratings: ReadonlyMap<Rating, number>;
}

export interface Report {
  readonly total: Figures;
  readonly byDesk: ReadonlyMap<string, Figures>;
  /** Tickets whose conversation is gone stand under the empty name. */
  readonly byChannel: ReadonlyMap<string, Figures>;
  /** Tickets about nothing that we know stand under the empty name. */
  readonly byTopic: ReadonlyMap<string, Figures>;
  /** Tickets opened in each hour of the day. */
  readonly byHour: readonly number[];
  /** Tickets opened on each weekday; 0 is Sunday. */
  readonly byWeekday: readonly number[];
  readonly byAgent: ReadonlyMap<string, AgentFigures>;
}

/** Counts tickets as they come; nothing of a single one is kept. */
export async function reportOn(
  tickets: AsyncIterable<ReportTicket>,
  measure: Measure,
): Promise<Report> {
  const report = emptyReport();
  for await (const ticket of tickets) countTicket(report, ticket, measure);
  return report;
}

type Counting = ReturnType<typeof noFigures>;
type CountingAgent = ReturnType<typeof noWork>;

function emptyReport() {
  return {
    total: noFigures(),
    byDesk: new Map<string, Counting>(),
    byChannel: new Map<string, Counting>(),
    byTopic: new Map<string, Counting>(),
    byHour: new Array<number>(24).fill(0),
    byWeekday: new Array<number>(7).fill(0),
    byAgent: new Map<string, CountingAgent>(),
  };
}

function noFigures() {
  const durations = (): Durations<Map<number, number>> => ({ open: new Map(), wall: new Map() });
  return {
    counts: Object.fromEntries(COUNTS.map((name) => [name, 0])) as Record<Count, number>,
    waiting: durations(),
    firstReply: durations(),
    resolution: durations(),
    ratings: new Map<Rating, number>(),
    outcomes: new Map<TicketOutcome, number>(),
  };
}

function noWork(name: string) {
  const toReply = new Map<number, number>();
  return { name, taken: 0, resolved: 0, toReply, ratings: new Map<Rating, number>() };
}

function countTicket(
  report: ReturnType<typeof emptyReport>,
  ticket: ReportTicket,
  measure: Measure,
): void {
  const add = adderOf(ticket, measure);
  add(report.total);
  add(groupIn(report.byDesk, ticket.desk, noFigures));
  add(groupIn(report.byChannel, ticket.channel ?? '', noFigures));
  add(groupIn(report.byTopic, ticket.topic ?? '', noFigures));
  const { weekday, minute } = vietnamClock(new Date(ticket.openedAt));
  increaseAt(report.byHour, Math.floor(minute / 60));
  increaseAt(report.byWeekday, weekday);
  addWork(report.byAgent, ticket);
}

function groupIn<T>(groups: Map<string, T>, name: string, empty: (name: string) => T): T {
  const group = groups.get(name) ?? empty(name);
  groups.set(name, group);
  return group;
}

/** Measures a ticket once, for all the groups that it belongs to. */
function adderOf(ticket: ReportTicket, measure: Measure): (figures: Counting) => void {
  const { takenAt, repliedAt, closedAt, rating, outcome, events } = ticket;
  const names = countsFor(ticket, measure.now);
  const requeued = events.filter(({ event }) => REQUEUES.includes(event)).length;
  const waiting = durationUntil(ticket, takenAt, measure);
  const firstReply = durationUntil(ticket, repliedAt, measure);
  const resolution = durationUntil(ticket, isResolved(ticket) ? closedAt : null, measure);
  return (figures) => {
    for (const name of names) figures.counts[name] += 1;
    figures.counts.requeued += requeued;
    addDuration(figures.waiting, waiting);
    addDuration(figures.firstReply, firstReply);
    addDuration(figures.resolution, resolution);
    if (rating !== null) increase(figures.ratings, rating);
    if (outcome !== null) increase(figures.outcomes, outcome);
  };
}

const REQUEUES: readonly ReportEvent['event'][] = ['release', 'vanish', 'lapse'];

/** What a ticket counts as. */
function countsFor(ticket: ReportTicket, now: Date): Count[] {
  const { takenAt, repliedAt, events } = ticket;
  const counts: (Count | null)[] = [
    'opened',
    takenAt === null ? null : 'taken',
    repliedAt === null ? null : 'replied',
    endOf(ticket),
    events.some(({ event }) => event === 'ask-callback') ? 'callbacks' : null,
    punctuality(ticket, now),
  ];
  return counts.filter((count) => count !== null);
}

const ENDS = {
  answered: 'resolved',
  referred: 'resolved',
  unreachable: 'unreachable',
  'not-ours': 'notOurs',
} as const satisfies Readonly<Record<TicketOutcome, Count>>;

/** How a ticket ended; each ticket counts as exactly one of these. */
function endOf({ state, outcome }: ReportTicket): Count {
  if (state === 'resolved') return outcome === null ? 'unrecorded' : ENDS[outcome];
  return state === 'abandoned' || state === 'expired' ? state : 'unfinished';
}

function isResolved(ticket: ReportTicket): boolean {
  return endOf(ticket) === 'resolved';
}

/**
 * Whether the first reply came in time. Null when none was due: the ticket ended before, or the
 * citizen asked to be called back instead.
 */
function punctuality(ticket: ReportTicket, now: Date): 'onTime' | 'late' | null {
  const { replyDueAt, repliedAt, closedAt, events } = ticket;
  if (replyDueAt === null || !wasAskedFor(ticket)) return null;
  const asked = events.find(({ event }) => event === 'ask-callback')?.at;
  const until = [asked, closedAt ?? now.toISOString()].filter((at) => at !== undefined).sort()[0];
  if (repliedAt !== null && (asked === undefined || repliedAt <= asked)) {
    return repliedAt <= replyDueAt ? 'onTime' : 'late';
  }
  return until !== undefined && until > replyDueAt ? 'late' : null;
}

/** Minutes from the request until then, by both clocks; null also when nobody had asked. */
function durationUntil(ticket: ReportTicket, until: string | null, measure: Measure) {
  if (until === null || !wasAskedFor(ticket)) return null;
  const { desk, openedAt } = ticket;
  const open = measure.openMinutes(desk, new Date(openedAt), new Date(until));
  return { open, wall: minutesBetween(openedAt, until) };
}

/** Where staff wrote first, nobody waited for them. */
function wasAskedFor({ topic }: ReportTicket): boolean {
  return topic !== OUTSIDE_TOPIC;
}

function addDuration(
  durations: Durations<Map<number, number>>,
  minutes: ReturnType<typeof durationUntil>,
): void {
  if (minutes === null) return;
  addMinutes(durations.open, minutes.open);
  addMinutes(durations.wall, minutes.wall);
}

function minutesBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 60_000;
}

function addWork(agents: Map<string, CountingAgent>, ticket: ReportTicket): void {
  const { events, takenAt, repliedAt, rating } = ticket;
  const agentOf = ({ actorId, actor }: ReportEvent) =>
    groupIn(agents, actorId ?? actor ?? '', () => noWork(actor ?? ''));
  const takes = events.filter(({ event }) => event === 'take' || event === 'take-over');
  for (const event of takes) agentOf(event).taken += 1;
  const [first] = takes;
  if (first !== undefined && takenAt !== null && repliedAt !== null) {
    addMinutes(agentOf(first).toReply, minutesBetween(takenAt, repliedAt));
  }
  const helper = lastHelper(ticket);
  if (helper === undefined) return;
  if (isResolved(ticket)) agentOf(helper).resolved += 1;
  if (rating !== null) increase(agentOf(helper).ratings, rating);
}

/**
 * Who was the last to help: whoever answered last, and after a wish to be called whoever ended the
 * ticket, which is who phoned. A lead that only closes what a colleague has answered helped nobody.
 */
function lastHelper({ events }: ReportTicket): ReportEvent | undefined {
  const asked = events.findLastIndex(({ event }) => event === 'ask-callback');
  const since = events.slice(asked + 1).filter(({ actor }) => actor !== null);
  return (
    since.findLast(({ event }) => event === 'reply') ??
    since.findLast(({ event }) => event === 'resolve') ??
    events.findLast(({ event }) => event === 'reply')
  );
}

function increase<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function increaseAt(counts: number[], place: number): void {
  counts[place] = (counts[place] ?? 0) + 1;
}
