/** What a citizen typed as a handset's name, taken apart: maker, name, what may be ignored. */

import { type Name, nameOf, type Word, wordsOf } from './handset-name.ts';
import { BRAND_KIN, BRAND_SPELLINGS, FILLER_PHRASES, SERIES } from './handset-words.ts';
import { letterDistance } from './letters.ts';

export interface HandsetQuery extends Name {
  /** Makers named, with their kin; empty when none was. */
  readonly brands: readonly string[];
  /** The words of the maker's name. */
  readonly brandWords: readonly Word[];
  /** All words, before anything was taken out. */
  readonly all: readonly Word[];
}

/** A maker's name in a text: which one and the words that it takes. */
export interface BrandMatch {
  readonly brand: string;
  readonly at: number;
  readonly length: number;
  readonly spelling: string;
}

const BRAND_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(BRAND_SPELLINGS).flatMap(([brand, spellings]) =>
    spellings.map((spelling) => [spelling, brand] as const),
  ),
);

/** Spellings long enough for a slip to be seen. */
const LONG_SPELLINGS = Object.keys(BRAND_SPELLINGS)
  .map((brand) => ({ brand, spelling: brand.toLowerCase().replace(/[^a-z]/g, '') }))
  .filter(({ spelling }) => spelling.length >= 4);

const GLUED = /^([a-z]{2,})(\d.*)$/;
const LIST_NUMBER = /^\s*\d{1,3}\s*[.)]\s+/;
const STORAGE = /^\d+(gb|tb|mah|mb|mp|hz|w)$/;

/** Takes a typed name apart. `loose` also takes makers' names with a slip of one or two letters. */
export function readQuery(text: string): HandsetQuery {
  const all = splitGlued(wordsOf(text.replace(LIST_NUMBER, blank))).filter(
    ({ text: word }) => !STORAGE.test(word),
  );
  const match = findBrand(all) ?? findMisspelt(all);
  const taken = match === undefined ? [] : all.slice(match.at, match.at + match.length);
  const kept = all.filter((word) => !taken.includes(word) || keepsInName(word));
  const second = findBrand(kept.filter((word) => !keepsInName(word)));
  const rest = second === undefined ? kept : without(kept, second);
  return {
    ...nameOf(withoutPhrases(rest)),
    brands: [match, second].flatMap((found) => (found === undefined ? [] : kin(found.brand))),
    brandWords: taken,
    all,
  };
}

function blank(text: string): string {
  return ' '.repeat(text.length);
}

/** "Moto" is a maker's name and the first word of "Moto G". */
function keepsInName({ text }: { readonly text: string }): boolean {
  return Object.hasOwn(SERIES, text);
}

function without(words: readonly Word[], match: BrandMatch): Word[] {
  const others = words.filter((word) => !keepsInName(word));
  const taken = others.slice(match.at, match.at + match.length);
  return words.filter((word) => !taken.includes(word));
}

function kin(brand: string): readonly string[] {
  return BRAND_KIN[brand] ?? [brand];
}

/** `nokia1280` → `nokia`, `1280`; `ip4s` → `iphone`, `4s`. A code such as `cph1803` stays whole. */
export function splitGlued(words: readonly Word[]): Word[] {
  return words.flatMap((word) => {
    const [, letters = '', rest = ''] = GLUED.exec(word.text) ?? [];
    const [spelled] = letters === '' ? [] : wordsOf(letters);
    if (spelled === undefined || !isBrandOrSeries(spelled.text)) return [word];
    return [
      { ...word, text: spelled.text },
      { ...word, text: rest },
    ];
  });
}

function isBrandOrSeries(letters: string): boolean {
  return (
    BRAND_OF.has(letters) ||
    Object.hasOwn(SERIES, letters) ||
    (letters.length >= 5 && misspeltBrand(letters) !== undefined)
  );
}

/** The first maker's name, written in up to three words: "no kia", "sony ericsson". */
export function findBrand(words: readonly { readonly text: string }[]): BrandMatch | undefined {
  for (let at = 0; at < words.length; at++) {
    for (let length = Math.min(4, words.length - at); length > 0; length--) {
      const parts = words.slice(at, at + length).map(({ text }) => text);
      const spelling = parts.join('');
      const brand = BRAND_OF.get(spelling);
      if (brand !== undefined && !parts.some((part) => length > 1 && part.length > 8)) {
        return { brand, at, length, spelling };
      }
    }
  }
  return undefined;
}

/** The first word that is a maker's name but for a slip. */
function findMisspelt(words: readonly { readonly text: string }[]): BrandMatch | undefined {
  for (let at = 0; at < words.length; at++) {
    const spelling = words[at]?.text ?? '';
    if (Object.hasOwn(SERIES, spelling)) continue;
    const brand = misspeltBrand(spelling);
    if (brand !== undefined) return { brand, at, length: 1, spelling };
  }
  return undefined;
}

function misspeltBrand(word: string): string | undefined {
  if (word.length < 4 || /\d/.test(word)) return undefined;
  let best: { brand: string; distance: number } | undefined;
  for (const { brand, spelling } of LONG_SPELLINGS) {
    const limit = spelling.length >= 6 ? 2 : 1;
    const distance = letterDistance(word, spelling, limit);
    if (distance <= limit && distance < (best?.distance ?? limit + 1)) best = { brand, distance };
  }
  return best?.brand;
}

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

const PHRASES = FILLER_PHRASES.map((phrase) => phrase.split(' ')).sort(
  (left, right) => right.length - left.length,
);
