/**
 * Personal data that citizens send without being asked. The answer warns of it and never repeats
 * it; `mask.ts` keeps it out of the store.
 */
import { mask } from '../mask.ts';

export type PersonalData = 'otp' | 'identity' | 'other';

const OTP = /\b(otp|ma xac (thuc|nhan|minh))\b\D{0,15}\d{4,8}\b/;
const IDENTITY = /\b(cccd|cmnd|cmt|can cuoc|chung minh( nhan dan| thu)?|id card|citizen id)\b/;

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
  return digits.length >= 14 && digits.length <= 17 ? null : 'other';
}
