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
  /** `weights[feature * intents + intent]` in steps; after the last feature comes the constant 1. */
  readonly weights: Int8Array;
  /** Size of one step, by intent. */
  readonly scales: readonly number[];
}

/** A model as text: one feature a line, weights as base64. */
export interface StoredModel {
  readonly intents: readonly string[];
  readonly features: string;
  readonly weights: string;
  readonly scales: readonly number[];
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
  return { intents, features, ...inSteps(trainSvm(rows, labels, sizes, options), intents.length) };
}

/** One byte a weight: a quarter of the size, and the same answers. */
function inSteps(weights: Float32Array, classes: number): Pick<LinearModel, 'weights' | 'scales'> {
  const largest = new Float64Array(classes);
  for (let at = 0; at < weights.length; at += 1) {
    const label = at % classes;
    largest[label] = Math.max(largest[label] ?? 0, Math.abs(weights[at] ?? 0));
  }
  const scales = [...largest].map((size) => size / 127 || 1);
  const steps = new Int8Array(weights.length);
  for (let at = 0; at < weights.length; at += 1) {
    steps[at] = Math.round((weights[at] ?? 0) / (scales[at % classes] ?? 1));
  }
  return { weights: steps, scales };
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
  const { features, weights, scales } = model;
  const sums = new Float64Array(scales.length);
  let known = 0;
  for (const name of names) {
    const feature = features.get(name);
    if (feature === undefined) continue;
    known += 1;
    addWeights(sums, weights, feature);
  }
  const length = Math.sqrt(Math.max(names.length, 1));
  const constant = features.size * scales.length;
  const margins = sums.map(
    (sum, at) => (scales[at] ?? 1) * (sum / length + (weights[constant + at] ?? 0)),
  );
  return { margins, known: known / Math.max(names.length, 1) };
}

function addWeights(sums: Float64Array, weights: Int8Array, feature: number): void {
  const from = feature * sums.length;
  for (let at = 0; at < sums.length; at += 1) {
    sums[at] = (sums[at] as number) + (weights[from + at] as number);
  }
}

export function storeModel({ intents, features, weights, scales }: LinearModel): StoredModel {
  return {
    intents,
    features: [...features.keys()].join('\n'),
    weights: Buffer.from(weights.buffer).toString('base64'),
    scales,
  };
}

/** Throws when the weights do not fit the features and intents. */
export function restoreModel({ intents, features, weights, scales }: StoredModel): LinearModel {
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
    weights: steps,
    scales,
  };
}
