/** The report of a period as the values of its page. */
import type { Bot } from '../../bot/context.ts';
import type { Snapshot } from '../../content/content.ts';
import { deskOf, OWN_DESK } from '../../content/desk.ts';
import { openMinutesBetween } from '../../content/office-hours.ts';
import { writeDay } from '../../day.ts';
import { ticketsOpened } from '../../store/desk/report.ts';
import { exactly } from '../console/when.ts';
import { type Measure, type Report, reportOn } from './figures.ts';
import { chosenIn, filtersOf } from './filters.ts';
import { within } from './minutes.ts';
import { daysIn, instantsOf, MOST_DAYS, PERIODS } from './period.ts';
import { PATH, queryOf, type ReportRequest, writeSort } from './request.ts';
import { countCell, minutesCell, shareCell, sorted, type Table, type Words } from './table.ts';
import { TABLES, type TableId, tableOf } from './tables.ts';
import { goodCell, HALF } from './tables-total.ts';

/** What a report is made from. */
export interface ReportSource {
  readonly bot: Bot;
  readonly content: Snapshot;
  readonly words: Words;
  readonly now: Date;
  readonly request: ReportRequest;
  /** Whether the reader may see what each person did. */
  readonly agents: boolean;
}

/** Counts what the reader asked for. */
export async function makeReport({ bot, content, now, request }: ReportSource): Promise<Report> {
  const { desk, channel, topic, period } = request;
  const tickets = ticketsOpened(bot.db, { ...instantsOf(period), desk, channel, topic });
  return reportOn(tickets, measureBy(content, now));
}

/** Tickets of a desk that the content has no more are measured by the hours of the own desk. */
function measureBy(content: Snapshot, now: Date): Measure {
  const hoursOf = (id: string) => (deskOf(content, id) ?? deskOf(content, OWN_DESK))?.hours;
  const known = new Map<string, ReturnType<typeof hoursOf>>();
  return {
    now,
    openMinutes: (id, from, to) => {
      const hours = known.get(id) ?? hoursOf(id);
      known.set(id, hours);
      return hours === undefined ? 0 : openMinutesBetween(hours, from, to);
    },
  };
}

/** The tables that a reader may see, in the order of the page. */
export function tablesFor({ agents }: Pick<ReportSource, 'agents'>): TableId[] {
  return TABLES.filter((id) => agents || id !== 'agent');
}

/** A table in the order that the reader asked for. */
export function orderedTable(source: ReportSource, report: Report, id: TableId): Table {
  return sorted(tableOf({ ...source, report }, id), source.request.sort, source.words.locale);
}

/** The values of the page's own part. */
export function reportPart(source: ReportSource, report: Report) {
  const { words, request, content, now } = source;
  const { period } = request;
  const filters = filtersOf(content, words, request);
  const chosen = chosenIn(filters, words);
  const empty = report.total.counts.opened === 0;
  return {
    ...{ period, filters, chosen, empty },
    span: words.say('report.span', {
      from: writeDay(period.from),
      to: writeDay(period.to),
      days: daysIn(period),
    }),
    asOf: words.say('report.as-of', { at: exactly(now) }),
    problem: period.problem && words.say(`report.problem.${period.problem}`, { days: MOST_DAYS }),
    periods: PERIODS.filter((kind) => kind !== 'custom' || kind === period.kind).map((kind) => ({
      kind,
      current: kind === period.kind,
      href: queryOf(request, { period: kind }),
    })),
    clear: chosen.length === 0 ? null : queryOf(request, { desk: '', channel: '', topic: '' }),
    headline: empty ? [] : headlineOf(words, report),
    tables: empty ? [] : tablesFor(source).map((id) => tablePart(source, report, id)),
  };
}

/** What a chief wants to know first. */
function headlineOf(words: Words, { total }: Report): { label: string; text: string }[] {
  const { counts, waiting, ratings } = total;
  const cells = {
    opened: countCell(words, counts.opened),
    waiting: minutesCell(words, within(waiting.open, HALF)),
    'on-time': shareCell(words, counts.onTime, counts.onTime + counts.late),
    good: goodCell(words, ratings),
  };
  return Object.entries(cells).map(([name, { text }]) => ({
    label: words.say(`report.headline.${name}`),
    text: text || words.say('report.headline.none'),
  }));
}

function tablePart(source: ReportSource, report: Report, id: TableId) {
  const { request } = source;
  const table = orderedTable(source, report, id);
  const first = { id: 'name', label: table.rowName, unit: null };
  return {
    ...table,
    csv: `${PATH}/${id}.csv${queryOf(request)}`,
    headings: [first, ...table.columns].map((column) => ({
      ...column,
      ...(table.sortable ? sortLink(request, id, column.id) : { order: null, href: null }),
    })),
  };
}

/** Numbers begin with the greatest, names with the first; a second press turns the order round. */
function sortLink(request: ReportRequest, table: string, column: string) {
  const { sort } = request;
  const order = sort?.table === table && sort.column === column ? sort.direction : null;
  const first = column === 'name' ? 'ascending' : 'descending';
  const other = order === 'descending' ? 'ascending' : 'descending';
  const direction = order === null ? first : other;
  return { order, href: queryOf(request, { sort: writeSort({ table, column, direction }) }) };
}
