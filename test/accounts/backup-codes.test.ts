import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { newBackupCodes, readBackupCode } from '../../src/accounts/backup-codes.ts';

test('ten codes that are easy to read, each another', () => {
  const codes = newBackupCodes(randomBytes);
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^[2-9a-hjkmnp-z]{5}-[2-9a-hjkmnp-z]{5}$/);
});

test('bytes that would make some letters likelier are left out', () => {
  const bytes = [255, 248, 0, ...Array.from({ length: 200 }, () => 1)];
  const [first] = newBackupCodes(() => Uint8Array.of(bytes.shift() ?? 2));
  expect(first).toBe('23333-33333');
});

test.each(['k7m2x-9fqw3', ' K7M2X 9FQW3 ', 'k7m2x9fqw3', 'K7m2x–9fqw3.'])(
  '"%s" is read',
  (typed) => {
    expect(readBackupCode(typed)).toBe('k7m2x-9fqw3');
  },
);
