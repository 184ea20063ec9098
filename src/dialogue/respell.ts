/** Repairs of one word; each counts only when it turns a non-syllable into a syllable. */
import { isBareSyllable, isSyllable, parseSyllable, writeSyllable } from './syllable.ts';

/** Playful and hurried spelling, start of the word first, then its end. */
const RESPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/^f/, 'ph'],
  [/^j(?=i|ì|í|ỉ|ĩ|ị)/, 'g'],
  [/^j/, 'gi'],
  [/^w/, 'qu'],
  [/^dz/, 'd'],
  [/^z/, 'd'],
  [/^k(?=[aăâoôơuưàáảãạằắẳẵặầấẩẫậòóỏõọồốổỗộờớởỡợùúủũụừứửữự])/, 'c'],
  [/^c(?=[ieêyìíỉĩịèéẻẽẹềếểễệỳýỷỹỵ])/, 'k'],
  [/^ng(?=[ieêìíỉĩịèéẻẽẹềếểễệ])/, 'ngh'],
  [/(?<!n)g$/, 'ng'],
  [/(?<![cn])h$/, 'nh'],
  [/k$/, 'c'],
];

/** The syllable that an odd spelling stands for ("fải", "khôg", "wên"), or undefined. */
export function respell(word: string): string | undefined {
  let spelled = word;
  for (const [from, to] of RESPELLINGS) {
    spelled = spelled.replace(from, to);
    if (spelled !== word && exists(spelled)) return canonical(spelled);
  }
  const single = word.replace(/(\p{L})\1$/u, '$1');
  return single !== word && exists(single) ? canonical(single) : undefined;
}

/** A letter that stands three times or more in a row, once. */
export function unrepeat(word: string): string {
  return word.replace(/(\p{L})\1{2,}/gu, '$1');
}

/** The one shortest way to cut a run-together word with marks into syllables, or undefined. */
export function splitJoined(word: string): string[] | undefined {
  if (word.length > 24 || !/[^a-z]/.test(word)) return undefined;
  for (let parts = 2; parts <= 4; parts += 1) {
    const ways = cuts(word, parts);
    if (ways.length > 0) return ways.length === 1 ? ways[0] : undefined;
  }
  return undefined;
}

function cuts(word: string, parts: number): string[][] {
  if (parts === 1) return isSyllable(word) ? [[canonical(word)]] : [];
  const ways: string[][] = [];
  for (let end = 1; end <= Math.min(8, word.length - 1); end += 1) {
    const head = word.slice(0, end);
    if (!isSyllable(head)) continue;
    for (const tail of cuts(word.slice(end), parts - 1)) ways.push([canonical(head), ...tail]);
  }
  return ways;
}

function exists(word: string): boolean {
  return isSyllable(word) || isBareSyllable(word);
}

function canonical(word: string): string {
  const syllable = parseSyllable(word);
  return syllable === undefined ? word : writeSyllable(syllable);
}
