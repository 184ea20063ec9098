/**
 * The Vietnamese written syllable: onset + rime + tone, and which combinations exist.
 *
 * The valid-syllable test is what makes every repair of spelling safe: a word is only rewritten
 * when it is no syllable as it stands and is one afterwards.
 */

/** Tones by their combining mark; '' is the level tone. */
const TONE_MARKS = /[\u0300\u0301\u0303\u0309\u0323]/;
const ALL_MARKS = /[\u0300-\u036f]/g;

export interface Syllable {
  /** Leading consonant letters, '' when there are none. */
  readonly onset: string;
  /** Vowels with their quality marks (â, ơ …) and the final consonant, without tone. */
  readonly rime: string;
  /** Combining tone mark, '' for the level tone. */
  readonly tone: string;
}

const ONSETS = words('b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x');

const RIMES = words(
  'a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây ' +
    'e ec em en eng eo ep et ê êch êm ên ênh êp êt êu ' +
    'i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu ' +
    'o oc oi om on ong oong ooc op ot oa oac oach oai oam oan oang oanh oao oap oat oay ' +
    'oăc oăm oăn oăng oăt oe oen oeo oet ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt ' +
    'u uc ui um un ung up ut ua uân uâng uât uây uê uêch uênh uơ uôc uôi uôm uôn uông uôt ' +
    'uy uya uych uynh uyt uyu uyên uyêt uyp ' +
    'ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu ' +
    'y yêm yên yêng yêt yêu',
);

/** Rimes after `qu`, whose u is part of the onset. */
const QU_RIMES = words(
  'a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âm ân âng ât ây ' +
    'e en eng eo et ê ên êt êch i y it ych ynh yt yên yêt ơ ôc',
);

const FRONT_VOWEL = /^[ieêy]/;
const STOPPED = /(?:[ptc]|ch)$/;
const STOPPED_TONES = /^[\u0301\u0323]$/;

const BARE_SYLLABLES = bareSyllables();

/** Takes a lower-case word apart; undefined when it cannot be a Vietnamese syllable. */
export function parseSyllable(word: string): Syllable | undefined {
  if (word.length > 8) return undefined;
  const decomposed = word.normalize('NFD');
  const tone = TONE_MARKS.exec(decomposed)?.[0] ?? '';
  const toneless = tone === '' ? word : decomposed.replace(tone, '').normalize('NFC');
  const [onset, rime] = cut(toneless);
  return fits(onset, rime) && toneAllowed(rime, tone) ? { onset, rime, tone } : undefined;
}

/** Whether a lower-case word is a Vietnamese syllable with its marks as written. */
export function isSyllable(word: string): boolean {
  return parseSyllable(word) !== undefined;
}

/** Whether a lower-case word without any mark could be a Vietnamese syllable typed without marks. */
export function isBareSyllable(word: string): boolean {
  return BARE_SYLLABLES.has(word);
}

/** Removes tone and vowel marks, and turns đ into d. */
export function stripMarks(text: string): string {
  return text
    .normalize('NFD')
    .replace(ALL_MARKS, '')
    .normalize('NFC')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D');
}

/** Writes a syllable with its tone where the older school puts it: hòa, thúy, khỏe. */
export function writeSyllable({ onset, rime, tone }: Syllable): string {
  const written = joined(onset, rime);
  if (tone === '') return written;
  const at = written.length - rime.length + tonePosition(onset, rime);
  return (written.slice(0, at + 1) + tone + written.slice(at + 1)).normalize('NFC');
}

function tonePosition(onset: string, rime: string): number {
  const marked = lastIndexOfAny(rime, 'ăâêôơư');
  if (marked >= 0) return marked;
  const vowels = /^[aeiouy]+/.exec(rime)?.[0].length ?? 0;
  if (vowels < 2) return 0;
  if (vowels < rime.length) return vowels - 1;
  return onset === 'qu' || vowels > 2 ? 1 : 0;
}

function lastIndexOfAny(text: string, letters: string): number {
  return Math.max(...[...letters].map((letter) => text.lastIndexOf(letter)));
}

/** Cuts a toneless word where its vowels begin. */
function cut(word: string): [onset: string, rime: string] {
  // "gì", "gìn", "giếng": the i serves the onset and the rime at once.
  if (/^gi(?![aăâeoôơuư])/.test(word)) return ['gi', word.slice(1)];
  const onset = /^(?:ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdđghklmnprstvx])?/.exec(word)?.[0] ?? '';
  return [onset, word.slice(onset.length)];
}

function fits(onset: string, rime: string): boolean {
  if (onset !== '' && !ONSETS.has(onset)) return false;
  if (onset === 'qu') return QU_RIMES.has(rime);
  if (!RIMES.has(rime)) return false;
  // Otherwise "khoong", which is "không" typed in Telex, would be a syllable.
  if (rime.startsWith('oo')) return /^[bgmsx]$/.test(onset);
  const front = FRONT_VOWEL.test(rime);
  if (onset === 'k' || onset === 'gh' || onset === 'ngh') return front;
  if (onset === 'c' || onset === 'g' || onset === 'ng') return !front;
  return true;
}

function toneAllowed(rime: string, tone: string): boolean {
  return !STOPPED.test(rime) || STOPPED_TONES.test(tone);
}

function bareSyllables(): ReadonlySet<string> {
  const bare = new Set<string>();
  for (const onset of ['', ...ONSETS]) {
    const rimes = onset === 'qu' ? QU_RIMES : RIMES;
    for (const rime of rimes) if (fits(onset, rime)) bare.add(stripMarks(joined(onset, rime)));
  }
  return bare;
}

function joined(onset: string, rime: string): string {
  return onset === 'gi' && rime.startsWith('i') ? `g${rime}` : onset + rime;
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}
