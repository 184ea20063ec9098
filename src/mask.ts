/**
 * Personal data is masked before anything is stored, logged or echoed.
 *
 * Masked: phone numbers, IMEIs (their TAC stays: it names a model, not a person), citizen identity
 * numbers (CCCD of 12 digits, CMND of 9), card numbers, e-mail addresses, one-time codes. What is
 * public or no number of a person stays readable: 1800 and 1900 numbers, short codes, dates, money,
 * model names. Where a number could be either, it is masked.
 */

/** Replaces every piece of personal data in a text by stars. Masking twice changes nothing more. */
export function mask(text: string): string {
  return text
    .replace(EMAIL, '***@***')
    .replace(ACCOUNT, (_all, before: string, number: string) => before + stars(number))
    .replace(SECRET_WORD, (_all, before: string, word: string) => before + stars(word))
    .replace(NUMBERS, (run: string, at: number) => maskRun(run, text.slice(at + run.length)))
    .replace(CODE_AFTER_WORD, (_all, before: string, code: string) => before + stars(code))
    .replace(CODE_BEFORE_WORD, (_all, code: string, after: string) => stars(code) + after);
}

/** Lengths are bounded (RFC 5321, section 4.5.3.1), or a long word would take quadratic time. */
const EMAIL =
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}\s?@\s?[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,5}/gu;

/** A bank account: 14 digits of it would pass for an IMEI, whose TAC stays. */
const ACCOUNT =
  /((?<!\p{L})(?:stk|s[oố]\s+t[aà]i\s+kho[aả]n|t[aà]i\s+kho[aả]n|account)(?!\p{L})[^\p{Nd}\n]{0,15})(\p{Nd}(?:[ .-]?\p{Nd}){5,19})/giu;

/** What stands behind "mật khẩu là": one word with a digit in it. */
const SECRET_WORD =
  /((?<!\p{L})(?:m[aậ]t\s+kh[aẩ]u|mk|password|passcode)(?!\p{L})[^\n]{0,30}?(?:là|la|is|:)\s{0,3})(?=\S*\p{Nd})([^\s*]{4,40})/giu;

// === One-time codes ===

const CODE = String.raw`\p{Nd}(?:[ .-]?\p{Nd}){3,7}(?!\p{Nd})`;
const SECRET =
  'otp|m[aã]\\s+(?:otp|pin|x[aá]c\\s+(?:th[uự]c|nh[aậ]n|minh)|b[aả]o\\s+m[aậ]t)|m[aậ]t\\s+kh[aẩ]u|password|passcode|(?:verification|security)\\s+code';
/** "mã" and "code" alone may also mean a product's: only what follows directly counts. */
const FILLER =
  '(?:[\\s:=,.()"\'–-]|là|la|is|này|nay|của|cua|tôi|toi|mình|minh|em|cháu|chau|bác|bac|số|so){0,12}';
/** "soạn … gửi 1414": a number that one sends to is public. */
const NO_ADDRESSEE = '(?:(?!g[uử]i|g[oọ]i|b[aấ]m|send|call|dial|\\p{Nd})[^\\n]){0,30}?';
const CODE_AFTER_WORD = new RegExp(
  `((?<!\\p{L})(?:(?:${SECRET})(?!\\p{L})${NO_ADDRESSEE}|(?:m[aã]|code)(?!\\p{L})${FILLER})(?<!\\p{Nd}))(${CODE})`,
  'giu',
);
const CODE_BEFORE_WORD = new RegExp(
  `(?<!\\p{Nd})(${CODE})([\\s:–-]{0,3}(?:là|la|is)?\\s{0,3}(?:your\\s+)?(?:${SECRET})(?!\\p{L}))`,
  'giu',
);

// === Long numbers ===

/** What people put between the digits of one number; a slash makes a date, a comma with a space a list. */
const SEPARATOR = String.raw`(?:[\s.()_·–\-\u00ad\u200b-\u200d\u2060\ufeff]{1,3}|,)`;
const NUMBERS = new RegExp(String.raw`\+?\p{Nd}+(?:${SEPARATOR}\p{Nd}+)*`, 'gu');

