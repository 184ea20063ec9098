/** A list of handsets certified as 2G only: confirms rows of `data/handsets.csv` and adds new ones. */
import { csvLine } from './csv-text.ts';
import { type Handset, handsetSchema } from './handset.ts';
import type { Catalogue } from './handset-catalogue.ts';
import { LAST_YEAR_OF_2G_IMPORTS } from './handset-check.ts';
import {
  type Finding,
  type ImportPlan,
  type ListedHandset,
  type ListSource,
  listedName,
  writeHandsets,
  writeSource,
} from './handset-import.ts';
import { brandsOf, type FindListed } from './handset-import-match.ts';
import { fold } from './handset-name.ts';

/**
 * Compares the list with our table.
 *
 * @param csv the text of `data/handsets.csv`, whose other lines stay as they are
 */
export function planCertified(
  list: readonly ListedHandset[],
  { catalogue, csv }: { catalogue: Catalogue; csv: string },
  find: FindListed,
  source: ListSource,
): ImportPlan {
  const rows = new Map<string, Handset>();
  const findings = list.flatMap((listed): Finding[] => {
    const handsets = find(listed);
    if (handsets.length === 0) return [add(listed, catalogue, rows, source)];
    const refused = refuse(listed, handsets);
    if (refused !== undefined) return [refused];
    return handsets.map((handset) =>
      confirm(listed, rows.get(handset.key) ?? handset, rows, source),
    );
  });
  return { findings, text: rows.size === 0 ? null : withRows(csv, [...rows.values()]) };
}

/** A model that we do not know, of a maker that we do. */
function add(
  listed: ListedHandset,
  catalogue: Catalogue,
  rows: Map<string, Handset>,
  source: ListSource,
): Finding {
  const { line, names } = listed;
  const name = listedName(listed);
  const [brand] = brandsOf(catalogue, listed.brand);
  const [model = ''] = names;
  if (brand === undefined)
    return { kind: 'unknown', line, text: `${name}: no such maker in our table` };
  const key = slug(`${brand} ${model}`);
  if (catalogue.handsets.has(key)) {
    return { kind: 'ambiguous', line, text: `${name}: the key ${key} is taken by another handset` };
  }
  if (rows.has(key)) return { kind: 'same', line, text: name };
  rows.set(key, {
    ...{ key, brand, model, variant: null, aliases: names.slice(1), year: null },
    ...{ network: '2G', volte: 'no', sold_in_vn: 'yes', confidence: 'high' },
    source: certificate(source),
  });
  return { kind: 'new', line, text: `${name} → ${key} (2G)` };
}

function slug(name: string): string {
  return fold(name)
    .replaceAll('+', ' plus ')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** Why a row cannot be applied, if so. */
function refuse(listed: ListedHandset, handsets: readonly Handset[]): Finding | undefined {
  const newer = handsets.filter(({ network }) => network !== '2G');
  if (newer.length === 0) return undefined;
  const name = listedName(listed);
  const ours = writeHandsets(handsets);
  return newer.length === handsets.length
    ? {
        kind: 'contradiction',
        line: listed.line,
        text: `${name} is certified as 2G only, we say ${ours}`,
      }
    : { kind: 'ambiguous', line: listed.line, text: `${name}: ${ours}` };
}

/** A row that the list confirms: sold here, and certain. */
function confirm(
  { line }: ListedHandset,
  handset: Handset,
  rows: Map<string, Handset>,
  source: ListSource,
): Finding {
  const { key, confidence } = handset;
  const sold_in_vn = mayBeSold(handset) ? 'yes' : handset.sold_in_vn;
  const cited = certificate(source);
  if (handset.source.includes(cited)) return { kind: 'same', line, text: key };
  rows.set(key, {
    ...handset,
    sold_in_vn,
    confidence: 'high',
    source: `${handset.source} | ${cited}`,
  });
  const changes = [
    sold_in_vn === handset.sold_in_vn ? '' : `sold_in_vn ${handset.sold_in_vn} → yes`,
    confidence === 'high' ? '' : `confidence ${confidence} → high`,
    `source + "${cited}"`,
  ];
  return { kind: 'changed', line, text: `${key}: ${changes.filter(Boolean).join(', ')}` };
}

/** Whoever certified a later one did so before the law forbade its import. */
function mayBeSold({ year }: Handset): boolean {
  return year === null || year <= LAST_YEAR_OF_2G_IMPORTS;
}

function certificate(source: ListSource): string {
  return `certified 2G only: ${writeSource(source)}`;
}

/** Puts rows into the table: in the place of their former line, or behind their maker's last one. */
function withRows(csv: string, rows: readonly Handset[]): string {
  const lines = csv.replace(/\n$/, '').split('\n');
  for (const row of rows) {
    const line = csvLine(cellsOf(row));
    const at = lines.findIndex((other) => other.startsWith(`${row.key},`));
    if (at >= 0) lines[at] = line;
    else lines.splice(placeFor(row, lines), 0, line);
  }
  return `${lines.join('\n')}\n`;
}

function placeFor({ key, brand }: Handset, lines: readonly string[]): number {
  const own = lines.flatMap((line, at) => (line.split(',')[1] === brand ? [{ line, at }] : []));
  const next = own.find(({ line }) => (line.split(',')[0] ?? '') > key);
  return next?.at ?? (own.at(-1)?.at ?? lines.length - 1) + 1;
}

function cellsOf(row: Handset): string[] {
  return Object.keys(handsetSchema.shape).map((column) => {
    const value = row[column as keyof Handset];
    return Array.isArray(value) ? value.join(';') : String(value ?? '');
  });
}
