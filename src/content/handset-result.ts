/** What is known of a handset that was looked up, with the reason; never more than the rows say. */
import type { Handset, Network, Volte } from './handset.ts';
import type { Catalogue } from './handset-catalogue.ts';
import type { Certainty, HandsetFamily } from './handset-family.ts';

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

/** What a set of handsets has in common, and which they are. */
export function summary(catalogue: Catalogue, handsets: readonly Handset[]): Summary {
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

/** Nothing is known, for this reason. */
export function nothing(reason: LookupReason): HandsetResult {
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
