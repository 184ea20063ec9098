/**
 * Personal data that citizens send without being asked. The answer warns of it and never repeats
 * it; `mask.ts` keeps it out of the store.
 */
import { passesLuhn } from '../content/imei.ts';
import { mask } from '../mask.ts';

export type PersonalData = 'otp' | 'identity' | 'other';

const OTP =
  /\b(otp|ma xac (thuc|nhan|minh))\b\D{0,15}\d{4,8}\b|\b(mat khau|password)\b.{0,30}\b(la|is)\b \S*\d/;
const IDENTITY = /\b(cccd|cmnd|cmt|can cuoc|chung minh( nhan dan| thu)?|id card|citizen id)\b/;

const CARD =
  /\b(the (atm|ngan hang|tin dung|visa)|atm|visa|tai khoan ngan hang|so tai khoan|stk)\b/;
const NAMES_OF_NUMBERS =
  /(?<!\p{L})(?:số )?(?:cccd|cmnd|căn cước(?: công dân)?|can cuoc(?: cong dan)?|chứng minh(?: nhân dân)?|otp|sđt|sdt|stk|email)(?!\p{L})/giu;

/**
 * The most dangerous kind of personal data in a message, or null.
 *
 * @param plain the message without marks, in lower case
 */
export function findPersonalData(plain: string): PersonalData | null {
  if (OTP.test(plain)) return 'otp';
  if (mask(plain) === plain) return null;
  const digits = plain.match(/\d(?:[ .-]?\d){8,18}/)?.[0].replace(/\D/g, '') ?? '';
  if (IDENTITY.test(plain) && /^\d{9}$|^\d{12}$/.test(digits)) return 'identity';
  if (/^0\d{11}$/.test(digits)) return 'identity';
  // An IMEI is what we ask for: only its TAC is kept, and there is nothing to warn of.
  return digits.length >= 13 && digits.length <= 17 && !isCardNumber(plain) ? null : 'other';
}

/** Whether a message names a bank card: a domestic one begins with 9704. */
export function isCardNumber(plain: string): boolean {
  const digits = plain.match(/\d(?:[ .-]?\d){8,18}/)?.[0].replace(/\D/g, '') ?? '';
  const card = /^[45]\d{15}$/.test(digits) && passesLuhn(digits);
  return card || digits.startsWith('9704') || (digits.length >= 9 && CARD.test(plain));
}

/** The text without private numbers and the words that name them: what is left is the question. */
export function withoutPersonalData(text: string): string {
  return text
    .replace(/[\p{L}\d._%+-]+@[\p{L}\d.-]+/gu, ' ')
    .replace(/\+?\d(?:[ .-]?\d){3,18}/g, ' ')
    .replace(NAMES_OF_NUMBERS, ' ');
}
