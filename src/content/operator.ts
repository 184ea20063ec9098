/** Who runs this installation, and when people sit at its desk. */
import { z } from 'zod';
import { addDays, vietnamClock, vietnamInstant } from '../day.ts';
import { wholeDay } from '../sourced.ts';
import { contactPoint } from './carrier.ts';
import { localized } from './localized.ts';

/** Index is the weekday of `vietnamClock`. */
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

const CLOCK = '([01]\\d|2[0-3]):([0-5]\\d)';
const HOURS = new RegExp(`^${CLOCK}-${CLOCK}$`);

/** `07:30-11:30`, read as minutes since midnight; `to` is the first minute that is closed. */
const hours = z
  .string()
  .regex(HOURS, 'expected HH:MM-HH:MM')
  .transform((text) => {
    const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = text.split(/[:-]/).map(Number);
    return { from: fromHour * 60 + fromMinute, to: toHour * 60 + toMinute };
  })
  .refine(({ from, to }) => from < to, 'must end after it begins');

export const operatorSchema = z.strictObject({
  name: localized,
  /** True until somebody has filled in the file: then citizens read that this is a sample. */
  isSample: z.boolean(),
  province: localized,
  /** What the people at the desk are called: "người thật ở bàn hỗ trợ". */
  desk: localized,
  /** How the operator itself can be reached; empty while nothing is confirmed. */
  contacts: z.array(contactPoint).default([]),
  /** Whom to ask about one's own data; null while nobody is named. */
  privacyContact: contactPoint.nullable(),
  officeHours: z.array(z.strictObject({ days: z.array(z.enum(WEEKDAYS)), hours: z.array(hours) })),
  /** Days on which nobody is there whatever the weekday. */
  holidays: z.array(wholeDay).default([]),
});
export type Operator = z.infer<typeof operatorSchema>;

/** Longer than any row of holidays; a desk that opens in none of them has no hours. */
const DAYS_AHEAD = 60;

/** Whether somebody is at the desk at this instant. */
export function isOpen(operator: Operator, instant: Date): boolean {
  const { minute, ...day } = vietnamClock(instant);
  return openingsOn(operator, day).some(({ from, to }) => from <= minute && minute < to);
}

/** The next instant after this one at which the desk opens; null when its hours name none. */
export function nextOpening(operator: Operator, instant: Date): Date | null {
  const today = vietnamClock(instant);
  for (let ahead = 0; ahead <= DAYS_AHEAD; ahead += 1) {
    const day = addDays(today.day, ahead);
    const weekday = (today.weekday + ahead) % 7;
    const next = openingsOn(operator, { day, weekday })
      .map(({ from }) => vietnamInstant(day, from))
      .find((opening) => opening > instant);
    if (next !== undefined) return next;
  }
  return null;
}

/** The spans of a day in which the desk is open, earliest first. */
function openingsOn(operator: Operator, on: { day: string; weekday: number }) {
  if (operator.holidays.includes(on.day)) return [];
  const weekday = WEEKDAYS[on.weekday];
  return operator.officeHours
    .filter(({ days }) => days.some((day) => day === weekday))
    .flatMap((row) => row.hours)
    .sort((a, b) => a.from - b.from);
}
