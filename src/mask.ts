/**
 * Personal data is masked before anything is stored, logged or echoed.
 *
 * Masked: phone numbers, IMEIs (their TAC stays: it names a model, not a person), citizen identity
 * numbers (CCCD, CMND), card numbers, e-mail addresses, one-time codes. Hotlines and short codes
 * (1800…, 1900…, 156) are public and stay.
 */

const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+/gu;
/** Digits with the separators that people put between them. */
const LONG_NUMBER = /\+?\d(?:[\s.\-()]{0,2}\d){5,}/g;
const OTP =
  /\b(otp|m[aã]\s*(?:otp|x[aá]c\s*(?:th[uự]c|nh[aậ]n|minh))?|code|pin|m[aậ]t\s*kh[aẩ]u|password)(\D{0,12})(\d{4,8})\b/giu;

/** Public service numbers, kept readable. */
const PUBLIC_NUMBER = /^(1800|1900)\d{2,6}$/;

/** Replaces every piece of personal data in a text by stars. */
export function mask(text: string): string {
  return text
    .replace(EMAIL, '***@***')
    .replace(LONG_NUMBER, maskNumber)
    .replace(
      OTP,
      (_all, word: string, gap: string, code: string) => word + gap + stars(code.length),
    );
}

function maskNumber(written: string): string {
  const digits = written.replace(/\D/g, '');
  if (PUBLIC_NUMBER.test(digits)) return written;
  if (looksLikeDate(written)) return written;
  if (digits.length >= 14 && digits.length <= 17 && !written.startsWith('+')) {
    return `${digits.slice(0, 8)}${stars(digits.length - 8)}`;
  }
  if (digits.length === 8) return written; // a TAC, or a date without separators
  return digits.length >= 9 || digits.startsWith('0') ? stars(digits.length) : written;
}

function looksLikeDate(written: string): boolean {
  return /^\d{1,2}[-.\s]\d{1,2}[-.\s]\d{4}$|^\d{4}-\d{1,2}-\d{1,2}$/.test(written.trim());
}

function stars(count: number): string {
  return '*'.repeat(count);
}
