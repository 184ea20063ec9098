import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  firstDay,
  isDay,
  lastDay,
  parseWhen,
  vietnamClock,
  vietnamDay,
  vietnamInstant,
  writeDay,
} from '../src/day.ts';

describe('the day in Vietnam', () => {
  it('begins at 17:00 UTC of the day before', () => {
    expect(vietnamDay(new Date('2024-10-15T16:59:59Z'))).toBe('2024-10-15');
    expect(vietnamDay(new Date('2024-10-15T17:00:00Z'))).toBe('2024-10-16');
  });

  it('has its own clock and weekday', () => {
    expect(vietnamClock(new Date('2026-11-21T14:40:00Z'))).toEqual({
      day: '2026-11-21',
      weekday: 6,
      minute: 21 * 60 + 40,
    });
    expect(vietnamClock(new Date('2026-11-21T17:05:00Z'))).toEqual({
      day: '2026-11-22',
      weekday: 0,
      minute: 5,
    });
  });

  it('gives back the instant of a minute', () => {
    expect(vietnamInstant('2024-10-16')).toEqual(new Date('2024-10-15T17:00:00Z'));
    expect(vietnamInstant('2024-10-16', 450)).toEqual(new Date('2024-10-16T00:30:00Z'));
  });

  it('agrees with itself for every minute', () => {
    const minutes = fc.integer({ min: 0, max: 60 * 24 * 365 * 60 });
    fc.assert(
      fc.property(minutes, (count) => {
        const instant = new Date(count * 60_000);
        const { day, minute } = vietnamClock(instant);
        expect(vietnamInstant(day, minute)).toEqual(instant);
        expect(vietnamDay(instant)).toBe(day);
      }),
    );
  });
});

describe('a day that a source gives only in part', () => {
  it.each([
    ['2024', '2024-01-01', '2024-12-31'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2026-02', '2026-02-01', '2026-02-28'],
    ['2028-09', '2028-09-01', '2028-09-30'],
    ['2026-09-15', '2026-09-15', '2026-09-15'],
  ])('%s can mean %s to %s', (partial, first, last) => {
    expect(firstDay(partial)).toBe(first);
    expect(lastDay(partial)).toBe(last);
  });

  it.each([
    ['2026-09-05', '5/9/2026'],
    ['2028-09', '9/2028'],
    ['2025', '2025'],
  ])('%s is written %s', (partial, written) => {
    expect(writeDay(partial)).toBe(written);
  });
});

describe('counting days', () => {
  it('crosses months, years and leap days', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2024-10-16', -1)).toBe('2024-10-15');
  });

  it('knows the days of the calendar', () => {
    expect(isDay('2024-02-29')).toBe(true);
    expect(isDay('2026-02-29')).toBe(false);
    expect(isDay('2026-13-01')).toBe(false);
    expect(isDay('2026-09')).toBe(false);
  });
});

describe('the day or time that somebody types', () => {
  it('takes a day as its noon in Vietnam', () => {
    expect(parseWhen('2024-09-01')).toEqual(new Date('2024-09-01T05:00:00Z'));
  });

  it.each([
    ['2026-11-21 21:40', '2026-11-21T14:40:00Z'],
    ['2026-11-21T21:40', '2026-11-21T14:40:00Z'],
    ['2026-11-21T21:40:30', '2026-11-21T14:40:30Z'],
    ['2026-11-21T14:40:00Z', '2026-11-21T14:40:00Z'],
    ['2026-11-21T16:40+09:00', '2026-11-21T07:40:00Z'],
  ])('reads %s in Vietnam unless it names another zone', (text, instant) => {
    expect(parseWhen(text)).toEqual(new Date(instant));
  });

  it.each(['', 'hôm nay', '15/9/2026', '2026-09', '2026-02-31', '2026-02-31T08:00Z', '2026-9-1'])(
    'refuses "%s"',
    (text) => {
      expect(() => parseWhen(text)).toThrow(RangeError);
    },
  );
});
