/**
 * The name of a phone that no list knows, in "máy Sunfone K88 dùng được không": words after "máy"
 * that are neither Vietnamese nor everyday English.
 */
import type { HandsetMention } from '../content/handset-mentions.ts';
import { isForeign } from './english.ts';
import { isBareSyllable } from './syllable.ts';

const AFTER_PHONE =
  /(?<![a-z])(?:may|con|dien thoai|dt|phone|hieu|hang)\s+((?:[a-z0-9.+-]+\s*){1,5})/g;
/** Words of the longest name that may stand alone: "forme c100 pro". */
const LONGEST_NAME = 3;
const GENERATION = /^[2-5]g$/;

/**
 * The unlisted name, or null.
 *
 * @param plain the message without marks, in lower case
 */
export function findUnlistedName(plain: string): string | null {
  const all = plain.split(/\s+/);
  const alone = all.length <= LONGEST_NAME && leadingStrangers(all).length === all.length;
  const places = [...plain.matchAll(AFTER_PHONE)].map(([, words = '']) => words);
  for (const words of alone ? [plain, ...places] : places) {
    const name = leadingStrangers(words.trim().split(/\s+/));
    // A number is what makes it a model: a lone strange word is more often a slip of the finger.
    const numbered = name.some((word) => /\d/.test(word));
    if (numbered && name.some((word) => /[a-z]{3}/.test(word))) return name.join(' ');
  }
  return null;
}

/**
 * A maker with what follows it: of "vsmart joy 4 dùng được không" the catalogue knows only the
 * maker, but the citizen named a model.
 */
export function wholeName(mention: HandsetMention, plain: string): HandsetMention {
  if (mention.kind === 'model') return mention;
  const after = plain.slice(mention.end);
  const words = after.trim().split(/\s+/).slice(0, LONGEST_NAME);
  const last = words.findLastIndex((word) => /\d/.test(word) && !GENERATION.test(word));
  const between = words.slice(0, Math.max(last, 0));
  if (last === -1 || !after.startsWith(' ') || !between.every(isStranger)) return mention;
  const name = words.slice(0, last + 1).join(' ');
  const end = mention.end + after.indexOf(name) + name.length;
  return { ...mention, text: `${mention.text} ${name}`, end };
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
