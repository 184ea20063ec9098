/** A trained linear model: features and what each says for and against every intent. */
import { type SvmOptions, trainSvm } from './svm.ts';

/** One example as the machine sees it. */
export interface Sample {
  readonly intent: string;
  readonly features: readonly string[];
}

export interface LinearModel {
  /** Sorted. */
  readonly intents: readonly string[];
  /** Number of each feature. */
  readonly features: ReadonlyMap<string, number>;
  /** `weights[feature * intents + intent]`; after the last feature comes the constant 1. */
  readonly weights: Float32Array;
}

/** A model as text: one feature a line, weights in 256 steps of each intent's own scale. */
export interface StoredModel {
  readonly intents: readonly string[];
  readonly features: string;
  readonly scales: readonly number[];
  readonly weights: string;
}

export interface Scores {
  /** Signed distance from each intent's border, in the order of `intents`. */
  readonly margins: Float64Array;
  /** Share of the text's features that the model has ever seen, 0 to 1. */
  readonly known: number;
}

/** Trains on samples. Same samples in the same order, same model to the last bit. */
export function trainModel(samples: readonly Sample[], options?: SvmOptions): LinearModel {
  const intents = [...new Set(samples.map(({ intent }) => intent))].sort();
  const features = new Map<string, number>();
  const rows = samples.map((sample) => numbered(sample.features, features));
  const labels = samples.map(({ intent }) => intents.indexOf(intent));
  const sizes = { features: features.size, classes: intents.length };
  return { intents, features, weights: trainSvm(rows, labels, sizes, options) };
}

function numbered(names: readonly string[], features: Map<string, number>): Uint32Array {
  return Uint32Array.from(names, (name) => {
    const number = features.get(name) ?? features.size;
    features.set(name, number);
    return number;
  });
}

/** Scores a text, given its features, against every intent. */
export function scoresOf(model: LinearModel, names: readonly string[]): Scores {
  const { features, weights, intents } = model;
  const margins = new Float64Array(intents.length);
  let known = 0;
  for (const name of names) {
    const feature = features.get(name);
    if (feature === undefined) continue;
    known += 1;
    addWeights(margins, weights, feature);
  }
  const length = Math.sqrt(Math.max(names.length, 1));
  for (let at = 0; at < margins.length; at += 1) margins[at] = (margins[at] ?? 0) / length;
  addWeights(margins, weights, features.size);
  return { margins, known: known / Math.max(names.length, 1) };
}

function addWeights(margins: Float64Array, weights: Float32Array, feature: number): void {
  const from = feature * margins.length;
  for (let at = 0; at < margins.length; at += 1) {
    margins[at] = (margins[at] as number) + (weights[from + at] as number);
  }
}

export function storeModel({ intents, features, weights }: LinearModel): StoredModel {
  const scales = intents.map((_, label) => scaleOf(weights, label, intents.length));
  const steps = Int8Array.from(weights, (weight, at) =>
    Math.round(weight / (scales[at % intents.length] ?? 1)),
  );
  return {
    intents,
    features: [...features.keys()].join('\n'),
    scales,
    weights: Buffer.from(steps.buffer).toString('base64'),
  };
}

function scaleOf(weights: Float32Array, label: number, classes: number): number {
  let largest = 0;
  for (let at = label; at < weights.length; at += classes) {
    largest = Math.max(largest, Math.abs(weights[at] ?? 0));
  }
  return largest / 127 || 1;
}

/** Throws when the weights do not fit the features and intents. */
export function restoreModel({ intents, features, scales, weights }: StoredModel): LinearModel {
  const names = features === '' ? [] : features.split('\n');
  const steps = new Int8Array(Buffer.from(weights, 'base64'));
  if (steps.length !== (names.length + 1) * intents.length) {
    throw new Error(
      `${steps.length} weights for ${names.length} features × ${intents.length} intents`,
    );
  }
  return {
    intents,
    features: new Map(names.map((name, at) => [name, at])),
    weights: Float32Array.from(steps, (step, at) => step * (scales[at % intents.length] ?? 1)),
  };
}
