/** Texts that a machine sends by itself: whoever answers them talks to it for ever. */
import { toGsm7 } from '../../gsm7.ts';

/**
 * How such texts begin, without marks. Only what nobody would ask us: "tin nhan tu dong la gi" is a
 * question. What gets by is stopped by the number of answers that one sender gets.
 */
const BEGINNING =
  /^\W*(?:auto(?:matic)?[- ]?(?:reply|response)|out of office|(?:tra loi|tin nhan(?: tra loi)?) tu dong *[:.-]|day la tin nhan (?:tra loi )?tu dong)/i;
/** What they ask of their reader. */
const PLEA = /\b(?:(?:do not|don't) reply|(?:vui long|xin) (?:khong|dung) (?:tra loi|phan hoi))\b/i;

/** Whether a text says of itself that no person wrote it. */
export function isAutomatic(text: string): boolean {
  const plain = toGsm7(text);
  return BEGINNING.test(plain) || PLEA.test(plain);
}
