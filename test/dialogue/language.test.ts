import { describe, expect, it } from 'vitest';
import { detectLanguage } from '../../src/dialogue/language.ts';
import { normalize } from '../../src/dialogue/normalize.ts';
import { chatWords } from '../helpers/chat-words.ts';

const detect = (text: string) => detectLanguage(normalize(text, chatWords));

describe('the language of a message', () => {
  it.each([
    ['bao giờ thì tắt sóng 2G', 'vi'],
    ['bao gio thi tat song 2G vay', 'vi'],
    ['dt e ko goi dc nua', 'vi'],
    ['mays tooi khoong goij dduwowcj nuwax', 'vi'],
    ['máy nokia 105 của mẹ có dùng sim 4G được không', 'vi'],
    ['will my old phone still work next year', 'en'],
    ['how can I check if my phone is locked', 'en'],
    ['តើទូរស័ព្ទរបស់ខ្ញុំនៅតែដំណើរការទេ', 'km'],
  ] as const)('%s → %s, for sure', (text, language) => {
    expect(detect(text)).toEqual({ language, sure: true });
  });

  it.each([
    '2G',
    'ok',
    'nokia 105',
    'hello',
    'hi',
    'alo',
    'sim',
    'yes',
    'thanks',
    'thank you',
    'samsung a11 pro max',
    '*#06#',
    '',
    '👍',
    'merci',
    'zalo facebook',
    '353314081234567',
    'bai bai',
  ])('"%s" alone never switches the language', (text) => expect(detect(text).sure).toBe(false));

  it.each([
    'สวัสดีครับโทรศัพท์ของฉัน',
    '我的手机还能用吗',
    'هل سيعمل هاتفي',
    'funktioniert mein altes Telefon nächstes Jahr noch',
  ])('does not take another language for one of ours: %s', (text) =>
    expect(detect(text)).toEqual({ language: 'und', sure: false }),
  );
});
