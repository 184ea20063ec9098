import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { isOpen, nextOpening, operatorSchema } from '../../src/content/operator.ts';

const file = parse(readFileSync('data/operator.yaml', 'utf8'));
const operator = operatorSchema.parse(file);
const at = (text: string) => new Date(`${text}:00+07:00`);

describe('the operator file that comes along', () => {
  it('says that it is a sample and names nobody to turn to', () => {
    expect(operator.isSample).toBe(true);
    expect(operator.contacts).toEqual([]);
    expect(operator.privacyContact).toBeNull();
  });
});

describe('office hours', () => {
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
    expect(isOpen(operator, at(when))).toBe(open);
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
    expect(nextOpening(operator, at(when))).toEqual(at(next));
  });

  it('goes by the clock in Vietnam, not by that of the machine', () => {
    expect(isOpen(operator, new Date('2026-11-20T01:00:00Z'))).toBe(true);
    expect(isOpen(operator, new Date('2026-11-20T23:00:00Z'))).toBe(false);
  });

  it('keeps the desk closed on holidays and skips them', () => {
    const withHolidays = { ...operator, holidays: ['2026-11-23', '2026-11-24'] };
    expect(isOpen(withHolidays, at('2026-11-23T09:00'))).toBe(false);
    expect(nextOpening(withHolidays, at('2026-11-20T18:00'))).toEqual(at('2026-11-25T07:30'));
  });

  it('knows no next opening where no hours are named', () => {
    expect(nextOpening({ ...operator, officeHours: [] }, at('2026-11-20T09:00'))).toBeNull();
  });

  it('takes the spans of a day in the order of the clock, however they are written', () => {
    const shuffled = operatorSchema.parse({
      ...file,
      officeHours: [{ days: ['fri'], hours: ['13:30-17:00', '07:30-11:30'] }],
    });
    expect(nextOpening(shuffled, at('2026-11-20T06:00'))).toEqual(at('2026-11-20T07:30'));
  });

  it.each(['7:30-11:30', '07:30-24:00', '11:30-07:30', '07:30 - 11:30', 'cả ngày'])(
    'refuses hours written as %s',
    (hours) => {
      const officeHours = [{ days: ['mon'], hours: [hours] }];
      expect(operatorSchema.safeParse({ ...file, officeHours }).success).toBe(false);
    },
  );
});
