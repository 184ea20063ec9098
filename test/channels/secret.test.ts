import { expect, test } from 'vitest';
import { alarm, sameSecret } from '../../src/channels/secret.ts';
import { tally } from '../../src/channels/tally.ts';
import { movableClock } from '../helpers/bot.ts';

test('only the very same secret is the same', () => {
  expect(sameSecret('abc', 'abc')).toBe(true);
  for (const other of ['', 'ab', 'abcd', 'abC', 'abc\0'])
    expect(sameSecret(other, 'abc')).toBe(false);
});

test('an alarm sounds at once, then counts in silence for a minute', () => {
  const clock = movableClock();
  const { report, heard } = recorder();
  const refused = alarm(report, 'a call was refused', clock.now);
  for (let n = 0; n < 1000; n += 1) refused('a guess');
  expect(heard).toEqual([
    ['error', { alarm: true, calls: 1, likelyCause: 'a guess' }, 'a call was refused'],
  ]);
  clock.forward(60_000);
  refused('another');
  expect(heard[1]?.[1]).toEqual({ alarm: true, calls: 1000, likelyCause: 'another' });
});

test('a tally tells of the first of a kind and of each power of ten', () => {
  const { report, heard } = recorder();
  const count = tally(report, 'telegram');
  for (let n = 0; n < 150; n += 1) count('poll');
  count('story');
  expect(heard.map(([, details]) => details)).toEqual([
    { channel: 'telegram', kind: 'poll', count: 1 },
    { channel: 'telegram', kind: 'poll', count: 10 },
    { channel: 'telegram', kind: 'poll', count: 100 },
    { channel: 'telegram', kind: 'story', count: 1 },
  ]);
});

test('kinds that somebody makes up cannot fill the memory', () => {
  const { report, heard } = recorder();
  const count = tally(report, 'telegram');
  for (let n = 0; n < 1000; n += 1) count(`kind ${n}`);
  expect(heard.length).toBeLessThan(60);
});

type Line = [level: string, details: object, sentence: string];

function recorder() {
  const heard: Line[] = [];
  const at = (level: string) => (details: object, sentence: string) => {
    heard.push([level, details, sentence]);
  };
  return { heard, report: { info: at('info'), warn: at('warn'), error: at('error') } };
}
