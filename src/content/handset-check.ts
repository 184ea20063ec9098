/**
 * Contradictions in the handset tables: rows that cannot all be true, and names that cover several
 * networks without a question that splits them. For `npm run check` and before publishing.
 */
import type { Handset, Table, TableProblem, TacRow } from './handset.ts';
import { kinOf } from './handset-brands.ts';
import { buildCatalogue, type Catalogue } from './handset-catalogue.ts';
import { entriesAt } from './handset-entries.ts';
import type { HandsetFamily } from './handset-family.ts';
import { isCode } from './handset-name.ts';

/**
 * From 1/7/2021 no handset without 4G may be made or imported (Circular 43/2020/TT-BTTTT): a row of
 * a later year cannot be both 2G and sold here. Of the year 2021 itself the half is not known.
 */
export const LAST_YEAR_OF_2G_IMPORTS = 2021;

const FAMILIES_FILE = 'data/handset-families.yaml';

/** Everything contradictory, by file and line. A catalogue of the same rows saves building one. */
export function checkHandsets(
  handsets: Table<Handset>,
  families: readonly HandsetFamily[],
  tacs: Table<TacRow>,
  catalogue: Catalogue = buildCatalogue(handsets.rows, families, []),
): TableProblem[] {
  const lineOf = new Map(handsets.rows.map((row, at) => [row, handsets.lines[at] ?? 1]));
  const problem = (row: Handset, message: string): TableProblem => ({
    file: handsets.file,
    line: lineOf.get(row) ?? 1,
    message: `${row.key}: ${message}`,
  });
  return [
    ...handsets.rows.flatMap((row) => rowProblems(row).map((message) => problem(row, message))),
    ...twice(handsets.rows).map(({ row, message }) => problem(row, message)),
    ...sharedCodes(handsets.rows).map(({ row, message }) => problem(row, message)),
    ...familyProblems(catalogue, families).map((message) => ({
      file: FAMILIES_FILE,
      line: 1,
      message,
    })),
    ...unasked(catalogue).map(({ row, message }) => problem(row, message)),
    ...tacProblems(catalogue, tacs),
  ];
}

interface RowProblem {
  readonly row: Handset;
  readonly message: string;
}

function rowProblems(row: Handset): string[] {
  const { network, volte, year, sold_in_vn } = row;
  const named = /\b([345]G|LTE)\b/i.exec(
    `${row.model} ${row.variant?.startsWith('varies') ? '' : (row.variant ?? '')}`,
  )?.[1];
  const promised = named?.toUpperCase().replace('LTE', '4G');
  return [
    network === '2G' && sold_in_vn === 'yes' && year !== null && year > LAST_YEAR_OF_2G_IMPORTS
      ? `2G only, yet sold here new in ${year}: no 2G handset may be imported since 1/7/2021`
      : '',
    (network === '2G' || network === '3G') && volte !== 'no' ? `VoLTE "${volte}" without 4G` : '',
    promised !== undefined && promised > network
      ? `named ${promised}, yet its network is ${network}`
      : '',
  ].filter(Boolean);
}

/** Keys that stand twice, and names that stand twice with nothing to tell the rows apart. */
function twice(rows: readonly Handset[]): RowProblem[] {
  const keys = new Set<string>();
  const names = new Map<string, Handset>();
  return rows.flatMap((row) => {
    const problems: RowProblem[] = keys.has(row.key)
      ? [{ row, message: 'this key stands twice' }]
      : [];
    keys.add(row.key);
    const name = `${row.brand} ${row.model} ${row.variant ?? ''}`.toLowerCase();
    const other = names.get(name);
    names.set(name, row);
    if (other === undefined) return problems;
    const message =
      other.network === row.network
        ? `the same name as ${other.key}`
        : `the same name as ${other.key} with another network and no variant`;
    return [...problems, { row, message }];
  });
}

