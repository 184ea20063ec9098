/** A linear model over one view of the text: what each feature says for and against every intent. */
import { lengthOf } from './samples.ts';
import { type Row, type SvmOptions, trainSvm } from './svm.ts';

export interface LinearModel {
  /** Number of the view's first feature. */
  readonly first: number;
  /** `weights[(feature - first) * intents + intent]`, in steps. */
  readonly weights: Int8Array;
  /** Size of one step, by intent. */
  readonly scales: readonly number[];
  /** What an intent has before any feature. */
  readonly constants: readonly number[];
}

/** A linear model as JSON; weights as base64. */
export interface StoredLinear extends Omit<LinearModel, 'weights'> {
  readonly weights: string;
}

/** Trains on rows whose features are numbered from `first` to before `end`. */
export function trainLinear(
  rows: readonly Row[],
  labels: readonly number[],
  {
    first,
    end,
    classes,
  }: { readonly first: number; readonly end: number; readonly classes: number },
  options: SvmOptions,
): LinearModel {
  const own = rows.map(({ features, length }) => ({
    features: features.map((feature) => feature - first),
    length,
  }));
  const size = end - first;
  const exact = trainSvm(own, labels, { features: size, classes }, options);
  const constants = [...exact.subarray(size * classes)];
  return { first, ...inSteps(exact.subarray(0, size * classes), classes), constants };
}

/** One byte a weight: a quarter of the size, and the same answers. */
function inSteps(exact: Float32Array, classes: number): Pick<LinearModel, 'weights' | 'scales'> {
  const largest = new Float64Array(classes);
  for (let at = 0; at < exact.length; at += 1) {
    const label = at % classes;
    largest[label] = Math.max(largest[label] as number, Math.abs(exact[at] as number));
  }
  const scales = [...largest].map((size) => size / 127 || 1);
  const weights = new Int8Array(exact.length);
  for (let at = 0; at < exact.length; at += 1) {
    weights[at] = Math.round((exact[at] as number) / (scales[at % classes] as number));
  }
  return { weights, scales };
}

/** Signed distance from each intent's border; `count` is the number of features, known or not. */
export function marginsOf(
  model: LinearModel,
  features: readonly number[],
  count: number,
): Float64Array {
  const { first, weights, scales, constants } = model;
  const sums = new Float64Array(scales.length);
  for (const feature of features) {
    const from = (feature - first) * sums.length;
    for (let at = 0; at < sums.length; at += 1) {
      sums[at] = (sums[at] as number) + (weights[from + at] as number);
    }
  }
  const length = lengthOf(count);
  return sums.map((sum, at) => ((scales[at] ?? 1) * sum) / length + (constants[at] ?? 0));
}

export function storeLinear({ weights, ...rest }: LinearModel): StoredLinear {
  return { ...rest, weights: Buffer.from(weights.buffer).toString('base64') };
}

/** Throws when there are not as many weights as `features` need. */
export function restoreLinear({ weights, ...rest }: StoredLinear, features: number): LinearModel {
  const steps = new Int8Array(Buffer.from(weights, 'base64'));
  if (steps.length !== features * rest.scales.length) {
    throw new Error(
      `${steps.length} weights for ${features} features × ${rest.scales.length} intents`,
    );
  }
  return { ...rest, weights: steps };
}
