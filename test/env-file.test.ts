/** The file `.env`, as `npm start` and the commands read it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

const ENV_FILE = join(import.meta.dirname, '../src/env-file.js');

/** What a program started in a folder sees of a setting. */
function seenIn(folder: string, environment: Readonly<Record<string, string>>): string {
  const args = ['--import', ENV_FILE, '-p', 'process.env.PUBLIC_URL'];
  const { stdout } = spawnSync(process.execPath, args, {
    cwd: folder,
    env: environment,
    encoding: 'utf8',
  });
  return stdout.trim();
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'env-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

it('reads settings from .env, but never over those of the environment', () => {
  const path = folder();
  writeFileSync(join(path, '.env'), '# where we are\nPUBLIC_URL=https://a.example\n');
  expect(seenIn(path, {})).toBe('https://a.example');
  expect(seenIn(path, { PUBLIC_URL: 'https://b.example' })).toBe('https://b.example');
  expect(seenIn(path, { PUBLIC_URL: '' })).toBe('');
});

it('needs no .env', () => {
  expect(seenIn(folder(), {})).toBe('undefined');
});
