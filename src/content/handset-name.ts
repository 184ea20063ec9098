/**
 * A handset's name as words: what a citizen types and what the table says are cut the same way, so
 * that `nokia1280`, `NOKIA 1280` and `no kia 1280` meet.
 *
 * Words are compared joined together ("compact"); where two numbers touch, a bar keeps them apart,
 * because `2.1` is not `21`.
 */
import { WORD_SPELLINGS } from './handset-words.ts';

/** A folded word and where it stood. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A name without what may be left out, and what was left out. */
export interface Name {
  readonly words: readonly Word[];
  /** Generations named beside it: `4g`. */
  readonly gens: readonly string[];
  readonly years: readonly number[];
}

const WORD = /[\p{L}\p{N}\p{M}@]+|\+/gu;
/** An "o" among digits is a zero: `1o5`, `12oo`. */
const LETTER_ZERO = /(?<=\d)o+(?=\d|$)/g;
const GENERATION = /^([2345]g|lte|volte)$/;
const YEAR = /^(19[89]\d|20[0-3]\d)$/;
const SIM_COUNT = /^(dual|duos?|ds|2sim|1sim|sim)$/;

/** Lower case without marks: `Điện` → `dien`. Keeps the length of single letters. */
export function fold(text: string): string {
  return text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd');
}

/** The words of a text, folded, common misspellings put right. */
export function wordsOf(text: string): Word[] {
  return [...text.matchAll(WORD)].flatMap((match) => {
    const end = match.index + match[0].length;
    return spell(fold(match[0]).replace(LETTER_ZERO, zeros)).map((word) => ({
      text: word,
      start: match.index,
      end,
    }));
  });
}

function zeros(letters: string): string {
  return '0'.repeat(letters.length);
}

function spell(word: string): string[] {
  if (word === '+') return ['plus'];
  const known = Object.hasOwn(WORD_SPELLINGS, word) ? WORD_SPELLINGS[word] : undefined;
  return known?.split(' ') ?? [word.replaceAll('@', 'a')];
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
  const rest = words.filter(({ text }, at) => {
    if (GENERATION.test(text)) gens.push(text.endsWith('lte') ? '4g' : text);
    else if (at > 0 && YEAR.test(text)) years.push(Number(text));
    else return !isSimWord(words, at) && !isSimCount(words, at);
    return false;
  });
  return { words: rest, gens, years };
}

/** "Duos" behind a number counts the SIMs; "Galaxy S Duos" is a name of its own. */
function isSimWord(words: readonly Word[], at: number): boolean {
  const word = words[at]?.text ?? '';
  if (word === 'sim' || /^[12]sim$/.test(word)) return true;
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
