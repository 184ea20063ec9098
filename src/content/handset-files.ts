/** Reads the tables of handsets below `data/` into a catalogue, with everything wrong in them. */
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseHandsets, parseTacs, parseVolteList, type TableProblem } from './handset.ts';
import { buildCatalogue, type Catalogue } from './handset-catalogue.ts';
import { checkHandsets, tacProblems } from './handset-check.ts';
import { expandFamilies, familiesSchema, type HandsetFamily } from './handset-family.ts';
import type { Problem } from './problems.ts';
import { readYaml } from './yaml-file.ts';

const FAMILIES = 'data/handset-families.yaml';
/** Lists that carriers gave, one a carrier. */
export const VOLTE = 'data/volte';
/** TACs that an operator may use but not pass on: never mixed with the free ones of `tac.csv`. */
export const LICENSED_TACS = 'data/tac-licensed.csv';

export interface HandsetTables {
  readonly catalogue: Catalogue;
  readonly problems: readonly Problem[];
}

/** Reads all handset tables; rows that cannot be read are problems and left out. */
export function readHandsets(
  root: string,
  readText: (root: string, name: string) => string,
): HandsetTables {
  const handsets = parseHandsets(readText(root, 'data/handsets.csv'), 'data/handsets.csv');
  const tacs = parseTacs(readText(root, 'data/tac.csv'), 'data/tac.csv');
  const licensed = existsSync(join(root, LICENSED_TACS))
    ? [parseTacs(readText(root, LICENSED_TACS), LICENSED_TACS)]
    : [];
  const volte = volteFiles(root).map((file) => parseVolteList(readText(root, file), file));
  const { families, problems } = readFamilies(readText(root, FAMILIES));
  const catalogue = buildCatalogue(
    handsets.rows,
    families,
    [tacs, ...licensed].flatMap(({ rows }) => rows),
    new Map(volte.map(({ file, rows }) => [basename(file, '.csv'), rows])),
  );
  const broken = [handsets, tacs, ...licensed, ...volte].flatMap((table) => table.problems);
  const contradictions = [
    ...checkHandsets(handsets, families, tacs, catalogue),
    ...licensed.flatMap((table) => tacProblems(catalogue, table)),
  ];
  return {
    catalogue,
    problems: [...problems, ...broken.map(asError), ...contradictions.map(asError)],
  };
}

function readFamilies(text: string): { families: HandsetFamily[]; problems: Problem[] } {
  const file = readYaml(text, FAMILIES, familiesSchema);
  if (file.value === undefined) return { families: [], problems: [...file.problems] };
  try {
    return { families: expandFamilies(file.value), problems: [] };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return {
      families: [],
      problems: [{ file: FAMILIES, line: 1, level: 'error', message: error.message }],
    };
  }
}

/** Lists that carriers gave, if the operator imported any. */
function volteFiles(root: string): string[] {
  const folder = join(root, VOLTE);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.csv'))
    .sort()
    .map((name) => `${VOLTE}/${name}`);
}

function asError({ file, line, message }: TableProblem): Problem {
  return { file, line, level: 'error', message };
}
