/** The days that a report is about. */
import { addDays, type Day, isDay, vietnamInstant } from '../../day.ts';

export const PERIODS = ['today', 'week', 'days-30', 'month', 'last-month', 'custom'] as const;
export type PeriodKind = (typeof PERIODS)[number];

/** Days in Vietnam, the last one included. */
export interface Period {
  readonly kind: PeriodKind;
  readonly from: Day;
  readonly to: Day;
  /** What is wrong with the days that were asked for, a key below `report.problem.`. */
  readonly problem: 'no-day' | 'order' | 'too-long' | null;
}

/** Longest stretch of days that one report covers. */
export const MOST_DAYS = 366;

/** What a form or a link asks for. */
export interface PeriodQuery {
  readonly period: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** The period that is asked for; the last seven days when that is none. */
export function readPeriod({ period, from, to }: PeriodQuery, today: Day): Period {
  const kind = PERIODS.find((known) => known === period) ?? 'week';
  if (kind !== 'custom') return { kind, ...daysOf(kind, today), problem: null };
  const problem = problemOf(from, to);
  if (problem !== null || from === undefined || to === undefined) {
    return { kind: 'week', ...daysOf('week', today), problem };
  }
  return { kind: nameFor(from, to, today), from, to, problem };
}

/** Days that have a name are called by it, also when they were typed. */
function nameFor(from: Day, to: Day, today: Day): PeriodKind {
  const named = PERIODS.filter((kind) => kind !== 'custom').find((kind) => {
    const days = daysOf(kind, today);
    return days.from === from && days.to === to;
  });
  return named ?? 'custom';
}

function daysOf(kind: Exclude<PeriodKind, 'custom'>, today: Day): { from: Day; to: Day } {
  const month = `${today.slice(0, 7)}-01`;
  const before = addDays(month, -1);
  switch (kind) {
    case 'today':
      return { from: today, to: today };
    case 'week':
      return { from: addDays(today, -6), to: today };
    case 'days-30':
      return { from: addDays(today, -29), to: today };
    case 'month':
      return { from: month, to: today };
    case 'last-month':
      return { from: `${before.slice(0, 7)}-01`, to: before };
  }
}

function problemOf(from: string | undefined, to: string | undefined): Period['problem'] {
  if (from === undefined || to === undefined || !isDay(from) || !isDay(to)) return 'no-day';
  if (from > to) return 'order';
  return daysIn({ from, to }) > MOST_DAYS ? 'too-long' : null;
}

/** How many days a period has. */
export function daysIn({ from, to }: Pick<Period, 'from' | 'to'>): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
}

/** The period as instants, ISO 8601 in UTC: from the first, before the second. */
export function instantsOf({ from, to }: Period): { from: string; to: string } {
  return {
    from: vietnamInstant(from).toISOString(),
    to: vietnamInstant(addDays(to, 1)).toISOString(),
  };
}
