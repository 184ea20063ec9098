/** Model numbers that were spelled out: "một hai tám không" is 1280. */
import type { Word } from './handset-name.ts';

const DIGITS: Readonly<Record<string, string>> = {
  ...{ khong: '0', linh: '0', le: '0', mot: '1', hai: '2', ba: '3', bon: '4', tu: '4' },
  ...{ nam: '5', lam: '5', sau: '6', bay: '7', tam: '8', chin: '9' },
};

/** The digit that a word without marks is; undefined when it is none. */
export function digitOf(word: string): string | undefined {
  return Object.hasOwn(DIGITS, word) ? DIGITS[word] : undefined;
}

const SHORTEST = 3;
const LONGEST = 4;

/**
 * Puts digits for three or four digit words in a row. Only for texts without any digit: beside a
 * number they are words ("nokia 1280 ba năm sau").
 */
export function readSpokenNumbers(words: readonly Word[]): readonly Word[] {
  if (words.some(({ text }) => /\d{2}/.test(text))) return words;
  const at = words.findIndex((_, start) => spokenLength(words, start) >= SHORTEST);
  const first = words[at];
  if (first === undefined) return words;
  const length = spokenLength(words, at);
  const parts = words.slice(at, at + length);
  const text = parts.map((word) => digitOf(word.text)).join('');
  const number = { text, start: first.start, end: parts.at(-1)?.end ?? first.end };
  return [...words.slice(0, at), number, ...words.slice(at + length)];
}

function spokenLength(words: readonly Word[], at: number): number {
  let length = 0;
  while (length < LONGEST && digitOf(words[at + length]?.text ?? '') !== undefined) length++;
  return length;
}
