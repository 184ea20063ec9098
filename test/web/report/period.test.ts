import { describe, expect, it } from 'vitest';
import { daysIn, instantsOf, readPeriod } from '../../../src/web/report/period.ts';

const TODAY = '2026-03-01';
const read = (period?: string, from?: string, to?: string) =>
  readPeriod({ period, from, to }, TODAY);
const WEEK = { kind: 'week', from: '2026-02-23', to: '2026-03-01' };

describe('a period', () => {
  it.each([
    ['today', '2026-03-01', '2026-03-01'],
    ['week', '2026-02-23', '2026-03-01'],
    ['days-30', '2026-01-31', '2026-03-01'],
    ['month', '2026-03-01', '2026-03-01'],
    ['last-month', '2026-02-01', '2026-02-28'],
  ])('called %s ends today, or with the month', (kind, from, to) => {
    const { from: first, to: last, problem } = read(kind);
    expect({ first, last, problem }).toEqual({ first: from, last: to, problem: null });
  });

  it('is the last seven days when none is named', () => {
    expect(read()).toEqual({ ...WEEK, problem: null });
    expect(read('for ever')).toEqual({ ...WEEK, problem: null });
  });

  it('of chosen days is those days', () => {
    const chosen = read('custom', '2024-02-28', '2024-03-01');
    expect(chosen).toEqual({ kind: 'custom', from: '2024-02-28', to: '2024-03-01', problem: null });
    expect(daysIn(chosen)).toBe(3);
  });

  it('of chosen days that have a name is called so', () => {
    expect(read('custom', '2026-02-01', '2026-02-28').kind).toBe('last-month');
    expect(read('custom', WEEK.from, WEEK.to)).toEqual({ ...WEEK, problem: null });
  });

  it.each([
    ['no-day', undefined, undefined],
    ['no-day', '2026-02-30', '2026-03-01'],
    ['no-day', '1/2/2026', '2/2/2026'],
    ['order', '2026-02-02', '2026-02-01'],
    ['too-long', '2025-02-28', '2026-03-01'],
  ])('falls back to seven days, and says why: %s', (problem, from, to) => {
    expect(read('custom', from, to)).toEqual({ ...WEEK, problem });
  });

  it('may have a whole leap year', () => {
    expect(read('custom', '2024-01-01', '2024-12-31').problem).toBeNull();
  });

  it('begins and ends at midnight in Vietnam', () => {
    expect(instantsOf(read('custom', '2026-02-10', '2026-02-10'))).toEqual({
      from: '2026-02-09T17:00:00.000Z',
      to: '2026-02-10T17:00:00.000Z',
    });
  });
});
