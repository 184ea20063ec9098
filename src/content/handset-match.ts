/**
 * Which handsets a typed name may mean. Exact names first, then spellings with a slip; a number is
 * never a slip: `1281` is not `1280`.
 */
import type { Catalogue, Entry } from './handset-catalogue.ts';
import { compact, isCode, runs, type Word } from './handset-name.ts';
import type { HandsetQuery } from './handset-query.ts';
import { FILLERS, MODIFIERS, SERIES } from './handset-words.ts';
import { letterDistance } from './letters.ts';
import { nearestNames } from './trigrams.ts';

export interface Match {
  readonly entries: readonly Entry[];
  readonly how: 'exact' | 'fuzzy';
  /** Where the name stood among the words searched. */
  readonly at: number;
  readonly length: number;
  /** Words beside the name that say something we do not know. */
  readonly strange: readonly string[];
}

const LONGEST_NAME = 7;

/** Handsets that the query's words name; undefined when none. */
export function matchName(catalogue: Catalogue, query: HandsetQuery): Match | undefined {
  for (const words of readings(query)) {
    const exact = matchExactly(catalogue, words, query.brands);
    if (exact !== undefined) return exact;
  }
  return matchSpelling(catalogue, query);
}

/** The ways to cut the words: as typed; "110i 4g" glued; "12 80"; "n1280" for Nokia's 1280. */
function* readings(query: HandsetQuery): Generator<readonly Word[]> {
  yield query.words;
  const merged = mergeNumbers(query.words);
  if (merged.length < query.words.length) yield merged;
  const named = query.words.map((word) =>
    /^n\d{3,4}[a-z]?$/.test(word.text) ? { ...word, text: word.text.slice(1) } : word,
  );
  if (query.brands.length === 0 || query.brands.includes('Nokia')) yield named;
  const shorn = query.words.map((word) => ({ ...word, text: shear(word.text) }));
  if (shorn.some(({ text }, at) => text !== query.words[at]?.text)) yield shorn;
}

function mergeNumbers(words: readonly Word[]): Word[] {
  const merged: Word[] = [];
  for (const word of words) {
    const last = merged.at(-1);
    if (last !== undefined && /^\d+$/.test(word.text) && /\d$/.test(last.text)) {
      merged[merged.length - 1] = { ...last, text: last.text + word.text, end: word.end };
    } else merged.push(word);
  }
  return merged;
}

/** A code without the letters of its sales region: `e1200y` → `e1200`. */
function shear(word: string): string {
  return isCode(word) ? word.replace(/(?<=\d{3})[a-z]{1,2}$/, '') : word;
}

function matchExactly(
  catalogue: Catalogue,
  words: readonly Word[],
  brands: readonly string[],
): Match | undefined {
  for (let length = Math.min(LONGEST_NAME, words.length); length > 0; length--) {
    for (let at = 0; at + length <= words.length; at++) {
      const entries = entriesAt(catalogue, words.slice(at, at + length), brands);
      const beside = [...words.slice(0, at), ...words.slice(at + length)];
      if (entries.length === 0 || beside.some(saysMore)) continue;
      const strange = beside.map(({ text }) => text).filter((text) => !FILLERS.has(text));
      if (brands.length === 0 && strange.length > 0 && !isTelling(entries)) continue;
      return { entries, how: 'exact', at, length, strange };
    }
  }
  return undefined;
}

/** A number or a word such as "plus" beside the name: then it is another handset's name. */
function saysMore({ text }: { readonly text: string }): boolean {
  return /\d/.test(text) ? !STORAGE_SIZES.has(text) : MODIFIERS.has(text);
}

const STORAGE_SIZES = new Set(['16', '32', '64', '128', '256', '512']);

/** Whether the name tells its maker by itself, so that strange words beside it do not matter. */
function isTelling(entries: readonly Entry[]): boolean {
  return entries.some(
    ({ spaced }) =>
      /[a-z]\d{3}|[a-z]{3,} ?\d/.test(spaced) ||
      spaced.split(' ').some((word) => Object.hasOwn(SERIES, word)),
  );
}

