/**
 * Long numbers that citizens send: an IMEI, its TAC, or something else that is not ours to keep.
 *
 * Only the TAC (the first eight digits, which name a model) ever leaves this module.
 */

/** What a message made of digits only is. */
export type LongNumber =
  /** The TACs of one or two IMEIs (two for two SIMs), each once. */
  | { readonly kind: 'imei'; readonly tacs: readonly string[] }
  /** 14 to 17 digits that are no valid IMEI: mistyped, or not a handset's number. */
  | { readonly kind: 'invalid-imei' }
  | { readonly kind: 'tac'; readonly tac: string }
  /** A subscriber's number or a citizen's identity number: never kept. */
  | { readonly kind: 'phone-number' }
  | { readonly kind: 'citizen-id' };

const DIGIT_GROUPS = /^[\s\d.\-/,;:+()]+$/;
const LABEL = /\b(imei|tac|meid|sn)\s*[12]?(?=[\s:.\-#]|$)|\bv[aà]\b|\*?#0?6#/giu;

/** Reads a text that holds digits and separators only (a label such as "IMEI 1:" may stand before). */
export function readLongNumber(text: string): LongNumber | undefined {
  const bare = text.replace(LABEL, ' ').trim();
  if (!DIGIT_GROUPS.test(bare)) return undefined;
  const digits = bare.replace(/\D/g, '');
  if (digits.length >= 28) return readTwo(bare, digits);
  return readOne(digits, bare.startsWith('+'));
}

function readOne(digits: string, international: boolean): LongNumber | undefined {
  if (international || isPhoneNumber(digits)) return { kind: 'phone-number' };
  switch (digits.length) {
    case 8:
      return { kind: 'tac', tac: digits };
    case 9:
    case 12:
      return { kind: 'citizen-id' };
    case 14:
    case 15:
    case 16:
    case 17:
      return isImei(digits)
        ? { kind: 'imei', tacs: [digits.slice(0, 8)] }
        : { kind: 'invalid-imei' };
    default:
      return undefined;
  }
}

/** The two IMEIs that a handset with two SIMs shows below each other. */
function readTwo(bare: string, digits: string): LongNumber {
  const halves =
    digits.length % 2 === 0
      ? [digits.slice(0, digits.length / 2), digits.slice(digits.length / 2)]
      : bare.split(/[\s,;/]+/).map((part) => part.replace(/\D/g, ''));
  const valid = halves.filter((half) => half.length >= 14 && half.length <= 17 && isImei(half));
  return valid.length === 0
    ? { kind: 'invalid-imei' }
    : { kind: 'imei', tacs: [...new Set(valid.map((half) => half.slice(0, 8)))] };
}

/** Vietnamese mobile and fixed numbers: ten or eleven digits from 0, or from 84. */
function isPhoneNumber(digits: string): boolean {
  return /^0\d{9,10}$/.test(digits) || /^84\d{9,10}$/.test(digits);
}

/**
 * Whether the digits can be an IMEI: 15 with a check digit, 14 without, 16 or 17 where the check
 * digit gave way to a software version (some handsets append that after the check digit).
 */
export function isImei(digits: string): boolean {
  if (/^(\d)\1+$/.test(digits) || digits.startsWith('00000000')) return false;
  if (digits.length === 15) return passesLuhn(digits);
  if (digits.length === 17) return passesLuhn(digits.slice(0, 15));
  return digits.length === 14 || digits.length === 16;
}

/** The check digit of ISO/IEC 7812-1, as 3GPP TS 23.003 annex B applies it to IMEIs. */
export function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** The IMEIs and TACs in a text, as model codes only, and where they stood. */
export interface FoundImeis {
  readonly tacs: readonly string[];
  /** A number of an IMEI's length was there that is none. */
  readonly invalid: boolean;
  readonly spans: readonly { readonly start: number; readonly end: number }[];
}

/** Digits with single separators between them, as `*#06#` screens and boxes write them. */
const DIGIT_RUN = /(?<![\d+])\d(?:[ .\-/]?\d){7,}/g;
/** A TAC is eight digits, and so is a date: it counts only where the text speaks of one. */
const TAC_LABEL = /\b(tac|imei)\b/i;

/** Finds IMEIs anywhere in a text, and TACs where it names them or consists of one. */
export function findImeis(text: string): FoundImeis {
  const tacs = new Set<string>();
  const spans: { start: number; end: number }[] = [];
  let invalid = false;
  for (const match of text.matchAll(DIGIT_RUN)) {
    const read = readLongNumber(match[0]);
    const alone = TAC_LABEL.test(text) || text.trim() === match[0];
    if (read?.kind === 'imei') for (const tac of read.tacs) tacs.add(tac);
    else if (read?.kind === 'tac' && alone) tacs.add(read.tac);
    else if (read?.kind === 'invalid-imei') invalid = true;
    else continue;
    spans.push({ start: match.index, end: match.index + match[0].length });
  }
  return { tacs: [...tacs], invalid: invalid && tacs.size === 0, spans };
}
