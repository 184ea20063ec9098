import { describe, expect, it } from 'vitest';
import {
  isBareSyllable,
  isSyllable,
  parseSyllable,
  stripMarks,
  writeSyllable,
} from '../../src/dialogue/syllable.ts';

describe('a written syllable', () => {
  it.each([
    'không',
    'nghiêng',
    'quyết',
    'gì',
    'giếng',
    'gìn',
    'uống',
    'khuya',
    'thuở',
    'quý',
    'ơi',
    'y',
    'yêu',
    'xoong',
    'ngoằn',
    'huỳnh',
  ])('exists: %s', (word) => expect(isSyllable(word)).toBe(true));

  it.each([
    'khôngg',
    'nge',
    'ce',
    'kà',
    'các1',
    'đựcx',
    'khoong',
    'điệnthoại',
    'nokia',
    'hàc',
    'samsung',
    'str',
    '',
  ])('does not exist: %s', (word) => expect(isSyllable(word)).toBe(false));

  it('is known without its marks too', () => {
    expect(isBareSyllable('dien')).toBe(true);
    expect(isBareSyllable('duoc')).toBe(true);
    expect(isBareSyllable('khoong')).toBe(false);
  });

  it.each([
    ['hoà', 'hòa'],
    ['thuý', 'thúy'],
    ['khoẻ', 'khỏe'],
    ['quý', 'quý'],
    ['giường', 'giường'],
    ['gì', 'gì'],
    ['giếng', 'giếng'],
    ['ngoài', 'ngoài'],
    ['được', 'được'],
    ['khuyến', 'khuyến'],
    ['toán', 'toán'],
  ])('%s is written %s', (word, written) => {
    const syllable = parseSyllable(word);
    expect(syllable && writeSyllable(syllable)).toBe(written);
  });

  it('loses every mark, and đ, when stripped', () => {
    expect(stripMarks('Điện thoại cục gạch ở Đắk Lắk')).toBe('Dien thoai cuc gach o Dak Lak');
  });
});