/** Digits between separators, and where they stand in their run. */
interface Group {
  readonly digits: string;
  readonly start: number;
  readonly end: number;
}

/** The first groups of a run that belong together, and what is written in their place. */
interface Find {
  readonly groups: number;
  /** Undefined: they stay as they are. */
  readonly masked?: string;
}

/** Masks what is personal in a run of digits; `after` is the text behind it. */
function maskRun(run: string, after: string): string {
  const groups = groupsOf(run);
  let masked = '';
  let done = 0;
  for (let at = 0; at < groups.length; ) {
    const find = look(run, near(groups, at), after);
    const first = groups[at];
    const last = groups[at + find.groups - 1];
    if (first === undefined || last === undefined) break;
    masked += run.slice(done, first.start) + (find.masked ?? run.slice(first.start, last.end));
    done = last.end;
    at += find.groups;
  }
  return masked + run.slice(done);
}

function groupsOf(run: string): Group[] {
  return [...run.matchAll(/\p{Nd}+/gu)].map(({ 0: digits, index }) => ({
    digits: plain(digits),
    start: index,
    end: index + digits.length,
  }));
}

/** Nothing personal is longer than a card number of 19 digits. */
const LONGEST = 19;
/** So many digits without a break are a number by themselves, whatever stands before them. */
const COMPLETE = 10;

/** The groups from there on that may belong to one number. */
function near(groups: readonly Group[], at: number): Group[] {
  const found = groups.slice(at, at + LONGEST);
  const next = found.findIndex(({ digits }, index) => index > 0 && digits.length >= COMPLETE);
  return next === -1 ? found : found.slice(0, next);
}

/** Mobile and landline numbers, domestic or with the country's code. */
const PHONE = /^(?:0|84|0084|840)[235789]\d{8,9}$/;
const ABROAD = /^\d{7,15}$/;
/** The province codes of identity numbers all begin with 0. */
const CITIZEN = /^0\d{11}$/;
/**
 * IMEI of 14 digits (no check digit), 15 or 16 (with software version), or a card of 16; domestic
 * cards begin with 9704 and may have 19. More in pieces is rather a list of models.
 */
const DEVICE_OR_CARD = /^(?:\d{14,16}|9704\d{15})$/;
const HOTLINE = /^(?:1800|1900)\d{4,6}$/;
const CURRENCY = /^\s?(?:đ|đồng|dong|vnđ|vnd|₫)(?!\p{L})/iu;

function look(run: string, groups: readonly Group[], after: string): Find {
  const [first] = groups;
  const international = first !== undefined && run[first.start - 1] === '+';
  const digits = first?.digits ?? '';
  if (digits.length >= 9 && !international) return alone(digits, after);
  const joins = joinsOf(groups);
  return (
    keep(dateIn(run, groups)) ??
    hideAs(PHONE, joins) ??
    keep(amountIn(run, groups, after)) ??
    keep(longest(joins.slice(0, 4), HOTLINE)) ??
    hideAs(CITIZEN, joins) ??
    (international ? hideAs(ABROAD, joins) : device(groups, joins)) ??
    identityIn(run, joins) ?? { groups: 1 }
  );
}

/** Nine digits and more without a break are somebody's, unless it is a hotline or an amount. */
function alone(digits: string, after: string): Find {
  const amount = /^[1-9]\d*000$/.test(digits) && CURRENCY.test(after);
  if (HOTLINE.test(digits) || amount) return { groups: 1 };
  return { groups: 1, masked: PHONE.test(digits) ? stars(digits) : hide(digits) };
}

function keep(groups: number): Find | undefined {
  return groups > 0 ? { groups } : undefined;
}

function hideAs(kind: RegExp, joins: readonly string[]): Find | undefined {
  const groups = longest(joins, kind);
  return groups > 0 ? { groups, masked: stars(joins[groups - 1] ?? '') } : undefined;
}

/** An IMEI or a card, unless a phone number begins inside: then what precedes it is something else. */
function device(groups: readonly Group[], joins: readonly string[]): Find | undefined {
  const count = longest(joins, DEVICE_OR_CARD);
  const parts = groups.slice(0, count);
  if (count === 0 || !isPrinted(parts) || phoneInside(groups, count)) return undefined;
  return { groups: count, masked: hide(joins[count - 1] ?? '') };
}

