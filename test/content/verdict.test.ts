import { describe, expect, it } from 'vitest';
import type { Fact, Facts } from '../../src/content/fact.ts';
import type { VolteRow } from '../../src/content/handset.ts';
import { buildCatalogue } from '../../src/content/handset-catalogue.ts';
import { lookupHandset } from '../../src/content/handset-lookup.ts';
import { verdict } from '../../src/content/verdict.ts';
import { row, tables } from '../helpers/handsets.ts';

const source = { title: 'a test', url: null };

function switchOff(
  name: string,
  technology: '2g' | '3g',
  stage: 'handsets' | 'network',
  value: string,
  rest: Partial<Fact> & { status?: 'planned' | 'confirmed'; carrier?: string } = {},
): Fact {
  const { status = 'planned', carrier, ...fact } = rest;
  const about = carrier === undefined ? {} : { carrier };
  return {
    id: `${name}-${value}`,
    name,
    type: 'day',
    value,
    switchOff: { technology, stage, status, ...about },
    source,
    asOf: '2024',
    confidence: 'press',
    ...fact,
  } as Fact;
}

const facts: Facts = new Map([
  [
    'stop-2g-only',
    [
      switchOff('stop-2g-only', '2g', 'handsets', '2024-09-16', { announcedOn: '2024-05-10' }),
      switchOff('stop-2g-only', '2g', 'handsets', '2024-10-16', { announcedOn: '2024-09-13' }),
    ],
  ],
  ['end-3g', [switchOff('end-3g', '3g', 'network', '2028-09', { announcedOn: '2025-01-01' })]],
]);

const volte: VolteRow[] = [
  { key: 'oppo-a37', volte: 'no', source: 'the carrier', as_of: '2026-10' },
  { key: 'oppo-f1', volte: 'yes', source: 'the carrier', as_of: '2026-10' },
];
const catalogue = buildCatalogue(
  [
    row('Nokia', '1280', '2G'),
    row('Nokia', 'E63', '3G'),
    row('Apple', 'iPhone 5', '4G', { volte: 'no' }),
    row('Oppo', 'A37', '4G'),
    row('Oppo', 'F1', '4G'),
    row('Nokia', '215 4G', '4G', { volte: 'yes' }),
    row('Nokia', 'G42', '5G', { volte: 'yes' }),
    row('Nokia', '225', '2G'),
    row('Nokia', '225 4G', '4G', { volte: 'yes' }),
    row('Xiaomi', 'Redmi 9 (2020)', '4G', { volte: 'yes' }),
    row('Xiaomi', 'Redmi 9 (2021)', '4G'),
    row('Itel', 'P12', '2G', { confidence: 'low' }),
  ],
  [],
  [],
  new Map([['vina', volte]]),
);
const judge = (name: string, on = '2026-11-22', carrier?: string) =>
  verdict(lookupHandset(catalogue, name), facts, on, carrier);

describe('a 2G handset', () => {
  it('is blocked since the stop', () => {
    expect(judge('nokia 1280')).toEqual({
      verdict: 'blocked',
      why: '2g-stopped',
      certainty: 'sure',
    });
    expect(judge('nokia 1280', '2024-10-16').verdict).toBe('blocked');
  });

  it('worked until the stop that was known on that day', () => {
    expect(judge('nokia 1280', '2024-09-01')).toMatchObject({
      why: '2g-not-yet-stopped',
      until: '2024-09-16',
    });
    expect(judge('nokia 1280', '2024-09-20')).toMatchObject({
      why: '2g-not-yet-stopped',
      until: '2024-10-16',
    });
    expect(judge('nokia 1280', '2023-01-01')).not.toHaveProperty('until');
  });

  it('is only likely one where the row is weak', () => {
    expect(judge('itel p12')).toMatchObject({ verdict: 'blocked', certainty: 'likely' });
  });
});

describe('a 3G handset', () => {
  it('works until 3G ends', () => {
    expect(judge('nokia e63')).toMatchObject({
      verdict: 'works-until-3g-off',
      why: '3g-running',
      until: '2028-09-30',
    });
  });

  it('is blocked only once the end is confirmed, not when a planned date has passed', () => {
    expect(judge('nokia e63', '2029-01-01').verdict).toBe('works-until-3g-off');
    const ended: Facts = new Map([
      ['end-3g', [switchOff('end-3g', '3g', 'network', '2028-09-30', { status: 'confirmed' })]],
    ]);
    expect(verdict(lookupHandset(catalogue, 'nokia e63'), ended, '2029-01-01')).toMatchObject({
      verdict: 'blocked',
      why: '3g-off',
    });
  });

  it('goes by the carrier’s own date where there is one', () => {
    const own: Facts = new Map([
      ...facts,
      [
        'end-3g-vina',
        [switchOff('end-3g-vina', '3g', 'network', '2027-06-30', { carrier: 'vina' })],
      ],
    ]);
    const found = lookupHandset(catalogue, 'nokia e63');
    expect(verdict(found, own, '2026-11-22', 'vina').until).toBe('2027-06-30');
    expect(verdict(found, own, '2026-11-22').until).toBe('2028-09-30');
  });
});

describe('a 4G or 5G handset', () => {
  it.each([
    ['nokia 215 4g', 'works', '4g-volte'],
    ['nokia g42', 'works', '5g-volte'],
    ['oppo a37', 'works-if-volte', '4g-volte-unknown'],
    ['iphone 5', 'works-until-3g-off', '4g-without-volte'],
  ])('%s %s because of %s', (name, verdictName, why) => {
    expect(judge(name)).toMatchObject({ verdict: verdictName, why });
  });

  it('is judged by the carrier’s own list where the carrier gave one', () => {
    expect(judge('oppo f1', '2026-11-22', 'vina')).toMatchObject({
      verdict: 'works',
      why: 'carrier-list',
    });
    expect(judge('oppo a37', '2026-11-22', 'vina')).toMatchObject({
      verdict: 'works-until-3g-off',
      why: 'carrier-list',
    });
    expect(judge('oppo f1', '2026-11-22', 'mobi').verdict).toBe('works-if-volte');
  });

  it('gets the more careful verdict where namesakes differ in VoLTE', () => {
    expect(judge('redmi 9')).toMatchObject({ verdict: 'works-if-volte', certainty: 'likely' });
  });
});

describe('no verdict', () => {
  it.each([
    ['nokia 225', 'ask-back', 'several-handsets'],
    ['nokia', 'ask-back', 'brand-only'],
    ['nokia 1281', 'unknown', 'not-in-list'],
    ['nokia 1280 4g', 'unknown', 'no-such-network'],
    ['35999999', 'unknown', 'tac-unknown'],
    ['356938035643808', 'unknown', 'invalid-imei'],
    ['0912345678', 'unknown', 'not-in-list'],
    ['máy định vị', 'not-a-phone', 'other-device'],
  ])('%s: %s, %s', (name, verdictName, why) => {
    expect(judge(name)).toMatchObject({ verdict: verdictName, why, certainty: 'unknown' });
  });
});

describe('our own tables today', () => {
  it('call no 2G handset anything but blocked', () => {
    const stopped = [...tables.catalogue.handsets.values()]
      .filter(({ network }) => network === '2G')
      .map(
        ({ brand, model }) =>
          verdict(lookupHandset(tables.catalogue, `${brand} ${model}`), facts, '2026-11-22')
            .verdict,
      );
    expect(new Set(stopped)).toEqual(new Set(['blocked', 'ask-back']));
  });
});
