/** What a citizen typed as a handset's name, taken apart: maker, name, what may be ignored. */
import {
  type BrandLexicon,
  findBrand,
  findMisspeltBrand,
  kinOf,
  splitGlued,
} from './handset-brands.ts';
import { type Name, nameOf, type Word, wordsOf } from './handset-name.ts';
import { EVERYDAY_BRANDS, FILLER_PHRASES, SERIES } from './handset-words.ts';
import { readSpokenNumbers } from './spoken-numbers.ts';

export interface HandsetQuery extends Name {
  /** Makers named, with their kin; empty when none was. */
  readonly brands: readonly string[];
  /** The name with generations and years left in: "iPhone 3G". */
  readonly full: readonly Word[];
}

const LIST_NUMBER = /^\s*\d{1,3}\s*[.)]\s+/;
/** "4/64": memory and storage, as shops write them. */
const MEMORY = /\b\d{1,2}\s*\/\s*(16|32|64|128|256|512|1024)\b/g;

/** Whose handset it is: "Bà Sáu: 1280". */
const OWNER = /^[^:\d]{1,40}:\s+(?=\S)/;
/** Numbers that stand beside names in helpers' lists: phone numbers, IMEIs, dates. */
const LONG_NUMBER = /(?<!\d)(?:\+?84|0)\d(?:[ .-]?\d){7,9}(?!\d)|\d{9,}/g;
const DATE = /(?<![\d/.-])\d{1,2}[/.-](?:\d{1,2}[/.-])?(?=(?:19|20)\d\d(?!\d))/g;

/**
 * Takes a typed name apart, in one or two ways: with a misspelt maker's name taken for that maker,
 * and without, for the case that it was none.
 */
export function readQueries(lexicon: BrandLexicon, text: string): HandsetQuery[] {
  const cleaned = [LIST_NUMBER, OWNER, LONG_NUMBER, DATE, MEMORY].reduce(
    (rest, noise) => rest.replace(noise, blank),
    text,
  );
  const words = readSpokenNumbers(splitGlued(lexicon, wordsOf(cleaned)));
  const exact = findBrand(lexicon, words);
  const sure = exact !== undefined && !EVERYDAY_BRANDS.has(exact.spelling);
  const misspelt = sure ? undefined : findMisspeltBrand(lexicon, words);
  const named = [exact, misspelt].flatMap((match) =>
    match === undefined ? [] : [withBrand(lexicon, words, match)],
  );
  return exact === undefined ? [...named, { ...toQuery(words), brands: [] }] : named;
}

function withBrand(
  lexicon: BrandLexicon,
  words: readonly Word[],
  match: { readonly brand: string; readonly at: number; readonly length: number },
): HandsetQuery {
  const taken = words.slice(match.at, match.at + match.length);
  const rest = words.filter((word) => !taken.includes(word) || keepsInName(word));
  const second = findBrand(
    lexicon,
    rest.filter((word) => !keepsInName(word) && !EVERYDAY_BRANDS.has(word.text)),
  );
  const brands = [match, second].flatMap((found) =>
    found === undefined ? [] : kinOf(found.brand),
  );
  return { ...toQuery(rest), brands };
}

function toQuery(words: readonly Word[]) {
  const full = withoutPhrases(words);
  return { ...nameOf(full), full };
}

function blank(text: string): string {
  return ' '.repeat(text.length);
}

/** "Moto" is a maker's name and the first word of "Moto G". */
function keepsInName({ text }: { readonly text: string }): boolean {
  return Object.hasOwn(SERIES, text);
}

const PHRASES = FILLER_PHRASES.map((phrase) => phrase.split(' ')).sort(
  (left, right) => right.length - left.length,
);

/** Drops phrases that say nothing about which handset it is: "đèn pin", "hai sim". */
function withoutPhrases(words: readonly Word[]): Word[] {
  const kept: Word[] = [];
  for (let at = 0; at < words.length; ) {
    const length = phraseAt(words, at);
    const word = words[at];
    if (length === 0 && word !== undefined) kept.push(word);
    at += Math.max(1, length);
  }
  return kept;
}

function phraseAt(words: readonly Word[], at: number): number {
  const found = PHRASES.find((phrase) => phrase.every((part, i) => words[at + i]?.text === part));
  return found?.length ?? 0;
}
