import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alphabetOf, segmentsOf } from '../../../src/channels/sms/segments.ts';

describe('segments', () => {
  test.each([
    [0, 1],
    [160, 1],
    [161, 2],
    [306, 2],
    [307, 3],
    [459, 3],
    [460, 4],
  ])('%i characters of GSM-7 take %i', (length, segments) => {
    expect(segmentsOf('a'.repeat(length))).toBe(segments);
  });

  test.each([
    [70, 1],
    [71, 2],
    [134, 2],
    [135, 3],
  ])('%i Vietnamese letters take %i', (length, segments) => {
    expect(segmentsOf('ạ'.repeat(length))).toBe(segments);
  });

  test.each([...'^{}\\[]~|€'])('%s counts twice', (character) => {
    expect(alphabetOf(character)).toBe('GSM-7');
    expect(segmentsOf(character.repeat(80))).toBe(1);
    expect(segmentsOf(`${character.repeat(80)}a`)).toBe(2);
  });

  test('the escape and its character stay in one segment', () => {
    expect(segmentsOf(`${'a'.repeat(152)}€${'a'.repeat(151)}`)).toBe(2);
    expect(segmentsOf(`${'a'.repeat(152)}€${'a'.repeat(152)}`)).toBe(3);
  });

  test('so do the halves of a pictogram', () => {
    expect(segmentsOf('👵'.repeat(35))).toBe(1);
    expect(segmentsOf('👵'.repeat(66))).toBe(2);
    expect(segmentsOf('👵'.repeat(67))).toBe(3);
  });

  test('a sentence of 128 letters: one segment without marks, two with', () => {
    const marked = 'Máy cũ của bà chỉ có 2G. '.repeat(6).slice(0, 128);
    const plain = 'May cu cua ba chi co 2G. '.repeat(6).slice(0, 128);
    expect(segmentsOf(marked)).toBe(2);
    expect(segmentsOf(plain)).toBe(1);
  });

  test('never more, and never less, than the length alone allows', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        const joined = alphabetOf(text) === 'GSM-7' ? 153 : 67;
        expect(segmentsOf(text)).toBeGreaterThanOrEqual(Math.floor(text.length / (joined + 7)));
        expect(segmentsOf(text)).toBeLessThanOrEqual(
          Math.max(1, Math.ceil((2 * text.length) / 66)),
        );
      }),
    );
  });
});

describe('the alphabet', () => {
  test.each([...'àèéìòùÄÖÜñÇ@£$¥ΔΩ\n\r§¿'])('%j is in GSM-7', (letter) => {
    expect(alphabetOf(letter)).toBe('GSM-7');
  });

  test.each([...'ăâđêôơưáảãạÀ₫“–ក\t`'])('%j makes the whole text UCS-2', (letter) => {
    expect(alphabetOf(`may ${letter}`)).toBe('UCS-2');
  });
});
