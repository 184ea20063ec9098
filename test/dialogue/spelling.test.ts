import { describe, expect, it } from 'vitest';
import { spellingOf } from '../../src/dialogue/spelling.ts';

const counts: Readonly<Record<string, number>> = {
  dien: 9,
  thoai: 9,
  mien: 5,
  phi: 5,
  song: 4,
  '105': 3,
  cham: 1,
  'dien thoai': 9,
  'mien phi': 5,
};
const correct = spellingOf(['dien', 'thoai', 'mien', 'phi', 'song', '105', 'cham'], {
  wordCount: (word) => counts[word] ?? 0,
  pairCount: (first, second) => counts[`${first} ${second}`] ?? 0,
});

describe('typing slips', () => {
  it.each([
    ['a wrong letter', ['dien', 'thoau'], ['dien', 'thoai']],
    ['two letters swapped', ['dien', 'thaoi'], ['dien', 'thoai']],
    ['a letter too many', ['dienn', 'thoai'], ['dien', 'thoai']],
    ['a letter too few', ['dien', 'thoi'], ['dien', 'thoai']],
    ['two slips in a row', ['dienn', 'thoau'], ['dien', 'thoai']],
    ['marks on the slip', ['điệj', 'thoại'], ['dien', 'thoại']],
  ])('are mended: %s', (_name, typed, meant) => expect(correct(typed)).toEqual(meant));

  it('are mended as the neighbour suggests', () => {
    expect(correct(['xien', 'thoai'])).toEqual(['dien', 'thoai']);
    expect(correct(['xien', 'phi'])).toEqual(['mien', 'phi']);
  });

  it.each([
    ['words that are known', ['song', 'phi']],
    ['words with digits', ['106', '4g']],
    ['words two letters away from any', ['xyzzy']],
    ['words near a word that only one example has', ['chan']],
    ['single letters', ['d']],
  ])('are not seen in %s', (_name, typed) => expect(correct(typed)).toEqual(typed));
});
