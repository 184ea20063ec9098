/**
 * What the classifier sees of the words of a normalised text, in two views.
 *
 * Words: syllables alone and in pairs, without marks, and with them when the text has any.
 * Stretches: every three to five characters of the unmarked text, across word borders, because typing
 * errors eat blanks. No stop words and no inverse document frequency: "mấy", "ở đâu", "khi nào"
 * decide intents. Each name starts with its kind, so no word ("constructor") can be mistaken for a
 * property of an object.
 */
import { stripMarks } from './syllable.ts';

/** Kind of the features that hold one unmarked word. */
export const PLAIN_WORD = 'p ';

/** Distinct features of syllables. */
export function wordFeatures(words: readonly string[]): string[] {
  const marked = words.map(mergeIY);
  const plain = marked.map(stripMarks);
  const features = new Set<string>();
  addWords(features, PLAIN_WORD, plain);
  // Without any marks the words say nothing more, and would look unknown.
  if (marked.some((word, at) => word !== plain[at])) addWords(features, 'm ', marked);
  return [...features];
}

/** Distinct features of stretches of characters. */
export function stretchFeatures(words: readonly string[]): string[] {
  if (words.length === 0) return [];
  const text = ` ${words.map((word) => stripMarks(mergeIY(word))).join(' ')} `;
  const features = new Set<string>();
  for (let size = 3; size <= 5; size += 1) {
    for (let at = 0; at + size <= text.length; at += 1) {
      features.add(`c ${text.slice(at, at + size)}`);
    }
  }
  return [...features];
}

function addWords(features: Set<string>, kind: string, words: readonly string[]): void {
  let previous = '^';
  for (const word of [...words, '$']) {
    if (word !== '$') features.add(kind + word);
    features.add(`${kind}${previous} ${word}`);
    previous = word;
  }
}

/** "lý" and "lí", "quý" and "quí" are the same word. */
function mergeIY(word: string): string {
  if (!/^(?:[hklmst].|qu.)$/u.test(word)) return word;
  const decomposed = word.normalize('NFD');
  if (/^[hklmst]y/.test(decomposed)) return decomposed.replace('y', 'i').normalize('NFC');
  return decomposed.replace(/^qui/, 'quy').normalize('NFC');
}
