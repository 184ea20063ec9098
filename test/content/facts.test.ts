import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  dayOf,
  type Fact,
  factOn,
  factSchema,
  switchOffOn,
  writeFact,
  writeMoney,
} from '../../src/content/fact.ts';
import { firstDay, lastDay } from '../../src/day.ts';
import { inForce } from '../../src/sourced.ts';

const rows = ['data/switch-off.yaml', 'data/facts.yaml'].flatMap((file) =>
  z.array(factSchema).parse(parse(readFileSync(file, 'utf8'))),
);
const facts = Map.groupBy(rows, ({ name }) => name);
const written = (name: string, on: string, locale: 'vi' | 'en' = 'vi') => {
  const fact = factOn(facts, name, on);
  return fact === undefined ? undefined : writeFact(fact, locale);
};

describe('the end of service for phones that know only 2G', () => {
  it.each([
    ['before the circular', '2024-05-09', undefined, undefined],
    ['before the postponement', '2024-09-01', '16/9/2024', 'planned'],
    ['after the postponement', '2024-09-20', '16/10/2024', 'planned'],
    ['after it happened', '2024-10-20', '16/10/2024', 'confirmed'],
    ['two years later', '2026-09-01', '16/10/2024', 'confirmed'],
    ['today', '2026-11-22', '16/10/2024', 'confirmed'],
  ])('%s', (_case, on, day, status) => {
    const fact = switchOffOn(facts, '2g', 'handsets', on);
    expect(fact && writeFact(fact, 'vi')).toBe(day);
    expect(fact?.switchOff?.status).toBe(status);
  });

  it('was postponed on 13/9/2024, not a day earlier', () => {
    expect(written('stop-2g-only', '2024-09-12')).toBe('16/9/2024');
    expect(written('stop-2g-only', '2024-09-13')).toBe('16/10/2024');
    expect(written('postponed-why', '2024-09-12')).toBeUndefined();
    expect(written('postponed-why', '2024-09-13')).toBe('vì bão số 3 (Yagi)');
  });
});

describe('the end of the networks', () => {
  it('is a plan whose completion nobody has confirmed', () => {
    for (const on of ['2024-09-01', '2026-09-01', '2026-11-22']) {
      const fact = switchOffOn(facts, '2g', 'network', on);
      expect(dayOf(fact)).toBe('2026-09-15');
      expect(fact?.switchOff?.status).toBe('planned');
    }
    expect(written('no-2g-off-confirmation', '2026-09-15')).toBeUndefined();
    expect(written('no-2g-off-confirmation', '2026-09-16')).toMatch(/chưa có nguồn chính thức/);
  });

  it('came a year earlier for MobiFone, says one paper, since that paper said so', () => {
    const mobifone = (on: string) => switchOffOn(facts, '2g', 'network', on, 'mobifone');
    expect(dayOf(mobifone('2025-09-16'))).toBe('2026-09-15');
    expect(dayOf(mobifone('2025-09-17'))).toBe('2025-09-16');
    expect(mobifone('2025-09-17')?.switchOff?.status).toBe('conflicting');
  });

  it('is the common plan for a carrier of which nothing else is known', () => {
    expect(dayOf(switchOffOn(facts, '2g', 'network', '2026-11-22', 'viettel'))).toBe('2026-09-15');
  });

  it('is 9/2028 for 3G, and unknown for 4G', () => {
    const fact = switchOffOn(facts, '3g', 'network', '2026-11-22');
    expect(fact && writeFact(fact, 'vi')).toBe('9/2028');
    expect(switchOffOn(facts, '4g', 'network', '2026-11-22')).toBeUndefined();
  });
});

describe('the face check after a change of phone', () => {
  it('is unknown before its circular', () => {
    expect(written('face-check-rule', '2026-03-30')).toBeUndefined();
    expect(written('face-check-hours', '2026-04-01')).toBe('2 giờ');
  });

  it('was first said to begin on 15/4/2026, then on 15/6/2026', () => {
    expect(written('face-check-start', '2026-05-01')).toBe('15/4/2026');
    expect(written('face-check-start', '2026-11-22')).toBe('15/6/2026');
  });
});

