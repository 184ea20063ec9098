/**
 * Handsets named inside a sentence: "nokia 1280 của bà nội còn xài được không", "con 105 4G".
 *
 * Careful on purpose: "2g", "sim 4g", "500k", dates, ages and phone numbers are no handsets, and a
 * number alone is one only after a word such as "máy" or "con".
 */
import type { Catalogue } from './handset-catalogue.ts';
import { entriesAt } from './handset-match.ts';
import { isCode, type Word, wordsOf } from './handset-name.ts';
import { findBrand, splitGlued } from './handset-query.ts';
import { BRAND_KIN, EVERYDAY_BRANDS, FILLERS, MODIFIERS, SERIES } from './handset-words.ts';

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

/** The handsets that a text names, in its order; none overlaps another. */
export function findHandsetMentions(catalogue: Catalogue, text: string): HandsetMention[] {
  const words = splitGlued(wordsOf(text));
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
  const brand = findBrand(words.slice(at, at + 4));
  if (brand?.at !== 0) return undefined;
  const from = at + brand.length;
  const kin = BRAND_KIN[brand.brand] ?? [brand.brand];
  for (let start = from; start < Math.min(from + 4, words.length); start++) {
    const end = longestName(sentence, start, kin) ?? numberAt(sentence, start);
    if (end !== undefined) return { to: withExtras(sentence, end), kind: 'model' };
    if (
      !FILLERS.has(words[start]?.text ?? '') &&
      findBrand(words.slice(start, start + 1)) === undefined
    )
      break;
  }
  return EVERYDAY_BRANDS.has(brand.spelling) ? undefined : { to: from, kind: 'brand' };
}

/** A model number that we do not know: it must be looked up to be said unknown. */
function numberAt(sentence: Sentence, at: number): number | undefined {
  const word = sentence.words[at]?.text ?? '';
  const isModel = /^[a-z]{0,3}\d{3,4}[a-z]?$/.test(word) && !isOtherNumber(sentence, at);
  return isModel ? at + 1 : undefined;
}

const PLAIN_SERIES = new Set(['galaxy', 'iphone', 'lumia', 'redmi', 'xperia', 'asha']);

/** A line's name with the model behind it, or alone. */
function ofSeries(sentence: Sentence, at: number): Found | undefined {
  const word = sentence.words[at]?.text ?? '';
  if (!Object.hasOwn(SERIES, word)) return undefined;
  const end = longestName(sentence, at, [], 2);
  if (end !== undefined) return { to: withExtras(sentence, end), kind: 'model' };
  return PLAIN_SERIES.has(word) ? { to: at + 1, kind: 'brand' } : undefined;
}

/** A code that speaks for itself, or a short name after a word for a handset. */
function withoutMaker(sentence: Sentence, at: number, longest: number): Found | undefined {
  for (let length = longest; length > 0; length--) {
    const window = sentence.words.slice(at, at + length);
    if (window.length < length || GENERATION.test(window[0]?.text ?? '')) continue;
    if (isOtherNumber(sentence, at + length - 1)) continue;
    if (entriesAt(sentence.catalogue, window, []).length === 0) continue;
    const cued = isCued(sentence, at);
    if (speaksForItself(window) || (cued && window.some(({ text }) => /\d/.test(text)))) {
      return { to: withExtras(sentence, at + length), kind: 'model' };
    }
  }
  return undefined;
}

/** `cph1803`, `sm-j700h`, `ta-1174`, `e1200`, `j7 prime`: no everyday word looks like that. */
function speaksForItself(words: readonly Word[]): boolean {
  const joined = words.map(({ text }) => text).join('');
  if (/^[a-z]{2,4}\d{3,5}[a-z]{0,2}$/.test(joined) || /^[a-z]\d{4}[a-z]{0,2}$/.test(joined)) {
    return words.length <= 2 && /^[a-z]+$/.test(words[0]?.text ?? '') === words.length > 1;
  }
  const [first, ...rest] = words;
  return (
    /^[a-z]\d{1,2}$/.test(first?.text ?? '') &&
    rest.some(({ text }) => MODIFIERS.has(text) && text.length > 2)
  );
}

const GENERATION = /^([2345]g|lte|volte)$/;

const CUES = new Set([
  ...['may', 'con', 'dt', 'dthoai', 'dtdd', 'thoai', 'gach', 'chiec', 'cay', 'phone', 'model'],
  ...['xai', 'sai', 'dung', 'doi', 'dong', 'cai', 'em', 'loai', 'ma', 'ban'],
]);

function isCued({ words }: Sentence, at: number): boolean {
  return CUES.has(words[at - 1]?.text ?? '') || at === 0;
}

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

/** Takes in what belongs to the name behind it: "4G", "2019", "2 sim". */
function withExtras({ words }: Sentence, end: number): number {
  let to = end;
  while (/^([2345]g|lte|(19|20)\d\d|dual|duos|ds|2sim)$/.test(words[to]?.text ?? '')) to++;
  if (/^(2|hai)$/.test(words[to]?.text ?? '') && words[to + 1]?.text === 'sim') to += 2;
  return /^([2345]g|lte)$/.test(words[to]?.text ?? '') ? to + 1 : to;
}

const UNITS =
  /^(k|d|dong|vnd|nghin|ngan|tr|trieu|ti|ty|tuoi|nam|ngay|thang|gio|phut|giay|phan|gb|mb|mah|g|m|km|nguoi|so|lan|chu|sim|may|cai|chiec|con)$/;

/** A number that is a sum, an age, a date, part of a phone number or a year. */
function isOtherNumber({ text, words }: Sentence, at: number): boolean {
  const word = words[at];
  if (word === undefined || !/^\d+$/.test(word.text)) return false;
  if (UNITS.test(words[at + 1]?.text ?? '')) return true;
  if (/^(19|20)\d\d$/.test(word.text) && !isCode(words[at - 1]?.text ?? '')) {
    if (/^(nam|tu|thang|truoc|sau|den)$/.test(words[at - 1]?.text ?? '')) return true;
  }
  return (
    /[\d+][.\-/\s]$/.test(text.slice(0, word.start)) ||
    /^[.\-/]\d|^[%.,]\d/.test(text.slice(word.end))
  );
}
