/**
 * Training away from the main thread, at most once for the same data and code.
 *
 * Models are kept in a folder by their hash. Going back to earlier content therefore finds its model
 * still there; only the oldest ones are thrown away.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ChatWords } from '../content/chat-words.ts';
import { type Example, hashOf, type ModelArtefact } from '../dialogue/artefact.ts';

export interface TrainingJob {
  readonly examples: readonly Example[];
  readonly chatWords: ChatWords;
  readonly codeVersion: string;
  readonly file: string;
}

/** Models that are kept, the newest first: today's and those to go back to. */
const KEPT_MODELS = 5;

/** Everything that decides what a model is, beside its data. */
export const TRAINING_CODE = [
  'artefact',
  'bayes',
  'calibration',
  'classifier',
  'english',
  'features',
  'held-out',
  'lang-vi',
  'linear',
  'logistic',
  'model',
  'normalize',
  'random',
  'respell',
  'samples',
  'spelling',
  'svm-nlu',
  'svm',
  'syllable',
  'telex',
] as const;

/** The model for these examples, from `dir` if it is there; throws when training fails. */
export async function trainInWorker(
  examples: readonly Example[],
  chatWords: ChatWords,
  dir: string,
): Promise<ModelArtefact> {
  const codeVersion = await hashCode();
  const file = join(dir, `model-${hashOf(examples, chatWords, codeVersion)}.json`);
  const kept = await readModel(file);
  if (kept !== undefined) return kept;
  await mkdir(dir, { recursive: true });
  await runWorker({ examples, chatWords, codeVersion, file });
  await dropOldModels(dir);
  const trained = await readModel(file);
  if (trained === undefined) throw new Error(`Training left no model in ${file}`);
  return trained;
}

async function hashCode(): Promise<string> {
  const hash = createHash('sha256');
  for (const name of TRAINING_CODE) {
    hash.update(await readFile(new URL(`../dialogue/${name}.ts`, import.meta.url)));
  }
  return hash.digest('hex');
}

/** A missing or damaged file is no error: the model is trained again. */
async function readModel(file: string): Promise<ModelArtefact | undefined> {
  try {
    const artefact: ModelArtefact = JSON.parse(await readFile(file, 'utf8'));
    const now = new Date();
    await utimes(file, now, now);
    return artefact;
  } catch {
    return undefined;
  }
}

async function runWorker(job: TrainingJob): Promise<void> {
  const worker = new Worker(new URL('./train-worker.ts', import.meta.url), { workerData: job });
  // `once` rejects with what the worker throws.
  const [exitCode] = await once(worker, 'exit');
  if (exitCode !== 0) throw new Error(`Training stopped with code ${exitCode}`);
}

async function dropOldModels(dir: string): Promise<void> {
  const names = (await readdir(dir)).filter((name) => /^model-[0-9a-f]{64}\.json$/.test(name));
  const models = await Promise.all(
    names.map(async (name) => ({
      path: join(dir, name),
      usedAt: (await stat(join(dir, name))).mtimeMs,
    })),
  );
  models.sort((a, b) => b.usedAt - a.usedAt);
  for (const { path } of models.slice(KEPT_MODELS)) await rm(path, { force: true });
}
