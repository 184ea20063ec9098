import { describe, expect, it } from 'vitest';
import {
  isMaskedNumber,
  readBarePhone,
  readPhone,
  triesPhone,
} from '../../src/dialogue/phone-number.ts';
import { mask } from '../../src/mask.ts';

describe('a number to be called back on', () => {
  it.each([
    ['0912345678', '0912345678'],
    ['0912 345 678', '0912345678'],
    ['0912.345.678', '0912345678'],
    ['0912-345-678', '0912345678'],
    ['0 9 1 2 3 4 5 6 7 8', '0912345678'],
    ['+84 912 345 678', '0912345678'],
    ['+84(0)912345678', '0912345678'],
    ['84912345678', '0912345678'],
    ['0084 912345678', '0912345678'],
    ['0251 3 123 456', '02513123456'],
    ['(028) 3812 3456', '02838123456'],
    ['không chín một hai ba bốn năm sáu bảy tám', '0912345678'],
    ['khong chin mot hai ba bon nam sau bay tam nha', '0912345678'],
    ['số tôi là 0912345678 nhé', '0912345678'],
    ['tôi 68 tuổi, số 0388 111 222', '0388111222'],
    ['0912345678 gọi sau 5 giờ', '0912345678'],
    ['0912345678 5 giờ chiều', '0912345678'],
    ['0912345678, 0987654321', '0912345678'],
    ['0912345678 0987654321', '0912345678'],
    ['gọi 0912345678 hoặc 0251 3123456', '0912345678'],
  ])('“%s” is %s', (text, phone) => {
    expect(readPhone(text)).toBe(phone);
  });

  it.each([
    '091234567',
    '09123456789',
    '912345678',
    '0112345678',
    '1800 8098',
    '113',
    '+855 12 345 678',
    '079190001234',
    'không',
    'để năm sau',
    '0912 xxx xxx',
    '',
  ])('“%s” is none', (text) => {
    expect(readPhone(text)).toBeNull();
  });

  it.each([
    '0912345678',
    '+84 912 345 678',
    'số tôi là 0912345678 nhé',
    'so cua me em la 0912 345 678 a',
    'dạ gọi lại cho em số 0912.345.678',
    'SĐT: 0912-345-678',
    'không chín một hai ba bốn năm sáu bảy tám ạ',
    'my number is 0912 345 678',
  ])('“%s” tells nothing but the number', (text) => {
    expect(readBarePhone(text)).toBe('0912345678');
  });

  it.each([
    'hôm qua số 0912345678 gọi tới đòi mã',
    'số lạ 0912345678 gọi cho tôi',
    'số tôi 0912345678 bị khoá',
    '0912345678 là mạng gì',
    'từ số 0912345678',
    '0912345678 hoặc 0987654321',
    '091234567',
    'số của tôi',
    '',
  ])('“%s” is no bare number', (text) => {
    expect(readBarePhone(text)).toBeNull();
  });

  it('tells a bad number from another matter', () => {
    expect(triesPhone('0912345')).toBe(true);
    expect(triesPhone('bao giờ tắt 2g')).toBe(false);
    expect(triesPhone('nokia 1280')).toBe(false);
  });

  it('knows what was masked before it could be read', () => {
    expect(isMaskedNumber(mask('số tôi 0912 345 678'))).toBe(true);
    expect(isMaskedNumber('*101#')).toBe(false);
  });
});
