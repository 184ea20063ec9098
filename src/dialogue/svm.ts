/**
 * Linear support vector machine, L2-regularised L2-loss, by dual coordinate descent (Hsieh et al.,
 * "A Dual Coordinate Descent Method for Large-scale Linear SVM", ICML 2008), one against the rest.
 *
 * Rows are sets of features that all weigh the same. Rows that are far on the right side of a border
 * are put aside until the others have settled ("shrinking", section 3.2 there). The result depends
 * on nothing but the arguments.
 */
import { seededRandom, shuffle } from './random.ts';

export interface Row {
  /** Numbers of the features that a row has, each once. */
  readonly features: Uint32Array;
  /** What the row is divided by to have length 1. */
  readonly length: number;
}

export interface SvmOptions {
  /** Price of an error; the larger, the closer the fit. */
  readonly cost: number;
  readonly epochs: number;
}

/** Settled when no row's gradient is off by more than this. */
const TOLERANCE = 0.05;
/** Farther than this on the right side of its margin, a row is put aside. */
const IDLE_FROM = 0.2;

/**
 * Weights of `classes` one-against-the-rest machines: `weights[feature * classes + class]`, the
 * last feature being the constant 1.
 */
export function trainSvm(
  rows: readonly Row[],
  labels: readonly number[],
  sizes: { readonly features: number; readonly classes: number },
  options: SvmOptions,
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
): Float32Array {
  const weights = new Float32Array(features + 1);
  const alphas = new Float64Array(rows.length);
  const penalties = penaltiesOf(isPositive, cost);
  const random = seededRandom(1);
  let active = Uint32Array.from(rows.keys());
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    shuffle(active, random);
    // The first round must not put anything aside: all weights are still zero.
    const idleFrom = epoch === 0 ? Number.POSITIVE_INFINITY : IDLE_FROM;
    let worst = 0;
    let kept = 0;
    for (const at of active) {
      const row = rows[at] as Row;
      const sign = isPositive[at] ? 1 : -1;
      const alpha = alphas[at] as number;
      const penalty = sign > 0 ? penalties.positive : penalties.negative;
      const gradient = sign * marginOf(weights, row) - 1 + penalty * alpha;
      const isIdle = alpha === 0 && gradient >= 0;
      if (isIdle && gradient > idleFrom) continue;
      active[kept] = at;
      kept += 1;
      if (isIdle) continue;
      worst = Math.max(worst, Math.abs(gradient));
      const next = Math.max(alpha - gradient / (curvatureOf(row) + penalty), 0);
      alphas[at] = next;
      addRow(weights, row, sign * (next - alpha));
    }
    const isSettled = worst < TOLERANCE;
    if (isSettled && active.length === rows.length) break;
    active = isSettled ? Uint32Array.from(rows.keys()) : active.slice(0, kept);
  }
  return weights;
}

/** Square-root class weights: rare classes count more, but not so much that noise in them rules. */
function penaltiesOf(isPositive: readonly boolean[], cost: number) {
  const positives = isPositive.filter(Boolean).length;
  const ratio = Math.sqrt((isPositive.length - positives) / Math.max(positives, 1));
  return { positive: 1 / (2 * cost * Math.max(ratio, 1)), negative: 1 / (2 * cost) };
}

/** Square of the row's length, with the constant 1 as one more feature. */
function curvatureOf({ features, length }: Row): number {
  return features.length / (length * length) + 1;
}

function marginOf(weights: Float32Array, { features, length }: Row): number {
  let sum = 0;
  for (let at = 0; at < features.length; at += 1) {
    sum += weights[features[at] as number] as number;
  }
  return sum / length + (weights[weights.length - 1] as number);
}

function addRow(weights: Float32Array, { features, length }: Row, step: number): void {
  const share = step / length;
  for (let at = 0; at < features.length; at += 1) {
    const feature = features[at] as number;
    weights[feature] = (weights[feature] as number) + share;
  }
  weights[weights.length - 1] = (weights[weights.length - 1] as number) + step;
}
