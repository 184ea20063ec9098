import { describe, expect, test } from 'vitest';
import { decodeText } from '../../../src/channels/sms/charset.ts';

const SENTENCE = 'Máy Nokia 1280 của bà có dùng được nữa không ạ?';

function utf16be(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

describe('as declared', () => {
  test.each([
    ['UTF-8', '0', Buffer.from(SENTENCE)],
    ['UTF-16BE', '2', utf16be(SENTENCE)],
    [undefined, '2', utf16be(SENTENCE)],
  ])('%s, coding %s', (charset, coding, bytes) => {
    expect(decodeText(bytes, { charset, coding })).toBe(SENTENCE);
  });

  test.each(['windows-1252', 'ISO-8859-1', 'latin1'])('%s', (charset) => {
    const bytes = Buffer.from('m\xe1y c\xf2n s\xf3ng, gi\xe1 20\xa3', 'latin1');
    expect(decodeText(bytes, { charset, coding: '0' })).toBe('máy còn sóng, giá 20£');
  });

  test('windows-1258 with its combining marks', () => {
    const bytes = Buffer.from('m\xe1y c\xfbn \xf0\xfd\xf5\xecc', 'latin1');
    const text = new TextDecoder('windows-1258').decode(bytes).normalize('NFC');
    expect(decodeText(bytes, { charset: 'windows-1258', coding: '0' })).toBe(text);
  });

  test('Khmer by UCS-2', () => {
    const text = 'ទូរស័ព្ទ 2G';
    expect(decodeText(utf16be(text), { charset: 'UTF-16BE', coding: '2' })).toBe(text);
  });
});

describe('declared wrongly', () => {
  test.each([
    ['UTF-8 that is called UTF-16BE', Buffer.from(SENTENCE), 'UTF-16BE', '2'],
    ['UTF-8 that is called latin1', Buffer.from(SENTENCE), 'ISO-8859-1', '0'],
    ['UTF-8 without a name', Buffer.from(SENTENCE), undefined, undefined],
    ['UTF-8 under a name that nobody knows', Buffer.from(SENTENCE), 'GSM-338', '0'],
    ['UCS-2 that is called UTF-8', utf16be(SENTENCE), 'UTF-8', '0'],
    ['UCS-2 that is called latin1', utf16be(SENTENCE), 'windows-1252', '0'],
    ['UCS-2 with its bytes exchanged', Buffer.from(SENTENCE, 'utf16le'), 'UTF-16BE', '2'],
    ['UCS-2 with a byte order mark', utf16be(`\ufeff${SENTENCE}`), 'UTF-8', '0'],
  ])('%s', (_, bytes, charset, coding) => {
    expect(decodeText(bytes, { charset, coding })).toBe(SENTENCE);
  });

  test('latin1 that is called UTF-8', () => {
    const bytes = Buffer.from('m\xe1y c\xf2n s\xf3ng', 'latin1');
    expect(decodeText(bytes, { charset: 'UTF-8', coding: '0' })).toBe('máy còn sóng');
  });

  test('plain ASCII, whatever it is called', () => {
    for (const charset of ['UTF-8', 'UTF-16BE', 'windows-1252', 'x-gsm']) {
      for (const coding of ['0', '2']) {
        expect(decodeText(Buffer.from('DT NOKIA 1280'), { charset, coding })).toBe('DT NOKIA 1280');
      }
    }
  });
});

describe('damaged', () => {
  test.each([
    ['cut in the middle of a letter', Buffer.from(SENTENCE).subarray(0, 2)],
    ['an odd number of bytes', utf16be('máy ạ').subarray(0, 7)],
    ['nothing but noise', Buffer.from([0, 255, 254, 0, 129, 141, 143, 27])],
  ])('%s is some text without control characters', (_, bytes) => {
    for (const coding of ['0', '2']) {
      expect(decodeText(bytes, { charset: 'UTF-8', coding })).not.toMatch(/\p{Cc}/u);
    }
  });

  test('filled up with zeros', () => {
    expect(decodeText(Buffer.from('máy\0\0'), { charset: 'UTF-8', coding: '0' })).toBe('máy');
  });

  test('nothing at all is an empty text', () => {
    expect(decodeText(Buffer.alloc(0), { charset: undefined, coding: undefined })).toBe('');
  });
});

test('decomposed marks are composed', () => {
  const bytes = Buffer.from(SENTENCE.normalize('NFD'));
  expect(decodeText(bytes, { charset: 'UTF-8', coding: '0' })).toBe(SENTENCE);
});
