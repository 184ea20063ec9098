/**
 * Complement naive Bayes (Rennie et al., "Tackling the Poor Assumptions of Naive Bayes Text
 * Classifiers", ICML 2003): a feature speaks for an intent when the other intents' examples lack it.
 *
 * It errs in other places than the support vector machines, so their sum errs less than either.
 */

/** How many examples of which intent have which feature; everything else follows from it. */
export interface Counts {
  /** Intents of each feature: how many. */
  readonly sizes: Uint8Array;
  /** Intents in whose examples a feature occurs, feature by feature. */
  readonly labels: Uint8Array;
  /** In how many of them, at most 255. */
  readonly counts: Uint8Array;
}

export interface Bayes extends Counts {
  /** Where each feature's entries begin; one more at the end. */
  readonly starts: Uint32Array;
  /** In how many examples each feature occurs. */
  readonly occurrences: Uint32Array;
  /** What each entry says for its intent. */
  readonly voices: Float32Array;
  /** Where an intent stands before any feature. */
  readonly constants: Float64Array;
}

/** Pretended occurrences of every feature, so that none is impossible. */
const SMOOTHING = 0.3;
const LARGEST = 255;

/** Counts the features of labelled rows. */
export function countFeatures(
  rows: readonly (readonly Uint32Array[])[],
  labels: readonly number[],
  { features, classes }: { readonly features: number; readonly classes: number },
): Counts {
  const table = new Uint8Array(features * classes);
  rows.forEach((parts, at) => {
    for (const part of parts) {
      for (const feature of part) {
        const cell = feature * classes + (labels[at] ?? 0);
        table[cell] = Math.min((table[cell] as number) + 1, LARGEST);
      }
    }
  });
  return packed(table, features, classes);
}

/** Leaves out the zeros, which are nine in ten. */
function packed(table: Uint8Array, features: number, classes: number): Counts {
  const sizes = new Uint8Array(features);
  const labels: number[] = [];
  const counts: number[] = [];
  for (let cell = 0; cell < table.length; cell += 1) {
    const count = table[cell] as number;
    if (count === 0) continue;
    const feature = Math.floor(cell / classes);
    sizes[feature] = (sizes[feature] as number) + 1;
    labels.push(cell % classes);
    counts.push(count);
  }
  return { sizes, labels: Uint8Array.from(labels), counts: Uint8Array.from(counts) };
}

/** Works out from the counts what each feature says. */
export function bayesOf(counted: Counts, classes: number): Bayes {
  const { sizes, labels, counts } = counted;
  const starts = new Uint32Array(sizes.length + 1);
  const occurrences = new Uint32Array(sizes.length);
  const voices = new Float32Array(counts.length);
  const totals = new Float64Array(classes);
  for (let feature = 0; feature < sizes.length; feature += 1) {
    const from = starts[feature] as number;
    const to = from + (sizes[feature] as number);
    starts[feature + 1] = to;
    let sum = 0;
    for (let at = from; at < to; at += 1) sum += counts[at] as number;
    occurrences[feature] = sum;
    for (let at = from; at < to; at += 1) {
      const count = counts[at] as number;
      const label = labels[at] as number;
      totals[label] = (totals[label] as number) + count;
      voices[at] = Math.log((sum + SMOOTHING) / (sum - count + SMOOTHING));
    }
  }
  const all = totals.reduce((sum, total) => sum + total, 0) + SMOOTHING * sizes.length;
  return {
    ...counted,
    starts,
    occurrences,
    voices,
    constants: totals.map((total) => Math.log((all - total) / all)),
  };
}

/** Adds to `sums`, times `weight`, how much features speak for each intent, on average. */
export function addVoices(
  sums: Float64Array,
  bayes: Bayes,
  features: readonly number[],
  weight: number,
): void {
  const { starts, labels, voices, constants } = bayes;
  if (features.length === 0) return;
  const share = weight / features.length;
  for (const feature of features) {
    const to = starts[feature + 1] as number;
    for (let at = starts[feature] as number; at < to; at += 1) {
      const label = labels[at] as number;
      sums[label] = (sums[label] as number) + share * (voices[at] as number);
    }
  }
  for (let label = 0; label < sums.length; label += 1) {
    sums[label] = (sums[label] as number) + weight * (constants[label] as number);
  }
}
