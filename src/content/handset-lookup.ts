/**
 * From what a citizen typed (a name, a code, an IMEI, a TAC) to what is known of the handset, with
 * the reason. What is not in the list is said to be unknown: never a guess from a similar name.
 */
import { mask } from '../mask.ts';
import type { Handset, Network, Volte } from './handset.ts';
import type { Catalogue, Entry } from './handset-catalogue.ts';
import type { Certainty, HandsetFamily } from './handset-family.ts';
import { type Match, matchName } from './handset-match.ts';
import { fold } from './handset-name.ts';
import { type HandsetQuery, readQuery } from './handset-query.ts';
import { FILLERS, OTHER_DEVICES, SERIES } from './handset-words.ts';
import { readLongNumber } from './imei.ts';

/** Why a look-up ended as it did. */
export const LOOKUP_REASONS = [
  'exact',
  'alias',
  'fuzzy',
  'tac',
  /** The name covers handsets of different networks; a family's question splits them. */
  'family',
  /** The same without a family: the matches must be shown. */
  'same-name',
  /** Only a maker or a line was named. */
  'brand-only',
  'not-in-list',
  /** The name is known, but not with that generation: "1280 4G" may be a fake. */
  'no-such-network',
  'tac-unknown',
  'other-device',
  'invalid-imei',
  'phone-number',
  'citizen-id',
] as const;
export type LookupReason = (typeof LOOKUP_REASONS)[number];

export interface HandsetMatch {
  readonly key: string;
  readonly brand: string;
  readonly model: string;
  readonly variant: string | null;
  readonly year: number | null;
  readonly network: Network;
  readonly volte: Volte;
  readonly confidence: Handset['confidence'];
  readonly source: string;
  /** What carriers themselves say of VoLTE on it, by carrier. */
  readonly carrierVolte: Readonly<Record<string, 'yes' | 'no'>>;
}

export interface HandsetResult {
  /** Masked: of an IMEI only the TAC remains. */
  readonly query: string;
  readonly status: 'known' | 'ambiguous' | 'unknown' | 'invalid-imei';
  readonly network: Network | null;
  /** `yes` or `no` only when all matches agree. */
  readonly volte: Volte;
  /** At most ten; every network that is meant is among them. */
  readonly matches: readonly HandsetMatch[];
  readonly reason: LookupReason;
  readonly certainty: Certainty;
  /** Whose question splits the matches. */
  readonly family?: HandsetFamily;
  readonly tac?: string;
}

const MOST_MATCHES = 10;

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

function lookupName(catalogue: Catalogue, text: string): HandsetResult {
  const query = readQuery(text);
  if (query.words.length > 0 && isLineAlone(query)) return nameless(catalogue, query, text);
  const match = matchName(catalogue, query);
  if (match === undefined) return nameless(catalogue, query, text);
  const named = narrow(match, query);
  if (named.length === 0) return nothing('no-such-network');
  const reason = match.how === 'fuzzy' ? 'fuzzy' : reasonOf(named);
  return conclude(catalogue, [...new Set(named.map(({ handset }) => handset))], reason);
}

function reasonOf(entries: readonly Entry[]): LookupReason {
  return entries.some(({ kind }) => kind === 'name') ? 'exact' : 'alias';
}

/** What remains of a match after the generations and years that were named. */
function narrow(match: Match, query: HandsetQuery): readonly Entry[] {
  const byGen = narrowByGeneration(match.entries, query.gens);
  const byWord = narrowByStrangeWord(byGen, match.strange);
  return narrowByYear(byWord, query.years);
}

function narrowByGeneration(entries: readonly Entry[], gens: readonly string[]): readonly Entry[] {
  if (gens.length === 0) {
    const plain = entries.filter((entry) => !entry.gens.includes('5g'));
    return plain.length > 0 ? plain : entries;
  }
  const wanted = gens.filter((gen) => gen !== 'volte');
  return entries.filter(({ handset, gens: named }) =>
    wanted.every((gen) => handset.network === gen.toUpperCase() || named.includes(gen)),
  );
}

/**
 * Who adds a word of his own to a number ("8800 vàng hồng") would have said "Arte" if it were the
 * Arte; so its namesakes fall out, unless one of them is of an older network.
 */
function narrowByStrangeWord(entries: readonly Entry[], strange: readonly string[]) {
  if (strange.length === 0) return entries;
  const plain = entries.filter(({ omitted }) => omitted.length === 0);
  const oldest = (list: readonly Entry[]) => list.map(({ handset }) => handset.network).sort()[0];
  return plain.length > 0 && oldest(plain) === oldest(entries) ? plain : entries;
}

