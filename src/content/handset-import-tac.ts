/** Tables of TACs: which of our handsets each may be. TACs of handsets that we do not know stay out. */
import { csvText } from './csv-text.ts';
import type { Handset, TacRow } from './handset.ts';
import {
  type Finding,
  type ImportPlan,
  type ListedHandset,
  type ListSource,
  listedName,
  writeSource,
} from './handset-import.ts';
import { TAC } from './handset-import-list.ts';
import type { FindListed } from './handset-import-match.ts';

/** The table that the list goes into, and all TACs known from any table. */
export interface TacTables {
  readonly before: readonly TacRow[];
  readonly known: ReadonlyMap<string, readonly Handset[]>;
  /** Whether rows name their source: the table of Osmocom has one for all. */
  readonly withSource: boolean;
}

/** Compares a table of TACs with ours. */
export function planTacs(
  list: readonly ListedHandset[],
  { before, known, withSource }: TacTables,
  find: FindListed,
  source: ListSource,
): ImportPlan {
  const rows = new Map(before.map((row) => [row.tac, row]));
  const seen = new Map<string, string>();
  const findings = list.map((listed): Finding => {
    const { tac = '', brand, line } = listed;
    if (!TAC.test(tac) || brand === '')
      return { kind: 'skipped', line, text: `"${tac}" ${listedName(listed)}` };
    const handsets = named(listed, find(listed));
    const keys = handsets.map(({ key }) => key).sort();
    const twice = seen.get(tac);
    if (twice !== undefined && twice !== `${keys}`) {
      return {
        kind: 'contradiction',
        line,
        text: `${tac} stands twice, also as ${listedName(listed)}`,
      };
    }
    seen.set(tac, `${keys}`);
    const finding = compare(listed, handsets, known.get(tac));
    if (twice === undefined && (finding.kind === 'new' || finding.kind === 'changed')) {
      const [model = ''] = listed.names;
      rows.set(tac, { tac, brand, model, keys, source: writeSource(source) });
    }
    return finding;
  });
  const changed = findings.some(({ kind }) => kind === 'new' || kind === 'changed');
  return { findings, text: changed ? write([...rows.values()], withSource) : null };
}

/** Of handsets that share the name those of the network that the list tells. */
function named({ network }: ListedHandset, handsets: readonly Handset[]): readonly Handset[] {
  const same = handsets.filter((handset) => handset.network === network);
  return same.length > 0 ? same : handsets;
}

function compare(
  listed: ListedHandset,
  handsets: readonly Handset[],
  known: readonly Handset[] | undefined,
): Finding {
  const { tac = '', line, network } = listed;
  const name = `${tac} ${listedName(listed)}`;
  const [first] = handsets;
  if (first === undefined) return { kind: 'unknown', line, text: name };
  const keys = keysOf(handsets);
  if (network !== undefined && handsets.every((handset) => handset.network !== network)) {
    const text = `${name}: ${network} in the list, we say ${first.network} (${keys})`;
    return { kind: 'contradiction', line, text };
  }
  if (known === undefined) return { kind: 'new', line, text: `${name} → ${keys}` };
  if (keysOf(known) === keys) return { kind: 'same', line, text: name };
  const text = `${name}: ${keysOf(known)} → ${keys}`;
  const kin = known.some(({ brand }) => handsets.some((handset) => handset.brand === brand));
  return {
    kind: kin && networksOf(known) === networksOf(handsets) ? 'changed' : 'contradiction',
    line,
    text,
  };
}

function keysOf(handsets: readonly Handset[]): string {
  return handsets
    .map(({ key }) => key)
    .sort()
    .join(', ');
}

function networksOf(handsets: readonly Handset[]): string {
  return [...new Set(handsets.map(({ network }) => network))].sort().join();
}

function write(rows: readonly TacRow[], withSource: boolean): string {
  const sorted = [...rows].sort((left, right) => (left.tac < right.tac ? -1 : 1));
  return csvText(
    ['tac', 'brand', 'model', 'keys', ...(withSource ? ['source'] : [])],
    sorted.map(({ tac, brand, model, keys, source = '' }) => [
      ...[tac, brand, model, keys.join(';')],
      ...(withSource ? [source] : []),
    ]),
  );
}
