/** When people sit at a desk, and how much of a stretch of time that is. */
import { z } from 'zod';
import { addDays, type Day, vietnamClock, vietnamDay, vietnamInstant, writeDay } from '../day.ts';
import { wholeDay } from '../sourced.ts';
import { localized } from './localized.ts';

/** Index is the weekday of `vietnamClock`. */
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

const CLOCK = '([01]\\d|2[0-3]):([0-5]\\d)';
const HOURS = new RegExp(`^${CLOCK}-(${CLOCK}|24:00)$`);

/**
 * `07:30-11:30`, read as minutes since midnight; `to` is the first minute that is closed. Lunch is
 * the gap between two of them.
 */
const span = z
  .string()
  .regex(HOURS, 'expected HH:MM-HH:MM')
  .transform((text) => {
    const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = text.split(/[:-]/).map(Number);
    return { from: fromHour * 60 + fromMinute, to: toHour * 60 + toMinute };
  })
  .refine(({ from, to }) => from < to, 'must end after it begins');
type Span = Readonly<z.infer<typeof span>>;

/** A day off, or several in a row with the last one included: `2027-01-01` alone, or with a name. */
const holiday = z.preprocess(
  (value) => (typeof value === 'string' ? { from: value } : value),
  z
    .strictObject({ from: wholeDay, to: wholeDay.optional(), name: localized.optional() })
    .transform(({ from, to = from, name }) => ({ from, to, name }))
    .refine(({ from, to }) => from <= to, { path: ['to'], message: 'ends before it begins' }),
);

/** The fields that a file with office hours holds. */
export const officeHoursFields = {
  /** The week. A day that no row names is off. */
  officeHours: z.array(z.strictObject({ days: z.array(z.enum(WEEKDAYS)), hours: z.array(span) })),
  /** Days on which nobody is there whatever the weekday. */
  holidays: z.array(holiday),
  /** Days with hours of their own, whatever the weekday and the holidays say: make-up days. */
  extraDays: z.array(
    z.strictObject({ day: wholeDay, hours: z.array(span), name: localized.optional() }),
  ),
};

const officeHoursSchema = z.strictObject(officeHoursFields);
export type OfficeHours = Readonly<z.infer<typeof officeHoursSchema>>;
export type Holiday = OfficeHours['holidays'][number];

/** Longer than any row of holidays; a desk that opens in none of them has no hours. */
const DAYS_AHEAD = 60;

const MINUTE_MS = 60_000;

/** Whether somebody is at the desk at this instant. */
export function isOpen(hours: OfficeHours, instant: Date): boolean {
  const { day, minute } = vietnamClock(instant);
  return spansOn(hours, day).some(({ from, to }) => from <= minute && minute < to);
}

/** The next instant after this one at which the desk opens; null when its hours name none. */
export function nextOpening(hours: OfficeHours, instant: Date): Date | null {
  for (const { from } of spansFrom(hours, instant)) {
    if (from > instant.getTime()) return new Date(from);
  }
  return null;
}

/** When the desk that is open at an instant closes next; null when it is closed. */
export function nextClosing(hours: OfficeHours, instant: Date): Date | null {
  const [span] = spansFrom(hours, instant);
  return span !== undefined && span.from <= instant.getTime() ? new Date(span.to) : null;
}

/** The next opening in words, `7:30` and `23/11/2026`; null when the hours name none. */
export function writeOpening(
  hours: OfficeHours,
  instant: Date,
): { time: string; day: string } | null {
  const next = nextOpening(hours, instant);
  if (next === null) return null;
  const { day, minute } = vietnamClock(next);
  const minutes = String(minute % 60).padStart(2, '0');
  return { time: `${Math.floor(minute / 60)}:${minutes}`, day: writeDay(day) };
}

/**
 * The first instant at which the desk has been open for so many minutes since `from`: the clock of
 * a target, which stands still at night. It may be the very moment at which the desk closes. Null
 * when the hours name no opening.
 */
export function addOpenMinutes(hours: OfficeHours, from: Date, minutes: number): Date | null {
  let left = Math.round(minutes * MINUTE_MS);
  for (const open of spansFrom(hours, from)) {
    const start = Math.max(open.from, from.getTime());
    if (start + left <= open.to) return new Date(start + left);
    left -= open.to - start;
  }
  return null;
}

/** For how many minutes, with their fraction, the desk is open between two instants. */
export function openMinutesBetween(hours: OfficeHours, from: Date, to: Date): number {
  let sum = 0;
  const last = vietnamDay(to);
  for (let day = vietnamDay(from); day <= last; day = addDays(day, 1)) {
    for (const open of instantsOn(hours, day)) {
      const start = Math.max(open.from, from.getTime());
      sum += Math.max(0, Math.min(open.to, to.getTime()) - start);
    }
  }
  return sum / MINUTE_MS;
}

/** The holiday for which the desk is closed on a day, if it is. */
export function holidayOn(hours: OfficeHours, day: Day): Holiday | undefined {
  if (hours.extraDays.some((extra) => extra.day === day)) return undefined;
  return hours.holidays.find(({ from, to }) => from <= day && day <= to);
}

/** Spans in milliseconds since 1970 that are not over at an instant; earliest first. */
function* spansFrom(hours: OfficeHours, instant: Date): Generator<Span> {
  let day = vietnamDay(instant);
  for (let closed = 0; closed <= DAYS_AHEAD; closed += 1) {
    for (const open of instantsOn(hours, day)) {
      closed = 0;
      if (open.to > instant.getTime()) yield open;
    }
    day = addDays(day, 1);
  }
}

function instantsOn(hours: OfficeHours, day: Day): Span[] {
  const midnight = vietnamInstant(day).getTime();
  return spansOn(hours, day).map(({ from, to }) => ({
    from: midnight + from * MINUTE_MS,
    to: midnight + to * MINUTE_MS,
  }));
}

/** The spans of a day in which the desk is open, earliest first, none touching the next. */
function spansOn(hours: OfficeHours, day: Day): Span[] {
  const extra = hours.extraDays.filter((row) => row.day === day);
  if (extra.length > 0) return joined(extra);
  if (holidayOn(hours, day) !== undefined) return [];
  const weekday = WEEKDAYS[vietnamClock(vietnamInstant(day)).weekday];
  return joined(hours.officeHours.filter(({ days }) => days.some((name) => name === weekday)));
}

function joined(rows: readonly { readonly hours: readonly Span[] }[]): Span[] {
  const spans: Span[] = [];
  for (const next of rows.flatMap((row) => row.hours).sort((a, b) => a.from - b.from)) {
    const last = spans.at(-1);
    if (last === undefined || last.to < next.from) spans.push(next);
    else spans[spans.length - 1] = { from: last.from, to: Math.max(last.to, next.to) };
  }
  return spans;
}
