import { describe, expect, it } from 'vitest';
import { lookupHandset } from '../../src/content/handset-lookup.ts';
import { catalogueOf, networkOf, row, tables } from '../helpers/handsets.ts';

describe('our own tables', () => {
  it('hold no contradiction', () => {
    expect(tables.problems).toEqual([]);
  });

  it('find every row by its own name, and never with another network', () => {
    const wrong = [...tables.catalogue.handsets.values()].filter((handset) => {
      const found = lookupHandset(tables.catalogue, `${handset.brand} ${handset.model}`);
      return (
        found.status === 'unknown' || (found.network !== null && found.network !== handset.network)
      );
    });
    expect(wrong.map(({ key }) => key)).toEqual([]);
  });

  it('call no keypad phone of a brand sold here fine that is 2G', () => {
    const brands = new Set([
      'Nokia',
      'Masstel',
      'Mobell',
      'itel',
      'Philips',
      'Q-Mobile',
      'Mobiistar',
    ]);
    const called = [...tables.catalogue.handsets.values()]
      .filter(({ brand, network }) => brands.has(brand) && network === '2G')
      .map(({ brand, model }) => `${brand} ${model.replace(/\(.*?\)/g, '')}`)
      .filter((name) => !['2G', 'ambiguous'].includes(networkOf(tables.catalogue, name)));
    expect(called).toEqual([]);
  });
});

describe('a table that somebody edits', () => {
  it('a new maker is known at once, in any spelling', () => {
    const own = catalogueOf(row('Zentika', 'Bravo 300', '2G'));
    for (const name of [
      'zentika bravo 300',
      'zentikabravo300',
      'zentica bravo 300',
      'zentika 300',
    ]) {
      expect(networkOf(own, name)).toBe('2G');
    }
  });

  it('a nickname is one more alias', () => {
    const own = catalogueOf(row('Nokia', '7600', '3G', { aliases: ['nokia chiếc lá'] }));
    expect(networkOf(own, 'con nokia chiếc lá')).toBe('3G');
  });

  it('a suffix that people leave out makes the number ambiguous', () => {
    const own = catalogueOf(row('Nokia', '3120', '2G'), row('Nokia', '3120 classic', '3G'));
    expect(networkOf(own, 'nokia 3120')).toBe('ambiguous');
    expect(networkOf(own, 'nokia 3120 classic')).toBe('3G');
  });

  it('a carrier’s own word on VoLTE comes with the match', () => {
    const { catalogue } = tables;
    const { matches } = lookupHandset(catalogue, 'nokia 110 4g');
    expect(matches[0]?.carrierVolte).toEqual({});
  });
});
