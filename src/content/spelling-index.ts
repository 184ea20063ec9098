/**
 * Names by the numbers in them, then by their trigrams: a misspelt name has the numbers of the right
 * one, so only names with the same numbers are looked at.
 */
import { runs } from './handset-name.ts';
import { buildTrigramIndex, nearestNames, type TrigramIndex } from './trigrams.ts';

export type SpellingIndex = ReadonlyMap<string, TrigramIndex>;

/** Fewer names than this are all looked at. */
const FEW = 48;

/** Builds the index over compact names; codes, in which no slip is seen, are left out. */
export function buildSpellingIndex(names: readonly string[]): SpellingIndex {
  const groups = new Map<string, string[]>();
  for (const name of names.filter(hasLongWord)) {
    const numbers = numbersOf(name);
    const group = groups.get(numbers);
    if (group === undefined) groups.set(numbers, [name]);
    else group.push(name);
  }
  return new Map([...groups].map(([numbers, group]) => [numbers, buildTrigramIndex(group)]));
}

/** Names with the same numbers that look most alike. */
export function alikeNames(index: SpellingIndex, typed: string): readonly string[] {
  const group = index.get(numbersOf(typed));
  if (group === undefined) return [];
  if (group.names.length <= FEW) return group.names;
  return nearestNames(group, typed, FEW).map((id) => group.names[id] ?? '');
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
