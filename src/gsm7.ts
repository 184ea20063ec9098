/** Texts for SMS: Vietnamese without marks in the GSM 7-bit alphabet (3GPP TS 23.038). */

/** The basic alphabet without its Greek capitals and accented letters, which we never need. */
const GSM7 = /[A-Za-z0-9 \n@£$¥!"#%&'()*+,\-./:;<=>?¡§¿_]/;

const REPLACEMENTS: Readonly<Record<string, string>> = {
  đ: 'd',
  Đ: 'D',
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '«': '"',
  '»': '"',
  '–': '-',
  '—': '-',
  '…': '...',
  '·': '-',
  '•': '-',
  '→': '->',
  '₫': 'd',
  '×': 'x',
  '≥': '>=',
  '≤': '<=',
};

/** Writes a text in the GSM 7-bit alphabet: marks removed, everything that it lacks dropped. */
export function toGsm7(text: string): string {
  return [...text.normalize('NFD').replace(/\p{M}/gu, '')]
    .map((character) => REPLACEMENTS[character] ?? character)
    .join('')
    .replace(/\p{Zs}/gu, ' ')
    .split('')
    .filter((character) => GSM7.test(character))
    .join('')
    .replace(/ {2,}/g, ' ')
    .trim();
}
