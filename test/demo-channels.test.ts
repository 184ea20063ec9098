/** `npm run demo:channels`, as a newcomer starts it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const DEMO = ['--import', './src/guard.js', 'test/demo-channels.ts', '--once'];

test('shows every channel in the form that it has, and ends by itself', {
  timeout: 120_000,
}, async () => {
  const child = spawn(process.execPath, DEMO, {
    cwd: ROOT,
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const exit = once(child, 'exit');
  const [shown, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);

  expect(errors).toBe('');
  expect(await exit).toEqual([0, null]);
  for (const channel of ['Telegram', 'Zalo OA', 'Zalo Bot', 'SMS']) {
    const asked = shown.match(new RegExp(`^${channel} +› .`, 'gm')) ?? [];
    const answered = shown.match(new RegExp(`^${channel} +‹ .`, 'gm')) ?? [];
    expect(answered.length, channel).toBe(asked.length);
    expect(asked.length, channel).toBeGreaterThan(1);
  }
  expect(shown).toMatch(/^Telegram +› .+ {2}\(presses\)$/m);
  expect(shown).toMatch(/^ +\[1 .+\] {2}\[2 .+\]/m);
  expect(shown).toMatch(/^Zalo Bot +› 1$/m);
  expect(shown).toMatch(/^SMS +‹ Nokia 1280: Khong dung duoc/m);
  expect(shown).toMatch(/\(\d SMS, GSM-7, \d+ characters\)/);
});
