/**
 * The one place that knows @nlpjs: Vietnamese as a language plug-in, the support vector machine as
 * its NLU class, and the assistant's view of what comes out.
 *
 * Why not nlp.js as it comes: it strips marks but keeps đ, its perceptron diverges on rich features,
 * its score cannot refuse, it caches every message, and retraining an instance in place silently
 * does not learn new intents. So: own plug-in, own NLU class, no caches, always a new instance.
 */
import { createRequire } from 'node:module';
import type { ChatWords } from '../content/chat-words.ts';
import { type Example, hashOf, inTrainingOrder, type ModelArtefact } from './artefact.ts';
import {
  type Calibration,
  calibrate,
  type Decision,
  decide,
  type Reading,
  read,
} from './calibration.ts';
import { featuresOf } from './features.ts';
import {
  type LinearModel,
  restoreModel,
  type Sample,
  type StoredModel,
  scoresOf,
  storeModel,
  trainModel,
} from './model.ts';
import { normalize } from './normalize.ts';

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
  process(locale: string, text: string): Promise<{ intent: string; score: number }>;
}

export interface Container {
  use(plugin: object): string;
  registerConfiguration(name: string, value: object): void;
  registerPipeline(name: string, steps: readonly string[]): void;
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

/** Vietnamese for nlp.js. Its "stems" are all features of a text, not only its words. */
export class LangVi {
  readonly name = 'lang-vi';
  readonly chatWords: ChatWords;

  constructor(chatWords: ChatWords) {
    this.chatWords = chatWords;
  }

  /** Called by the container. The tokenizer also keeps nlp.js from caching every message. */
  register(container: Container): void {
    container.use({
      name: 'normalizer-vi',
      normalize: (text: string) => normalize(text, this.chatWords),
    });
    container.use({ name: 'tokenizer-vi', tokenize: wordsOf });
    container.use({ name: 'stemmer-vi', stem: featuresOf });
  }

  featuresOf(text: string): string[] {
    return featuresOf(wordsOf(normalize(text, this.chatWords)));
  }
}

function wordsOf(text: string): string[] {
  return text.split(' ').filter(Boolean);
}

/** The support vector machine as nlp.js calls an NLU class. */
class SvmNlu {
  readonly name = 'SvmNlu';
  readonly language: LangVi;
  model: LinearModel = { intents: [], features: new Map(), weights: new Int8Array(), scales: [] };
  samples: readonly Sample[] = [];
  sharpness = 1;

  constructor(language: LangVi) {
    this.language = language;
  }

  train(corpus: readonly { utterance: string; intent: string }[]): { status: object } {
    this.samples = corpus.map(({ utterance, intent }) => ({
      intent,
      features: this.language.featuresOf(utterance),
    }));
    this.model = trainModel(this.samples);
    return { status: {} };
  }

  read(text: string): Reading {
    return read(
      this.model.intents,
      scoresOf(this.model, this.language.featuresOf(text)),
      this.sharpness,
    );
  }

  process(text: string): { classifications: Reading['ranked'] } {
    return { classifications: this.read(text).ranked };
  }

  fromJSON(model: StoredModel): void {
    this.model = restoreModel(model);
  }
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
  const { calibration, metrics } = calibrate(svm.samples);
  return {
    hash: hashOf(rows, chatWords, codeVersion),
    chatWords: Object.fromEntries(chatWords),
    model: storeModel(svm.model),
    calibration,
    metrics,
    golden: goldenOf(rows, svm),
  };
}

/** Of each intent the example that the fresh model is surest of. */
function goldenOf(rows: readonly Example[], svm: SvmNlu): Example[] {
  const best = new Map<string, { example: Example; margin: number }>();
  for (const example of rows) {
    const { ranked, margin } = svm.read(example.text);
    if (ranked[0]?.intent !== example.intent) continue;
    if (margin > (best.get(example.intent)?.margin ?? 0))
      best.set(example.intent, { example, margin });
  }
  return [...best.values()].map(({ example }) => example);
}

/** Loads a model into a new nlp.js; throws unless it still answers its golden messages. */
export async function loadClassifier(artefact: ModelArtefact): Promise<Classifier> {
  const { nlp, svm } = engineFor(new Map(Object.entries(artefact.chatWords)));
  nlp.nluManager.domainManagers.vi.fromJSON({
    settings: {},
    stemDict: {},
    intentDict: Object.fromEntries(artefact.model.intents.map((intent) => [intent, 'default'])),
    sentences: [],
    domains: { master_domain: artefact.model },
  });
  svm.sharpness = artefact.calibration.sharpness;
  for (const { text, intent } of artefact.golden) {
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
