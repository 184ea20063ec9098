import { describe, expect, it } from 'vitest';
import { soundsAngry } from '../../src/dialogue/anger.ts';
import { isUrgent, speaksOfFrail } from '../../src/dialogue/urgent.ts';

describe('what goes before the others', () => {
  it.each([
    ['scam', false, true],
    ['emergency', false, true],
    ['phone-locked', true, true],
    ['reverify', true, true],
    ['phone-locked', false, false],
    ['check-model', true, false],
    [null, true, false],
  ])('a ticket about %s, of somebody old or alone: %s → %s', (topic, frail, urgent) => {
    expect(isUrgent({ topic, frail })).toBe(urgent);
  });

  it.each([
    'toi 78 tuoi song mot minh',
    'ba cu nha ben',
    'nguoi gia neo don',
    'she lives alone',
    'my neighbour is 81 years old',
  ])('“%s” speaks of somebody old or alone', (plain) => {
    expect(speaksOfFrail(plain, null)).toBe(true);
  });

  it.each(['toi 45 tuoi', 'may cu 12 nam', 'ba may nokia', 'mot minh toi ba so'])(
    '“%s” does not',
    (plain) => {
      expect(speaksOfFrail(plain, null)).toBe(false);
    },
  );
});

describe('anger', () => {
  it.each([
    'buc minh qua',
    'lam an kieu gi vay',
    'do bot ngu',
    'tao khong noi chuyen voi may',
    'vo trach nhiem het suc',
    'this is ridiculous',
  ])('is heard in “%s”', (plain) => {
    expect(soundsAngry(plain)).toBe(true);
  });

  it.each([
    'chan ngay so la nay giup toi',
    'vo dung may 2g',
    'dien het pin',
    'tao tai khoan the nao',
    'tuc la khong goi duoc a',
    'con ngu roi',
    'tin tuc tat song',
    'kien nghi o dau',
  ])('is not heard in “%s”', (plain) => {
    expect(soundsAngry(plain)).toBe(false);
  });
});
