/** Moments as people read them: how long ago, and exactly. */
import { vietnamDay, writeDay, writeTime } from '../../day.ts';
import type { Locale } from '../../message.ts';

export interface Moment {
  /** For `<time datetime>`. */
  readonly iso: string;
  /** `3 phút trước`. */
  readonly relative: string;
  /** `14:05 15/9/2026`, in Vietnam. */
  readonly exact: string;
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

export function momentOf(iso: string, now: Date, locale: Locale): Moment {
  const at = new Date(iso);
  return { iso, relative: relativeTo(at, now, locale), exact: exactly(at) };
}

/** `14:05 15/9/2026`, in Vietnam's time. */
export function exactly(at: Date): string {
  return `${writeTime(at)} ${writeDay(vietnamDay(at))}`;
}

function relativeTo(at: Date, now: Date, locale: Locale): string {
  const distance = at.getTime() - now.getTime();
  const [unit, size] = UNITS.find(([, ms]) => Math.abs(distance) >= ms) ?? NOW;
  // Not "hôm qua" for 25 hours, which may be the day before yesterday.
  const words = new Intl.RelativeTimeFormat(locale, unit === 'second' ? NAMED : {});
  // "6 ngày trước" until a seventh is full, but "sau 7 ngày nữa" a second after it was said.
  const count = distance < 0 ? Math.trunc(distance / size) : Math.round(distance / size);
  return words.format(count, unit);
}

const NOW = ['second', Number.POSITIVE_INFINITY] as const;
/** Words such as "bây giờ" where there are some. */
const NAMED = { numeric: 'auto' } as const;
