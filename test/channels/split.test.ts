import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitText } from '../../src/channels/split.ts';

describe('a long text', () => {
  test('is cut between lines before it is cut between sentences', () => {
    const text = 'Câu một. Câu hai.\nCâu ba. Câu bốn.';
    expect(splitText(text, 20)).toEqual(['Câu một. Câu hai.', 'Câu ba. Câu bốn.']);
    expect(splitText(text, 10)).toEqual(['Câu một.', 'Câu hai.', 'Câu ba.', 'Câu bốn.']);
  });

  test('fills each part as far as it goes', () => {
    expect(splitText('A. B. C. D. E.', 8)).toEqual(['A. B. C.', 'D. E.']);
  });

  test('never has a telephone number cut in two', () => {
    const text = 'xin gọi ngay số miễn phí 1800 8098 hoặc 0912 345 678 nhé';
    for (let limit = 12; limit < text.length; limit += 1) {
      for (const part of splitText(text, limit)) {
        expect(part, `limit ${limit}`).not.toMatch(/1800$|^8098|0912$|345$|^345|^678/);
      }
    }
  });

  test('without any pause is cut between letters as people see them', () => {
    const family = '👩‍👩‍👧';
    expect(splitText(family.repeat(3), family.length + 1)).toEqual([family, family, family]);
    expect(splitText('ợ'.normalize('NFD').repeat(4), 2)).toEqual(['ợợ', 'ợợ']);
  });

  test('is measured as its provider counts', () => {
    const bytes = (text: string) => Buffer.byteLength(text);
    expect(splitText('ấm áp. ấm áp.', 10, bytes)).toEqual(['ấm áp.', 'ấm áp.']);
  });

  test('loses nothing but white space and never exceeds the limit', () => {
    const word = fc.constantFrom(
      'sóng',
      'máy.',
      '1800',
      '8098',
      'ở\n',
      '👵🏽',
      'abc',
      '“quà”',
      ' ',
    );
    const texts = fc.array(word, { maxLength: 60 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(texts, fc.integer({ min: 8, max: 60 }), (text, limit) => {
        const parts = splitText(text, limit);
        expect(parts.join('').replaceAll(/\s/g, '')).toBe(
          text.replaceAll(/\s/g, '').normalize('NFC'),
        );
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(limit);
          expect(part).toBe(part.trim());
        }
      }),
    );
  });
});

test('a text that fits is one part, an empty one none', () => {
  expect(splitText(' chào bạn ', 100)).toEqual(['chào bạn']);
  expect(splitText('  ', 100)).toEqual([]);
});
