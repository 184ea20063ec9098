/** Codes on paper, for when the phone is not at hand: easy to write down, to read and to type. */

const AMOUNT = 10;
/** Without 0, o, 1, l and i, which are mistaken for one another in somebody's handwriting. */
const LETTERS = '23456789abcdefghjkmnpqrstuvwxyz';
const HALF = 5;

/** Ten new codes such as `k7m2x-9fqw3`, of 49 bits each. */
export function newBackupCodes(random: (bytes: number) => Uint8Array): string[] {
  return Array.from({ length: AMOUNT }, () => {
    const letters = Array.from({ length: 2 * HALF }, () => letter(random));
    return written(letters.join(''));
  });
}

/** One letter; bytes beyond the last whole alphabet are left out, so that all are as likely. */
function letter(random: (bytes: number) => Uint8Array): string {
  const usable = 256 - (256 % LETTERS.length);
  for (;;) {
    const [byte = 0] = random(1);
    if (byte < usable) return LETTERS[byte % LETTERS.length] ?? '';
  }
}

/** A code as somebody typed it, in the form in which it was given out. */
export function readBackupCode(typed: string): string {
  return written(typed.toLowerCase().replaceAll(/[^a-z0-9]/g, ''));
}

function written(letters: string): string {
  return `${letters.slice(0, HALF)}-${letters.slice(HALF)}`;
}
