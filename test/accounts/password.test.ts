import { expect, test } from 'vitest';
import { type PasswordFault, passwordFault } from '../../src/accounts/password.ts';

const owner = { name: 'Nguyễn Thị Hương Giang', email: 'giang.nguyen@vinhphuoc.example.vn' };

test.each<[string, PasswordFault]>([
  ['ngắn quá', 'too-short'],
  ['mười một k', 'too-short'],
  ['a'.repeat(129), 'too-long'],
  ['Password@1234', 'common'],
  ['Mật khẩu của tôi', 'common'],
  ['AnhYêuEm2026!!!', 'common'],
  ['VietnamVoDich', 'common'],
  ['Quản trị hệ thống 1', 'common'],
  ['123456789012', 'pattern'],
  ['abcabcabcabc', 'pattern'],
  ['qwertyuiop1234', 'common'],
  ['asdfghjkl12345', 'pattern'],
  ['aaaaaaaaaaaaaaaa', 'pattern'],
  ['0987654321abcd', 'pattern'],
  ['hương giang đi chợ sớm', 'own-name'],
  ['huonggiang lên tỉnh học', 'own-name'],
  ['vinhphuoc mùa nước nổi', 'own-name'],
])('"%s" is refused: %s', (password, fault) => {
  expect(passwordFault(password, owner)).toBe(fault);
});

test.each([
  'ba con trâu gặm cỏ ven sông',
  'correct 9 battery Horse',
  'Xe-đạp-tím-leo-dốc-chậm',
  'x7#Kq!92mZ$p',
  'một câu rất dài '.repeat(8).trim(),
])('"%s" is taken', (password) => {
  expect(passwordFault(password, owner)).toBeUndefined();
});

test('a letter with marks counts once, however it is typed', () => {
  const composed = 'ếếờờựựữữẩẩỗ';
  expect([...composed]).toHaveLength(11);
  expect(passwordFault(composed.normalize('NFD'), owner)).toBe('too-short');
});
