/**
 * The name of a phone that no list knows, in "máy Sunfone K88 dùng được không": words after "máy"
 * that are neither Vietnamese nor everyday English.
 */
import { isForeign } from './english.ts';
import { isBareSyllable } from './syllable.ts';

const AFTER_PHONE =
  /(?<![a-z])(?:may|con|dien thoai|dt|phone|hieu|hang)\s+((?:[a-z0-9.+-]+\s*){1,5})/g;
const GENERATION = /^[2-5]g$/;

/**
 * The unlisted name, or null.
 *
 * @param plain the message without marks, in lower case
 */
export function findUnlistedName(plain: string): string | null {
  for (const [, words = ''] of plain.matchAll(AFTER_PHONE)) {
    const name = leadingStrangers(words.trim().split(/\s+/));
    // A number is what makes it a model: a lone strange word is more often a slip of the finger.
    const numbered = name.some((word) => /\d/.test(word));
    if (numbered && name.some((word) => /[a-z]{3}/.test(word))) return name.join(' ');
  }
  return null;
}

/** Words of no language, with the codes that follow them. */
function leadingStrangers(words: readonly string[]): string[] {
  const end = words.findIndex((word) => !isStranger(word));
  return words.slice(0, end === -1 ? words.length : end);
}

function isStranger(word: string): boolean {
  if (GENERATION.test(word)) return false;
  return /\d/.test(word) || !(isBareSyllable(word) || isForeign(word));
}
