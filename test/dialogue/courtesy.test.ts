import { describe, expect, it } from 'vitest';
import { withoutCourtesy } from '../../src/dialogue/courtesy.ts';

describe('courtesies around a question', () => {
  it.each([
    ['chào shop ạ, cho em hỏi sim cũ có phải đổi không', 'sim cũ có phải đổi không'],
    ['cô hỏi chút, sim cũ có phải đổi không', 'sim cũ có phải đổi không'],
    ['cháu ơi cho bác hỏi máy này còn dùng được không', 'máy này còn dùng được không'],
    ['cảm ơn nha, còn khiếu nại thì gửi ở đâu', 'khiếu nại thì gửi ở đâu'],
    ['đổi sim ở đâu vậy, cảm ơn nhiều ạ', 'đổi sim ở đâu vậy'],
    ['Hello, where can I buy a phone', 'where can I buy a phone'],
  ])('are left out: %s', (text, question) => expect(withoutCourtesy(text)).toBe(question));

  it.each([
    'xin chào',
    'cảm ơn bạn nhiều nha',
    'cho hỏi chút',
    'cho em hỏi sim',
    'hỏi thăm sức khỏe của bà',
    'chị chồng tôi mất sóng',
  ])('stay where there is hardly anything else: %s', (text) =>
    expect(withoutCourtesy(text)).toBe(text),
  );

  it('take no time, however long', () => {
    const start = performance.now();
    withoutCourtesy(`${'chào bạn ạ '.repeat(5000)}`);
    expect(performance.now() - start).toBeLessThan(20);
  });
});
