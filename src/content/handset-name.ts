/**
 * A handset's name as words: what a citizen types and what the table says are cut the same way, so
 * that `nokia1202`, `NOKIA 1202` and `no kia 1202` meet.
 *
 * Words are compared joined together ("compact"); where two numbers touch, a bar keeps them apart,
 * because `2.1` is not `21`.
 */
import { SERIES, WORD_SPELLINGS } from './handset-words.ts';

/** A folded word and where it stood. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** A hyphen or point joins it to the word before: "C3-00" is not C300. */
  readonly joins?: boolean;
}

/** A name without what may be left out, and what was left out. */
export interface Name {
  readonly words: readonly Word[];
  /** Generations named beside it: `4g`. */
  readonly gens: readonly string[];
  readonly years: readonly number[];
  /** The year in which it was bought, if one was named: "mua năm 2019". */
  readonly bought?: number;
}

/** "5.5" is one word, so that nobody takes it for 55. */
const WORD = /(?<![\d.])\d{1,2}\.\d{1,2}(?![\d.\p{L}])|[\p{L}\p{N}\p{M}@]+|\+/gu;
/** An "o" among digits is a zero: `1o5`, `12oo`. */
const LETTER_ZERO = /(?<=\d)o+(?=\d|$)/g;
const GENERATION = /^([2345]g|lte|volte)$/;
/** "4 gờ", "bốn gê". */
const SPOKEN_GENERATION = /^(hai|ba|bon|nam|[2-5]) (?:g|go|ge)$/;
const GENERATION_DIGITS: Readonly<Record<string, string>> = {
  hai: '2',
  ba: '3',
  bon: '4',
  nam: '5',
};
const YEAR = /^(19[89]\d|20[0-3]\d)$/;
/** Storage, battery and lens are not part of what people call a handset. */
const MEASURE = /^\d+(gb|tb|mah|mb|mp|hz|k|tr\d?)$/;
const PURCHASE = /^(mua|sam|tu|bought|since)$/;
const SIM_COUNT = /^(dual|duos?|ds|2sim|1sim|sim)$/;

/** Lower case without marks: `Điện` → `dien`. Keeps the length of single letters. */
export function fold(text: string): string {
  return text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd');
}

/** The words of a text, folded, common misspellings put right. */
export function wordsOf(text: string): Word[] {
  const words = [...text.matchAll(WORD)].flatMap((match) => {
    const end = match.index + match[0].length;
    const joins = /[\w][.-]$/.test(text.slice(Math.max(0, match.index - 2), match.index));
    return spell(fold(match[0]).replace(LETTER_ZERO, zeros)).map((word) => ({
      text: word,
      start: match.index,
      end,
      ...(joins ? { joins } : {}),
    }));
  });
  return joinSplit(words);
}

/** Words of names that were written apart: `ai phôn`, `red mi`, `ga la xy`. */
function joinSplit(words: readonly Word[]): Word[] {
  const joined: Word[] = [];
  for (let at = 0; at < words.length; ) {
    const { word, length } = joinedAt(words, at);
    if (word !== undefined) joined.push(word);
    at += length;
  }
  return joined;
}

function joinedAt(words: readonly Word[], at: number): { word: Word | undefined; length: number } {
  for (const length of [3, 2]) {
    const parts = words.slice(at, at + length);
    const text = parts.map((part) => part.text).join('');
    const [first] = parts;
    const last = parts.at(-1);
    if (first === undefined || last === undefined || parts.length < length) continue;
    const gen = SPOKEN_GENERATION.exec(parts.map((part) => part.text).join(' '))?.[1];
    if (gen !== undefined) {
      return {
        word: { text: `${GENERATION_DIGITS[gen] ?? gen}g`, start: first.start, end: last.end },
        length,
      };
    }
    const [spelled] = spell(text);
    if (spelled === undefined || /\d/.test(text) || !Object.hasOwn(SERIES, spelled)) continue;
    if (parts.every((part) => !Object.hasOwn(SERIES, part.text) || part.text.length < 3)) {
      return { word: { text: spelled, start: first.start, end: last.end }, length };
    }
  }
  return { word: words[at], length: 1 };
}

function zeros(letters: string): string {
  return '0'.repeat(letters.length);
}

function spell(word: string): string[] {
  if (word === '+') return ['plus'];
  const known = Object.hasOwn(WORD_SPELLINGS, word) ? WORD_SPELLINGS[word] : undefined;
  return known?.split(' ') ?? [word.replaceAll('@', 'a').replace('.', '|')];
}

/** The words joined; a bar parts touching numbers. */
export function compact(words: readonly { readonly text: string }[]): string {
  let joined = '';
  for (const { text } of words) {
    joined += /\d$/.test(joined) && /^\d/.test(text) ? `|${text}` : text;
  }
  return joined;
}

/** Takes generations, years and the number of SIMs out of a name. */
export function nameOf(words: readonly Word[]): Name {
  const years: number[] = [];
  const gens: string[] = [];
  let bought: number | undefined;
  const rest = words.filter(({ text }, at) => {
    if (GENERATION.test(text)) gens.push(text.endsWith('lte') ? '4g' : text);
    else if (at === 0 || !YEAR.test(text)) return !isMeasure(words, at);
    else if (isPurchase(words, at)) bought = Number(text);
    else years.push(Number(text));
    return false;
  });
  return { words: rest, gens, years, ...(bought === undefined ? {} : { bought }) };
}

function isMeasure(words: readonly Word[], at: number): boolean {
  return (
    MEASURE.test(words[at]?.text ?? '') ||
    isSimWord(words, at) ||
    isSimCount(words, at) ||
    isAmount(words, at)
  );
}

/** The year behind "mua", "từ", "bought". */
function isPurchase(words: readonly Word[], at: number): boolean {
  return words.slice(Math.max(0, at - 3), at).some(({ text }) => PURCHASE.test(text));
}

/** A number that counts years, money or days: "5 năm", "300 nghìn". */
function isAmount(words: readonly Word[], at: number): boolean {
  const word = words[at]?.text ?? '';
  const next = words[at + 1]?.text ?? '';
  if (!/^\d+$/.test(word)) return false;
  if (/^(nghin|ngan|trieu|tuoi|ngay|dong)$/.test(next)) return true;
  return word.length < 3 && next === 'nam' && !/^\d/.test(words[at + 2]?.text ?? '');
}

/** "Duos" behind a number counts the SIMs; "Galaxy S Duos" is a name of its own. */
function isSimWord(words: readonly Word[], at: number): boolean {
  const word = words[at]?.text ?? '';
  if (word === 'sim' || /^[12]sim$/.test(word)) return true;
  if (word === 'dual' && words[at + 1]?.text === 'sim') return true;
  return SIM_COUNT.test(word) && words.slice(0, at).some(({ text }) => /\d/.test(text));
}

/** The `2` and the `hai` of `2 sim`, `hai sim`. */
function isSimCount(words: readonly Word[], at: number): boolean {
  const next = words[at + 1]?.text;
  return next === 'sim' && /^([1234]|hai|mot|ba|two)$/.test(words[at]?.text ?? '');
}

/** Letters and numbers by turns: `sm-j700h` → `sm`, `j`, `700`, `h` as written together. */
export function runs(compacted: string): string[] {
  return compacted.match(/\d+|[^\d|]+/g) ?? [];
}

/** Whether a word is a maker's code or a model number: three digits or more. */
export function isCode(word: string): boolean {
  return /\d{3}/.test(word);
}
