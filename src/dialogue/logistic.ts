/** Logistic regression on a handful of numbers: turns evidence into a probability. */

export interface Logistic {
  readonly weights: readonly number[];
  readonly constant: number;
}

/** Enough for a handful of standardised numbers; more changes the third digit. */
const STEPS = 100;
const RATE = 2;

/** How probable it is, 0 to 1. */
export function probability({ weights, constant }: Logistic, evidence: readonly number[]): number {
  let sum = constant;
  for (let at = 0; at < weights.length; at += 1) sum += (weights[at] ?? 0) * (evidence[at] ?? 0);
  return 1 / (1 + Math.exp(-sum));
}

/** Fits by gradient descent on standardised evidence; deterministic. */
export function fitLogistic(
  rows: readonly { readonly evidence: readonly number[]; readonly holds: boolean }[],
): Logistic {
  const columns =
    rows[0]?.evidence.map((_, at) => rows.map(({ evidence }) => evidence[at] ?? 0)) ?? [];
  const shapes = columns.map(shapeOf);
  const standard = rows.map(({ evidence, holds }) => ({
    evidence: evidence.map(
      (value, at) => (value - (shapes[at]?.mean ?? 0)) / (shapes[at]?.spread ?? 1),
    ),
    holds,
  }));
  let fitted: Logistic = { weights: columns.map(() => 0), constant: 0 };
  for (let step = 0; step < STEPS; step += 1) fitted = descend(fitted, standard);
  const weights = fitted.weights.map((weight, at) => weight / (shapes[at]?.spread ?? 1));
  const shift = weights.reduce((sum, weight, at) => sum + weight * (shapes[at]?.mean ?? 0), 0);
  return { weights, constant: fitted.constant - shift };
}

function descend(
  { weights, constant }: Logistic,
  rows: readonly { evidence: readonly number[]; holds: boolean }[],
): Logistic {
  const slopes = weights.map(() => 0);
  let slope = 0;
  for (const { evidence, holds } of rows) {
    const error = Number(holds) - probability({ weights, constant }, evidence);
    slope += error;
    for (let at = 0; at < slopes.length; at += 1)
      slopes[at] = (slopes[at] ?? 0) + error * (evidence[at] ?? 0);
  }
  const rate = RATE / Math.max(rows.length, 1);
  return {
    weights: weights.map((weight, at) => weight + rate * (slopes[at] ?? 0)),
    constant: constant + rate * slope,
  };
}

function shapeOf(values: readonly number[]): { mean: number; spread: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, spread: Math.sqrt(variance) || 1 };
}
