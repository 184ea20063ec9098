/** Runs in a worker thread: trains one model and writes it where it was told. */
import { rename, writeFile } from 'node:fs/promises';
import { workerData } from 'node:worker_threads';
import { trainClassifier } from '../dialogue/classifier.ts';
import type { TrainingJob } from './train.ts';

const { examples, chatWords, codeVersion, file }: TrainingJob = workerData;
const artefact = await trainClassifier(examples, { chatWords, codeVersion });
// Written beside and renamed, so that a reader never meets half a model.
const unfinished = `${file}.${process.pid}.part`;
await writeFile(unfinished, JSON.stringify(artefact));
await rename(unfinished, file);
