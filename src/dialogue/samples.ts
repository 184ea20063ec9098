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
/** Stands for a feature that is left out; no model has so many. */
const DROPPED = 0xffffffff;

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
  const counts = countsOf(rows, names.length);
  const words = frequentEnough(counts, 0, firstStretch, 1);
  const stretches = frequentEnough(counts, firstStretch, names.length, LEAST_STRETCHES);
  const kept = [...words, ...stretches];
  const renumbered = new Uint32Array(names.length).fill(DROPPED);
  for (const [number, feature] of kept.entries()) renumbered[feature] = number;
  return {
    names: kept.map((feature) => names[feature] ?? ''),
    firstStretch: words.length,
    rows: rows.map((row) => ({
      intent: row.intent,
      words: renumber(row.words, renumbered),
      stretches: renumber(row.stretches, renumbered),
    })),
  };
}

function countsOf(rows: readonly IndexedRow[], features: number): Uint32Array {
  const counts = new Uint32Array(features);
  for (const { words, stretches } of rows) {
    for (const feature of words.features) counts[feature] = (counts[feature] as number) + 1;
    for (const feature of stretches.features) counts[feature] = (counts[feature] as number) + 1;
  }
  return counts;
}

/** Numbers of the features that are frequent enough to teach something. */
function frequentEnough(counts: Uint32Array, from: number, to: number, least: number): number[] {
  const kept: number[] = [];
  for (let feature = from; feature < to; feature += 1) {
    if ((counts[feature] as number) >= least) kept.push(feature);
  }
  return kept;
}

function renumber({ features, length }: Row, numbers: Uint32Array): Row {
  const kept = features.map((feature) => numbers[feature] as number);
  return { features: kept.filter((number) => number !== DROPPED), length };
}
