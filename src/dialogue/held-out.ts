/** Every example scored by a model that has not seen it. */
import { type Scores, scoresOf, trainModel } from './model.ts';
import type { Indexed, Sample } from './samples.ts';
import type { SvmOptions } from './svm.ts';

const FOLDS = 3;
/** Held-out folds need the order of scores, not the last digit of the weights. */
const FOLD_OPTIONS: SvmOptions = { cost: 0.5, epochs: 4 };

export interface HeldOut {
  readonly sample: Sample;
  readonly intents: readonly string[];
  readonly scores: Scores;
}

/** The rows of `indexed` are those of `samples`, in the same order. */
export function scoreHeldOut(samples: readonly Sample[], indexed: Indexed): HeldOut[] {
  const fold = foldsOf(samples);
  return Array.from({ length: FOLDS }, (_, held) => {
    const taught = indexed.rows.filter((_row, at) => fold[at] !== held);
    const model = trainModel(indexed, taught, FOLD_OPTIONS);
    const heldOut = samples.filter((_sample, at) => fold[at] === held);
    return heldOut.map((sample) => ({
      sample,
      intents: model.intents,
      scores: scoresOf(model, sample.words),
    }));
  }).flat();
}

/** Each intent's rows are dealt out evenly. */
function foldsOf(samples: readonly Sample[]): number[] {
  const dealt = new Map<string, number>();
  return samples.map(({ intent }) => {
    const count = dealt.get(intent) ?? 0;
    dealt.set(intent, count + 1);
    return count % FOLDS;
  });
}
