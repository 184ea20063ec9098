/** A carrier's list of the handsets that it lets call over 4G: `data/volte/<carrier>.csv`. */
import { csvText } from './csv-text.ts';
import type { Handset, VolteRow } from './handset.ts';
import {
  type Finding,
  type ImportPlan,
  type ListedHandset,
  type ListSource,
  listedName,
  writeHandsets,
} from './handset-import.ts';
import type { FindListed } from './handset-import-match.ts';

const HEADER = ['key', 'volte', 'source', 'as_of'];

/** Compares a list with what the carrier said before. What it leaves out stays as it was. */
export function planVolte(
  list: readonly ListedHandset[],
  before: readonly VolteRow[],
  find: FindListed,
  { title, asOf }: ListSource,
): ImportPlan {
  const rows = new Map(before.map((row) => [row.key, row]));
  const told = new Map(rows);
  const findings = list.flatMap((listed) => {
    const handsets = find(listed);
    const refused = refuse(listed, handsets);
    if (refused !== undefined) return [refused];
    return handsets.map((handset) => {
      const row: VolteRow = {
        key: handset.key,
        volte: listed.volte ?? 'yes',
        source: title,
        as_of: asOf,
      };
      const finding = compare(listed, handset, row, told.get(handset.key));
      if (finding.kind !== 'same') rows.set(row.key, row);
      return finding;
    });
  });
  const changed = findings.some(({ kind }) => kind === 'new' || kind === 'changed');
  const sorted = [...rows.values()].sort((left, right) => (left.key < right.key ? -1 : 1));
  return {
    findings,
    text: changed
      ? csvText(
          HEADER,
          sorted.map((row) => [row.key, row.volte, row.source, row.as_of]),
        )
      : null,
  };
}

/** Why a row cannot be applied, if so. */
function refuse(listed: ListedHandset, handsets: readonly Handset[]): Finding | undefined {
  const { line } = listed;
  const name = listedName(listed);
  if (handsets.length === 0) return { kind: 'unknown', line, text: name };
  const old = handsets.filter(({ network }) => network < '4G');
  if (old.length === 0) return undefined;
  if (old.length < handsets.length) {
    return { kind: 'ambiguous', line, text: `${name}: ${writeHandsets(handsets)}` };
  }
  // That a handset without 4G has no VoLTE goes without saying.
  if (listed.volte === 'no') return { kind: 'same', line, text: name };
  return {
    kind: 'contradiction',
    line,
    text: `${name} has VoLTE, we say ${writeHandsets(handsets)}`,
  };
}

function compare(
  listed: ListedHandset,
  handset: Handset,
  row: VolteRow,
  before: VolteRow | undefined,
): Finding {
  const { line } = listed;
  const name = `${listedName(listed)} → ${row.key}`;
  if (before === undefined) {
    const ours =
      handset.volte === 'unknown' || handset.volte === row.volte
        ? ''
        : `, our table says ${handset.volte}`;
    return { kind: 'new', line, text: `${name}: VoLTE ${row.volte}${ours}` };
  }
  if (before.volte !== row.volte) {
    return { kind: 'changed', line, text: `${name}: VoLTE ${before.volte} → ${row.volte}` };
  }
  if (before.as_of < row.as_of) {
    return { kind: 'changed', line, text: `${name}: VoLTE ${row.volte}, confirmed ${row.as_of}` };
  }
  return { kind: 'same', line, text: name };
}
