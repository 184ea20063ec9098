/**
 * The one place that knows @nlpjs: Vietnamese as a language plug-in, the support vector machine as
 * its NLU class, and the assistant's view of what comes out.
 *
 * Why not nlp.js as it comes: it strips marks but keeps đ, its perceptron diverges on rich features,
 * its score cannot refuse, it caches every message, and retraining an instance in place silently
 * does not learn new intents. So: own plug-in, own NLU class, no caches, always a new instance.
 */
import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';
import type { ChatWords } from '../content/chat-words.ts';
import { type Example, hashOf, inTrainingOrder, type ModelArtefact } from './artefact.ts';
import { type Calibration, calibrate, type Decision, decide } from './calibration.ts';
import { type Container, LangVi } from './lang-vi.ts';
import { storeModel } from './model.ts';
import { SvmNlu } from './svm-nlu.ts';

export type { Example, ModelArtefact } from './artefact.ts';

export interface Classification {
  /** At most five, descending; scores are probabilities, calibrated on held-out examples. */
  readonly ranked: readonly { readonly intent: string; readonly score: number }[];
  /** Share of the message's features that the model has ever seen, 0 to 1. */
  readonly known: number;
  /** How far the first reading lies before the second. */
  readonly margin: number;
  readonly decision: Decision;
}

export interface Classifier {
  /** All that it can answer with, sorted. */
  readonly intents: readonly string[];
  /** Pure and synchronous; keeps nothing of the text. */
  classify(text: string): Classification;
}

/** What is used of nlp.js 4.27, which ships no types. */
export interface Nlp {
  readonly container: Container;
  readonly nluManager: {
    readonly domainManagers: { readonly vi: { fromJSON(json: object): void } };
  };
  addLanguage(locale: string): void;
  addDocument(locale: string, text: string, intent: string): void;
  useNlu(nlu: object, locale: string): void;
  train(): Promise<unknown>;
  process(
    locale: string,
    text: string,
  ): Promise<{
    intent: string;
    classifications: readonly { intent: string; score: number }[];
  }>;
}

const NlpClass = requireQuietly();

/** Its logger uses an option that pino 7 warns about on the citizen's terminal. */
function requireQuietly(): new (settings: object) => Nlp {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return createRequire(import.meta.url)('@nlpjs/basic').Nlp;
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** An nlp.js that keeps its hands off files, entities, moods and logs. */
export function newNlp(threshold: number): Nlp {
  const off = { autoLoad: false, autoSave: false, calculateSentiment: false, forceNER: false };
  return new NlpClass({ threshold, nlu: { log: false }, ...off });
}

function engineFor(chatWords: ChatWords): { nlp: Nlp; svm: SvmNlu } {
  const nlp = newNlp(0);
  const language = new LangVi(chatWords);
  const svm = new SvmNlu(language);
  nlp.container.use(language);
  nlp.container.registerConfiguration('domain-manager-vi', { useStemDict: false });
  // Without the dictionary of known rows, which would answer 1.0 for whatever was trained.
  nlp.container.registerPipeline('domain-manager-vi-train', [
    '.generateCorpus',
    '.innerTrain',
    'output.status',
  ]);
  nlp.useNlu(svm, 'vi');
  nlp.addLanguage('vi');
  return { nlp, svm };
}

/** Trains on a new nlp.js and measures it on held-out folds. Same arguments, same bytes. */
export async function trainClassifier(
  examples: readonly Example[],
  { chatWords, codeVersion }: { chatWords: ChatWords; codeVersion: string },
): Promise<ModelArtefact> {
  const { nlp, svm } = engineFor(chatWords);
  const rows = inTrainingOrder(examples);
  for (const { text, intent } of rows) nlp.addDocument('vi', text, intent);
  await nlp.train();
  return {
    hash: hashOf(rows, chatWords, codeVersion),
    chatWords: Object.fromEntries(chatWords),
    model: storeModel(svm.model),
    ...calibrate(svm.samples, svm.indexed),
    golden: goldenOf(rows, svm),
  };
}

/** Of each intent the first example that the fresh model answers with it. */
function goldenOf(rows: readonly Example[], svm: SvmNlu): Example[] {
  const isRight = ({ text, intent }: Example) => svm.read(text).ranked[0]?.intent === intent;
  return [...Map.groupBy(rows, ({ intent }) => intent).values()].flatMap(
    (examples) => examples.find(isRight) ?? [],
  );
}

/** Loads a model into a new nlp.js; throws unless it still answers its golden messages. */
export async function loadClassifier(artefact: ModelArtefact): Promise<Classifier> {
  const { nlp, svm } = engineFor(new Map(Object.entries(artefact.chatWords)));
  // Citizens come first: a model is loaded while others wait for their answers.
  await setImmediate();
  nlp.nluManager.domainManagers.vi.fromJSON({
    settings: {},
    stemDict: {},
    intentDict: Object.fromEntries(artefact.model.intents.map((intent) => [intent, 'default'])),
    sentences: [],
    domains: { master_domain: artefact.model },
  });
  svm.sharpness = artefact.calibration.sharpness;
  for (const { text, intent } of artefact.golden) {
    await setImmediate();
    const answer = await nlp.process('vi', text);
    if (answer.intent !== intent) {
      throw new Error(`Model ${artefact.hash}: "${text}" gives ${answer.intent}, not ${intent}`);
    }
  }
  return {
    intents: svm.model.intents,
    classify: (text) => classify(svm, artefact.calibration, text),
  };
}

function classify(svm: SvmNlu, calibration: Calibration, text: string): Classification {
  const reading = svm.read(text);
  const { ranked, known, margin } = reading;
  return { ranked: ranked.slice(0, 5), known, margin, decision: decide(reading, calibration) };
}