/**
 * The year in a name is the model's; if no model is of that year, it is taken as the year in which
 * the handset was bought: then all that had been released by then remain.
 */
function narrowByYear(entries: readonly Entry[], years: readonly number[]): readonly Entry[] {
  const [year] = years;
  if (year === undefined) return entries;
  const same = entries.filter((entry) => yearsOf(entry).includes(year));
  if (same.length > 0) return same;
  const older = entries.filter((entry) => yearsOf(entry).some((released) => released <= year));
  return older.length > 0 ? older : entries;
}

function yearsOf({ years, handset }: Entry): readonly number[] {
  if (years.length > 0) return years;
  return handset.year === null ? [] : [handset.year];
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
  return (
    gens.length === 0 && words.every(({ text }) => FILLERS.has(text) || Object.hasOwn(SERIES, text))
  );
}

/** The maker of a line that was named alone: "iphone", "galaxy màu đen". */
function lineBrand(query: HandsetQuery): readonly string[] {
  const words = query.words.filter(({ text }) => !FILLERS.has(text));
  const series = words.map(({ text }) => (Object.hasOwn(SERIES, text) ? SERIES[text] : undefined));
  const [brand] = series;
  return brand !== undefined && words.length === 1 ? [brand] : [];
}

/** The result for these handsets, found for this reason. */
export function conclude(
  catalogue: Catalogue,
  handsets: readonly Handset[],
  reason: LookupReason,
): HandsetResult {
  const found = summary(catalogue, handsets);
  if (found.network !== null) {
    return { ...found, status: 'known', reason, certainty: certaintyOf(handsets, reason) };
  }
  const family = familyOf(catalogue, handsets);
  return {
    ...found,
    status: 'ambiguous',
    reason: family === undefined ? 'same-name' : 'family',
    certainty: 'unknown',
    ...(family === undefined ? {} : { family }),
  };
}

function certaintyOf(handsets: readonly Handset[], reason: LookupReason): Certainty {
  if (reason === 'fuzzy') return 'likely';
  return handsets.every(({ confidence }) => confidence !== 'low') ? 'sure' : 'likely';
}

/** The family that has most of the handsets and members of two networks among them. */
function familyOf(catalogue: Catalogue, handsets: readonly Handset[]): HandsetFamily | undefined {
  const shares = new Map<HandsetFamily, Handset[]>();
  for (const handset of handsets) {
    for (const family of catalogue.familiesOf.get(handset.key) ?? []) {
      shares.set(family, [...(shares.get(family) ?? []), handset]);
    }
  }
  return [...shares]
    .filter(([, members]) => new Set(members.map(({ network }) => network)).size > 1)
    .sort(([, left], [, right]) => right.length - left.length)[0]?.[0];
}

type Summary = Pick<HandsetResult, 'query' | 'network' | 'volte' | 'matches'>;

function summary(catalogue: Catalogue, handsets: readonly Handset[]): Summary {
  return {
    query: '',
    network: common(handsets.map(({ network }) => network)) ?? null,
    volte: common(handsets.map(({ volte }) => volte)) ?? 'unknown',
    matches: mostTelling(handsets).map((handset) => toMatch(catalogue, handset)),
  };
}

function common<T>(values: readonly T[]): T | undefined {
  const [first] = values;
  return values.every((value) => value === first) ? first : undefined;
}

/** Ten of the handsets, those sold here first, and none of the networks missing. */
function mostTelling(handsets: readonly Handset[]): Handset[] {
  const ranked = [...handsets].sort(
    (left, right) => rank(left) - rank(right) || (right.year ?? 0) - (left.year ?? 0),
  );
  const heads = [...new Map([...ranked].reverse().map((row) => [row.network, row])).values()];
  return [...new Set([...heads.reverse(), ...ranked])].slice(0, MOST_MATCHES);
}

function rank({ sold_in_vn }: Handset): number {
  return sold_in_vn === 'yes' ? 0 : 1;
}

function toMatch(catalogue: Catalogue, handset: Handset): HandsetMatch {
  const { key, brand, model, variant, year, network, volte, confidence, source } = handset;
  const said = [...catalogue.volte].flatMap(([carrier, list]) => {
    const row = list.get(key);
    return row === undefined ? [] : [[carrier, row.volte] as const];
  });
  return {
    key,
    brand,
    model,
    variant,
    year,
    network,
    volte,
    confidence,
    source,
    carrierVolte: Object.fromEntries(said),
  };
}

function nothing(reason: LookupReason): HandsetResult {
  return {
    query: '',
    status: 'unknown',
    network: null,
    volte: 'unknown',
    matches: [],
    reason,
    certainty: 'unknown',
  };
}
