/**
 * Linear support vector machine, L2-regularised L2-loss, by dual coordinate descent (Hsieh et al.,
 * "A Dual Coordinate Descent Method for Large-scale Linear SVM", ICML 2008), one against the rest.
 *
 * Rows are sets of features that all weigh the same, scaled to length 1, so a row is its feature
 * numbers and nothing else. The result depends on nothing but the arguments.
 */
import { seededRandom, shuffle } from './random.ts';

/** Numbers of the features that a row has, each once. */
export type Row = Uint32Array;

export interface SvmOptions {
  /** Price of an error; the larger, the closer the fit. */
  readonly cost: number;
  readonly epochs: number;
}

export const SVM_DEFAULTS: SvmOptions = { cost: 1, epochs: 25 };

/** Stops when no row's gradient is off by more than this. */
const TOLERANCE = 0.05;

/**
 * Weights of `classes` one-against-the-rest machines: `weights[feature * classes + class]`, the
 * last feature being the constant 1.
 */
export function trainSvm(
  rows: readonly Row[],
  labels: readonly number[],
  sizes: { readonly features: number; readonly classes: number },
  options: SvmOptions = SVM_DEFAULTS,
): Float32Array {
  const weights = new Float32Array((sizes.features + 1) * sizes.classes);
  for (let label = 0; label < sizes.classes; label += 1) {
    const isPositive = labels.map((other) => other === label);
    const machine = trainOne(rows, isPositive, sizes.features, options);
    for (let feature = 0; feature <= sizes.features; feature += 1) {
      weights[feature * sizes.classes + label] = machine[feature] ?? 0;
    }
  }
  return weights;
}

function trainOne(
  rows: readonly Row[],
  isPositive: readonly boolean[],
  features: number,
  { cost, epochs }: SvmOptions,
): Float64Array {
  const weights = new Float64Array(features + 1);
  const alphas = new Float64Array(rows.length);
  const order = Uint32Array.from(rows.keys());
  const random = seededRandom(1);
  const penalties = penaltiesOf(isPositive, cost);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    shuffle(order, random);
    let worst = 0;
    for (const at of order) {
      const row = rows[at];
      if (row === undefined) continue;
      const sign = isPositive[at] ? 1 : -1;
      const alpha = alphas[at] ?? 0;
      const penalty = sign > 0 ? penalties.positive : penalties.negative;
      const gradient = sign * marginOf(weights, row) - 1 + penalty * alpha;
      if (alpha === 0 && gradient >= 0) continue;
      worst = Math.max(worst, Math.abs(gradient));
      // The row has length 1 and the constant adds 1.
      const next = Math.max(alpha - gradient / (2 + penalty), 0);
      alphas[at] = next;
      addRow(weights, row, sign * (next - alpha));
    }
    if (worst < TOLERANCE) break;
  }
  return weights;
}

/** Square-root class weights: rare classes count more, but not so much that noise in them rules. */
function penaltiesOf(isPositive: readonly boolean[], cost: number) {
  const positives = isPositive.filter(Boolean).length;
  const ratio = Math.sqrt((isPositive.length - positives) / Math.max(positives, 1));
  return { positive: 1 / (2 * cost * Math.max(ratio, 1)), negative: 1 / (2 * cost) };
}

function marginOf(weights: Float64Array, row: Row): number {
  let sum = 0;
  for (let at = 0; at < row.length; at += 1) sum += weights[row[at] as number] as number;
  return sum / Math.sqrt(Math.max(row.length, 1)) + (weights[weights.length - 1] as number);
}

function addRow(weights: Float64Array, row: Row, step: number): void {
  const share = step / Math.sqrt(Math.max(row.length, 1));
  for (let at = 0; at < row.length; at += 1) {
    const feature = row[at] as number;
    weights[feature] = (weights[feature] as number) + share;
  }
  weights[weights.length - 1] = (weights[weights.length - 1] as number) + step;
}
