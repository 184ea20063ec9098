/**
 * Words typed with the Vietnamese keyboard off: "khoong" (Telex) and "kho6ng" (VNI) for "không".
 *
 * The keys are replayed one by one as an input method would, in whatever order they were typed; the
 * result counts only when it is a valid syllable.
 */
import { parseSyllable, writeSyllable } from './syllable.ts';

const TONES: Readonly<Record<string, string>> = {
  s: '\u0301',
  f: '\u0300',
  r: '\u0309',
  x: '\u0303',
  j: '\u0323',
  '1': '\u0301',
  '2': '\u0300',
  '3': '\u0309',
  '4': '\u0303',
  '5': '\u0323',
};
const VOWEL = /[aăâeêioôơuưy]/;
const CIRCUMFLEX: Readonly<Record<string, string>> = { a: 'â', e: 'ê', o: 'ô' };

/** The syllable that a lower-case word spells in Telex keys, or undefined. */
export function readTelex(word: string): string | undefined {
  return /^[a-z]{2,10}$/.test(word) ? replay(word, pressTelex) : undefined;
}

/** The syllable that a lower-case word spells in VNI keys, or undefined. */
export function readVni(word: string): string | undefined {
  return /^[a-z][a-z1-9]{1,9}$/.test(word) && /\d/.test(word) ? replay(word, pressVni) : undefined;
}

/** Which vowels one horn key changes. "ưo" is what "uwo" leaves before its o gets a horn too. */
const HORNS = [
  ['uo', 'ươ'],
  ['ưo', 'ươ'],
  ['u', 'ư'],
  ['o', 'ơ'],
] as const;

interface Typed {
  letters: string;
  tone: string;
}

type Press = (typed: Typed, key: string) => boolean;

/** Undefined when a key fits nowhere, when no key was an accent key, or for an invalid syllable. */
function replay(word: string, press: Press): string | undefined {
  const typed: Typed = { letters: '', tone: '' };
  for (const key of word) if (!press(typed, key)) return undefined;
  if (typed.tone === '' && typed.letters === word) return undefined;
  // At the end of a word only the o has a horn: "thuowr" is "thuở".
  const letters = typed.letters.replace(/ươ$/, 'uơ');
  const toned = letters.replace(VOWEL, (vowel) => vowel + typed.tone);
  const syllable = parseSyllable(toned.normalize('NFC'));
  return syllable === undefined ? undefined : writeSyllable(syllable);
}

function pressTelex(typed: Typed, key: string): boolean {
  const tone = TONES[key];
  if (tone !== undefined && VOWEL.test(typed.letters)) return setTone(typed, tone);
  if (key === 'w') return addHornOrBreve(typed) || append(typed, 'ư');
  if (key === 'd' && typed.letters.startsWith('d')) return replaceFirst(typed, 'd', 'đ');
  const circumflex = CIRCUMFLEX[key];
  if (circumflex !== undefined && typed.letters.includes(key)) {
    return replaceFirst(typed, key, circumflex);
  }
  return append(typed, key);
}

function pressVni(typed: Typed, key: string): boolean {
  const tone = TONES[key];
  if (tone !== undefined) return setTone(typed, tone);
  if (key === '6')
    return ['a', 'e', 'o'].some((vowel) => replaceFirst(typed, vowel, CIRCUMFLEX[vowel] ?? vowel));
  if (key === '7') return addHorn(typed);
  if (key === '8') return replaceFirst(typed, 'a', 'ă');
  if (key === '9') return replaceFirst(typed, 'd', 'đ');
  return append(typed, key);
}

function setTone(typed: Typed, tone: string): boolean {
  if (typed.tone !== '' || !VOWEL.test(typed.letters)) return false;
  typed.tone = tone;
  return true;
}

function addHornOrBreve(typed: Typed): boolean {
  const { letters } = typed;
  if (letters.includes('oa')) return replaceFirst(typed, 'oa', 'oă');
  if (letters.startsWith('qua')) return replaceFirst(typed, 'a', 'ă');
  return addHorn(typed) || replaceFirst(typed, 'a', 'ă');
}

function addHorn(typed: Typed): boolean {
  return HORNS.some(([plain, horned]) => replaceFirst(typed, plain, horned));
}

function replaceFirst(typed: Typed, plain: string, accented: string): boolean {
  const at = typed.letters.indexOf(plain);
  if (at < 0) return false;
  typed.letters = typed.letters.slice(0, at) + accented + typed.letters.slice(at + plain.length);
  return true;
}

function append(typed: Typed, key: string): boolean {
  typed.letters += key;
  return true;
}
