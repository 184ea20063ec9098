import { expect, it } from 'vitest';
import { addVoices, bayesOf, countFeatures } from '../../src/dialogue/bayes.ts';
import { marginsOf, trainLinear } from '../../src/dialogue/linear.ts';
import { trainSvm } from '../../src/dialogue/svm.ts';

/** Two classes told apart by features 0 and 1; feature 2 is noise. */
const sets = [[0], [0, 2], [0], [1], [1, 2], [1]];
const labels = [0, 0, 0, 1, 1, 1];
const rows = sets.map((features) => ({
  features: Uint32Array.from(features),
  length: Math.sqrt(features.length),
}));
const options = { cost: 1, epochs: 20 };

it('separates what can be separated', () => {
  const model = trainLinear(rows, labels, { first: 0, end: 3, classes: 2 }, options);
  for (const [at, features] of sets.entries()) {
    const margins = marginsOf(model, features, features.length);
    expect(margins.indexOf(Math.max(...margins))).toBe(labels[at]);
  }
});

it('gives noise less weight than what tells apart', () => {
  const weights = trainSvm(rows, labels, { features: 3, classes: 2 }, options);
  const weight = (feature: number) => Math.abs(weights[feature * 2] ?? 0);
  expect(weight(2)).toBeLessThan(weight(0) / 2);
});

it('is the same at every run', () => {
  const train = () => trainSvm(rows, labels, { features: 3, classes: 2 }, options);
  expect(train()).toEqual(train());
});

it('lets a feature speak for the intent whose examples alone have it', () => {
  const counts = countFeatures(
    rows.map(({ features }) => [features]),
    labels,
    { features: 3, classes: 2 },
  );
  const sums = new Float64Array(2);
  addVoices(sums, bayesOf(counts, 2), [0], 1);
  expect(sums[0]).toBeGreaterThan((sums[1] ?? 0) + 1);
});

it('hears nothing in a feature that all intents share', () => {
  const counts = countFeatures(
    rows.map(({ features }) => [features]),
    labels,
    { features: 3, classes: 2 },
  );
  const sums = new Float64Array(2);
  addVoices(sums, bayesOf(counts, 2), [2], 1);
  expect(sums[0]).toBeCloseTo(sums[1] ?? 0);
});
