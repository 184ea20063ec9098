import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  addOpenMinutes,
  holidayOn,
  isOpen,
  nextOpening,
  type OfficeHours,
  officeHoursFields,
  openMinutesBetween,
} from '../../src/content/office-hours.ts';

const schema = z.strictObject(officeHoursFields);
const read = (file: object): OfficeHours =>
  schema.parse({ officeHours: [], holidays: [], extraDays: [], ...file });
const at = (text: string) => new Date(`${text}:00+07:00`);

const WEEK = {
  officeHours: [
    { days: ['mon', 'tue', 'wed', 'thu', 'fri'], hours: ['07:30-11:30', '13:30-17:00'] },
  ],
};
const hours = read(WEEK);

describe('opening', () => {
  // 20/11/2026 is a Friday
  it.each([
    ['2026-11-20T07:29', false],
    ['2026-11-20T07:30', true],
    ['2026-11-20T11:29', true],
    ['2026-11-20T11:30', false],
    ['2026-11-20T12:15', false],
    ['2026-11-20T13:30', true],
    ['2026-11-20T17:00', false],
    ['2026-11-21T09:00', false],
    ['2026-11-22T09:00', false],
    ['2026-11-23T09:00', true],
  ])('at %s the desk is open: %s', (when, open) => {
    expect(isOpen(hours, at(when))).toBe(open);
  });

  it.each([
    ['before work', '2026-11-20T06:00', '2026-11-20T07:30'],
    ['in the morning', '2026-11-20T09:00', '2026-11-20T13:30'],
    ['at the minute of opening', '2026-11-20T07:30', '2026-11-20T13:30'],
    ['at lunch', '2026-11-20T12:00', '2026-11-20T13:30'],
    ['on Friday evening', '2026-11-20T17:00', '2026-11-23T07:30'],
    ['on Saturday night', '2026-11-21T21:40', '2026-11-23T07:30'],
    ['late on Sunday', '2026-11-22T23:59', '2026-11-23T07:30'],
  ])('%s the next opening is found', (_case, when, next) => {
    expect(nextOpening(hours, at(when))).toEqual(at(next));
  });

  it('goes by the clock in Vietnam, not by that of the machine', () => {
    expect(isOpen(hours, new Date('2026-11-20T01:00:00Z'))).toBe(true);
    expect(isOpen(hours, new Date('2026-11-20T23:00:00Z'))).toBe(false);
  });

  it('knows no next opening where no hours are named', () => {
    expect(nextOpening(read({}), at('2026-11-20T09:00'))).toBeNull();
  });

  it('takes the spans of a day in the order of the clock, however they are written', () => {
    const officeHours = [{ days: ['fri'], hours: ['13:30-17:00', '07:30-11:30'] }];
    expect(nextOpening(read({ officeHours }), at('2026-11-20T06:00'))).toEqual(
      at('2026-11-20T07:30'),
    );
  });

  it('takes spans that touch or overlap as one', () => {
    const officeHours = [
      { days: ['fri'], hours: ['07:30-11:30', '11:00-12:00'] },
      { days: ['fri', 'sat'], hours: ['12:00-24:00'] },
    ];
    const long = read({ officeHours });
    expect(nextOpening(long, at('2026-11-20T08:00'))).toEqual(at('2026-11-21T12:00'));
    expect(isOpen(long, at('2026-11-20T23:59'))).toBe(true);
    expect(openMinutesBetween(long, at('2026-11-20T00:00'), at('2026-11-21T00:00'))).toBe(990);
  });
});

describe('holidays and make-up days', () => {
  const tet = { from: '2027-02-05', to: '2027-02-09', name: { vi: 'Tết' } };
  const festive = read({
    ...WEEK,
    holidays: ['2027-01-01', tet],
    extraDays: [{ day: '2027-01-30', hours: ['07:30-11:30'], name: { vi: 'Làm bù' } }],
  });

  it.each([
    ['a day off', '2027-01-01T09:00', false],
    ['the day after it, a Monday', '2027-01-04T09:00', true],
    ['the first day of a stretch, a Friday', '2027-02-05T09:00', false],
    ['its last day, a Tuesday', '2027-02-09T09:00', false],
    ['the day after the stretch', '2027-02-10T09:00', true],
    ['a Saturday that is made up for', '2027-01-30T09:00', true],
    ['its afternoon, which is not', '2027-01-30T14:00', false],
  ])('on %s (%s) the desk is open: %s', (_day, when, open) => {
    expect(isOpen(festive, at(when))).toBe(open);
  });

  it('skips them when it looks for the next opening', () => {
    expect(nextOpening(festive, at('2026-12-31T17:00'))).toEqual(at('2027-01-04T07:30'));
    expect(nextOpening(festive, at('2027-02-04T18:00'))).toEqual(at('2027-02-10T07:30'));
    expect(nextOpening(festive, at('2027-01-29T18:00'))).toEqual(at('2027-01-30T07:30'));
  });

  it('names the holiday of a day', () => {
    expect(holidayOn(festive, '2027-02-07')?.name).toEqual({ vi: 'Tết' });
    expect(holidayOn(festive, '2027-01-01')).toEqual({ from: '2027-01-01', to: '2027-01-01' });
    expect(holidayOn(festive, '2027-02-10')).toBeUndefined();
  });

  it('lets a day with hours of its own go before a holiday and before its weekday', () => {
    const worked = read({
      ...WEEK,
      holidays: [tet],
      extraDays: [
        { day: '2027-02-08', hours: ['09:00-10:00'] },
        { day: '2027-02-11', hours: ['09:00-10:00'] },
      ],
    });
    expect(holidayOn(worked, '2027-02-08')).toBeUndefined();
    expect(isOpen(worked, at('2027-02-08T09:30'))).toBe(true);
    expect(isOpen(worked, at('2027-02-11T08:00'))).toBe(false);
  });
});

