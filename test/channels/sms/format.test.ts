import { describe, expect, test } from 'vitest';
import { textsOf } from '../../../src/channels/sms/format.ts';
import { alphabetOf, segmentsOf } from '../../../src/channels/sms/segments.ts';
import type { Choice, Outcome, Reply } from '../../../src/message.ts';
import { reply } from '../../helpers/bot.ts';

const MENU: readonly Choice[] = [
  { label: 'Kiểm tra máy', value: 'i:check-phone' },
  { label: 'Hỗ trợ đổi máy', value: 'i:offer-handset' },
  { label: 'Gửi khiếu nại', value: 'i:complaint' },
  { label: 'Gặp người thật', value: 'i:handoff-human' },
];

function answer(
  length: number,
  choices: readonly Choice[] = [],
  outcome: Outcome = 'answered',
): Reply {
  return { ...reply('x'.repeat(length), { outcome }), choices };
}

function onlyText(reply: Reply): string {
  const texts = textsOf(reply);
  expect(texts).toHaveLength(1);
  return texts[0] ?? '';
}

test('the short form goes, not the long one with its cards and addresses', () => {
  const long = 'Máy Nokia 1280 không dùng được. Xem https://example.gov.vn';
  expect(textsOf({ ...reply(long), short: 'Nokia 1280: khong dung duoc.' })).toEqual([
    'Nokia 1280: khong dung duoc.',
  ]);
});

describe('choices', () => {
  test('are numbered lines without marks', () => {
    expect(onlyText(answer(20, MENU))).toBe(
      `${'x'.repeat(20)}\n1. Kiem tra may\n2. Ho tro doi may\n3. Gui khieu nai\n4. Gap nguoi that`,
    );
  });

  test('with little room the person comes first and keeps the number', () => {
    expect(onlyText(answer(140, MENU))).toBe(`${'x'.repeat(140)}\n4. Gap nguoi that`);
    expect(onlyText(answer(120, MENU))).toMatch(/^x+\n1. Kiem tra may\n4. Gap nguoi that$/);
  });

  test('never cost an answer a segment', () => {
    for (const length of [150, 155, 160]) {
      expect(onlyText(answer(length, MENU))).toBe('x'.repeat(length));
    }
    expect(segmentsOf(onlyText(answer(161, MENU)))).toBe(2);
    expect(onlyText(answer(161, MENU))).toContain('4. Gap nguoi that');
  });

  test.each(['clarified', 'not-understood'] as const)('are worth one to a question', (outcome) => {
    const text = onlyText(answer(160, MENU, outcome));
    expect(segmentsOf(text)).toBe(2);
    expect(text).toContain('1. Kiem tra may');
  });

  test('and never more than two segments', () => {
    for (let length = 1; length <= 306; length += 1) {
      for (const outcome of ['answered', 'clarified'] as const) {
        expect(segmentsOf(onlyText(answer(length, MENU, outcome)))).toBeLessThanOrEqual(2);
      }
    }
  });
});

describe('what a person writes', () => {
  test('loses its marks, so that any phone shows it', () => {
    expect(onlyText(reply('Cô ra cửa hàng Viettel ở Đồng Xoài nhé – 8 giờ…'))).toBe(
      'Co ra cua hang Viettel o Dong Xoai nhe - 8 gio...',
    );
  });

  test('is several messages of two segments when it is long, and no number is cut', () => {
    const texts = textsOf(reply('Cô gọi 1800 8098 để hỏi về máy cũ của bà. '.repeat(20)));
    expect(texts.length).toBeGreaterThan(2);
    expect(texts.map(segmentsOf).every((segments) => segments <= 2)).toBe(true);
    expect(texts.join(' ')).toBe('Co goi 1800 8098 de hoi ve may cu cua ba. '.repeat(20).trim());
  });

  test('in Khmer stays Khmer', () => {
    const text = onlyText(reply('ទូរស័ព្ទចាស់'));
    expect(text).toBe('ទូរស័ព្ទចាស់');
    expect(alphabetOf(text)).toBe('UCS-2');
  });

  test('with nothing but a pictogram is not silence', () => {
    expect(onlyText(reply('👍'))).toBe('👍');
  });
});
