/** The dialogue over a content snapshot, with the model trained on its examples. */
import { join } from 'node:path';
import type { Snapshot } from '../content/content.ts';
import { makeAnswer } from '../dialogue/answer.ts';
import { type Example, loadClassifier, type ModelArtefact } from '../dialogue/classifier.ts';
import type { AnswerTurn } from '../dialogue/conversation.ts';
import { LOCALES } from '../message.ts';
import { trainInWorker } from './train.ts';

/** Folder of the trained models below DATA_DIR. */
const MODELS = 'models';

/** All examples of all intents, in both languages: one classifier reads both. */
export function examplesOf(content: Snapshot): Example[] {
  return [...content.intents.values()].flatMap(({ id, examples }) =>
    LOCALES.flatMap((locale) => examples[locale].map((text) => ({ intent: id, text }))),
  );
}

/** The model of these examples, from the folder of models or trained now, in a worker. */
export function modelOf(content: Snapshot, dataDir: string): Promise<ModelArtefact> {
  return trainInWorker(examplesOf(content), content.chatWords, join(dataDir, MODELS));
}

/** Opens the dialogue: the model is loaded, or trained in a worker the first time. */
export async function openDialogue(content: Snapshot, dataDir: string): Promise<AnswerTurn> {
  return makeAnswer(content, await loadClassifier(await modelOf(content, dataDir)));
}
