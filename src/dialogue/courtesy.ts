/**
 * Greetings and thanks around a question say nothing of it: "chào shop ạ, cho em hỏi …", "… cảm ơn
 * nhiều ạ". They are left out before the question is classified.
 */

const PEOPLE =
  '(?:bạn|ban|shop|ad|admin|anh|chị|chi|em|cô|co|chú|chu|bác|bac|cháu|chau|con|ông|ong|bà|ba|mình|minh|tôi|toi|tui|mọi người|moi nguoi|cả nhà|ca nha|there|you)';
const SOFTENER = '(?: (?:ạ|a|ơi|oi|nha|nhé|nhe|nghe|đó|nhiều|nhieu|so much))';
const GREET = '(?:xin chào|xin chao|chào|chao|alo|a lô|hello|hi)';
const THANK = '(?:cảm ơn|cám ơn|cam on|cảm on|thanks|thank|tks)';
const A_LITTLE = '(?: (?:một |1 )?(?:chút|tí|xíu|chut|ti|xiu|cái|với|thăm))';

/** What stands before a question; each at most once, in this order. */
const BEFORE = [
  `(?:dạ |da |ok )?(?:${PEOPLE} )?(?:${GREET}|${THANK})(?: ${PEOPLE}){0,3}${SOFTENER}{0,2}\\s*[,.!]\\s*(?:còn |thế |vậy )?`,
  `(?:dạ )?(?:${PEOPLE} (?:ơi|oi),? )`,
  `(?:cho|xin)(?: phép)?(?: ${PEOPLE})? (?:hỏi|hoi)${A_LITTLE}?${SOFTENER}?(?:\\s*[,.:])?\\s+`,
  `${PEOPLE} (?:hỏi|hoi)${A_LITTLE}${SOFTENER}?(?:\\s*[,.:])?\\s+`,
].map((pattern) => new RegExp(`^${pattern}`, 'iu'));
const AFTER = new RegExp(
  `[,.!]\\s*(?:xin |em |mình |tôi )?${THANK}(?: ${PEOPLE}){0,2}${SOFTENER}{0,2}[\\s.!]*$`,
  'iu',
);

/** Fewer words than this are no question by themselves. */
const LEAST_LEFT = 3;

/** The text without its courtesies; as it is when hardly anything else is in it. */
export function withoutCourtesy(text: string): string {
  const stripped = [...BEFORE, AFTER].reduce((rest, pattern) => rest.replace(pattern, ''), text);
  return stripped.trim().split(/\s+/).length >= LEAST_LEFT ? stripped.trim() : text;
}
