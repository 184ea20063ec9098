import { describe, expect, it } from 'vitest';
import { answerFamily } from '../../src/content/handset-answer.ts';
import { tables } from '../helpers/handsets.ts';

const { catalogue } = tables;

function settle(family: string, answer: string): string {
  const found = answerFamily(catalogue, family, answer);
  return `${found?.result.network ?? 'open'} ${found?.certainty}`;
}

describe('which Nokia 105', () => {
  it.each([
    ['có chữ 4G', '4G likely'],
    ['co chu 4g o sau lung', '4G likely'],
    ['dạ có', '4G likely'],
    ['không', '2G likely'],
    ['dạ không', '2G likely'],
    ['không có chữ 4G nào', '2G likely'],
    ['sau lưng trơn, không ghi gì', '2G likely'],
    ['ko thay ghi 4g', '2G likely'],
    ['no, nothing', '2G likely'],
  ])('by what is on its back: "%s"', (answer, settled) => {
    expect(settle('nokia-105', answer)).toBe(settled);
  });

  it.each([
    ['mua năm 2013', '2G sure'],
    ['2016', '2G sure'],
    ['mua trước năm 2021', '2G sure'],
    ['mua năm 2020 ở chợ, sau lưng không ghi gì', '2G sure'],
    ['đời 2019', '2G likely'],
    ['mua năm 2023', 'open unknown'],
    ['mua năm 2023, có chữ 4G', '4G likely'],
    ['mua năm 2023, không có chữ gì', '2G likely'],
  ])('by its year: "%s"', (answer, settled) => {
    expect(settle('nokia-105', answer)).toBe(settled);
  });

  it.each([
    ['TA-1174', '2G sure'],
    ['dưới pin ghi ta 1378', '4G sure'],
    ['RM-908', '2G sure'],
  ])('by the code under its battery: "%s"', (answer, settled) => {
    expect(settle('nokia-105', answer)).toBe(settled);
  });

  it.each(['không biết', 'ko rõ', 'không nhớ', 'hả?', 'not sure', ''])(
    'stays open after "%s"',
    (answer) => {
      expect(settle('nokia-105', answer)).toBe('open unknown');
    },
  );

  it('stays open when the answers contradict each other: a fake may say 4G', () => {
    expect(settle('nokia-105', 'có chữ 4G, mua năm 2014')).toBe('open unknown');
  });
});

describe('other questions', () => {
  it.each([
    ['samsung-galaxy-j7', 'SM-J700H', '3G sure'],
    ['samsung-galaxy-j7', 'j700f', '4G sure'],
    ['samsung-galaxy-j7', 'máy có hiện 4G', '4G likely'],
    ['oppo-neo-7', 'A33w', '3G sure'],
    ['vivo-y11', 'mua năm 2015', '3G sure'],
    ['vivo-y11', '2020', 'open unknown'],
    ['nokia-3310', 'có chữ 3G', '3G likely'],
    ['nokia-3310', 'không', '2G likely'],
    ['nokia-3310', 'có', 'open unknown'],
    ['nokia-8800', 'arte', '3G likely'],
    ['nokia-8800', 'sirocco vàng', '2G likely'],
    ['nokia-2660', 'mua 2009', '2G sure'],
  ])('%s: "%s" is %s', (family, answer, settled) => {
    expect(settle(family, answer)).toBe(settled);
  });

  it('a family that does not exist has no answer', () => {
    expect(answerFamily(catalogue, 'nokia-9999', 'có')).toBeUndefined();
  });
});

describe('the families', () => {
  const families = [...catalogue.families.values()];

  it('offer two to four choices, one of them for who cannot tell', () => {
    for (const { key, choices } of families) {
      expect([key, choices.length >= 2 && choices.length <= 4]).toEqual([key, true]);
      expect([key, choices.filter(({ members }) => members.length === 0).length]).toEqual([key, 1]);
    }
  });

  it('are settled by each choice that claims to settle', () => {
    for (const { key, choices } of families) {
      for (const { id, certainty } of choices) {
        const found = answerFamily(catalogue, key, id);
        expect([key, id, found?.certainty]).toEqual([key, id, certainty]);
      }
    }
  });

  it('ask in Vietnamese and English, with every blank filled', () => {
    for (const { question, choices } of families) {
      for (const text of [question, ...choices.map(({ label }) => label)]) {
        expect(text.en).toBeDefined();
        expect(`${text.vi} ${text.en}`).not.toMatch(/[{}]|\s\s|^\s/);
      }
    }
  });
});
