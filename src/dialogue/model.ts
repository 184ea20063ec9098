/** A trained model: two support vector machines and a naive Bayes over the words of a text. */
import { addVoices, type Bayes, bayesOf, countFeatures } from './bayes.ts';
import { PLAIN_WORD, stretchFeatures, wordFeatures } from './features.ts';
import {
  type LinearModel,
  marginsOf,
  restoreLinear,
  type StoredLinear,
  storeLinear,
  trainLinear,
} from './linear.ts';
import { type Indexed, type IndexedRow, withRows } from './samples.ts';
import { type CorrectSpelling, spellingOf } from './spelling.ts';
import type { SvmOptions } from './svm.ts';

export interface Model {
  /** Sorted. */
  readonly intents: readonly string[];
  /** Number of each feature; those of words come first. */
  readonly features: ReadonlyMap<string, number>;
  readonly words: LinearModel;
  readonly stretches: LinearModel;
  readonly bayes: Bayes;
  readonly correctSpelling: CorrectSpelling;
}

/** A model as JSON: features one a line, numbers as base64 of bytes. */
export interface StoredModel {
  readonly intents: readonly string[];
  readonly features: string;
  readonly words: StoredLinear;
  readonly stretches: StoredLinear;
  readonly counts: { readonly sizes: string; readonly labels: string; readonly counts: string };
}

export interface Scores {
  /** How far a text lies on each intent's side, in the order of `intents`. */
  readonly margins: Float64Array;
  /** Share of the text's features that the model has ever seen, 0 to 1. */
  readonly known: number;
}

/** Chosen on held-out questions; accuracy is flat from 8 to 12 and from a quarter to double the cost. */
const BAYES_WEIGHT = 10;
const DEFAULTS: SvmOptions = { cost: 0.5, epochs: 6 };

/** Trains on some of the rows. Same rows in the same order, same model to the last bit. */
export function trainModel(
  indexed: Indexed,
  chosen: readonly IndexedRow[],
  options = DEFAULTS,
): Model {
  const { names, firstStretch, rows } = withRows(indexed, chosen);
  const intents = [...new Set(rows.map(({ intent }) => intent))].sort();
  const labels = rows.map(({ intent }) => intents.indexOf(intent));
  const classes = intents.length;
  const sizes = { features: names.length, classes };
  const parts = rows.map(({ words, stretches }) => [words.features, stretches.features]);
  return assemble(
    intents,
    names,
    trainLinear(
      rows.map(({ words }) => words),
      labels,
      { first: 0, end: firstStretch, classes },
      options,
    ),
    trainLinear(
      rows.map(({ stretches }) => stretches),
      labels,
      { first: firstStretch, end: names.length, classes },
      options,
    ),
    bayesOf(countFeatures(parts, labels, sizes), classes),
  );
}

function assemble(
  intents: readonly string[],
  names: readonly string[],
  words: LinearModel,
  stretches: LinearModel,
  bayes: Bayes,
): Model {
  const features = new Map(names.map((name, at) => [name, at]));
  const count = (name: string) => bayes.occurrences[features.get(name) ?? -1] ?? 0;
  const vocabulary = names
    .slice(0, stretches.first)
    .filter((name) => name.startsWith(PLAIN_WORD) && !name.includes(' ', PLAIN_WORD.length))
    .map((name) => name.slice(PLAIN_WORD.length));
  const correctSpelling = spellingOf(vocabulary, {
    wordCount: (word) => count(PLAIN_WORD + word),
    pairCount: (first, second) => count(`${PLAIN_WORD}${first} ${second}`),
  });
  return { intents, features, words, stretches, bayes, correctSpelling };
}

/** Scores the words of a normalised text against every intent. */
export function scoresOf(model: Model, typed: readonly string[]): Scores {
  const meant = model.correctSpelling(typed);
  const wordNames = wordFeatures(meant);
  const stretchNames = stretchFeatures(meant);
  const words = numbersOf(model, wordNames);
  const stretches = numbersOf(model, stretchNames);
  const margins = marginsOf(model.words, words, wordNames.length);
  marginsOf(model.stretches, stretches, stretchNames.length).forEach((margin, at) => {
    margins[at] = (margins[at] ?? 0) + margin;
  });
  // Apart, because there are four times as many stretches as words.
  addVoices(margins, model.bayes, words, BAYES_WEIGHT);
  addVoices(margins, model.bayes, stretches, BAYES_WEIGHT);
  const seen = words.length + stretches.length;
  return { margins, known: seen / Math.max(wordNames.length + stretchNames.length, 1) };
}

function numbersOf({ features }: Model, names: readonly string[]): number[] {
  const numbers: number[] = [];
  for (const name of names) {
    const number = features.get(name);
    if (number !== undefined) numbers.push(number);
  }
  return numbers;
}

export function storeModel({ intents, features, words, stretches, bayes }: Model): StoredModel {
  return {
    intents,
    features: [...features.keys()].join('\n'),
    words: storeLinear(words),
    stretches: storeLinear(stretches),
    counts: {
      sizes: base64(bayes.sizes),
      labels: base64(bayes.labels),
      counts: base64(bayes.counts),
    },
  };
}

/** Throws when the parts do not fit each other. */
export function restoreModel({ intents, features, words, stretches, counts }: StoredModel): Model {
  const names = features === '' ? [] : features.split('\n');
  const counted = {
    sizes: bytes(counts.sizes),
    labels: bytes(counts.labels),
    counts: bytes(counts.counts),
  };
  if (counted.sizes.length !== names.length) {
    throw new Error(`Counts of ${counted.sizes.length} features for ${names.length}`);
  }
  return assemble(
    intents,
    names,
    restoreLinear(words, stretches.first),
    restoreLinear(stretches, names.length - stretches.first),
    bayesOf(counted, intents.length),
  );
}

function base64(data: Uint8Array): string {
  return Buffer.from(data).toString('base64');
}

function bytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64'));
}
