/** What a message names: carriers, places, number prefixes, a yes or a no, a menu number. */
import type { Carrier } from '../content/carrier.ts';
import type { Place } from '../content/place.ts';
import { stripMarks } from './normalize.ts';

/** A stretch of the plain text that stands for one thing. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly id: string;
}

/** Finds the carriers named in a text. Built once per content snapshot. */
export type CarrierFinder = (plain: string) => Span[];

/**
 * A finder over all aliases; the longest one wins where several overlap. A carrier's name is not
 * looked for by itself: "itel" is a phone brand too, and "local" a word.
 */
export function carrierFinder(carriers: Iterable<Carrier>): CarrierFinder {
  const ids = new Map<string, string>();
  for (const carrier of carriers) {
    for (const alias of carrier.aliases) ids.set(plainName(alias), carrier.id);
  }
  const names = [...ids.keys()].sort((a, b) => b.length - a.length).map(escapeRegExp);
  if (names.length === 0) return () => [];
  const pattern = new RegExp(`(?<![a-z0-9])(?:${names.join('|')})(?![a-z0-9])`, 'g');
  return (plain) =>
    [...plain.matchAll(pattern)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      id: ids.get(match[0]) ?? '',
    }));
}

/** The communes named in a text, by their names as written in the data. */
export function findPlaces(plain: string, places: readonly Place[]): string[] {
  return places.filter(({ name }) => containsName(plain, name)).map(({ name }) => name);
}

/** Whether a plain text holds a name as whole words. */
export function containsName(plain: string, name: string): boolean {
  return new RegExp(`(?<![a-z0-9])${escapeRegExp(plainName(name))}(?![a-z0-9])`).test(plain);
}

/** "đầu số 092", "092 là mạng gì": the prefix asked about, or null. */
export function findPrefix(plain: string): string | null {
  const asked =
    /\bdau (?:so )?(0\d{2})\b/.exec(plain) ??
    /\b(0\d{2})\b (?:la|cua|thuoc) (?:mang|nha mang|nha|so)\b/.exec(plain) ??
    /\bprefix (0\d{2})\b/.exec(plain);
  return asked?.[1] ?? null;
}

const YES =
  /^(?:da )?(?:u|uh|uhm|um|ok|oke|okay|co|dung|dung roi|phai|vang|da|yes|yep|yeah|dong y|duoc|chuan|chinh xac|right|correct)(?: (?:a|nha|nhe|em|con|ban|do|roi|vay))*[.! ]*$/;
const NO =
  /^(?:da )?(?:ko|k|khong|hong|hok|hem|khong phai|chua|no|nope|not|thoi|sai|sai roi|khong can|thoi khoi)(?: (?:a|nha|nhe|em|con|ban|dau|co|roi))*[.! ]*$/;

/** Whether a message is nothing but a yes or a no. */
export function findYesNo(plain: string): 'yes' | 'no' | null {
  if (YES.test(plain)) return 'yes';
  return NO.test(plain) ? 'no' : null;
}

/** The number of a menu choice, when the message is nothing else: "2", "số 2", "cái thứ 2". */
export function findMenuNumber(plain: string): number | null {
  const match = /^(?:chon )?(?:(?:so|nut|cai|muc|cau|thu|cai thu) )?#?([1-9])[.) ]*$/.exec(plain);
  return match === null ? null : Number(match[1]);
}

/** A name as it is matched: no marks, lower case, single blanks. */
export function plainName(name: string): string {
  return stripMarks(name).toLowerCase().replace(/\s+/g, ' ').trim();
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
