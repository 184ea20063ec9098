import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findHandsetMentions } from '../../src/content/handset-mentions.ts';
import { tables } from '../helpers/handsets.ts';

const named = (text: string) =>
  findHandsetMentions(tables.catalogue, text).map((found) => found.text);

describe('handsets in a sentence', () => {
  it.each([
    ['nokia 1202 của bà nội còn xài được không', ['nokia 1202']],
    ['con 110 4G của thằng cháu có sao không', ['110 4G']],
    ['ip5s còn nghe gọi được ko', ['ip5s']],
    ['máy CPH1701 mua 2018', ['CPH1701']],
    ['máy 1202 còn sóng không', ['1202']],
    ['nolia 1202 của má tui', ['nolia 1202']],
    ['bà xài nokia đèn pin 1202', ['nokia đèn pin 1202']],
    ['samsung galaxy s4 i9505 có 4g ko', ['samsung galaxy s4 i9505']],
    ['hai cái nokia 110 với itel it2171', ['nokia 110', 'itel it2171']],
    ['j7 pro có volte không', ['j7 pro']],
    ['nokia 9999 thì sao', ['nokia 9999']],
    ['is my nokia 3310 blocked?', ['nokia 3310']],
    ['vào năm 2020 tôi mua máy nokia 110', ['nokia 110']],
  ])('%s', (text, expected) => {
    expect(named(text)).toEqual(expected);
  });

  it.each(['nokia', 'samsung', 'lumia'])('a maker or line alone is told as such: %s', (word) => {
    const [found, ...others] = findHandsetMentions(tables.catalogue, `em đang dùng ${word} ạ`);
    expect(found).toMatchObject({ text: word, kind: 'brand' });
    expect(others).toEqual([]);
  });

  it.each([
    '2g bị cắt khi nào',
    'sim 4g của tôi có phải đổi không',
    'mua máy 500k được không',
    'giá 290.000đ một máy',
    'trợ giúp 200 nghìn tiền máy',
    'ngày 16/10/2024 tắt sóng à',
    'bà tôi 85 tuổi dùng máy cũ',
    'gọi 0912345678 không được',
    'số 0987.654.321 bị khoá',
    'tổng đài 18008098 của viettel',
    'nhắn tin cho 9090',
    'gọi 156 báo lừa đảo',
    'đăng ký gói V120',
    'bấm *101# không được',
    'viettel có hỗ trợ điện thoại không',
    'nhà ở ấp 3, cách trạm 2 km',
    'dùng vina 5 năm rồi',
    'sóng 4g yếu quá',
    'mì tôm',
  ])('none in "%s"', (text) => {
    expect(named(text)).toEqual([]);
  });

  it('stand where they say, in order, without overlap', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom('nokia', '1202', 'con', 'j7', 'pro', '4G', 'của', 'bà', 'ip5', '500k'),
          { maxLength: 12 },
        ),
        (words) => {
          const text = words.join(' ');
          let end = 0;
          for (const found of findHandsetMentions(tables.catalogue, text)) {
            expect(text.slice(found.start, found.end)).toBe(found.text);
            expect(found.start).toBeGreaterThanOrEqual(end);
            end = found.end;
          }
        },
      ),
    );
  });
});
