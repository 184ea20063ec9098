/** The tables about all tickets of a period together. */
import { TICKET_OUTCOMES } from '../../store/schema.ts';
import type { Count, Durations, Figures, Report } from './figures.ts';
import { countOf, within } from './minutes.ts';
import {
  type Cell,
  countCell,
  makeTable,
  minutesCell,
  NOTHING,
  type Row,
  shareCell,
  type Table,
  type Words,
} from './table.ts';

/** Share of tickets that a median is about, and the one that shows how bad it gets. */
export const HALF = 0.5;
export const MOST = 0.9;

/** From the best to the worst. */
const RATINGS = [3, 2, 1] as const;

/** The share of the best among all ratings. */
export function goodCell(words: Words, ratings: Figures['ratings']): Cell {
  const rated = [...ratings.values()].reduce((sum, count) => sum + count, 0);
  return shareCell(words, ratings.get(RATINGS[0]) ?? 0, rated);
}

/** Of which a share of all tickets tells something. */
const SHARES = [
  'taken',
  'replied',
  'resolved',
  'unreachable',
  'notOurs',
  'unrecorded',
  'abandoned',
  'expired',
  'unfinished',
  'callbacks',
] as const satisfies readonly Count[];

/** How many tickets there were and what became of them. */
export function ticketsTable(words: Words, { total: { counts } }: Report): Table {
  const row = (name: Count, share = NOTHING): Row => ({
    name: words.say(`report.count.${name}`),
    cells: [countCell(words, counts[name]), share],
  });
  const rows = [
    row('opened'),
    ...SHARES.map((name) => row(name, shareCell(words, counts[name], counts.opened))),
    row('onTime', shareCell(words, counts.onTime, counts.onTime + counts.late)),
    row('requeued'),
  ];
  return makeTable(words, {
    ...{ id: 'tickets', rows },
    columns: [
      ['tickets', 'count'],
      ['share', 'percent'],
    ],
    define: ['opened', 'finished', 'callbacks', 'on-time', 'requeued'],
  });
}

/** How long citizens waited. */
export function timesTable(words: Words, { total }: Report): Table {
  const row = (name: 'waiting' | 'firstReply' | 'resolution'): Row => ({
    name: words.say(`report.time.${name}`),
    cells: [countCell(words, countOf(total[name].open)), ...timeCells(words, total[name])],
  });
  return makeTable(words, {
    id: 'times',
    columns: [
      ['measured', 'count'],
      ['open-half', 'minutes'],
      ['open-most', 'minutes'],
      ['wall-half', 'minutes'],
      ['wall-most', 'minutes'],
    ],
    rows: [row('waiting'), row('firstReply'), row('resolution')],
    define: ['waiting', 'first-reply', 'resolution', 'open', 'half'],
  });
}

function timeCells(words: Words, { open, wall }: Durations) {
  return [open, wall].flatMap((minutes) =>
    [HALF, MOST].map((share) => minutesCell(words, within(minutes, share))),
  );
}

/** The words of the buttons. */
const RATING_WORDS = { 3: 'human.rate-good', 2: 'human.rate-fair', 1: 'human.rate-bad' } as const;

/** What citizens said of the help. */
export function ratingsTable(words: Words, { total: { ratings } }: Report): Table {
  const counts = RATINGS.map(
    (rating) => [words.say(RATING_WORDS[rating]), ratings.get(rating) ?? 0] as const,
  );
  return sharesTable(words, 'ratings', counts);
}

/** How helping ended, as staff says. */
export function outcomesTable(words: Words, { total: { outcomes } }: Report): Table {
  const counts = TICKET_OUTCOMES.map(
    (outcome) => [words.say(`desk.outcome.${outcome}`), outcomes.get(outcome) ?? 0] as const,
  );
  return sharesTable(words, 'outcomes', counts);
}

/** Counts that make up a whole. */
function sharesTable(
  words: Words,
  id: string,
  counts: readonly (readonly [name: string, count: number])[],
): Table {
  const whole = counts.reduce((sum, [, count]) => sum + count, 0);
  const rows = counts.map(([name, count]) => ({
    name,
    cells: [countCell(words, count), shareCell(words, count, whole)],
  }));
  return makeTable(words, {
    ...{ id, rows },
    columns: [
      ['tickets', 'count'],
      ['share', 'percent'],
    ],
    define: [id],
  });
}
