/** Which passwords are taken. NIST SP 800-63B: length counts, and that nobody would try it first. */
import { COMMON_PASSWORDS } from './common-passwords.ts';

export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 128;

/** Why a password is not taken, as a key below `console.password.` in `locales/`. */
export type PasswordFault = 'too-short' | 'too-long' | 'common' | 'pattern' | 'own-name';

/** Of the owner: what a stranger would try first. */
export interface PasswordOwner {
  readonly name: string;
  readonly email: string;
}

/** What is wrong with a password; undefined when it is taken. Counted in characters as people see them. */
export function passwordFault(password: string, owner: PasswordOwner): PasswordFault | undefined {
  const length = [...password.normalize('NFC')].length;
  if (length < SHORTEST_PASSWORD) return 'too-short';
  if (length > LONGEST_PASSWORD) return 'too-long';
  const plain = bare(password);
  if (ownWords(owner).some((word) => plain.includes(word))) return 'own-name';
  const core = plain.replace(/^[^a-z]+|[^a-z]+$/g, '');
  if (COMMON_PASSWORDS.has(plain) || COMMON_PASSWORDS.has(core)) return 'common';
  return isPattern(plain) ? 'pattern' : undefined;
}

/** Words of the name and the sign-in name of at least four letters: shorter ones are in half of all words. */
function ownWords({ name, email }: PasswordOwner): string[] {
  const [local = '', domain = ''] = email.split('@');
  const words = [name, ...name.split(/\s+/), local, ...local.split(/[._+-]/), ...domain.split('.')];
  return words.map(bare).filter((word) => word.length >= 4);
}

/** Small letters and digits without marks: "Mật khẩu" → "matkhau". */
function bare(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replaceAll('đ', 'd')
    .replaceAll(/[^a-z0-9]/g, '');
}

/** Rows of keys and of the alphabet, there and back. */
const ROWS = ['01234567890', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const RUNS = [...ROWS, ...ROWS.map((row) => [...row].reverse().join(''))];
const SHORTEST_RUN = 4;
/** So many characters must be left once runs and repeats are counted as one each. */
const LEAST_LEFT = 6;

/** Whether little is left of it but runs such as "12345" and repeats such as "abcabc". */
function isPattern(plain: string): boolean {
  const once = plain.replace(/(.{1,6}?)\1+/g, '$1');
  return withoutRuns(once) < LEAST_LEFT;
}

/** How many characters there are when a run of neighbours on the keyboard counts as one. */
function withoutRuns(text: string): number {
  let left = 0;
  let at = 0;
  while (at < text.length) {
    at += runAt(text, at);
    left += 1;
  }
  return left;
}

function runAt(text: string, at: number): number {
  let longest = 1;
  for (let end = at + SHORTEST_RUN; end <= text.length; end += 1) {
    const piece = text.slice(at, end);
    if (!RUNS.some((row) => row.includes(piece))) break;
    longest = piece.length;
  }
  return longest;
}
