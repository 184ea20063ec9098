/**
 * What the classifier sees of a normalised text.
 *
 * Syllables alone and in pairs, with and without marks, and every stretch of three and four
 * characters of the unmarked text, across word borders (typing errors eat blanks). No stop words
 * and no inverse document frequency: "mấy", "ở đâu", "khi nào" decide intents. Each name starts
 * with its kind, so no word ("constructor") can be mistaken for a property of an object.
 */
import { stripMarks } from './syllable.ts';

/** The distinct features of the words of a normalised text. */
export function featuresOf(words: readonly string[]): string[] {
  if (words.length === 0) return [];
  const marked = words.map(mergeIY);
  const plain = marked.map(stripMarks);
  const features = new Set<string>();
  addWords(features, 'm', marked);
  addWords(features, 'p', plain);
  addStretches(features, ` ${plain.join(' ')} `);
  return [...features];
}

function addWords(features: Set<string>, kind: string, words: readonly string[]): void {
  let previous = '^';
  for (const word of words) {
    features.add(`${kind} ${word}`);
    features.add(`${kind} ${previous} ${word}`);
    previous = word;
  }
  features.add(`${kind} ${previous} $`);
}

function addStretches(features: Set<string>, text: string): void {
  for (let at = 0; at + 3 <= text.length; at += 1) {
    features.add(`c ${text.slice(at, at + 3)}`);
    if (at + 4 <= text.length) features.add(`c ${text.slice(at, at + 4)}`);
  }
}

/** "lý" and "lí", "quý" and "quí" are the same word. */
function mergeIY(word: string): string {
  const decomposed = word.normalize('NFD');
  if (/^[hklmst]y[\u0300-\u036f]?$/.test(decomposed))
    return decomposed.replace('y', 'i').normalize('NFC');
  if (/^qui[\u0300-\u036f]?$/.test(decomposed))
    return decomposed.replace('i', 'y').normalize('NFC');
  return word;
}
