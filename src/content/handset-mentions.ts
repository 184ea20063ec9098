/**
 * Handsets named inside a sentence: "nokia 1280 của bà nội còn xài được không", "con 105 4G".
 *
 * Careful on purpose: "2g", "sim 4g", "500k", dates, ages and phone numbers are no handsets, and a
 * number alone is one only after a word such as "máy" or "con".
 */
import { brandAt, kinOf, misspeltBrandAt, splitGlued } from './handset-brands.ts';
import type { Catalogue } from './handset-catalogue.ts';
import { isOtherNumber, speaksForItself } from './handset-clues.ts';
import { entriesAt } from './handset-entries.ts';
import { type Word, wordsOf } from './handset-name.ts';
import { EVERYDAY_BRANDS, FILLERS, isSyllable, SERIES } from './handset-words.ts';

export interface HandsetMention {
  /** As written, ready for `lookupHandset`. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** `brand`: only a maker or a line was named. */
  readonly kind: 'model' | 'brand';
}

/** Words and whether one was found from here on: the end is exclusive. */
interface Found {
  readonly to: number;
  readonly kind: HandsetMention['kind'];
}

interface Sentence {
  readonly text: string;
  readonly words: readonly Word[];
  readonly catalogue: Catalogue;
}

const LONGEST_NAME = 6;
const MOST_BETWEEN = 6;

/** The handsets that a text names, in its order; none overlaps another. */
export function findHandsetMentions(catalogue: Catalogue, text: string): HandsetMention[] {
  const words = splitGlued(catalogue.lexicon, wordsOf(text));
  const sentence = { text, words, catalogue };
  const mentions: HandsetMention[] = [];
  for (let at = 0; at < words.length; ) {
    const found = mentionAt(sentence, at);
    if (found !== undefined) mentions.push(mention(sentence, at, found));
    at = Math.max(at + 1, found?.to ?? 0);
  }
  return withoutNeedlessBrands(mentions);
}

/** Once a model is named, a maker's bare name beside it adds nothing. */
function withoutNeedlessBrands(mentions: readonly HandsetMention[]): HandsetMention[] {
  const models = mentions.filter(({ kind }) => kind === 'model');
  return models.length > 0 ? models : [...mentions];
}

function mention({ text, words }: Sentence, at: number, { to, kind }: Found): HandsetMention {
  const start = words[at]?.start ?? 0;
  const end = words[to - 1]?.end ?? start;
  return { text: text.slice(start, end), start, end, kind };
}

function mentionAt(sentence: Sentence, at: number): Found | undefined {
  return (
    afterBrand(sentence, at) ?? ofSeries(sentence, at) ?? withoutMaker(sentence, at, LONGEST_NAME)
  );
}

/** A maker's name with the model behind it, or alone. */
function afterBrand(sentence: Sentence, at: number): Found | undefined {
  const { words } = sentence;
  const { lexicon } = sentence.catalogue;
  const exact = brandAt(lexicon, words, at);
  const brand = exact ?? misspeltBrandAt(lexicon, words, at);
  if (brand === undefined) return undefined;
  const from = at + brand.length;
  const kin = kinOf(brand.brand);
  for (let start = from; start < Math.min(from + MOST_BETWEEN, words.length); start++) {
    const known = longestName(sentence, start, kin);
    const end = known ?? (start <= from + 1 ? numberAt(sentence, start) : undefined);
    if (end !== undefined) return { to: withExtras(sentence, end, start, kin), kind: 'model' };
    if (!isBetween(sentence, start)) break;
  }
  const bare = exact !== undefined && !EVERYDAY_BRANDS.has(exact.spelling);
  return bare ? { to: from, kind: 'brand' } : undefined;
}

/** Words that may stand between a maker's name and the model: "nokia đèn pin 1280". */
function isBetween({ words, catalogue }: Sentence, at: number): boolean {
  const word = words[at]?.text ?? '';
  return (
    FILLERS.has(word) || isSyllable(word) || brandAt(catalogue.lexicon, words, at) !== undefined
  );
}