/** A code names one model: two rows of one maker with different networks cannot share it. */
function sharedCodes(rows: readonly Handset[]): RowProblem[] {
  const owners = new Map<string, Handset>();
  return rows.flatMap((row) =>
    row.aliases.filter(isMakersCode).flatMap((code) => {
      const id = `${row.brand} ${code.toLowerCase()}`;
      const owner = owners.get(id);
      if (owner === undefined) owners.set(id, row);
      return owner === undefined || owner.network === row.network
        ? []
        : [{ row, message: `code ${code} belongs to ${owner.key} with another network` }];
    }),
  );
}

function isMakersCode(alias: string): boolean {
  return isCode(alias) && !alias.includes(' ') && /[a-z]/i.test(alias);
}

function familyProblems(catalogue: Catalogue, families: readonly HandsetFamily[]): string[] {
  const keys = new Set<string>();
  return families.flatMap((family) => {
    const seen = keys.has(family.key);
    keys.add(family.key);
    const problems = [
      seen ? 'this key stands twice' : '',
      catalogue.handsets.has(family.key) ? 'a handset has the same key' : '',
      ...family.members
        .filter((key) => !catalogue.handsets.has(key))
        .map((key) => `no handset "${key}"`),
      ...family.choices
        .filter(({ members }) => isMixed(catalogue, members))
        .map(({ id }) => `the answer "${id}" leaves handsets of 2G or 3G beside others`),
    ];
    return problems.filter(Boolean).map((message) => `${family.key}: ${message}`);
  });
}

/** Whether an answer would leave the matter open: an old network beside a newer one. */
function isMixed(catalogue: Catalogue, keys: readonly string[]): boolean {
  return splits(keys.map((key) => catalogue.handsets.get(key)).filter((row) => row !== undefined));
}

function splits(rows: readonly Handset[]): boolean {
  const networks = new Set(rows.map(({ network }) => network));
  return networks.size > 1 && (networks.has('2G') || networks.has('3G'));
}

/** Names that cover an old and a newer network, and no family asks which. */
function unasked(catalogue: Catalogue): RowProblem[] {
  const reported = new Set<string>();
  return [...catalogue.entries].flatMap(([compacted, entries]) => {
    const [first] = entries;
    if (first === undefined) return [];
    const kin = kinOf(first.handset.brand);
    const named = entriesAt(catalogue, [{ text: compacted }], kin).filter(
      ({ kind, gens }) => kind === 'name' && !gens.includes('5g'),
    );
    const rows = [...new Set(named.map(({ handset }) => handset))];
    const [row] = rows;
    if (row === undefined || !splits(rows) || isAsked(catalogue, rows) || reported.has(row.key))
      return [];
    reported.add(row.key);
    const names = rows.map(
      ({ model, variant, network }) => `${[model, variant].filter(Boolean).join(' ')} (${network})`,
    );
    return [
      { row, message: `"${first.spaced}" covers ${names.join(', ')}, and no family asks which` },
    ];
  });
}

function isAsked(catalogue: Catalogue, rows: readonly Handset[]): boolean {
  return rows
    .flatMap(({ key }) => catalogue.familiesOf.get(key) ?? [])
    .some((family) => splits(rows.filter(({ key }) => family.members.includes(key))));
}

/** TACs that stand twice in a table or name a handset that there is not. */
export function tacProblems(catalogue: Catalogue, tacs: Table<TacRow>): TableProblem[] {
  const seen = new Set<string>();
  return tacs.rows.flatMap(({ tac, keys }, at) => {
    const missing = keys
      .filter((key) => !catalogue.handsets.has(key))
      .map((key) => `no handset "${key}"`);
    const messages = seen.has(tac) ? ['this TAC stands twice', ...missing] : missing;
    seen.add(tac);
    return messages.map((message) => ({
      file: tacs.file,
      line: tacs.lines[at] ?? 1,
      message: `${tac}: ${message}`,
    }));
  });
}