/** The handsets of these makers that bear the name, the best kind of form only. */
export function entriesAt(
  catalogue: Catalogue,
  words: readonly { readonly text: string }[],
  brands: readonly string[],
): Entry[] {
  const found = (catalogue.entries.get(compact(words)) ?? []).filter(
    ({ handset, kind, spaced }) =>
      (brands.length === 0 && kind !== 'digits' && !isBareWord(spaced)) ||
      brands.includes(handset.brand),
  );
  return withoutWeaker(found);
}

/** "Bold", "Young": a word that names no handset without its maker. */
function isBareWord(spaced: string): boolean {
  return (
    /^[a-z]{1,8}$/.test(spaced) ||
    (/^[a-z]?\d{1,2}[a-z]?$/.test(spaced) && !/[a-z]\d|\d[a-z]/.test(spaced))
  );
}

/**
 * A handset's own name goes before others' aliases, unless one of those is of an older network:
 * then both may be meant. The bare number of a code counts only when nothing else does.
 */
function withoutWeaker(entries: readonly Entry[]): Entry[] {
  const strong = entries.filter(({ kind }) => kind !== 'digits');
  const own = strong.filter(({ kind }) => kind === 'name');
  if (own.length === 0) return strong.length > 0 ? strong : [...entries];
  const oldest = own.map(({ handset }) => handset.network).sort()[0] ?? '2G';
  return strong.filter(({ kind, handset }) => kind === 'name' || handset.network < oldest);
}

/** Names that differ from the query in a few letters of their words, the nearest only. */
function matchSpelling(catalogue: Catalogue, query: HandsetQuery): Match | undefined {
  const words = query.words.filter(({ text }) => !FILLERS.has(text));
  const typed = compact(words);
  if (typed.length < 4) return undefined;
  const ranked = nearestNames(catalogue.spelled, typed, CANDIDATES)
    .map((id) => catalogue.spelled.names[id] ?? '')
    .flatMap((name) => {
      const entries = entriesAt(catalogue, [{ text: name }], query.brands);
      const distance = entries[0] === undefined ? undefined : slips(typed, entries[0].spaced);
      return distance === undefined ? [] : [{ entries, distance }];
    })
    .sort((left, right) => left.distance - right.distance);
  const best = ranked.filter(({ distance }) => distance === ranked[0]?.distance);
  if (best.length === 0) return undefined;
  const entries = best.flatMap((candidate) => candidate.entries);
  return { entries, how: 'fuzzy', at: 0, length: query.words.length, strange: [] };
}

const CANDIDATES = 40;

/**
 * How many letters a name was misspelt by; undefined when it is another name: other numbers, other
 * letters at a number (`E63` and `N63`), or too many slips.
 */
export function slips(typed: string, spaced: string): number | undefined {
  const expected = runs(spaced.replaceAll(' ', ''));
  const given = runs(typed);
  if (expected.length !== given.length) return undefined;
  const fixed = codeLetters(spaced);
  let total = 0;
  for (const [at, run] of expected.entries()) {
    const other = given[at] ?? '';
    if (run === other) continue;
    const word = fixed[at] ?? '';
    if (/\d/.test(run) || /\d/.test(other)) return undefined;
    if (word !== '' && !other.endsWith(word) && !other.startsWith(word)) return undefined;
    const limit = run.length >= 10 ? 3 : run.length >= 6 ? 2 : run.length >= 4 ? 1 : 0;
    const distance = letterDistance(run, other, limit);
    if (distance > limit) return undefined;
    total += distance;
  }
  return total;
}

/** Letters that belong to a number or stand alone, by run: the `j` of "galaxy j7", the "x" of "iphone x". */
function codeLetters(spaced: string): string[] {
  const byRun: string[] = [];
  let letters = false;
  for (const word of spaced.split(' ')) {
    const pieces = runs(word);
    for (const piece of pieces) {
      const isLetters = !/\d/.test(piece);
      const fixed = isLetters && (pieces.length > 1 || piece.length < 3) ? piece : '';
      if (isLetters && letters) byRun[byRun.length - 1] = fixed;
      else byRun.push(fixed);
      letters = isLetters;
    }
  }
  return byRun;
}
