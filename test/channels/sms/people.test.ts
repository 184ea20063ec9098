/** Who is answered, and which words are commands. */
import { describe, expect, test } from 'vitest';
import { commandOf } from '../../../src/channels/sms/keywords.ts';
import { isAutomatic } from '../../../src/channels/sms/machine.ts';
import { subscriberOf } from '../../../src/channels/sms/subscriber.ts';

describe('a subscriber', () => {
  test.each([
    '0901234567',
    '84901234567',
    '+84901234567',
    '0084901234567',
    '901234567',
    ' 84901234567',
    '+84 90 123.45-67',
  ])('%s is one address however the carrier writes it', (sender) => {
    expect(subscriberOf(sender)).toBe('84901234567');
  });

  test('a landline is a subscriber, too', () => {
    expect(subscriberOf('02713888999')).toBe('842713888999');
  });

  test.each([
    ['a short code', '1022'],
    ['a carrier', '9029'],
    ['a hotline', '18008098'],
    ['a dear hotline', '1900123456'],
    ['a brand', 'Viettel'],
    ['a brand with digits', 'VINAPHONE84'],
    ['letters that look like digits', 'O901234567'],
    ['a number from abroad', '+15551234567'],
    ['a number that is too long', '849012345678901'],
    ['nothing', ''],
    ['an injection', '0901234567&to=1'],
  ])('%s is not', (_, sender) => {
    expect(subscriberOf(sender)).toBeUndefined();
  });
});

describe('a command', () => {
  test.each([
    ['TRO GIUP', 'i:help'],
    ['TROGIUP', 'i:help'],
    ['Trợ giúp!', 'i:help'],
    ['help', 'i:help'],
    ['DUNG', 'i:stop'],
    [' DUNG. ', 'i:stop'],
    ['dừng', 'i:stop'],
    ['Dừng', 'i:stop'],
    ['dừng'.normalize('NFD'), 'i:stop'],
    ['STOP', 'i:stop'],
    ['Stop', 'i:stop'],
    ['TU CHOI', 'i:stop'],
    ['tuchoi', 'i:stop'],
    ['từ chối', 'i:stop'],
  ])('%s', (text, value) => {
    expect(commandOf(text)).toBe(value);
  });

  test.each([
    ['a yes without its mark', 'dung'],
    ['a yes at the beginning of a sentence', 'Dung'],
    ['a yes', 'ĐÚNG'],
    ['a question that begins like one', 'DUNG MAY NAO'],
    ['a number', '1'],
    ['nothing', ''],
    ['a name of every object', 'constructor'],
  ])('%s is none', (_, text) => {
    expect(commandOf(text)).toBeUndefined();
  });
});

describe('a machine', () => {
  test.each([
    'Auto-reply: I am driving',
    'AUTOMATIC RESPONSE',
    'Out of office until Monday',
    'Trả lời tự động: tôi đang họp',
    'Tin nhan tu dong. Vui long goi lai sau',
    '[Day la tin nhan tu dong] Cam on ban',
    'Cam on quy khach. Vui long khong tra loi tin nhan nay',
    'Your code is ready. Do not reply',
  ])('%s', (text) => {
    expect(isAutomatic(text)).toBe(true);
  });

  test.each([
    'Tin nhắn tự động báo khoá SIM là thật hay giả?',
    'toi nhan duoc tin nhan tu dong bao khoa 2G',
    'máy trả lời tự động hả',
    'tôi không trả lời tin nhắn được',
  ])('%s is a person', (text) => {
    expect(isAutomatic(text)).toBe(false);
  });
});
