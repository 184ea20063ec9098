/** Makers' names in a text, in any spelling: from the words that we know and from the table. */
import { type Word, wordsOf } from './handset-name.ts';
import { BRAND_KIN, BRAND_SPELLINGS, FILLERS, isSyllable, SERIES } from './handset-words.ts';
import { letterDistance } from './letters.ts';

export interface BrandLexicon {
  /** The maker of a spelling, written without blanks. */
  readonly brandOf: ReadonlyMap<string, string>;
  /** Names long enough for a slip to be seen. */
  readonly long: readonly { readonly brand: string; readonly spelling: string }[];
  /** Names of makers and lines that may open a longer word, the longest first. */
  readonly prefixes: readonly string[];
}

/** A maker's name in a text: which one and the words that it takes. */
export interface BrandMatch {
  readonly brand: string;
  readonly at: number;
  readonly length: number;
  readonly spelling: string;
}

const MOST_WORDS = 4;
const SHORTEST_LONG = 4;

/** The spellings of these makers. */
export function buildLexicon(brands: Iterable<string>): BrandLexicon {
  const known = [...brands].map((brand) => ({ brand, spelling: joined(brand) }));
  const brandOf = new Map(known.map(({ brand, spelling }) => [spelling, brand]));
  for (const [name, spellings] of Object.entries(BRAND_SPELLINGS)) {
    const brand = brandOf.get(joined(name)) ?? name;
    for (const spelling of spellings) brandOf.set(spelling, brand);
  }
  return {
    brandOf,
    long: known.filter(({ spelling }) => spelling.length >= SHORTEST_LONG),
    prefixes: [...brandOf.keys(), ...Object.keys(SERIES)]
      .filter((name) => name.length >= SHORTEST_LONG)
      .sort((left, right) => right.length - left.length),
  };
}

function joined(brand: string): string {
  return wordsOf(brand)
    .map(({ text }) => text)
    .join('');
}

/** The maker and those whose handsets go by its name too. */
export function kinOf(brand: string): readonly string[] {
  return BRAND_KIN[brand] ?? [brand];
}

/** The first maker's name, written in up to four words: "no kia", "sony ericsson". */
export function findBrand(
  lexicon: BrandLexicon,
  words: readonly { readonly text: string }[],
): BrandMatch | undefined {
  for (let at = 0; at < words.length; at++) {
    const match = brandAt(lexicon, words, at);
    if (match !== undefined) return match;
  }
  return undefined;
}

/** The maker's name that begins at this word, the longest one. */
export function brandAt(
  { brandOf }: BrandLexicon,
  words: readonly { readonly text: string }[],
  at: number,
): BrandMatch | undefined {
  for (let length = Math.min(MOST_WORDS, words.length - at); length > 0; length--) {
    const parts = words.slice(at, at + length).map(({ text }) => text);
    const spelling = parts.join('');
    const brand = brandOf.get(spelling);
    if (brand !== undefined) return { brand, at, length, spelling };
  }
  return undefined;
}

/** The first word that is a maker's name but for a slip. */
export function findMisspeltBrand(
  lexicon: BrandLexicon,
  words: readonly { readonly text: string }[],
): BrandMatch | undefined {
  for (let at = 0; at < words.length; at++) {
    const match = misspeltBrandAt(lexicon, words, at);
    if (match !== undefined) return match;
  }
  return undefined;
}

/** The maker whose name stands here, in one word or two, with a slip in it. */
export function misspeltBrandAt(
  lexicon: BrandLexicon,
  words: readonly { readonly text: string }[],
  at: number,
): BrandMatch | undefined {
  for (const length of [1, 2]) {
    const parts = words.slice(at, at + length).map(({ text }) => text);
    const spelling = parts.join('');
    if (parts.length < length || parts.some((part) => Object.hasOwn(SERIES, part))) continue;
    if (FILLERS.has(spelling) || (length > 1 && parts.some((part) => lexicon.brandOf.has(part))))
      continue;
    const next = words[at + length]?.text ?? '';
    const telling = !isSyllable(spelling) || /\d/.test(next) || Object.hasOwn(SERIES, next);
    const brand = misspeltBrand(lexicon, spelling, telling);
    if (brand !== undefined) return { brand, at, length, spelling };
  }
  return undefined;
}

/** The maker whose name this nearly is. Short names need to be `telling`: "sóng" is no Sony. */
function misspeltBrand({ long }: BrandLexicon, word: string, telling: boolean): string | undefined {
  if (word.length < SHORTEST_LONG - 1 || /\d/.test(word)) return undefined;
  let best: { brand: string; distance: number } | undefined;
  for (const { brand, spelling } of long) {
    const limit = mostSlips(spelling.length, telling);
    if (Math.abs(spelling.length - word.length) > limit) continue;
    const distance = letterDistance(word, spelling, limit);
    if (distance <= limit && distance < (best?.distance ?? limit + 1)) best = { brand, distance };
  }
  return best?.brand;
}

function mostSlips(letters: number, telling: boolean): number {
  if (letters >= 7) return 2;
  return letters > SHORTEST_LONG || telling ? 1 : 0;
}

const GLUED = /^([a-z]{2,})(\d.*)$/;
/** Short names that open a word only before something like a model: `lgg3`, `ssa10`, `htcdesire`. */
const SHORT_PREFIX = /^(?:(lg|ss|hp)[a-z]{1,2}\d|(htc|hmd|zte|tcl)[a-z]*\d|(htc|hmd)[a-z]{4})/;

/** `nokia1202` → `nokia`, `1202`; `ip5s` → `iphone`, `5s`. A code such as `cph1701` stays whole. */
export function splitGlued(lexicon: BrandLexicon, words: readonly Word[]): Word[] {
  return words.flatMap((word) => {
    const at = seam(lexicon, word.text);
    if (at === 0) return [word];
    const [spelled = word] = wordsOf(word.text.slice(0, at));
    const behind = splitGlued(lexicon, [{ ...word, text: word.text.slice(at) }]);
    return [{ ...word, text: spelled.text }, ...behind];
  });
}

/** Where a maker's or line's name ends in a word that goes on; 0 when it does not. */
function seam(lexicon: BrandLexicon, word: string): number {
  if (lexicon.brandOf.has(word) || Object.hasOwn(SERIES, word)) return 0;
  const prefix = lexicon.prefixes.find((name) => word.startsWith(name));
  const whole = misspeltBrand(lexicon, word, false) !== undefined;
  if (prefix !== undefined && !whole && goesOn(word.slice(prefix.length))) return prefix.length;
  const short = SHORT_PREFIX.exec(word)
    ?.slice(1)
    .find((name) => name !== undefined);
  if (short !== undefined) return short.length;
  const [, letters = ''] = GLUED.exec(word) ?? [];
  const [spelled] = letters === '' ? [] : wordsOf(letters);
  return spelled !== undefined && opens(lexicon, spelled.text) ? letters.length : 0;
}

/** A number, another name or a word of some length: no mere ending of a misspelt name. */
function goesOn(behind: string): boolean {
  return /\d/.test(behind) || behind.length >= 4;
}

function opens(lexicon: BrandLexicon, letters: string): boolean {
  return (
    lexicon.brandOf.has(letters) ||
    Object.hasOwn(SERIES, letters) ||
    (letters.length > SHORTEST_LONG && misspeltBrand(lexicon, letters, true) !== undefined)
  );
}