/** As on a box or a card: a long piece, or pieces of one length. Models in a list are neither. */
function isPrinted(groups: readonly Group[]): boolean {
  const lengths = groups.map((group) => group.digits.length);
  return lengths.some((length) => length > 4) || new Set(lengths.slice(0, -1)).size === 1;
}

function phoneInside(groups: readonly Group[], count: number): boolean {
  return groups
    .slice(1, count)
    .some((_, index) => longest(joinsOf(groups.slice(index + 1)), PHONE) > 0);
}

/** Of what can be an IMEI the first eight digits stay, its TAC. */
function hide(digits: string): string {
  const imei = digits.length >= 14 && digits.length <= 17 && !isCard(digits);
  return imei ? digits.slice(0, 8) + stars(digits.slice(8)) : stars(digits);
}

/** Cards pass Luhn's check (ISO/IEC 7812-1); those of 15 digits begin with 34 or 37. */
function isCard(digits: string): boolean {
  const length = digits.length >= 16 || /^3[47]\d{13}$/.test(digits);
  return length && luhn(digits);
}

function luhn(digits: string): boolean {
  let sum = 0;
  for (const [index, digit] of [...digits].reverse().entries()) {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}

// === Groups that belong together ===

/** The first group, the first two joined, and so on while it may be one number. */
function joinsOf(groups: readonly Group[]): string[] {
  const joins: string[] = [];
  let joined = '';
  for (const { digits } of groups) {
    joined += digits;
    if (joined.length > LONGEST) break;
    joins.push(joined);
  }
  return joins;
}

/** How many groups, joined, are of that kind: as many as possible, 0 if none. */
function longest(joins: readonly string[], kind: RegExp): number {
  return joins.findLastIndex((joined) => kind.test(joined)) + 1;
}

function written(run: string, groups: readonly Group[], count: number): string {
  const [first] = groups;
  const last = groups[count - 1];
  return first === undefined || last === undefined ? '' : run.slice(first.start, last.end);
}

function dateIn(run: string, groups: readonly Group[]): number {
  const text = written(run, groups, 3);
  const dayFirst = /^(0?[1-9]|[12]\d|3[01])([-.\s])(0?[1-9]|1[0-2])\2(19|20)\d\d$/;
  const yearFirst = /^(19|20)\d\d([-.\s])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])$/;
  // A year, then a phone number in pieces: 2024 03 10 …
  const isDate = dayFirst.test(text) || (yearFirst.test(text) && !phoneInside(groups, 3));
  return isDate ? 3 : 0;
}

/** 290.000 or 1,500,000; nine digits like an old identity number only if round or called money. */
function amountIn(run: string, groups: readonly Group[], after: string): number {
  const count = [4, 3, 2].find((size) => AMOUNT.test(written(run, groups, size))) ?? 0;
  const text = written(run, groups, count);
  const money = text.endsWith('000') || (run.endsWith(text) && CURRENCY.test(after));
  return money || text.length < NINE_DIGITS ? count : 0;
}

const AMOUNT = /^[1-9]\d{0,2}(?:(?:\.\d{3})+|(?:,\d{3})+)$/;
/** Length of 250.123.456. */
const NINE_DIGITS = 11;

/** A CMND in three groups of three; with more beside it, rather a list of models. */
function identityIn(run: string, joins: readonly string[]): Find | undefined {
  if (!/^\d{3}([-.\s])\d{3}\1\d{3}$/.test(plain(run))) return undefined;
  return { groups: 3, masked: stars(joins[2] ?? '') };
}

/** First digits of the scripts in which people here write numbers: full-width and Khmer. */
const ZEROS = [0xff10, 0x17e0];

function plain(digits: string): string {
  return digits.replace(/\P{ASCII}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    const zero = ZEROS.find((start) => code >= start && code <= start + 9);
    return zero === undefined ? digit : String(code - zero);
  });
}

function stars(hidden: string): string {
  return '*'.repeat(hidden.length);
}
