import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Classifier,
  type Example,
  loadClassifier,
  type ModelArtefact,
  trainClassifier,
} from '../../src/dialogue/classifier.ts';
import { chatWords } from '../helpers/chat-words.ts';

const examples: Example[] = Object.entries({
  'shutdown-when': [
    'bao giờ tắt sóng 2G',
    'khi nào thì cắt 2G',
    'ngày nào ngừng 2G',
    'chừng nào dừng sóng 2G vậy',
    'tháng mấy tắt 2G',
  ],
  'sim-4g': [
    'đổi sim 4G ở đâu',
    'sim cũ có phải thay không',
    'thay sim 4G mất bao nhiêu tiền',
    'làm sim 4G cần giấy tờ gì',
    'đổi sim có mất danh bạ không',
  ],
  'cost-buy': [
    'mua điện thoại 4G nào rẻ',
    'máy phím bấm 4G giá bao nhiêu',
    'nên mua máy nào cho ông bà',
    'điện thoại 4G rẻ nhất',
    'mua máy ở đâu',
  ],
  'out-of-scope': [
    'hôm nay trời có mưa không',
    'kể chuyện cười đi',
    'nấu phở thế nào',
    'ai vô địch bóng đá',
    'em ăn cơm chưa',
  ],
}).flatMap(([intent, texts]) => texts.map((text) => ({ intent, text })));
const options = { chatWords, codeVersion: 'test' };

setFlagsFromString('--expose_gc');
const collectGarbage: () => void = runInNewContext('gc');

let artefact: ModelArtefact;
let classifier: Classifier;
beforeAll(async () => {
  artefact = await trainClassifier(examples, options);
  classifier = await loadClassifier(artefact);
});

const best = (text: string) => classifier.classify(text).ranked[0]?.intent;

describe('the classifier', () => {
  it.each([
    ['with marks', 'khi nào tắt sóng 2G', 'shutdown-when'],
    ['without marks', 'khi nao tat song 2G', 'shutdown-when'],
    ['in chat spelling', 'đổi sim ở đâu dc z', 'sim-4g'],
    ['in raw Telex', 'mua mays naof cho oong baf', 'cost-buy'],
    ['with typing errors', 'dienj thaoi 4G nafo re nhta', 'cost-buy'],
    ['off topic', 'kể chuyện cười nghe chơi', 'out-of-scope'],
  ])('understands a question %s', (_style, text, intent) => expect(best(text)).toBe(intent));

  it('ranks descending, with scores that are probabilities', () => {
    const scores = classifier.classify('thay sim').ranked.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(scores.reduce((sum, score) => sum + score, 0)).toBeLessThanOrEqual(1.000001);
  });

  it.each(['', '   ', '?!…', '👍', 'สวัสดีครับ', '你好', 'مرحبا', 'xqzw vbnmk'])(
    'never answers what it knows nothing of: "%s"',
    (text) => expect(classifier.classify(text).decision).not.toBe('answer'),
  );

  it.each(['constructor', '__proto__', 'toString hasOwnProperty', 'giá constructor bao nhiêu'])(
    'takes "%s" for a word like any other',
    (text) => expect(() => classifier.classify(text)).not.toThrow(),
  );
});

describe('a model', () => {
  it('has the same bytes for the same data, in whatever order', async () => {
    const again = await trainClassifier([...examples].reverse(), options);
    expect(JSON.stringify(again)).toBe(JSON.stringify(artefact));
  });

  it('names the examples that are nearer to another intent', async () => {
    const strays = [...examples, { intent: 'cost-buy', text: 'bao giờ cắt sóng 2G vậy' }];
    const { confused } = await trainClassifier(strays, options);
    expect(confused).toContainEqual(
      expect.objectContaining({ text: 'bao giờ cắt sóng 2g vậy', nearerTo: 'shutdown-when' }),
    );
  });

  it('has another hash for other data, other chat words and other code', async () => {
    const variants = await Promise.all([
      trainClassifier(examples.slice(1), options),
      trainClassifier(examples, { ...options, chatWords: new Map() }),
      trainClassifier(examples, { ...options, codeVersion: 'other' }),
    ]);
    expect(new Set([artefact, ...variants].map(({ hash }) => hash)).size).toBe(4);
  });

  it('answers the same after it was written and read', async () => {
    const copy = await loadClassifier(JSON.parse(JSON.stringify(artefact)));
    for (const { text } of examples) expect(copy.classify(text)).toEqual(classifier.classify(text));
  });

  it('is not loaded when it no longer answers its golden messages', async () => {
    const broken = { ...artefact, golden: [{ text: 'đổi sim 4G ở đâu', intent: 'cost-buy' }] };
    await expect(loadClassifier(broken)).rejects.toThrow('gives sim-4g, not cost-buy');
  });

  it('is not loaded when a part of it is missing', async () => {
    const { words } = artefact.model;
    const cut = {
      ...artefact,
      model: { ...artefact.model, words: { ...words, weights: words.weights.slice(0, 400) } },
    };
    await expect(loadClassifier(cut)).rejects.toThrow('weights for');
  });
});

describe('hostile input', () => {
  /** The best of several runs: other programs may use the machine too. */
  const millisecondsFor = (text: string) =>
    Math.min(
      ...Array.from({ length: 5 }, () => {
        const start = performance.now();
        classifier.classify(text);
        return performance.now() - start;
      }),
    );

  it.each([
    ['100 kB of one letter', 'x'.repeat(100_000)],
    ['100 kB of run-together words', 'điệnthoại'.repeat(11_000)],
    ['100 kB of punctuation', '?!.,'.repeat(25_000)],
    ['5,000 unknown words', Array.from({ length: 5000 }, (_, at) => `từ${at}lạ`).join(' ')],
    ['a regular expression', `${'('.repeat(5000)}a+${')+'.repeat(5000)}$`],
    ['100 kB of Thai', 'ก'.repeat(33_000)],
    ['30,000 split accents', 'ệ'.normalize('NFD').repeat(30_000)],
  ])('takes no longer than 20 ms: %s', (_name, text) => {
    expect(millisecondsFor(text)).toBeLessThan(20);
  });

  it('never breaks it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
        expect(classifier.classify(text).known).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('leaves nothing behind in memory', () => {
    const grow = (from: number) => {
      for (let at = from; at < from + 25_000; at += 1)
        classifier.classify(`tin nhắn số ${at} từ${at * 7}`);
      collectGarbage();
      return process.memoryUsage().heapUsed;
    };
    const before = grow(0);
    expect(grow(25_000) - before).toBeLessThan(2_000_000);
  });
});
