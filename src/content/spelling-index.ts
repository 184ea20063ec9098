/**
 * Names by the numbers in them, then by their letters: a misspelt name has the numbers of the right
 * one, so only names with the same numbers are looked at.
 */
import { runs } from './handset-name.ts';
import { buildTrigramIndex, nearestNames, type TrigramIndex } from './trigrams.ts';

/** Names with the same numbers. */
interface Group {
  readonly names: readonly string[];
  /** Which letters a name has, one bit each: tells most of them apart without a closer look. */
  readonly letters: Uint32Array;
  /** Only for many names. */
  readonly trigrams?: TrigramIndex;
}

export type SpellingIndex = ReadonlyMap<string, Group>;

/** Up to this many names are compared by their letters; more than that by trigrams first. */
const FEW = 500;
const NEAREST = 48;
/** Three slips change at most six of the letters that occur. */
const MOST_OTHER_LETTERS = 6;
const MOST_OTHER_LENGTH = 3;

/** Builds the index over compact names; codes, in which no slip is seen, are left out. */
export function buildSpellingIndex(names: readonly string[]): SpellingIndex {
  const groups = new Map<string, string[]>();
  for (const name of names.filter(hasLongWord)) {
    const numbers = numbersOf(name);
    const group = groups.get(numbers);
    if (group === undefined) groups.set(numbers, [name]);
    else group.push(name);
  }
  return new Map([...groups].map(([numbers, group]) => [numbers, buildGroup(group)]));
}

function buildGroup(names: readonly string[]): Group {
  const letters = Uint32Array.from(names, lettersOf);
  return names.length > FEW
    ? { names, letters, trigrams: buildTrigramIndex(names) }
    : { names, letters };
}

/** Names with the same numbers that look much alike. */
export function alikeNames(index: SpellingIndex, typed: string): readonly string[] {
  const group = index.get(numbersOf(typed));
  if (group === undefined) return [];
  const { names, letters, trigrams } = group;
  if (trigrams !== undefined) {
    return nearestNames(trigrams, typed, NEAREST).map((id) => names[id] ?? '');
  }
  const wanted = lettersOf(typed);
  return names.filter(
    (name, at) =>
      Math.abs(name.length - typed.length) <= MOST_OTHER_LENGTH &&
      countBits((letters[at] ?? 0) ^ wanted) <= MOST_OTHER_LETTERS,
  );
}

function lettersOf(name: string): number {
  let bits = 0;
  for (let at = 0; at < name.length; at++) {
    const letter = name.charCodeAt(at) - 97;
    if (letter >= 0 && letter < 26) bits |= 1 << letter;
  }
  return bits;
}

function countBits(bits: number): number {
  let rest = bits;
  let count = 0;
  for (; rest !== 0; count++) rest &= rest - 1;
  return count;
}

/** The numbers of a name and where letters part them: `redmi9a` and `rdemi9a` are alike. */
function numbersOf(name: string): string {
  return runs(name)
    .map((run) => (/\d/.test(run) ? run : '-'))
    .join('');
}

function hasLongWord(name: string): boolean {
  return runs(name).some((run) => /^[a-z]{3,}/.test(run));
}
