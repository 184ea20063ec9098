/**
 * What a citizen's answer to a family's question settles: a button, a code, a year, a "4G" on the
 * back, all in their own words.
 */
import type { Handset } from './handset.ts';
import type { Catalogue } from './handset-catalogue.ts';
import { entriesAt } from './handset-entries.ts';
import type { Certainty, HandsetFamily } from './handset-family.ts';
import { lookupHandset } from './handset-lookup.ts';
import { fold, isCode, wordsOf } from './handset-name.ts';
import { conclude, type HandsetResult } from './handset-result.ts';

/** What of the family remains, and how sure that is. */
export interface FamilyAnswer {
  /** `known` when one network remains, else still `ambiguous`. */
  readonly result: HandsetResult;
  readonly certainty: Certainty;
}

/** Part of a family that an answer leaves. */
interface Remaining {
  readonly handsets: readonly Handset[];
  readonly certainty: Certainty;
}

/** Reads an answer: a choice's id or label, or free text. Undefined when there is no such family. */
export function answerFamily(
  catalogue: Catalogue,
  familyKey: string,
  answer: string,
): FamilyAnswer | undefined {
  const family = catalogue.families.get(familyKey);
  if (family === undefined) return undefined;
  const members = handsetsOf(catalogue, family.members);
  return settle(
    catalogue,
    byChoice(catalogue, family, answer) ??
      byCode(catalogue, members, answer) ??
      byEvidence(family, members, fold(answer)) ??
      byName(catalogue, family, members, answer) ?? { handsets: members, certainty: 'unknown' },
  );
}

function settle(catalogue: Catalogue, { handsets, certainty }: Remaining): FamilyAnswer {
  const result = conclude(catalogue, handsets, 'family');
  const settled = result.status === 'known' ? certainty : 'unknown';
  return { result: { ...result, certainty: settled }, certainty: settled };
}

function handsetsOf(catalogue: Catalogue, keys: readonly string[]): Handset[] {
  return keys.map((key) => catalogue.handsets.get(key)).filter((row) => row !== undefined);
}

function byChoice(
  catalogue: Catalogue,
  family: HandsetFamily,
  answer: string,
): Remaining | undefined {
  const said = fold(answer.trim());
  const choice = family.choices.find(({ id, label }) =>
    [id, label.vi, label.en].some((text) => text !== undefined && fold(text) === said),
  );
  if (choice === undefined) return undefined;
  const members = choice.members.length > 0 ? choice.members : family.members;
  return { handsets: handsetsOf(catalogue, members), certainty: choice.certainty };
}

/** A code such as TA-1174 or SM-J700H settles it, where only some members bear it. */
function byCode(
  catalogue: Catalogue,
  members: readonly Handset[],
  answer: string,
): Remaining | undefined {
  const words = wordsOf(answer);
  for (let at = 0; at < words.length; at++) {
    for (const length of [3, 2, 1]) {
      const window = words.slice(at, at + length);
      if (!window.some(({ text }) => isCode(text) && !/^(19|20)\d\d$/.test(text))) continue;
      const named = entriesAt(catalogue, window, []).map(({ handset }) => handset);
      const meant = members.filter((member) => named.includes(member));
      if (meant.length > 0 && meant.length < members.length) {
        return { handsets: meant, certainty: 'sure' };
      }
    }
  }
  return undefined;
}

/** A word that completes the name, "slide" or "Arte", unless the answer denies something. */
function byName(
  catalogue: Catalogue,
  family: HandsetFamily,
  members: readonly Handset[],
  answer: string,
): Remaining | undefined {
  if (new RegExp(`\\b${NO}\\b`).test(fold(answer))) return undefined;
  const { status, matches } = lookupHandset(catalogue, `${family.name} ${answer}`);
  const named = members.filter(({ key }) => matches.some((match) => match.key === key));
  const all = named.length === matches.length;
  return status === 'known' && all ? { handsets: named, certainty: 'likely' } : undefined;
}

/** Years and generation marks, together. Undefined when the answer tells neither. */
function byEvidence(
  family: HandsetFamily,
  members: readonly Handset[],
  folded: string,
): Remaining | undefined {
  const bought = boughtIn(folded);
  const sign = readSign(folded, family.asks);
  if (bought === undefined && sign === undefined) return undefined;
  const inTime = bought === undefined ? members : releasedBy(members, bought);
  const handsets = sign === undefined ? inTime : inTime.filter((row) => hasSign(row, sign));
  if (handsets.length === 0) return { handsets: members, certainty: 'unknown' };
  const settledByYear = new Set(inTime.map(({ network }) => network)).size === 1;
  return { handsets, certainty: settledByYear && bought?.exact === false ? 'sure' : 'likely' };
}

/** A year in an answer: of the model ("đời 2019", exact) or of the purchase. */
interface AnswerYear {
  readonly year: number;
  readonly exact: boolean;
}

function boughtIn(folded: string): AnswerYear | undefined {
  const match = /(?<!\d)((?:19|20)\d\d)(?!\d)/.exec(folded);
  if (match === null) return undefined;
  const exact = /\b(doi|ban|phien ban|model|version)( nam)? $/.test(folded.slice(0, match.index));
  const before = /\b(truoc|before)( nam)? $/.test(folded.slice(0, match.index));
  return { year: Number(match[1]) - (before ? 1 : 0), exact };
}

/** Members that were on sale by then; the first of them when the year is earlier than all. */
function releasedBy(members: readonly Handset[], { year, exact }: AnswerYear): readonly Handset[] {
  const same = members.filter((member) => member.year === year);
  if (exact && same.length > 0) return same;
  const sold = members.filter((member) => member.year === null || member.year <= year);
  if (sold.length > 0) return sold;
  const first = Math.min(...members.map((member) => member.year ?? year));
  return members.filter((member) => member.year === first);
}

type Sign = '3g' | '4g' | 'none';

const NO = '(?:khong|ko|k|kg|hok|hong|chang|chua|khong he|no|not|nothing)';
const NO_SIGN = new RegExp(
  `\\b${NO}\\b[^,.;]{0,24}\\b(?:4g|3g|chu|gi|ghi|in|thay|anything)\\b|\\b(?:tron|trong tron)\\b`,
);
const BARE_YES = /^\s*(da )?(co|yes|roi|dung|u|uh|yeah)\b/;
const BARE_NO = new RegExp(`^\\s*(da )?${NO}\\b`);
const NOT_SURE = /\b(khong|ko|k|hok|chua|not|dont|don't)\s+(ro|biet|nho|sure|know|de y|chac)\b/;

/** Which generation mark the answer reports; a bare yes or no only where a mark was asked for. */
function readSign(folded: string, asks: string): Sign | undefined {
  if (NOT_SURE.test(folded)) return undefined;
  if (NO_SIGN.test(folded)) return 'none';
  if (/\b(4g|lte|volte)\b/.test(folded)) return '4g';
  if (/\b3g\b/.test(folded)) return '3g';
  if (asks.startsWith('four-g-sign') && BARE_YES.test(folded)) return '4g';
  return asks.includes('sign') && BARE_NO.test(folded) ? 'none' : undefined;
}

function hasSign({ network, model, variant }: Handset, sign: Sign): boolean {
  const named = /\b(3G|4G|LTE)\b/i.exec(`${model} ${variant ?? ''}`)?.[0].toLowerCase();
  if (sign === 'none') return network === '2G' || (named === undefined && network === '3G');
  return sign === network.toLowerCase();
}
