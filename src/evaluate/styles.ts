/** The same question as other people would have typed it. Generated, and the same at every run. */
import { type Random, seededRandom } from '../dialogue/random.ts';
import { stripMarks } from '../dialogue/syllable.ts';

export const STYLES = ['as-given', 'no-marks', 'typos', 'chat', 'telex'] as const;
export type Style = (typeof STYLES)[number];

/** Rewrites a text; the seed decides which letters and words are hit. */
export function restyle(text: string, style: Style, seed: number): string {
  const random = seededRandom(seed);
  switch (style) {
    case 'as-given':
      return text;
    case 'no-marks':
      return stripMarks(text);
    case 'typos':
      return [...text].map((letter, at) => mistype(letter, text[at + 1] ?? '', random)).join('');
    case 'chat':
      return toChat(text, random);
    case 'telex':
      return text.replace(/\p{L}+/gu, toTelex);
  }
}

const TYPO_RATE = 0.1;
const NEIGHBOURS: Readonly<Record<string, string>> = {
  a: 'sqz',
  b: 'vng',
  c: 'xvd',
  d: 'sfe',
  e: 'wrd',
  g: 'fht',
  h: 'gjn',
  i: 'uok',
  k: 'jlm',
  l: 'kop',
  m: 'nkj',
  n: 'bmh',
  o: 'ipl',
  p: 'ol',
  q: 'wa',
  r: 'etf',
  s: 'adw',
  t: 'ryg',
  u: 'yij',
  v: 'cbg',
  x: 'zcs',
  y: 'tuh',
};

/** One letter in ten dropped, doubled, followed by a stray one, or hit beside. */
function mistype(letter: string, next: string, random: Random): string {
  if (random() >= TYPO_RATE) return letter;
  const beside = NEIGHBOURS[stripMarks(letter.toLowerCase())] ?? letter;
  const stray = beside[Math.floor(random() * beside.length)] ?? letter;
  const ways = ['', letter + letter, letter + stray, stray, next + letter];
  return ways[Math.floor(random() * ways.length)] ?? letter;
}

/** Habits of chat, written down apart from the assistant's own list of chat words. */
const CHAT_WORDS: readonly (readonly [RegExp, string])[] = [
  [/như thế nào/g, 'ntn'],
  [/bao nhiêu/g, 'bn'],
  [/bây giờ/g, 'bh'],
  [/điện thoại/g, 'đt'],
  [/người ta/g, 'ngta'],
  [/không/g, 'ko'],
  [/được/g, 'dc'],
  [/vậy/g, 'z'],
  [/gì/g, 'j'],
  [/với/g, 'vs'],
  [/rồi/g, 'r'],
  [/cũng/g, 'cx'],
  [/biết/g, 'bít'],
  [/mình/g, 'mk'],
  [/quá/g, 'wá'],
  [/nhân viên/g, 'nv'],
];
const CHAT_SPELLING: readonly (readonly [RegExp, string])[] = [
  [/^ph/, 'f'],
  [/^gi/, 'j'],
  [/^qu/, 'w'],
  [/^c(?=[aăâoôơuư])/, 'k'],
  [/ng$/, 'g'],
  [/nh$/, 'h'],
];
const RESPELLED_RATE = 0.35;

function toChat(text: string, random: Random): string {
  const short = CHAT_WORDS.reduce(
    (chat, [word, form]) => chat.replace(word, form),
    text.toLowerCase(),
  );
  const spelled = short.replace(/\p{L}+/gu, (word) =>
    random() < RESPELLED_RATE ? respellOnce(word) : word,
  );
  return random() < 0.5 ? stripMarks(spelled) : spelled;
}

function respellOnce(word: string): string {
  const habit = CHAT_SPELLING.find(([from]) => from.test(word));
  return habit === undefined ? word : word.replace(habit[0], habit[1]);
}

const TELEX_VOWELS: Readonly<Record<string, string>> = {
  â: 'aa',
  ă: 'aw',
  ê: 'ee',
  ô: 'oo',
  ơ: 'ow',
  ư: 'uw',
  đ: 'dd',
};
const TELEX_TONES: Readonly<Record<string, string>> = {
  '\u0301': 's',
  '\u0300': 'f',
  '\u0309': 'r',
  '\u0303': 'x',
  '\u0323': 'j',
};

/** The keys of a word, its tone last, as most people type it. */
function toTelex(word: string): string {
  const decomposed = word.toLowerCase().normalize('NFD');
  const tone = /[\u0300\u0301\u0303\u0309\u0323]/.exec(decomposed)?.[0] ?? '';
  const letters = decomposed.replace(tone, '').normalize('NFC');
  const keys = [...letters].map((letter) => TELEX_VOWELS[letter] ?? letter).join('');
  return keys + (TELEX_TONES[tone] ?? '');
}
