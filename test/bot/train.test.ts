import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TRAINING_CODE, trainInWorker } from '../../src/bot/train.ts';
import { loadClassifier } from '../../src/dialogue/classifier.ts';
import { chatWords } from '../helpers/chat-words.ts';

const examples = [
  { intent: 'shutdown-when', text: 'bao giờ tắt sóng 2G' },
  { intent: 'shutdown-when', text: 'khi nào cắt 2G' },
  { intent: 'sim-4g', text: 'đổi sim 4G ở đâu' },
  { intent: 'sim-4g', text: 'thay sim có mất tiền không' },
];
const more = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    intent: `i${at % 8}`,
    text: `câu hỏi số ${at} về việc ${at * 7}`,
  }));

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'models-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const files = () => readdirSync(dir);

describe('training', () => {
  it('leaves a model that works', async () => {
    const classifier = await loadClassifier(await trainInWorker(examples, chatWords, dir));
    expect(classifier.classify('khi nao tat 2G').ranked[0]?.intent).toBe('shutdown-when');
  });

  it('happens once for the same data', async () => {
    const first = await trainInWorker(examples, chatWords, dir);
    const [file = ''] = files();
    writeFileSync(join(dir, file), JSON.stringify({ ...first, golden: [] }));
    expect((await trainInWorker([...examples].reverse(), chatWords, dir)).golden).toEqual([]);
    expect(files()).toEqual([file]);
  });

  it('happens again when the kept model is damaged', async () => {
    await trainInWorker(examples, chatWords, dir);
    const [file = ''] = files();
    writeFileSync(join(dir, file), '{"hash":');
    expect((await trainInWorker(examples, chatWords, dir)).model.intents).toEqual([
      'shutdown-when',
      'sim-4g',
    ]);
  });

  it('keeps models to go back to, but not for ever', async () => {
    const first = await trainInWorker(examples, chatWords, dir);
    for (let at = 1; at <= 5; at += 1) {
      await trainInWorker([...examples, { intent: 'sim-4g', text: `sim ${at}` }], chatWords, dir);
    }
    expect(files()).toHaveLength(5);
    expect(existsSync(join(dir, `model-${first.hash}.json`))).toBe(false);
  });

  it('fails loudly', async () => {
    writeFileSync(join(dir, 'occupied'), '');
    await expect(trainInWorker(examples, chatWords, join(dir, 'occupied'))).rejects.toThrow();
  });

  it('does not hold up the main thread', async () => {
    const before = process.threadCpuUsage();
    await trainInWorker(more(800), chatWords, dir);
    // Of this thread alone, so a busy machine does not count.
    const { user, system } = process.threadCpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(100);
  });
});

describe('the version of the training code', () => {
  it('covers every module that training uses', () => {
    const seen = new Set<string>();
    const visit = (name: string) => {
      if (seen.has(name)) return;
      seen.add(name);
      const source = readFileSync(
        new URL(`../../src/dialogue/${name}.ts`, import.meta.url),
        'utf8',
      );
      for (const [, imported = ''] of source.matchAll(/from '\.\/([a-z-]+)\.ts'/g)) visit(imported);
    };
    visit('classifier');
    expect([...seen].sort()).toEqual([...TRAINING_CODE].sort());
  });
});
