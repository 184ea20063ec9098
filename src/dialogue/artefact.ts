/** What training leaves behind: a model as plain JSON, the same bytes for the same data and code. */
import { createHash } from 'node:crypto';
import type { ChatWords } from '../content/chat-words.ts';
import type { Lessons } from './calibration.ts';
import type { StoredModel } from './model.ts';

export interface Example {
  readonly intent: string;
  readonly text: string;
}

export interface ModelArtefact extends Lessons {
  /** Hash of examples, chat words and code: equal hashes mean equal models. */
  readonly hash: string;
  readonly chatWords: Readonly<Record<string, string>>;
  readonly model: StoredModel;
  /** Messages that a loaded model must still answer with these intents. */
  readonly golden: readonly Example[];
}

/** Sorted and without repetitions, so that neither order nor copies in the files change a model. */
export function inTrainingOrder(examples: readonly Example[]): Example[] {
  const distinct = new Map(
    examples.map((example) => [`${example.intent}\n${example.text}`, example]),
  );
  return [...distinct]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { intent, text }]) => ({ intent, text }));
}

/** Names a model before it is trained. `codeVersion` stands for the code that trains it. */
export function hashOf(
  examples: readonly Example[],
  chatWords: ChatWords,
  codeVersion: string,
): string {
  const words = [...chatWords].sort(([a], [b]) => (a < b ? -1 : 1));
  const data = JSON.stringify([codeVersion, words, inTrainingOrder(examples)]);
  return createHash('sha256').update(data).digest('hex');
}
