/** Reading a message, beside stock nlp.js trained on the same rows. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { examplesOf } from '../../src/bot/dialogue.ts';
import { trainInWorker } from '../../src/bot/train.ts';
import { openContent } from '../../src/content/files.ts';
import { loadClassifier } from '../../src/dialogue/classifier.ts';
import { makeUnderstand } from '../../src/dialogue/understand.ts';
import { scaledNlp, stockNlp } from '../../src/evaluate/rivals.ts';
import { restyle, STYLES } from '../../src/evaluate/styles.ts';
import { compare, figure, heading, quantiles, residentMb, timed } from './report.ts';

const ROOT = join(import.meta.dirname, '../..');
const TEXTS = 3000;
const DIFFERENT_MESSAGES = 50_000;

export async function benchUnderstanding(): Promise<void> {
  heading('understanding');
  const content = openContent(ROOT, '2026-11-22');
  const examples = examplesOf(content);
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const [training] = await timed(1, () => trainInWorker(examples, content.chatWords, folder));
  delay.disable();
  const stockTraining = await timed(1, () => stockNlp(examples));
  compare(
    'training, in a worker',
    training ?? 0,
    { name: 'stock nlp.js', value: stockTraining[0] ?? 0 },
    'ms',
  );
  figure('longest stall of the main thread meanwhile', delay.max / 1e6, 'ms');
  const artefact = await trainInWorker(examples, content.chatWords, folder);
  const [loading] = await timed(1, () => loadClassifier(artefact));
  figure('loading a trained model, golden messages checked', loading ?? 0, 'ms');
  figure('model', JSON.stringify(artefact).length / 1e6, 'MB');

  const classifier = await loadClassifier(artefact);
  const understand = makeUnderstand(content, classifier);
  const texts = Array.from({ length: TEXTS }, (_, at) => {
    const example = examples[(at * 7) % examples.length]?.text ?? '';
    return restyle(example, STYLES[at % STYLES.length] ?? 'as-given', at);
  });
  const stock = await stockNlp(examples);
  const scaled = await scaledNlp(examples, content.chatWords);
  for (const text of texts.slice(0, 300)) understand(text);
  const ours = quantiles(await timed(TEXTS, (at) => understand(texts[at] ?? '')));
  const theirs = quantiles(await timed(TEXTS, (at) => stock(texts[at] ?? '')));
  const perceptron = quantiles(await timed(TEXTS, (at) => scaled(texts[at] ?? '')));
  compare(
    'understand (all of it), p50',
    ours.p50,
    { name: 'stock nlp.js', value: theirs.p50 },
    'ms',
  );
  compare(
    'understand (all of it), p99',
    ours.p99,
    { name: 'stock nlp.js', value: theirs.p99 },
    'ms',
  );
  compare(
    'the same beside the scaled perceptron, p50',
    ours.p50,
    { name: 'perceptron', value: perceptron.p50 },
    'ms',
  );
  const begun = performance.now();
  for (const text of texts) understand(text);
  figure('texts a second on one core', (TEXTS / (performance.now() - begun)) * 1000, '/s');

  const before = await residentMb('self');
  for (let at = 0; at < DIFFERENT_MESSAGES; at += 1)
    classifier.classify(`${texts[at % TEXTS]} ${at} xyz${at * 31}`);
  figure(
    `memory grown over ${DIFFERENT_MESSAGES} different messages`,
    (await residentMb('self')) - before,
    'MB',
  );
  rmSync(folder, { recursive: true });
}
