/**
 * Which handsets a typed name may mean. Exact names first, then spellings with a slip; a number is
 * never a slip: `1281` is not `1280`.
 */
import type { Catalogue, Entry } from './handset-catalogue.ts';
import { entriesAt } from './handset-entries.ts';
import { compact, isCode, type Word } from './handset-name.ts';
import type { HandsetQuery } from './handset-query.ts';
import { nearestSpellings } from './handset-spelling.ts';
import { FILLERS, isSyllable, MODIFIERS, SERIES } from './handset-words.ts';

export interface Match {
  readonly entries: readonly Entry[];
  readonly how: 'exact' | 'fuzzy';
  /** Generations named beside the name. */
  readonly gens: readonly string[];
  /** Words beside the name that say something we do not know. */
  readonly strange: readonly string[];
}

const LONGEST_NAME = 7;

/** One way to cut the words of a query. */
interface Reading {
  readonly words: readonly Word[];
  readonly gens: readonly string[];
}

/**
 * Handsets that the words name; undefined when none. First what they name with nothing strange
 * beside it, then a misspelt name, then a name with strange words beside it: otherwise "Mate 20 Prro"
 * would be a Mate 20.
 */
export function matchName(catalogue: Catalogue, query: HandsetQuery): Match | undefined {
  let besides: Match | undefined;
  for (const { words, gens } of readings(query)) {
    const exact = matchExactly(catalogue, words, query.brands);
    if (exact?.strange.length === 0) return { ...exact, gens };
    if (exact !== undefined) besides ??= { ...exact, gens };
  }
  const entries = nearestSpellings(catalogue, query);
  if (entries.length > 0) return { entries, how: 'fuzzy', gens: query.gens, strange: [] };
  return besides;
}

/**
 * The ways to cut the words: with the generation ("iPhone 3G"), as typed, "12 80" together,
 * "n1280" for Nokia's 1280, "1054g" apart, a code without its last letters.
 */
function* readings({ words, full, gens, brands }: HandsetQuery): Generator<Reading> {
  if (gens.length > 0) yield { words: full, gens: [] };
  yield { words, gens };
  yield* unglued(words, gens);
  const others = [mergeNumbers(words), reword(words, /(?<=\d{3})[a-z]{1,2}$/)];
  if (brands.length === 0 || brands.includes('Nokia')) {
    others.push(reword(words, /^n(?=\d{3,4}[a-z]?$)/));
  }
  const typed = compact(words);
  for (const other of others) if (compact(other) !== typed) yield { words: other, gens };
}

function reword(words: readonly Word[], cut: RegExp): readonly Word[] {
  return words.map((word) =>
    cut.test(word.text) ? { ...word, text: word.text.replace(cut, '') } : word,
  );
}

/** A generation written onto the number: `1054g`, `a325g`. */
function* unglued(words: readonly Word[], gens: readonly string[]): Generator<Reading> {
  const last = words.findIndex(({ text }) => /\d{2}[2345]g$/.test(text));
  const word = words[last];
  if (word === undefined) return;
  const cut = { ...word, text: word.text.slice(0, -2) };
  yield { words: words.with(last, cut), gens: [...gens, word.text.slice(-2)] };
}

function mergeNumbers(words: readonly Word[]): Word[] {
  const merged: Word[] = [];
  for (const word of words) {
    const last = merged.at(-1);
    if (last !== undefined && !word.joins && /^\d+$/.test(word.text) && /\d$/.test(last.text)) {
      merged[merged.length - 1] = { ...last, text: last.text + word.text, end: word.end };
    } else merged.push(word);
  }
  return merged;
}

type Named = Pick<Match, 'entries' | 'how' | 'strange'>;

function matchExactly(
  catalogue: Catalogue,
  words: readonly Word[],
  brands: readonly string[],
): Named | undefined {
  for (let length = Math.min(LONGEST_NAME, words.length); length > 0; length--) {
    for (let at = 0; at + length <= words.length; at++) {
      const entries = entriesAt(catalogue, words.slice(at, at + length), brands);
      if (entries.length === 0) continue;
      const beside = [...words.slice(0, at), ...words.slice(at + length)];
      const named = besideName(catalogue, entries, beside, brands);
      if (named !== undefined) return named;
    }
  }
  return undefined;
}

/** What the words beside a name leave of it; undefined when they make it another name. */
function besideName(
  catalogue: Catalogue,
  entries: readonly Entry[],
  beside: readonly Word[],
  brands: readonly string[],
): Named | undefined {
  if (beside.some(saysMore)) return namedTwice(catalogue, entries, beside, brands);
  const strange = strangeOf(entries, beside, brands);
  if (strange.length > 0 && !isTelling(entries, brands)) return undefined;
  return { entries, how: 'exact', strange };
}

/** A name and a code of the same handset: "Galaxy S4 I9505", "Neo 7 A33w". */
function namedTwice(
  catalogue: Catalogue,
  entries: readonly Entry[],
  beside: readonly Word[],
  brands: readonly string[],
): Named | undefined {
  for (let length = beside.length; length > 0; length--) {
    for (let at = 0; at + length <= beside.length; at++) {
      const others = entriesAt(catalogue, beside.slice(at, at + length), brands);
      const both = entries.filter(({ handset }) =>
        others.some((other) => other.handset === handset),
      );
      const rest = [...beside.slice(0, at), ...beside.slice(at + length)];
      if (both.length > 0 && !rest.some(saysMore)) {
        return { entries: both, how: 'exact', strange: strangeOf(both, rest, brands) };
      }
    }
  }
  return undefined;
}

/**
 * Words that might belong to a name: neither fillers nor the maker's own lines nor Vietnamese. But
 * where neither a maker nor a code was named, a Vietnamese word may be a maker's: "Tân Tiến A9".
 */
function strangeOf(
  entries: readonly Entry[],
  words: readonly Word[],
  brands: readonly string[],
): string[] {
  const told = brands.length > 0 || entries.some(({ spaced }) => isCode(spaced));
  return words
    .map(({ text }) => text)
    .filter((text) => !FILLERS.has(text) && !isLineOf(text, brands))
    .filter((text) => !told || !isSyllable(text));
}

function isLineOf(word: string, brands: readonly string[]): boolean {
  return Object.hasOwn(SERIES, word) && brands.includes(SERIES[word] ?? '');
}

/** A number or a word such as "plus" beside the name: then it is another handset's name. */
function saysMore({ text }: { readonly text: string }): boolean {
  return /\d/.test(text) ? !STORAGE_SIZES.has(text) : MODIFIERS.has(text);
}

const STORAGE_SIZES = new Set(['16', '32', '64', '128', '256', '512']);

/**
 * Whether the name stands by itself, so that strange words beside it do not matter: a code or a
 * number of three digits with its maker, or a line with what follows it.
 */
function isTelling(entries: readonly Entry[], brands: readonly string[]): boolean {
  return entries.some(({ spaced }) => {
    const line = spaced.split(' ').some((word) => Object.hasOwn(SERIES, word));
    if (brands.length > 0 && (/\d{3}|[a-z]\d|\d[a-z]/.test(spaced) || line)) return true;
    // "c100" behind a strange word is rather another maker's: "forme c100".
    return /[a-z]{2}\d{3}|[a-z]\d{4}/.test(spaced) || (line && /\d/.test(spaced));
  });
}
