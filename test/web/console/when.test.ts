import { expect, test } from 'vitest';
import { momentOf } from '../../../src/web/console/when.ts';

const NOW = new Date('2026-11-22T05:00:00.000Z');
const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1000).toISOString();
const HOUR = 3600;
const DAY = 24 * HOUR;

test.each([
  [0, 'bây giờ', 'now'],
  [-59, 'bây giờ', 'now'],
  [-60, '1 phút trước', '1 minute ago'],
  [-HOUR - 1800, '1 giờ trước', '1 hour ago'],
  [-DAY - HOUR, '1 ngày trước', '1 day ago'],
  [-6.9 * DAY, '6 ngày trước', '6 days ago'],
  [7 * DAY - 1, 'sau 7 ngày nữa', 'in 7 days'],
  [23 * HOUR + 3599, 'sau 24 giờ nữa', 'in 24 hours'],
])('%i seconds from now is "%s"', (seconds, vietnamese, english) => {
  expect(momentOf(at(seconds), NOW, 'vi').relative).toBe(vietnamese);
  expect(momentOf(at(seconds), NOW, 'en').relative).toBe(english);
});

test('exactly, it is the time on the clock in Vietnam', () => {
  expect(momentOf('2026-11-22T17:05:00.000Z', NOW, 'vi').exact).toBe('00:05 23/11/2026');
});
