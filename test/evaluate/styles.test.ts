import { describe, expect, it } from 'vitest';
import { normalize } from '../../src/dialogue/normalize.ts';
import { restyle, STYLES } from '../../src/evaluate/styles.ts';
import { chatWords } from '../helpers/chat-words.ts';

const TEXT = 'Điện thoại của bà không gọi được nữa, phải làm gì bây giờ?';

describe('writing styles', () => {
  it.each(STYLES)('are the same at every run: %s', (style) => {
    expect(restyle(TEXT, style, 7)).toBe(restyle(TEXT, style, 7));
  });

  it('leave a text as given', () => expect(restyle(TEXT, 'as-given', 1)).toBe(TEXT));

  it('take all marks away', () => {
    expect(restyle(TEXT, 'no-marks', 1)).toBe(
      'Dien thoai cua ba khong goi duoc nua, phai lam gi bay gio?',
    );
  });

  it('spell Telex keys, the tone last', () => {
    expect(restyle('được không', 'telex', 1)).toBe('dduwowcj khoong');
  });

  it('spell Telex that the assistant can read', () => {
    const read = (text: string) => normalize(text, chatWords);
    expect(read(restyle(TEXT, 'telex', 1))).toBe(read(TEXT));
  });

  it('hit about one letter in ten', () => {
    const long = 'không gọi được '.repeat(200);
    const hits = Math.abs(1 - restyle(long, 'typos', 3).length / long.length);
    expect(restyle(long, 'typos', 3)).not.toBe(restyle(long, 'typos', 4));
    expect(hits).toBeLessThan(0.1);
  });

  it('use the short forms of chat', () => {
    expect(restyle(TEXT, 'chat', 2)).toMatch(/\b(?:ko|dc|đt|bh|j)\b/);
  });
});
