/**
 * How sure is sure enough: probabilities and cuts learnt from held-out folds at each training.
 *
 * Every example is scored once by a model that has not seen it. From those scores come (1) how far
 * margins must be apart to count, (2) how probable it is that the first reading is right, and that
 * one of the first two is, (3) the cuts of the three-way policy.
 */

import { type HeldOut, scoreHeldOut } from './held-out.ts';
import { fitLogistic, type Logistic, probability } from './logistic.ts';
import type { Scores } from './model.ts';
import type { Indexed, Sample } from './samples.ts';

/** Answer at once, ask "A or B?", or say that it was not understood. */
export type Decision = 'answer' | 'clarify' | 'refuse';

export interface Calibration {
  /** Sharpness of the scores: margins times this, then softmax. */
  readonly sharpness: number;
  /** That the first reading is right. */
  readonly first: Logistic;
  /** That one of the first two readings is right. */
  readonly firstTwo: Logistic;
  /** Least probability at which the first reading is answered. */
  readonly answerFrom: number;
  /** Least probability at which the first two readings are offered. */
  readonly clarifyFrom: number;
}

/** How well the held-out examples did, 0 to 1; kept with the model and shown to staff. */
export interface HeldOutMetrics {
  readonly rows: number;
  readonly first: number;
  readonly firstTwo: number;
  readonly answered: number;
  readonly clarified: number;
  /** Answered at once with another intent; for in-scope rows. */
  readonly wrong: number;
}

/** An example that is nearer to another intent than to its own, as a model without it sees it. */
export interface Confused {
  readonly intent: string;
  /** As normalised. */
  readonly text: string;
  readonly nearerTo: string;
  readonly score: number;
}

/** A scored text: readings by descending score. */
export interface Reading {
  readonly ranked: readonly { readonly intent: string; readonly score: number }[];
  readonly known: number;
  /** Difference between the margins of the first two readings. */
  readonly margin: number;
  /** Margin of the first reading. */
  readonly top: number;
}

/** Share of held-out rows that may be answered at once and wrongly. */
const WRONG_TARGET = 0.06;
/** The worst ones; a person reads them. */
const CONFUSED_KEPT = 200;
/** Offering two readings helps only when one of them is likelier right than not. */
const CLARIFY_FROM = 0.35;

/** Turns margins into ranked scores. */
export function read(intents: readonly string[], scores: Scores, sharpness: number): Reading {
  const { margins, known } = scores;
  const top = Math.max(...margins);
  const powers = margins.map((margin) => Math.exp(sharpness * (margin - top)));
  const total = powers.reduce((sum, power) => sum + power, 0);
  const ranked = intents
    .map((intent, at) => ({ intent, score: (powers[at] ?? 0) / total, margin: margins[at] ?? 0 }))
    .sort((a, b) => b.margin - a.margin);
  const margin = top - (ranked[1]?.margin ?? -1);
  return { ranked: ranked.map(({ intent, score }) => ({ intent, score })), known, margin, top };
}

/** The policy for one reading. */
export function decide(reading: Reading, calibration: Calibration): Decision {
  const evidence = evidenceOf(reading);
  if (reading.known === 0) return 'refuse';
  if (probability(calibration.first, evidence) >= calibration.answerFrom) return 'answer';
  const offers = probability(calibration.firstTwo, evidence) >= calibration.clarifyFrom;
  return offers ? 'clarify' : 'refuse';
}

/** What cross-validation teaches. */
export interface Lessons {
  readonly calibration: Calibration;
  readonly metrics: HeldOutMetrics;
  readonly confused: readonly Confused[];
}

/** Learns the calibration by cross-validation. Deterministic. */
export function calibrate(samples: readonly Sample[], indexed: Indexed): Lessons {
  const heldOut = scoreHeldOut(samples, indexed);
  const sharpness = fitSharpness(heldOut);
  const rows = heldOut.map(({ sample, intents, scores }) => {
    const reading = read(intents, scores, sharpness);
    const rank = reading.ranked.findIndex(({ intent }) => intent === sample.intent);
    return { sample, reading, evidence: evidenceOf(reading), rank };
  });
  const first = fitLogistic(rows.map(({ evidence, rank }) => ({ evidence, holds: rank === 0 })));
  const firstTwo = fitLogistic(
    rows.map(({ evidence, rank }) => ({ evidence, holds: rank === 0 || rank === 1 })),
  );
  const answerFrom = cutFor(
    rows.map(({ evidence, rank }) => ({ sure: probability(first, evidence), right: rank === 0 })),
  );
  const calibration = { sharpness, first, firstTwo, answerFrom, clarifyFrom: CLARIFY_FROM };
  const judged = rows.map((row) => ({ ...row, decision: decide(row.reading, calibration) }));
  return { calibration, metrics: measure(judged), confused: confusedOf(judged) };
}

interface Judged {
  readonly sample: Sample;
  readonly reading: Reading;
  /** Place of the right intent among the readings, from 0. */
  readonly rank: number;
  readonly decision: Decision;
}

function evidenceOf({ ranked, known, margin, top }: Reading): number[] {
  return [ranked[0]?.score ?? 0, margin, top, known];
}

/** Candidates for the sharpness; the best one is never near either end. */
const SHARPNESSES = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4, 6];

/** The sharpness under which the right readings are most probable. */
function fitSharpness(heldOut: readonly HeldOut[]): number {
  const losses = SHARPNESSES.map((sharpness) =>
    heldOut.reduce((sum, row) => sum + surpriseOf(row, sharpness), 0),
  );
  return SHARPNESSES[losses.indexOf(Math.min(...losses))] ?? 1;
}

/** Minus the logarithm of the right reading's probability. */
function surpriseOf({ sample, intents, scores: { margins } }: HeldOut, sharpness: number): number {
  const right = margins[intents.indexOf(sample.intent)] ?? 0;
  return Math.log(margins.reduce((sum, margin) => sum + Math.exp(sharpness * (margin - right)), 0));
}

/** The least confidence from which on no more than the target share of all rows goes wrong. */
function cutFor(rows: readonly { sure: number; right: boolean }[]): number {
  const sorted = [...rows].sort((a, b) => b.sure - a.sure);
  let wrong = 0;
  for (const { sure, right } of sorted) {
    if (!right) wrong += 1;
    if (wrong > WRONG_TARGET * rows.length) return sure + 1e-9;
  }
  return sorted.at(-1)?.sure ?? 0;
}

function measure(rows: readonly Judged[]): HeldOutMetrics {
  const share = (holds: (row: Judged) => boolean) =>
    Math.round((1e4 * rows.filter(holds).length) / Math.max(rows.length, 1)) / 1e4;
  return {
    rows: rows.length,
    first: share(({ rank }) => rank === 0),
    firstTwo: share(({ rank }) => rank === 0 || rank === 1),
    answered: share(({ decision }) => decision === 'answer'),
    clarified: share(({ decision }) => decision === 'clarify'),
    wrong: share(({ decision, rank }) => decision === 'answer' && rank !== 0),
  };
}

function confusedOf(rows: readonly Judged[]): Confused[] {
  return rows
    .filter(({ rank }) => rank !== 0)
    .map(({ sample, reading }) => ({
      intent: sample.intent,
      text: sample.words.join(' '),
      nearerTo: reading.ranked[0]?.intent ?? '',
      score: reading.ranked[0]?.score ?? 0,
    }))
    .sort((a, b) => b.score - a.score)
    .slice(0, CONFUSED_KEPT);
}
