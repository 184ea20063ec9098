/**
 * A generation that a citizen names without claiming it: "không có 4g", "4g hay 2g", "4g giả". Taken
 * for part of the name it would make a 2G phone a 4G one.
 */
const GEN = '(?:[2-5] ?g|lte|volte)';
const NOT = "(?:khong|ko|k|kg|kh|hong|hok|hem|chua|chang|not|no|without|isn't)";
const BETWEEN =
  '(?: (?:co|phai|la|thay|ghi|in|chu|loai|may|ban|doi|ho tro|bat|a|the|any|have)){0,5}';

const DENIED = new RegExp(`\\b${NOT}${BETWEEN} ${GEN}\\b`, 'g');
const ASKED = new RegExp(`\\bco (?:ho tro |bat |duoc )?${GEN} (?:${NOT}|hay khong)\\b`, 'g');
const EITHER = new RegExp(`\\b${GEN} (?:hay|hoac|or) (?:la )?${GEN}\\b`, 'g');
const FAKED = new RegExp(`\\b${GEN} (?:gia|nhai|dom|fake)\\b`, 'g');

/** A folded text without the generations that it doubts. */
export function withoutDoubt(folded: string): string {
  return [DENIED, ASKED, EITHER, FAKED].reduce((text, doubt) => text.replace(doubt, ' '), folded);
}

/** Whether it says that the phone has no 4G. */
export function deniesFourG(folded: string): boolean {
  return new RegExp(DENIED.source.replace(GEN, '(?:4 ?g|lte|volte)')).test(folded);
}
