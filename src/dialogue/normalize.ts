/**
 * What a citizen typed, brought into the one form that everything after it compares.
 *
 * Rules, in this order; each is tested alone in test/dialogue/normalize.test.ts.
 *  1. At most 500 characters count. Half surrogate pairs, control characters, zero-width and
 *     direction marks go; NFKC joins split accents and folds full-width and ornamental letters.
 *  2. Lower case, without markup. Whatever is not a letter, a digit or a dialling code ("*101#") parts words.
 *  3. Words with a digit are protected: model names, amounts, IMEIs, dates. Two exceptions: VNI
 *     left-overs when the message shows that its keyboard was off, and a missing space between
 *     letters and a number ("sim4g", "2gko").
 *  4. A letter three times or more in a row becomes one ("khôngggg").
 *  5. Chat words become what they mean (data/chat-words.yaml), unless the message is English.
 *  6. A Vietnamese syllable gets its tone on the older school's vowel ("hoà" → "hòa").
 *  7. Telex left-overs are read ("khoong" → "không").
 *  8. What is still no syllable is respelled when that makes it one ("fải" → "phải"), or cut into
 *     syllables when there is one shortest way ("điệnthoại" → "điện thoại").
 * Rules 7 and 8 never touch common English words and product names.
 */
import type { ChatWords } from '../content/chat-words.ts';
import { isForeign, weighLanguages } from './english.ts';
import { respell, splitJoined, unrepeat } from './respell.ts';
import { isBareSyllable, parseSyllable, writeSyllable } from './syllable.ts';
import { readTelex, readVni } from './telex.ts';

export { stripMarks } from './syllable.ts';

/** Characters of a message that are read; what follows is ignored. */
export const MAX_LENGTH = 500;

const NO_CHAT_WORDS: ChatWords = new Map();
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}]|[\u0300-\u036f]/gu;
const MARKUP = /<\/?[a-z][^<>]{0,100}>/giu;
const WORD = /\*[\d*]{1,20}#|\*?#\d{1,6}#|\d+(?:[.,]\d+)+|[\p{L}\p{M}\p{N}]+/gu;

/** The words of a message with their marks, one blank between them. Stable: twice is as once. */
export function normalize(raw: string, chatWords: ChatWords): string {
  const typed = wordsOf(cleanText(raw).replace(MARKUP, ' ').toLowerCase());
  const keyboard = keyboardOf(typed);
  const meanings = isEnglish(typed, chatWords) ? NO_CHAT_WORDS : chatWords;
  return typed
    .flatMap((word, at) =>
      isModelLetter(word, typed[at + 1]) ? word : repair(word, keyboard, meanings),
    )
    .join(' ');
}

/** "samsung a 11": a letter before a number belongs to a model name. */
function isModelLetter(word: string, next = ''): boolean {
  return /^\p{L}$/u.test(word) && /^\d/.test(next);
}

/** Rule 1 alone: safe to store and to show, with case and punctuation as typed. */
export function cleanText(raw: string): string {
  // Three times the limit leaves room for accents that NFKC joins to their letters.
  return raw
    .slice(0, 3 * MAX_LENGTH)
    .toWellFormed()
    .normalize('NFKC')
    .replace(/[\s\p{Z}]+/gu, ' ')
    .replace(INVISIBLE, '')
    .replaceAll('\ufffd', ' ')
    .replaceAll('ð', 'đ')
    .replaceAll('Ð', 'Đ')
    .slice(0, MAX_LENGTH)
    .trim();
}

function wordsOf(text: string): string[] {
  return text.match(WORD) ?? [];
}

/** In English "a" is no "anh" and "s" no "sao". */
function isEnglish(words: readonly string[], chatWords: ChatWords): boolean {
  const { english, vietnamese } = weighLanguages(words);
  const chat = words.filter((word) => chatWords.has(word) && !/^[aemst]$/.test(word)).length;
  return english > vietnamese + chat;
}

/** Which keyboard left-overs the message shows. */
interface Keyboard {
  readonly telex: 'off' | 'careful' | 'all';
  readonly vni: boolean;
}

function keyboardOf(words: readonly string[]): Keyboard {
  const telex = words.filter((word) => !isForeign(word) && isTelex(word)).length;
  const english = weighLanguages(words).english;
  const vni = words.filter((word) => word.length > 2 && readVni(word) !== undefined).length;
  const careful = telex > english ? 'careful' : 'off';
  return {
    telex: telex > 2 && telex > 2 * english ? 'all' : careful,
    vni: vni > 1,
  };
}

function isTelex(word: string): boolean {
  return !isBareSyllable(word) && readTelex(word) !== undefined;
}

function repair(typed: string, keyboard: Keyboard, chatWords: ChatWords): string[] {
  if (/\d/.test(typed)) return repairNumbered(typed, keyboard, chatWords);
  const word = unrepeat(typed);
  const meaning = chatWords.get(word);
  if (meaning !== undefined) return meaning.split(' ');
  const syllable = parseSyllable(word);
  if (syllable !== undefined) return [writeSyllable(syllable)];
  if (isBareSyllable(word)) return [word];
  return repairOdd(word, keyboard);
}

/** A word that is neither a chat word nor a syllable. */
function repairOdd(word: string, keyboard: Keyboard): string[] {
  if (keyboard.telex === 'all' || (keyboard.telex === 'careful' && !isForeign(word))) {
    const read = readTelex(word);
    if (read !== undefined) return [read];
  }
  if (isForeign(word)) return [word];
  const respelled = respell(word);
  return respelled !== undefined ? [respelled] : (splitJoined(word) ?? [word]);
}

function repairNumbered(word: string, keyboard: Keyboard, chatWords: ChatWords): string[] {
  const read = keyboard.vni ? readVni(word) : undefined;
  if (read !== undefined) return [read];
  const [, letters, number] = /^(\p{L}{3,})(\d[\da-z]{0,5})$/u.exec(word) ?? [];
  if (letters !== undefined && number !== undefined)
    return [...repair(letters, keyboard, chatWords), number];
  const [, network, rest] = /^([2345]g)(\p{L}{2,})$/u.exec(word) ?? [];
  if (network !== undefined && rest !== undefined)
    return [network, ...repair(rest, keyboard, chatWords)];
  return [word];
}
