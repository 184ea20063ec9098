import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_LENGTH, normalize } from '../../src/dialogue/normalize.ts';
import { chatWords } from '../helpers/chat-words.ts';

const read = (text: string) => normalize(text, chatWords);

describe('rule 1: characters', () => {
  it.each([
    ['accents sent as separate characters', 'ta\u0306\u0301t so\u0301ng', 'tắt sóng'],
    [
      'zero-width, direction and control characters',
      'tắ\u200bt\u202e só\u0007ng\ufeff',
      'tắt sóng',
    ],
    ['half a surrogate pair', 'tắt \ud83d sóng', 'tắt sóng'],
    ['full-width and ornamental letters', 'ｔắｔ 𝐬𝐨𝐧𝐠', 'tắt song'],
    ['the Icelandic eth that old fonts send for đ', 'ðiện thoại', 'điện thoại'],
    ['piled-up accents', 'sóng\u0316\u0317\u0318\u0319', 'sóng'],
    ['unusual blanks', 'tắt\u00a0\u3000sóng\n\n2G', 'tắt sóng 2g'],
  ])('%s', (_name, typed, meant) => expect(read(typed)).toBe(meant));

  it('reads 500 characters and no more', () => {
    expect(read('máy '.repeat(1000)).length).toBeLessThanOrEqual(MAX_LENGTH);
  });
});

describe('rule 2: what parts words', () => {
  it.each([
    [
      'punctuation without blanks',
      'Máy em,có dùng được không?em hỏi',
      'máy em có dùng được không em hỏi',
    ],
    ['dialling codes stay whole', 'bấm *#06# hay *101#', 'bấm *#06# hay *101#'],
    ['amounts stay whole', 'giá 1.290.000đ', 'giá 1.290.000 đồng'],
    ['pictures say nothing', '👍👍 😢', ''],
    ['markup says nothing', '<b>tắt</b> <script src="x">sóng', 'tắt sóng'],
    ['comparisons are no markup', 'giá < 500k > 300k', 'giá 500k 300k'],
  ])('%s', (_name, typed, meant) => expect(read(typed)).toBe(meant));
});

describe('rule 3: words with digits', () => {
  it.each([
    'nokia 105',
    'samsung a11',
    'galaxy s7',
    'samsung a 11',
    'iphone 6s',
    '2g',
    '500k',
    '0912345678',
    '353314081234567',
    'mi4',
    '16/9/2026',
  ])('%s is left as it is', (typed) => expect(read(typed)).toBe(typed.replaceAll('/', ' ')));

  it('puts the missing blank between letters and a number', () => {
    expect(read('sim4g dùng 2gko nokia105')).toBe('sim 4g dùng 2g không nokia 105');
  });

  it('reads VNI keys when the message shows that the keyboard was off', () => {
    expect(read('ma1y to6i kho6ng d9u7o7c5')).toBe('máy tôi không được');
    expect(read('samsung a5 và oppo a3')).toBe('samsung a5 và oppo a3');
  });
});

describe('rule 4: drawn-out letters', () => {
  it.each([
    ['khônggggg', 'không'],
    ['alooooo', 'alo'],
    ['đcccc', 'được'],
    ['xoong', 'xoong'],
  ])('%s', (typed, meant) => expect(read(typed)).toBe(meant));
});

describe('rule 5: chat words', () => {
  it.each([
    ['máy e có dc ko z', 'máy em có được không vậy'],
    ['ntn mới đc ạ', 'như thế nào mới được ạ'],
    ['dt cục gạch xài bt', 'điện thoại cục gạch xài bình thường'],
  ])('%s', (typed, meant) => expect(read(typed)).toBe(meant));

  it('holds at least 150 forms', () => expect(chatWords.size).toBeGreaterThanOrEqual(150));
});

describe('rule 6: where the tone stands', () => {
  it.each([
    ['hoà', 'hòa'],
    ['thuỷ', 'thủy'],
    ['khoẻ', 'khỏe'],
  ])('%s', (typed, meant) => expect(read(typed)).toBe(meant));
});

describe('rule 7: Telex left-overs', () => {
  it.each([
    ['mays nayf cos duwngf dduwowcj khoong', 'máy này có dừng được không'],
    ['ddieenj thoaij cuar toio bij chawnj', 'điện thoại của tôi bị chặn'],
    ['hoawcj nuwowcs nghieepj quawng', 'hoặc nước nghiệp quăng'],
    ['máy tooi bị khoas', 'máy tôi bị khóa'],
  ])('%s', (typed, meant) => expect(read(typed)).toBe(meant));

  it.each(['is my phone still working', 'was this sms from the bus', 'máy pos có gps'])(
    'leaves other words alone: %s',
    (typed) => expect(read(typed)).toBe(typed),
  );
});

describe('rule 8: odd spelling and run-together words', () => {
  it.each([
    ['fải kái khôg wên mìh', 'phải cái không quên mình'],
    ['nge kiu điệng', 'nghe kiu điệng'],
    ['điệnthoại máynày', 'điện thoại máy này'],
    ['viettel zalo wifi nokia', 'viettel zalo wifi nokia'],
  ])('%s', (typed, meant) => expect(read(typed)).toBe(meant));
});

describe('whatever is typed', () => {
  it('is normalised once and for all', () => {
    const word = fc.constantFrom(
      'khoong',
      'đc',
      'fải',
      'hoà',
      'máyy',
      'nokia105',
      '*101#',
      'ko',
      'a',
      '11',
      'x',
      'điệnthoại',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), (words) => {
        const once = read(words.join(' '));
        expect(read(once)).toBe(once);
      }),
    );
  });

  it('never fails and never takes long', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (text) => {
        expect(read(text).length).toBeLessThanOrEqual(20 * MAX_LENGTH);
      }),
    );
  });
});
