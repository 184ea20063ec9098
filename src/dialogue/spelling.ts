/**
 * Puts right what a finger hit beside: a word that no example has becomes the nearest word that the
 * examples do have, one letter away, in the neighbourhood in which they have it.
 *
 * Only the classifier reads the result. Words with digits stay: they are model names and amounts.
 */
import { stripMarks } from './syllable.ts';

export interface Vocabulary {
  /** In how many examples an unmarked word occurs. */
  wordCount(word: string): number;
  /** In how many examples two unmarked words stand side by side; "^" begins and "$" ends a text. */
  pairCount(first: string, second: string): number;
}

export type CorrectSpelling = (words: readonly string[]) => string[];

/** A word in one example only may itself be a slip. */
const COMMON_FROM = 2;
/** How much more standing beside the right neighbour counts than being common. */
const PAIR_WEIGHT = 300;

/** Builds a corrector; `words` are all unmarked words of the vocabulary. */
export function spellingOf(words: Iterable<string>, vocabulary: Vocabulary): CorrectSpelling {
  const byShape = shapesOf(words, vocabulary);
  return (message) => {
    const plain = message.map(stripMarks);
    return message.map((word, at) => {
      const typed = plain[at] ?? '';
      if (vocabulary.wordCount(typed) > 0 || typed.length < 2 || /\d/.test(typed)) return word;
      const meant = nearest(typed, plain[at - 1] ?? '^', plain[at + 1] ?? '$', byShape, vocabulary);
      // Later words look back at what was meant, not at what was typed.
      plain[at] = meant ?? typed;
      return meant ?? word;
    });
  };
}

/** Words one letter apart share a shape: themselves or themselves less one letter. */
function shapesOf(words: Iterable<string>, vocabulary: Vocabulary): Map<string, string[]> {
  const byShape = new Map<string, string[]>();
  for (const word of words) {
    if (word.length < 2 || /\d/.test(word) || vocabulary.wordCount(word) < COMMON_FROM) continue;
    for (const shape of shapes(word)) byShape.set(shape, [...(byShape.get(shape) ?? []), word]);
  }
  return byShape;
}

function shapes(word: string): Set<string> {
  const shorter = Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1));
  return new Set([word, ...shorter]);
}

function nearest(
  typed: string,
  before: string,
  after: string,
  byShape: ReadonlyMap<string, readonly string[]>,
  vocabulary: Vocabulary,
): string | undefined {
  let best: string | undefined;
  let bestFit = 0;
  for (const candidate of new Set(
    [...shapes(typed)].flatMap((shape) => byShape.get(shape) ?? []),
  )) {
    if (!isOneSlip(typed, candidate)) continue;
    const pairs = vocabulary.pairCount(before, candidate) + vocabulary.pairCount(candidate, after);
    const fit = vocabulary.wordCount(candidate) + PAIR_WEIGHT * pairs;
    if (fit > bestFit) [best, bestFit] = [candidate, fit];
  }
  return best;
}

/** One letter too many, too few or wrong, or two neighbours swapped. */
function isOneSlip(typed: string, meant: string): boolean {
  let same = 0;
  while (same < typed.length && typed[same] === meant[same]) same += 1;
  const [a, b] = [typed.slice(same), meant.slice(same)];
  const isSwapped = a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2);
  return a.slice(1) === b || a === b.slice(1) || a.slice(1) === b.slice(1) || isSwapped;
}
