/**
 * Vietnamese telephone numbers as people type them: with blanks, dots and brackets, with the
 * country's code, or digit by digit in words.
 */
import { digitOf } from '../content/spoken-numbers.ts';
import { stripMarks } from './normalize.ts';

/** In national form: ten digits of a mobile number, eleven of a landline with its area code. */
const NATIONAL = /^0(?:[35789]\d{8}|2\d{9})$/;
const COUNTRY_CODE = /^(?:\+|00)?84\(?0?\)?/;

/** Digits and what stands between those of one number. A comma and a blank part two numbers. */
const RUN = /\+?\(?\d+(?:(?:[\s.()_–-]{1,3}|,)\d+)*/g;

/** What has fewer digits was not meant as a telephone number. */
const LEAST_DIGITS = 5;

/** The first number of a text in national form, `0912345678`; null when there is none. */
export function readPhone(text: string): string | null {
  const runs = withDigits(text).match(RUN) ?? [];
  for (const run of runs) {
    const found = [run, ...run.split(/[\s,]+/)].map(national).find((one) => one !== null);
    if (found !== undefined) return found;
  }
  return null;
}

/** What people put around their own number. */
const BESIDE = new Set(
  (
    'số điện thoại đt dt sđt sdt của tôi tui em mình con cháu bác cô chú ông bà mẹ má bố cha ba ' +
    'vợ chồng là đây này nhé nha nghen ạ dạ vâng đồng ý ok gọi lại vào vô qua cho giúp giùm ' +
    'my phone number is it s here call me back on at please'
  )
    .split(' ')
    .flatMap((word) => [word, stripMarks(word)]),
);

/** The same, when nothing else is told: not of "hôm qua số 0912 345 678 gọi tới đòi mã". */
export function readBarePhone(text: string): string | null {
  const spoken = !/\d/.test(text);
  const isBeside = (word: string) =>
    BESIDE.has(word) || (spoken && digitOf(stripMarks(word)) !== undefined);
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.every(isBeside) ? readPhone(text) : null;
}

/** Whether a text was meant to tell a number, even one that cannot be. */
export function triesPhone(text: string): boolean {
  return (withDigits(text).match(/\d/g) ?? []).length >= LEAST_DIGITS;
}

/** Whether it was a number, before it was stored: of that only stars are left. */
export function isMaskedNumber(text: string): boolean {
  return /\*{6}/.test(text);
}

function national(written: string): string | null {
  const compact = written.replace(/[\s.,_–-]/g, '');
  const digits = compact.replace(COUNTRY_CODE, '0').replace(/\D/g, '');
  return NATIONAL.test(digits) ? digits : null;
}

/** "không chín một hai" in digits; a single word between others stays: "không, để năm sau". */
function withDigits(text: string): string {
  const spoken = /(?:(?<!\p{L})\p{L}+(?!\p{L})[\s,.-]*){5,}/gu;
  return text.replace(spoken, (words) => {
    const digits = words
      .split(/[\s,.-]+/)
      .filter(Boolean)
      .map((word) => digitOf(stripMarks(word.toLowerCase())) ?? ' ');
    return ` ${digits.join('')} `;
  });
}
