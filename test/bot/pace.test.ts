import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pacer } from '../../src/bot/pace.ts';

const PATIENT = Number.POSITIVE_INFINITY;

describe('a pacer', () => {
  test('lets a few go at once and spaces the others', () => {
    const { reserve } = pacer();
    const rates = [{ key: 'chat', everyMs: 1000, burst: 3 }];
    const waits = Array.from({ length: 6 }, () => reserve(rates, 0, PATIENT));
    expect(waits).toEqual([0, 0, 0, 1000, 2000, 3000]);
  });

  test('counts each key for itself, and the slowest decides', () => {
    const { reserve } = pacer();
    const all = { key: 'all', everyMs: 10, burst: 1 };
    const chat = (key: string) => [all, { key, everyMs: 1000, burst: 1 }];
    expect(reserve(chat('a'), 0, PATIENT)).toBe(0);
    expect(reserve(chat('b'), 0, PATIENT)).toBe(10);
    expect(reserve(chat('a'), 0, PATIENT)).toBe(1000);
  });

  test('takes no place for what would wait too long', () => {
    const { reserve } = pacer();
    const rates = [{ key: 'group', everyMs: 4000, burst: 1 }];
    expect(reserve(rates, 0, 1000)).toBe(0);
    for (let n = 0; n < 5; n += 1) expect(reserve(rates, 0, 1000)).toBe(4000);
    expect(reserve(rates, 4000, 1000)).toBe(0);
  });

  test('without rates nobody waits', () => {
    expect(pacer().reserve([], 0, 0)).toBe(0);
  });

  test('never lets more through in a period than the rate and the burst allow', () => {
    const moments = fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 200 });
    const rate = fc.record({
      key: fc.constant('k'),
      everyMs: fc.integer({ min: 1, max: 500 }),
      burst: fc.integer({ min: 1, max: 10 }),
    });
    fc.assert(
      fc.property(moments, rate, (pauses, limit) => {
        const { reserve } = pacer();
        let now = 0;
        const sent = pauses.map((pause) => {
          now += pause % 50;
          return now + reserve([limit], now, PATIENT);
        });
        const period = 1000;
        for (const from of sent) {
          const within = sent.filter((at) => at >= from && at < from + period).length;
          expect(within).toBeLessThanOrEqual(limit.burst + Math.ceil(period / limit.everyMs));
        }
      }),
    );
  });
});
