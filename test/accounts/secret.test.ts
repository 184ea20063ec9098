import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openSecret, SECRET_FILE } from '../../src/accounts/secret.ts';
import { UserError } from '../../src/errors.ts';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'secret-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

test('the setting counts first, and then no file is made', () => {
  const dir = folder();
  expect(openSecret('x'.repeat(32), dir)).toBe('x'.repeat(32));
  expect(() => statSync(join(dir, SECRET_FILE))).toThrow();
});

test('without a setting it is made once, for this user alone, and kept', () => {
  const dir = join(folder(), 'new');
  const first = openSecret(undefined, dir);
  expect(first.length).toBeGreaterThanOrEqual(64);
  expect(openSecret(undefined, dir)).toBe(first);
  expect(statSync(join(dir, SECRET_FILE)).mode & 0o777).toBe(0o600);
  expect(openSecret(undefined, folder())).not.toBe(first);
});

test('a file that holds too little is not used', () => {
  const dir = folder();
  writeFileSync(join(dir, SECRET_FILE), 'short\n');
  expect(() => openSecret(undefined, dir)).toThrow(UserError);
});

test('a folder that cannot be written is said by its name, without the secret', () => {
  const dir = join(folder(), 'file');
  writeFileSync(dir, '');
  expect(() => openSecret(undefined, dir)).toThrow(/file.*AUTH_SECRET/);
});
