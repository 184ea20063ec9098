import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slips } from '../../src/content/handset-spelling.ts';
import { letterDistance } from '../../src/content/letters.ts';
import { buildTrigramIndex, nearestNames } from '../../src/content/trigrams.ts';

describe('the trigram index', () => {
  const names = ['galaxyace', 'galaxygrand', 'xperiaarc', 'lumia', 'galaxyacestyle'];
  const index = buildTrigramIndex(names);
  const nearest = (query: string, limit = 1) =>
    nearestNames(index, query, limit).map((id) => names[id]);

  it('finds a name by what is left of it', () => {
    expect(nearest('galaxyac')).toEqual(['galaxyace']);
    expect(nearest('xpriaarc')).toEqual(['xperiaarc']);
    expect(nearest('galaxacestile')).toEqual(['galaxyacestyle']);
  });

  it('finds each name by itself, first', () => {
    expect(names.map((name) => nearest(name)[0])).toEqual(names);
  });

  it('finds nothing where nothing is alike', () => {
    expect(nearest('zzzz')).toEqual([]);
    expect(nearest('')).toEqual([]);
  });

  it('gives no more than asked for', () => {
    expect(nearest('galaxy', 2)).toHaveLength(2);
  });
});

describe('the distance of two words', () => {
  it.each([
    ['nokia', 'nokia', 0],
    ['nokia', 'nokai', 1],
    ['nokia', 'nolia', 1],
    ['nokia', 'noka', 1],
    ['nokia', 'nookia', 1],
    ['samsung', 'samusng', 1],
    ['samsung', 'sumsang', 2],
  ])('%s and %s are %i apart', (left, right, distance) => {
    expect(letterDistance(left, right, 5)).toBe(distance);
  });

  it('stops counting beyond the limit', () => {
    expect(letterDistance('nokia', 'samsung', 2)).toBe(3);
  });

  it('is the same both ways', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abc'), maxLength: 8 });
    fc.assert(
      fc.property(word, word, (left, right) => {
        expect(letterDistance(left, right, 9)).toBe(letterDistance(right, left, 9));
      }),
    );
  });
});

describe('slips in a name', () => {
  it.each([
    ['galaxij7pro', 'galaxy j7 pro', 1],
    ['desrie820', 'desire 820', 1],
    ['galaxyj7pro', 'galaxy j7 pro', 0],
  ])('%s is %s', (typed, name, expected) => {
    expect(slips(typed, name)).toBe(expected);
  });

  it.each([
    ['galaxyj5pro', 'galaxy j7 pro'],
    ['galaxya7pro', 'galaxy j7 pro'],
    ['e63', 'n63'],
    ['iphonexr', 'iphone x'],
    ['galaxyj7plus', 'galaxy j7 pro'],
  ])('%s is not %s', (typed, name) => {
    expect(slips(typed, name)).toBeUndefined();
  });

  it('are never in the digits', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9999 }),
        fc.integer({ min: 1, max: 9999 }),
        (one, other) => {
          fc.pre(one !== other);
          expect(slips(`galaxy${one}`, `galaxy ${other}`)).toBeUndefined();
        },
      ),
    );
  });
});