describe('the clock of a target', () => {
  it.each([
    ['within a span', '2026-11-20T09:00', 15, '2026-11-20T09:15'],
    ['to the very end of a span', '2026-11-20T11:00', 30, '2026-11-20T11:30'],
    ['across lunch', '2026-11-20T11:20', 15, '2026-11-20T13:35'],
    ['from lunch on', '2026-11-20T12:00', 15, '2026-11-20T13:45'],
    ['across the night', '2026-11-19T16:50', 15, '2026-11-20T07:35'],
    ['across the weekend', '2026-11-20T16:50', 15, '2026-11-23T07:35'],
    ['across a whole day', '2026-11-18T16:00', 60 + 450 + 30, '2026-11-20T08:00'],
    ["across the year's end", '2026-12-31T16:50', 15, '2027-01-01T07:35'],
    ['of no length, while open', '2026-11-20T09:00', 0, '2026-11-20T09:00'],
    ['of no length, at night', '2026-11-20T20:00', 0, '2026-11-23T07:30'],
  ])('runs %s', (_case, from, minutes, to) => {
    expect(addOpenMinutes(hours, at(from), minutes)).toEqual(at(to));
  });

  it('stands still on a holiday', () => {
    const holidays = ['2026-11-23', '2026-11-24'];
    const festive = read({ ...WEEK, holidays });
    expect(addOpenMinutes(festive, at('2026-11-20T16:50'), 15)).toEqual(at('2026-11-25T07:35'));
    expect(openMinutesBetween(festive, at('2026-11-20T16:50'), at('2026-11-25T07:35'))).toBe(15);
  });

  it('never ends at a desk that never opens', () => {
    expect(addOpenMinutes(read({}), at('2026-11-20T09:00'), 15)).toBeNull();
    expect(openMinutesBetween(read({}), at('2026-11-20T09:00'), at('2026-11-30T09:00'))).toBe(0);
  });

  it('counts nothing backwards', () => {
    expect(openMinutesBetween(hours, at('2026-11-20T10:00'), at('2026-11-20T09:00'))).toBe(0);
  });

  it('counts parts of a minute', () => {
    const later = new Date(at('2026-11-20T09:00').getTime() + 90_000);
    expect(openMinutesBetween(hours, at('2026-11-20T09:00'), later)).toBe(1.5);
  });
});

describe('any hours', () => {
  const minuteOfDay = fc.integer({ min: 0, max: 24 * 60 });
  const clock = (minute: number) =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  const span = fc
    .uniqueArray(minuteOfDay, { minLength: 2, maxLength: 2 })
    .map(([a = 0, b = 0]) => `${clock(Math.min(a, b))}-${clock(Math.max(a, b))}`);
  const spans = fc.array(span, { minLength: 1, maxLength: 3 });
  const day = fc.integer({ min: 0, max: 40 }).map((ahead) => {
    const instant = new Date(Date.UTC(2026, 11, 10 + ahead));
    return instant.toISOString().slice(0, 10);
  });
  const anyHours = fc
    .record({
      officeHours: fc.array(
        fc.record({
          days: fc.subarray(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], { minLength: 1 }),
          hours: spans,
        }),
        { minLength: 1, maxLength: 3 },
      ),
      holidays: fc.array(day, { maxLength: 5 }),
      extraDays: fc.array(fc.record({ day, hours: spans }), { maxLength: 3 }),
    })
    .map(read);
  // From the middle of December to the end of January, to the millisecond.
  const instant = fc
    .integer({ min: Date.UTC(2026, 11, 10), max: Date.UTC(2027, 0, 25) })
    .map((time) => new Date(time));

  it('have the clock run exactly as long as was asked, and stop while the desk is open', () => {
    fc.assert(
      fc.property(anyHours, instant, fc.integer({ min: 1, max: 3000 }), (any, from, minutes) => {
        const due = addOpenMinutes(any, from, minutes);
        if (due === null) throw new Error('a desk that opens every week has an opening');
        expect(openMinutesBetween(any, from, due)).toBe(minutes);
        expect(isOpen(any, new Date(due.getTime() - 1))).toBe(true);
      }),
    );
  });

  it('count what the clock runs: going as far again leads to the same moment', () => {
    fc.assert(
      fc.property(anyHours, instant, instant, (any, one, other) => {
        const [from, to] = one < other ? [one, other] : [other, one];
        fc.pre(isOpen(any, to) && isOpen(any, new Date(to.getTime() - 1)));
        expect(addOpenMinutes(any, from, openMinutesBetween(any, from, to))).toEqual(to);
      }),
    );
  });

  it('open next at a moment that is open and before which they were not', () => {
    fc.assert(
      fc.property(anyHours, instant, (any, from) => {
        const next = nextOpening(any, from);
        if (next === null) throw new Error('a desk that opens every week has an opening');
        expect(isOpen(any, next)).toBe(true);
        if (!isOpen(any, from)) expect(openMinutesBetween(any, from, next)).toBe(0);
      }),
    );
  });
});

describe('written hours', () => {
  it.each(['7:30-11:30', '07:30-24:01', '11:30-07:30', '07:30 - 11:30', 'cả ngày'])(
    'are refused as %s',
    (text) => {
      const officeHours = [{ days: ['mon'], hours: [text] }];
      expect(schema.safeParse({ ...hours, officeHours }).success).toBe(false);
    },
  );

  it.each(['2027-02-30', '1/1/2027', { from: '2027-02-09', to: '2027-02-05' }])(
    'are refused with %j as a holiday',
    (text) => {
      expect(schema.safeParse({ ...WEEK, extraDays: [], holidays: [text] }).success).toBe(false);
    },
  );
});
