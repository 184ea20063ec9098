/**
 * Names with a slip: a few letters of a word wrong, never a number and never the letters that belong
 * to one. `nokai 1202` is the 1202; `E63` and `N63` are two handsets.
 */
import type { Catalogue, Entry } from './handset-catalogue.ts';
import { entriesAt } from './handset-entries.ts';
import { compact, runs } from './handset-name.ts';
import type { HandsetQuery } from './handset-query.ts';
import { FILLERS, SERIES } from './handset-words.ts';
import { letterDistance } from './letters.ts';
import { alikeNames } from './spelling-index.ts';

const SHORTEST = 4;

/** The handsets whose names are nearest to what was typed; empty when none is near enough. */
export function nearestSpellings(catalogue: Catalogue, query: HandsetQuery): Entry[] {
  const typed = compact(query.words.filter(({ text }) => !FILLERS.has(text)));
  if (typed.length < SHORTEST) return [];
  const ranked = alikeNames(catalogue.spelled, typed)
    .flatMap((name) => ranking(catalogue, typed, name, query.brands))
    .sort((left, right) => left.distance - right.distance);
  return ranked
    .filter(({ distance }) => distance === ranked[0]?.distance)
    .flatMap(({ entries }) => entries);
}

function ranking(catalogue: Catalogue, typed: string, name: string, brands: readonly string[]) {
  const entries = entriesAt(catalogue, [{ text: name }], brands);
  const [first] = entries;
  if (first === undefined || (brands.length === 0 && !namesLine(first.spaced))) return [];
  const distance = slips(typed, first.spaced);
  return distance === undefined ? [] : [{ entries, distance }];
}

/** Without its maker, a misspelt name counts only if its line is in it: "galaxi j7". */
function namesLine(spaced: string): boolean {
  return spaced.split(' ').some((word) => Object.hasOwn(SERIES, word));
}

/** Letters written together in a name, of one word or several. */
interface Run {
  readonly text: string;
  /** What must stand at its beginning and its end as it is: letters of a number, short words. */
  readonly head: string;
  readonly tail: string;
}

/** How many letters a name was misspelt by; undefined when it is another name. */
export function slips(typed: string, spaced: string): number | undefined {
  const expected = runsOf(spaced);
  const given = runs(typed);
  if (expected.length !== given.length) return undefined;
  let total = 0;
  for (const [at, run] of expected.entries()) {
    const distance = slipsInRun(run, given[at] ?? '');
    if (distance === undefined) return undefined;
    total += distance;
  }
  return total;
}

function slipsInRun({ text, head, tail }: Run, given: string): number | undefined {
  if (text === given) return 0;
  if (/\d/.test(text) || /\d/.test(given)) return undefined;
  if (!given.startsWith(head) || !given.endsWith(tail)) return undefined;
  const inner = text.slice(head.length, text.length - tail.length);
  const line = Object.keys(SERIES).find((name) => inner.startsWith(name) && given.includes(name));
  const limit = mostSlips(inner.length - (line?.length ?? 0));
  const distance = letterDistance(text, given, limit);
  return distance > limit ? undefined : distance;
}

function mostSlips(letters: number): number {
  if (letters >= 8) return 2;
  return letters >= SHORTEST ? 1 : 0;
}

function runsOf(spaced: string): Run[] {
  const found: Run[] = [];
  let last: Run | undefined;
  for (const word of spaced.split(' ')) {
    const pieces = runs(word);
    for (const piece of pieces) {
      const letters = !/\d/.test(piece);
      const fixed = letters && (pieces.length > 1 || piece.length < SHORTEST - 1) ? piece : '';
      if (letters && last !== undefined) {
        last = { text: last.text + piece, head: last.head, tail: fixed };
        found[found.length - 1] = last;
      } else {
        const run = { text: piece, head: fixed, tail: fixed };
        found.push(run);
        last = letters ? run : undefined;
      }
    }
  }
  return found;
}