describe('a fact in words', () => {
  it.each([
    ['end-2g-network', '15/9/2026', '15/9/2026'],
    ['subscribers-2024-10', '771.072 số điện thoại', '771,072 numbers'],
    ['face-check-one-way-days', '30 ngày', '30 days'],
    ['imei-length', '15 số', '15 digits'],
    ['price-nokia-105-4g-pro', '680.000 đồng', '680,000 dong'],
    ['postponed-why', 'vì bão số 3 (Yagi)', 'because of typhoon Yagi'],
    ['ministry-now', 'Bộ Khoa học và Công nghệ', 'the Ministry of Science and Technology'],
  ])('%s', (name, vietnamese, english) => {
    expect(written(name, '2026-11-22', 'vi')).toBe(vietnamese);
    expect(written(name, '2026-11-22', 'en')).toBe(english);
  });

  it('falls back to Vietnamese, and writes a bare number without a unit', () => {
    const base = { source: { title: 'Báo', url: null }, asOf: null, confidence: 'press' as const };
    const text: Fact = { ...base, id: 'a', name: 'a', type: 'text', value: { vi: 'chữ' } };
    const count: Fact = { ...base, id: 'b', name: 'b', type: 'count', value: 1500 };
    expect(writeFact(text, 'en')).toBe('chữ');
    expect(writeFact(count, 'vi')).toBe('1.500');
    expect(dayOf(text)).toBeUndefined();
    expect(writeMoney(2_000_000, 'en')).toBe('2,000,000 dong');
  });
});

describe('the files of facts', () => {
  it('give every version its own id and name the row before it', () => {
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    for (const versions of facts.values()) {
      const before = [undefined, ...versions.map(({ id }) => id)];
      expect(versions.map(({ supersedes }) => supersedes)).toEqual(before.slice(0, -1));
    }
  });

  it('list the versions of a fact in the order in which they became known', () => {
    for (const versions of facts.values()) {
      const days = versions.map(({ announcedOn }) => announcedOn ?? '');
      expect(days).toEqual([...days].sort());
    }
  });

  it('keep one type for all versions of a name', () => {
    for (const [name, versions] of facts) {
      expect(new Set(versions.map(({ type }) => type)).size, name).toBe(1);
    }
  });

  it('speak both languages', () => {
    for (const row of rows) {
      if (row.type === 'text') expect(row.value.en, row.id).toBeDefined();
      if (row.type === 'count') expect(row.unit?.en, row.id).toBeDefined();
    }
  });

  it('say where a day of announcement comes from if it lies before the source or after it', () => {
    for (const row of rows) {
      if (row.asOf === null || row.announcedOn === undefined) continue;
      const near = firstDay(row.asOf) <= row.announcedOn && row.announcedOn <= lastDay(row.asOf);
      const explained = row.note !== undefined || row.announcedOn < firstDay(row.asOf);
      expect(near || explained, row.id).toBe(true);
    }
  });

  it('explain every doubt to staff', () => {
    const doubtful = rows.filter(
      (row) => row.confidence === 'conflicting' || row.needsVerification === true,
    );
    expect(doubtful.filter(({ note }) => note === undefined)).toEqual([]);
    expect(doubtful.length).toBeGreaterThan(10);
  });

  it('set a day on which somebody looks at each row again', () => {
    expect(rows.filter(({ reviewOn }) => reviewOn === undefined)).toEqual([]);
  });

  it('never let a price of a campaign of 2024 pass for the price of today', () => {
    for (const name of [
      'price-viettel-4g-basic',
      'offer-free-poor-papers',
      'price-viettel-4g-2025',
    ]) {
      const fact = factOn(facts, name, '2026-11-22');
      expect(fact && inForce(fact, '2026-11-22'), name).toBe(false);
    }
  });
});
