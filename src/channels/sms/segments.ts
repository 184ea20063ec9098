/** What a text costs by SMS: its alphabet and its segments (3GPP TS 23.038 and 23.040). */

/** The basic alphabet: each of its characters is one septet. */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Written as an escape and a character: two septets that stay together. */
const EXTENSION = new Set('\f^{}\\[~]|€');

type Alphabet = 'GSM-7' | 'UCS-2';

/** Septets of GSM-7 or 16-bit units of UCS-2: alone, and in each of several segments. */
const ROOM: Readonly<Record<Alphabet, { readonly alone: number; readonly joined: number }>> = {
  'GSM-7': { alone: 160, joined: 153 },
  'UCS-2': { alone: 70, joined: 67 },
};

/** The alphabet in which a text has to be sent: one character outside GSM-7 makes all of it UCS-2. */
export function alphabetOf(text: string): Alphabet {
  const fits = [...text].every((character) => BASIC.has(character) || EXTENSION.has(character));
  return fits ? 'GSM-7' : 'UCS-2';
}

/** How many segments a text takes; an empty one is a message, too. */
export function segmentsOf(text: string): number {
  const alphabet = alphabetOf(text);
  const { alone, joined } = ROOM[alphabet];
  const costs = [...text].map((character) => costOf(character, alphabet));
  if (costs.reduce((sum, cost) => sum + cost, 0) <= alone) return 1;
  let segments = 1;
  let left = joined;
  for (const cost of costs) {
    if (cost > left) {
      segments += 1;
      left = joined;
    }
    left -= cost;
  }
  return segments;
}

function costOf(character: string, alphabet: Alphabet): number {
  if (alphabet === 'UCS-2') return character.length;
  return EXTENSION.has(character) ? 2 : 1;
}
