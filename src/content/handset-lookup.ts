/**
 * From what a citizen typed (a name, a code, an IMEI, a TAC) to what is known of the handset, with
 * the reason. What is not in the list is said to be unknown: never a guess from a similar name.
 */

import { mask } from '../mask.ts';
import type { Catalogue, Entry } from './handset-catalogue.ts';
import { withoutDoubt } from './handset-doubt.ts';
import { type Match, matchName } from './handset-match.ts';
import { fold } from './handset-name.ts';
import { narrow } from './handset-narrow.ts';
import { type HandsetQuery, readQueries } from './handset-query.ts';
import {
  conclude,
  type HandsetResult,
  type LookupReason,
  nothing,
  summary,
} from './handset-result.ts';
import { FILLERS, OTHER_DEVICES, SERIES } from './handset-words.ts';
import { readLongNumber } from './imei.ts';

export type { HandsetMatch, HandsetResult, LookupReason } from './handset-result.ts';

/** Looks a handset up. Pure and fast enough for a million lines. */
export function lookupHandset(catalogue: Catalogue, text: string): HandsetResult {
  const number = readLongNumber(text);
  const query = mask(text.trim());
  switch (number?.kind) {
    case 'imei':
      return { ...lookupTacs(catalogue, number.tacs), query };
    case 'tac':
      return { ...lookupTacs(catalogue, [number.tac]), query };
    case 'invalid-imei':
      return { ...nothing('invalid-imei'), status: 'invalid-imei', query };
    case 'phone-number':
    case 'citizen-id':
      return { ...nothing(number.kind), query };
    case undefined:
      return { ...lookupName(catalogue, text), query };
  }
}

function lookupTacs(catalogue: Catalogue, tacs: readonly string[]): HandsetResult {
  const handsets = tacs.flatMap((tac) => catalogue.tacs.get(tac) ?? []);
  const [tac = ''] = tacs;
  if (handsets.length === 0) return { ...nothing('tac-unknown'), tac };
  return { ...conclude(catalogue, [...new Set(handsets)], 'tac'), tac };
}

function lookupName(catalogue: Catalogue, typed: string): HandsetResult {
  const text = withoutDoubt(fold(typed));
  const queries = readQueries(catalogue.lexicon, text);
  for (const query of queries) {
    if (isLineAlone(query)) continue;
    const match = matchName(catalogue, query);
    if (match !== undefined) return ofMatch(catalogue, match, query);
  }
  const [query] = queries;
  return query === undefined ? nothing('not-in-list') : nameless(catalogue, query, text);
}

function ofMatch(catalogue: Catalogue, match: Match, query: HandsetQuery): HandsetResult {
  const named = narrow(match, query);
  if (named.length === 0) return nothing('no-such-network');
  const reason = match.how === 'fuzzy' ? 'fuzzy' : reasonOf(named);
  return conclude(catalogue, [...new Set(named.map(({ handset }) => handset))], reason);
}

function reasonOf(entries: readonly Entry[]): LookupReason {
  return entries.some(({ kind }) => kind === 'name') ? 'exact' : 'alias';
}

/** A maker or a line alone, another kind of device, or nothing that we know. */
function nameless(catalogue: Catalogue, query: HandsetQuery, text: string): HandsetResult {
  const folded = ` ${fold(text).replace(/[^a-z0-9]+/g, ' ')} `;
  if (OTHER_DEVICES.some((device) => folded.includes(` ${device} `)))
    return nothing('other-device');
  const brands = query.brands.length > 0 ? query.brands : lineBrand(query);
  const numbered = query.words.some(({ text: word }) => /\d/.test(word));
  if (brands.length === 0 || numbered) return nothing('not-in-list');
  const handsets = brands.flatMap((brand) => catalogue.brands.get(brand) ?? []);
  return {
    ...summary(catalogue, handsets),
    status: 'ambiguous',
    network: null,
    reason: 'brand-only',
    certainty: 'unknown',
  };
}

/** Whether nothing but a line was named: "iphone" is no iPhone X with a letter missing. */
function isLineAlone({ words, gens }: HandsetQuery): boolean {
  const isLine = ({ text }: { readonly text: string }) => Object.hasOwn(SERIES, text);
  if (gens.length > 0 || !words.some(isLine)) return false;
  return words.every((word) => FILLERS.has(word.text) || isLine(word));
}

/** The maker of a line that was named alone: "iphone", "galaxy màu đen". */
function lineBrand(query: HandsetQuery): readonly string[] {
  const words = query.words.filter(({ text }) => !FILLERS.has(text));
  const series = words.map(({ text }) => (Object.hasOwn(SERIES, text) ? SERIES[text] : undefined));
  const [brand] = series;
  return brand !== undefined && words.length === 1 ? [brand] : [];
}
