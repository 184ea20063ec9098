/** Whether a number or a code in a sentence can name a handset at all. */
import { isCode, type Word } from './handset-name.ts';
import { MODIFIERS } from './handset-words.ts';

/** `cph1701`, `sm-j700h`, `ta-1378`, `e1200`, `j7 prime`: no everyday word looks like that. */
export function speaksForItself(words: readonly Word[]): boolean {
  const joined = words.map(({ text }) => text).join('');
  if (/^[a-z]{2,4}\d{3,5}[a-z]{0,2}$/.test(joined) || /^[a-z]\d{4}[a-z]{0,2}$/.test(joined)) {
    return words.length <= 2 && /^[a-z]+$/.test(words[0]?.text ?? '') === words.length > 1;
  }
  const [first, ...rest] = words;
  return (
    /^[a-z]\d{1,2}$/.test(first?.text ?? '') &&
    rest.some(({ text }) => MODIFIERS.has(text) && text.length > 2)
  );
}

const UNITS =
  /^(k|d|dong|vnd|nghin|ngan|tr|trieu|ti|ty|tuoi|nam|ngay|thang|gio|phut|giay|phan|gb|mb|mah|g|m|km|nguoi|so|lan|chu|sim)$/;
/** Units of small numbers only: "hai cái máy", but "máy 1202 con này". */
const COUNTED = /^(may|cai|chiec|con)$/;

/** A number that is a sum, an age, a date, part of a phone number or a year. */
export function isOtherNumber(text: string, words: readonly Word[], at: number): boolean {
  const word = words[at];
  if (word === undefined || !/^\d+$/.test(word.text)) return false;
  const next = words[at + 1]?.text ?? '';
  if (UNITS.test(next) || word.text.startsWith('0')) return true;
  if (word.text.length < 3 && COUNTED.test(next)) return true;
  if (/^1[89]00$/.test(word.text) && /^\d/.test(next)) return true;
  if (/^(19|20)\d\d$/.test(word.text) && !isCode(words[at - 1]?.text ?? '')) {
    if (/^(nam|tu|thang|truoc|sau|den)$/.test(words[at - 1]?.text ?? '')) return true;
  }
  return (
    /[\d+][.\-/\s]$/.test(text.slice(0, word.start)) ||
    /^[.\-/]\d|^[%.,]\d/.test(text.slice(word.end))
  );
}
