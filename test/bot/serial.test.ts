import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { serial } from '../../src/bot/serial.ts';

test('tasks of one key run one after the other, of different keys side by side', async () => {
  const run = serial();
  const log: string[] = [];
  const task = (name: string, milliseconds: number) => async () => {
    log.push(`${name} begins`);
    await sleep(milliseconds);
    log.push(`${name} ends`);
    return name;
  };
  const results = await Promise.all([
    run('a', task('a1', 30)),
    run('a', task('a2', 1)),
    run('b', task('b1', 1)),
  ]);
  expect(results).toEqual(['a1', 'a2', 'b1']);
  expect(log).toEqual(['a1 begins', 'b1 begins', 'b1 ends', 'a1 ends', 'a2 begins', 'a2 ends']);
});

test('a task that fails fails alone', async () => {
  const run = serial();
  const failing = run('a', async () => {
    throw new Error('broken');
  });
  const next = run('a', async () => 'fine');
  await expect(failing).rejects.toThrow('broken');
  await expect(next).resolves.toBe('fine');
});