/** A model number that we do not know: it must be looked up to be said unknown. */
function numberAt(sentence: Sentence, at: number): number | undefined {
  const word = sentence.words[at]?.text ?? '';
  const isModel =
    /^[a-z]{0,3}\d{3,4}[a-jl-z]?$/.test(word) && !isOtherNumber(sentence.text, sentence.words, at);
  return isModel ? at + 1 : undefined;
}

const PLAIN_SERIES = new Set(['galaxy', 'iphone', 'lumia', 'redmi', 'xperia', 'asha']);

/** A line's name with the model behind it, or alone. */
function ofSeries(sentence: Sentence, at: number): Found | undefined {
  const word = sentence.words[at]?.text ?? '';
  if (!Object.hasOwn(SERIES, word)) return undefined;
  const end = longestName(sentence, at, [], 2);
  if (end !== undefined) return { to: withExtras(sentence, end, at, []), kind: 'model' };
  return PLAIN_SERIES.has(word) ? { to: at + 1, kind: 'brand' } : undefined;
}

/** A code that speaks for itself, or a short name after a word for a handset. */
function withoutMaker(sentence: Sentence, at: number, longest: number): Found | undefined {
  for (let length = longest; length > 0; length--) {
    const window = sentence.words.slice(at, at + length);
    if (window.length < length || GENERATION.test(window[0]?.text ?? '')) continue;
    if (isOtherNumber(sentence.text, sentence.words, at + length - 1)) continue;
    if (entriesAt(sentence.catalogue, window, []).length === 0) continue;
    const cued = isCued(sentence, at);
    if (speaksForItself(window) || (cued && window.some(({ text }) => /\d/.test(text)))) {
      return { to: withExtras(sentence, at + length, at, []), kind: 'model' };
    }
  }
  return undefined;
}

const GENERATION = /^([2345]g|lte|volte)$/;

const CUES = new Set([
  ...['may', 'con', 'dt', 'dthoai', 'dtdd', 'thoai', 'gach', 'chiec', 'cay', 'phone', 'model'],
  ...['xai', 'sai', 'dung', 'doi', 'dong', 'cai', 'em', 'loai', 'ma', 'ban'],
]);

function isCued({ words }: Sentence, at: number): boolean {
  if (CUES.has(words[at - 1]?.text ?? '')) return true;
  const emergency = /^1\d\d$/.test(words[at]?.text ?? '') && words.length > SHORT_ANSWER;
  return at === 0 && !emergency;
}

/** Up to this many words a text that opens with "113" may be the answer to "which phone?". */
const SHORT_ANSWER = 2;

/** The end of the longest name that starts here; undefined when there is none. */
function longestName(
  { catalogue, words }: Sentence,
  at: number,
  brands: readonly string[],
  shortest = 1,
): number | undefined {
  for (let length = Math.min(LONGEST_NAME, words.length - at); length >= shortest; length--) {
    const window = words.slice(at, at + length);
    if (entriesAt(catalogue, window, brands).length > 0) return at + length;
  }
  return undefined;
}

/** Takes in what belongs to the name behind it: "4G pro", "2019", "2 sim", the code "I9505". */
function withExtras(
  sentence: Sentence,
  end: number,
  start: number,
  brands: readonly string[],
): number {
  const { words } = sentence;
  let to = withCode(sentence, end, start, brands);
  for (;;) {
    if (EXTRA.test(words[to]?.text ?? '')) to++;
    else if (/^(2|hai)$/.test(words[to]?.text ?? '') && words[to + 1]?.text === 'sim') to += 2;
    else return to;
  }
}

const EXTRA = /^([2345]g|lte|(19|20)\d\d|dual|duos|ds|2sim|pro)$/;

/** The end of a code behind the name, if both are of one handset. */
function withCode(
  { catalogue, words }: Sentence,
  end: number,
  start: number,
  brands: readonly string[],
): number {
  const named = entriesAt(catalogue, words.slice(start, end), brands);
  for (const length of [3, 2, 1]) {
    const window = words.slice(end, end + length);
    if (window.length < length || !window.some(({ text }) => /[a-z]\d|\d{3}/.test(text))) continue;
    const coded = entriesAt(catalogue, window, brands);
    if (named.some(({ handset }) => coded.some((entry) => entry.handset === handset))) {
      return end + length;
    }
  }
  return end;
}
