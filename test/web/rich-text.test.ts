import { expect, test } from 'vitest';
import { originParts, withPhones } from '../../src/web/chat/rich-text.ts';
import { reply } from '../helpers/bot.ts';

const DIALABLE = new Set(['18001234', '999', '02438221234', '0922000999']);

function linked(text: string): (string | undefined)[] {
  return withPhones(text, DIALABLE)
    .filter(({ href }) => href !== undefined)
    .map(({ text: words, href }) => `${words} → ${href}`);
}

test.each([
  ['Gọi 1800 1234 (miễn phí).', ['1800 1234 → tel:18001234']],
  ['Gọi 1800.1234, hoặc 18001234', ['1800.1234 → tel:18001234', '18001234 → tel:18001234']],
  ['Sở: (024) 3822 1234.', ['(024) 3822 1234 → tel:02438221234']],
  ['Gọi số ngắn: 999', ['999 → tel:999']],
  ['Nhắn cho 0922 000 999', ['0922 000 999 → tel:0922000999']],
])('a number that the content names may be tapped: %s', (text, links) => {
  expect(linked(text)).toEqual(links);
});

test.each([
  ['a number that nobody named', 'Gọi 1900 9999'],
  ['a count', 'Có 999 thuê bao'],
  ['part of a sum', 'Giá 999.000 đồng, hay 1.999 đồng'],
  ['part of a date', 'Ngày 999/2026'],
  ['part of a longer number', 'Mã 918001234'],
  ['part of an IMEI', '35331408999'],
])('%s stays plain text', (_name, text) => {
  expect(linked(text)).toEqual([]);
});

test('no word is lost on the way', () => {
  const text = 'Gọi 1800 1234 hoặc số 999, ngày 15/9/2026.\nHết.';
  expect(withPhones(text, DIALABLE).map((part) => part.text)).toEqual([
    'Gọi ',
    '1800 1234',
    ' hoặc số ',
    '999',
    ', ngày 15/9/2026.\nHết.',
  ]);
});

test('each source of the source line opens where it has an address', () => {
  const answer = {
    ...reply('Câu trả lời.\nNguồn: Báo A, 7/2024; Báo B, 2025 · kiểm tra ngày 22/11/2026'),
    sources: [
      { title: 'Báo A', url: 'https://a.example/1', asOf: '2024-07' },
      { title: 'Báo B', url: null, asOf: '2025' },
    ],
  };
  expect(originParts(answer)).toEqual([
    { text: 'Nguồn: ' },
    { text: 'Báo A', href: 'https://a.example/1', external: true },
    { text: ', 7/2024; ' },
    { text: 'Báo B' },
    { text: ', 2025 · kiểm tra ngày 22/11/2026' },
  ]);
});

test('an answer without sources has no source line', () => {
  expect(originParts(reply('Xin chào.\nBạn khoẻ không?'))).toEqual([]);
});
