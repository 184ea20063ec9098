/**
 * All handsets that the assistant knows, indexed for look-up: one immutable value, rebuilt whenever
 * the tables change.
 */
import type { Handset, TacRow, VolteRow } from './handset.ts';
import { type BrandLexicon, buildLexicon } from './handset-brands.ts';
import type { HandsetFamily } from './handset-family.ts';
import { type Form, formsOf } from './handset-forms.ts';
import { buildSpellingIndex, type SpellingIndex } from './spelling-index.ts';

/** A way of naming one handset. */
export interface Entry extends Form {
  readonly handset: Handset;
}

export interface Catalogue {
  readonly handsets: ReadonlyMap<string, Handset>;
  /** By the compact form of a name. */
  readonly entries: ReadonlyMap<string, readonly Entry[]>;
  /** The names, for misspelt ones. */
  readonly spelled: SpellingIndex;
  readonly lexicon: BrandLexicon;
  readonly brands: ReadonlyMap<string, readonly Handset[]>;
  readonly families: ReadonlyMap<string, HandsetFamily>;
  /** Families of a handset, by its key. */
  readonly familiesOf: ReadonlyMap<string, readonly HandsetFamily[]>;
  readonly tacs: ReadonlyMap<string, readonly Handset[]>;
  /** What carriers say of VoLTE: by carrier, then by handset. */
  readonly volte: ReadonlyMap<string, ReadonlyMap<string, VolteRow>>;
}

/** Carriers' own VoLTE lists by the carrier's id. */
export type VolteLists = ReadonlyMap<string, readonly VolteRow[]>;

/** Builds the catalogue. Rows that contradict each other are for `checkHandsets` to report. */
export function buildCatalogue(
  rows: readonly Handset[],
  families: readonly HandsetFamily[],
  tacs: readonly TacRow[],
  volte: VolteLists = new Map(),
): Catalogue {
  const handsets = new Map(rows.map((row) => [row.key, row]));
  const entries = grouped(
    rows.flatMap((handset) => formsOf(handset).map((form) => ({ ...form, handset }))),
    (entry) => entry.compacted,
  );
  return {
    handsets,
    entries,
    spelled: buildSpellingIndex([...entries.keys()]),
    lexicon: buildLexicon(new Set(rows.map(({ brand }) => brand))),
    brands: grouped(rows, (row) => row.brand),
    families: new Map(families.map((family) => [family.key, family])),
    familiesOf: familiesByHandset(families),
    tacs: new Map(tacs.map((row) => [row.tac, known(row.keys, handsets)])),
    volte: new Map(
      [...volte].map(([carrier, list]) => [carrier, new Map(list.map((row) => [row.key, row]))]),
    ),
  };
}

function familiesByHandset(families: readonly HandsetFamily[]) {
  const pairs = families.flatMap((family) => family.members.map((key) => ({ key, family })));
  return new Map(
    [...grouped(pairs, ({ key }) => key)].map(([key, list]) => [key, list.map((p) => p.family)]),
  );
}

function known(keys: readonly string[], handsets: ReadonlyMap<string, Handset>): Handset[] {
  return keys.map((key) => handsets.get(key)).filter((row) => row !== undefined);
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
