/**
 * Calendar days as the law and the newspapers write them, always in Vietnam.
 *
 * Vietnam has one time zone (UTC+7) and no summer time, so the offset is a constant.
 */

/** A whole day in Vietnam, `YYYY-MM-DD`. Days compare as strings. */
export type Day = string;

/** A day as exact as the source gives it: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
export type PartialDay = string;

export const PARTIAL_DAY = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;

const OFFSET_MS = 7 * 60 * 60 * 1000;

/** Whether this is a day of the calendar, `YYYY-MM-DD`: 31/2 is none, though `Date` reads it. */
export function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(`${text}T`);
}

/** The day on the wall calendar in Vietnam at this instant. */
export function vietnamDay(instant: Date): Day {
  return new Date(instant.getTime() + OFFSET_MS).toISOString().slice(0, 10);
}

/** Minutes since midnight and the weekday (0 = Sunday) in Vietnam at this instant. */
export function vietnamClock(instant: Date): { day: Day; weekday: number; minute: number } {
  const local = new Date(instant.getTime() + OFFSET_MS);
  return {
    day: local.toISOString().slice(0, 10),
    weekday: local.getUTCDay(),
    minute: local.getUTCHours() * 60 + local.getUTCMinutes(),
  };
}

/** The instant at which this minute of this Vietnamese day begins. */
export function vietnamInstant(day: Day, minute = 0): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) - OFFSET_MS + minute * 60_000);
}

/** The first day that a partial day can mean: `2024-09` → `2024-09-01`. */
export function firstDay(partial: PartialDay): Day {
  return `${partial}-01-01`.slice(0, 10);
}

/** The last day that a partial day can mean: `2024-09` → `2024-09-30`, `2024` → `2024-12-31`. */
export function lastDay(partial: PartialDay): Day {
  if (partial.length === 10) return partial;
  const [year = 0, month = 12] = partial.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/** The day `count` days after `day` (before it when negative). */
export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

/** As people here write a day: `15/9/2026`, `9/2026`, `2026`. The same in every language we speak. */
export function writeDay(partial: PartialDay): string {
  return partial.split('-').map(Number).reverse().join('/');
}

/** The time of day in Vietnam: `14:05`. */
export function writeTime(instant: Date): string {
  const { minute } = vietnamClock(instant);
  const two = (count: number) => String(count).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** An instant by Vietnam's clock with its offset, ISO 8601: `2026-09-15T14:05:00.000+07:00`. */
export function vietnamTime(instant: Date): string {
  return `${new Date(instant.getTime() + OFFSET_MS).toISOString().slice(0, -1)}+07:00`;
}

/**
 * Reads `WHEN` of the command line and of stories: a day (noon of it) or a date-time, in Vietnam's
 * time unless it says otherwise.
 *
 * @throws RangeError when it is neither, or a day that no calendar has.
 */
export function parseWhen(text: string): Date {
  const zoned = /(Z|[+-]\d\d:?\d\d)$/.test(text);
  const full = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T12:00:00` : text.replace(' ', 'T');
  const instant = new Date(zoned ? full : `${full}+07:00`);
  if (Number.isNaN(instant.getTime()) || !isDay(full.slice(0, 10)))
    throw new RangeError(`not a day or date-time: "${text}"`);
  return instant;
}

/** Whether a text is a `WHEN` that `parseWhen` reads. */
export function isWhen(text: string): boolean {
  try {
    parseWhen(text);
    return true;
  } catch {
    return false;
  }
}
