/** What a reader of reports asks for, as a value and as the query of a link. */
import type { Request } from 'express';
import type { Snapshot } from '../../content/content.ts';
import { deskOf } from '../../content/desk.ts';
import { vietnamDay } from '../../day.ts';
import { CHANNELS, type ChannelName } from '../../message.ts';
import { queryText } from '../http.ts';
import { type Period, readPeriod } from './period.ts';

/** Where reports are. */
export const PATH = '/console/reports';

/** By which column a table is sorted. */
export interface Sort {
  readonly table: string;
  readonly column: string;
  readonly direction: 'ascending' | 'descending';
}

export interface ReportRequest {
  readonly period: Period;
  readonly desk: string | undefined;
  readonly channel: ChannelName | undefined;
  readonly topic: string | undefined;
  readonly sort: Sort | null;
}

/** What stands in the query; whatever names nothing that we know is left out. */
export function readRequest(req: Request, content: Snapshot, now: Date): ReportRequest {
  const text = (name: string) => queryText(req, name);
  const period = { period: text('period'), from: text('from'), to: text('to') };
  const desk = text('desk') ?? '';
  const topic = text('topic') ?? '';
  return {
    period: readPeriod(period, vietnamDay(now)),
    desk: deskOf(content, desk) && desk,
    channel: CHANNELS.find((channel) => channel === text('channel')),
    topic: content.intents.has(topic) ? topic : undefined,
    sort: readSort(text('sort')),
  };
}

/** `topic.opened.ascending` */
function readSort(text: string | undefined): Sort | null {
  const [table = '', column = '', direction] = text?.split('.') ?? [];
  if (direction !== 'ascending' && direction !== 'descending') return null;
  return { table, column, direction };
}

/** The query of a link to the same report, with something changed. */
export function queryOf(request: ReportRequest, change: Record<string, string> = {}): string {
  const { period, desk, channel, topic, sort } = request;
  const days = period.kind === 'custom' ? { from: period.from, to: period.to } : {};
  const order = sort === null ? {} : { sort: writeSort(sort) };
  const asked = { period: period.kind, ...days, desk, channel, topic, ...order, ...change };
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) if (value) given.set(name, value);
  return `?${given}`;
}

/** A sort as a link names it. */
export function writeSort({ table, column, direction }: Sort): string {
  return `${table}.${column}.${direction}`;
}
