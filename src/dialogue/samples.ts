/** Examples as numbers: every feature of every example gets its number once, for all trainings. */
import { stretchFeatures, wordFeatures } from './features.ts';
import type { Row } from './svm.ts';

/** One example: the words of its normalised text. */
export interface Sample {
  readonly intent: string;
  readonly words: readonly string[];
}

export interface Indexed {
  /** Names of features by number: first those of words, then those of stretches. */
  readonly names: readonly string[];
  readonly firstStretch: number;
  readonly rows: readonly IndexedRow[];
}

export interface IndexedRow {
  readonly intent: string;
  readonly words: Row;
  readonly stretches: Row;
}

/** A stretch of characters that only one example has is an accident. */
const LEAST_STRETCHES = 2;

export function indexSamples(samples: readonly Sample[]): Indexed {
  const words = new Map<string, number>();
  const stretches = new Map<string, number>();
  const rows = samples.map((sample) => ({
    intent: sample.intent,
    words: rowOf(wordFeatures(sample.words), words),
    stretches: rowOf(stretchFeatures(sample.words), stretches),
  }));
  return {
    names: [...words.keys(), ...stretches.keys()],
    firstStretch: words.size,
    rows: rows.map((row) => ({ ...row, stretches: shifted(row.stretches, words.size) })),
  };
}

function rowOf(names: readonly string[], numbers: Map<string, number>): Row {
  const features = Uint32Array.from(names, (name) => {
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
  });
  return { features, length: lengthOf(names.length) };
}

function shifted({ features, length }: Row, by: number): Row {
  return { features: features.map((feature) => feature + by), length };
}

/** What a row of so many features, each weighing 1, is divided by to have length 1. */
export function lengthOf(count: number): number {
  return Math.sqrt(Math.max(count, 1));
}

/** The same with some of the rows, and only the features that these rows teach something about. */
export function withRows({ names, firstStretch }: Indexed, rows: readonly IndexedRow[]): Indexed {
  const counts = new Uint32Array(names.length);
  for (const { words, stretches } of rows) {
    for (const { features } of [words, stretches]) {
      for (const feature of features) counts[feature] = (counts[feature] as number) + 1;
    }
  }
  const kept: string[] = [];
  const renumbered = new Uint32Array(names.length);
  let keptWords = 0;
  for (const [feature, name] of names.entries()) {
    const isWord = feature < firstStretch;
    if ((counts[feature] as number) < (isWord ? 1 : LEAST_STRETCHES)) continue;
    kept.push(name);
    // Zero stays for what is dropped.
    renumbered[feature] = kept.length;
    if (isWord) keptWords += 1;
  }
  return {
    names: kept,
    firstStretch: keptWords,
    rows: rows.map(({ intent, words, stretches }) => ({
      intent,
      words: renumber(words, renumbered),
      stretches: renumber(stretches, renumbered),
    })),
  };
}

function renumber({ features, length }: Row, numbers: Uint32Array): Row {
  const kept = features.map((feature) => numbers[feature] as number).filter((number) => number > 0);
  return { features: kept.map((number) => number - 1), length };
}
