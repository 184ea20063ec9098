/** Against which table a list is compared, and how the table is checked before it is written. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHandsets, parseTacs, parseVolteList, type TableProblem } from '../content/handset.ts';
import type { Catalogue } from '../content/handset-catalogue.ts';
import { checkHandsets, tacProblems } from '../content/handset-check.ts';
import { LICENSED_TACS, readHandsets, VOLTE } from '../content/handset-files.ts';
import type {
  ImportKind,
  ImportPlan,
  ListedHandset,
  ListSource,
} from '../content/handset-import.ts';
import { planCertified } from '../content/handset-import-certified.ts';
import { listedFinder } from '../content/handset-import-match.ts';
import { planTacs } from '../content/handset-import-tac.ts';
import { planVolte } from '../content/handset-import-volte.ts';
import { UserError } from '../errors.ts';

const HANDSETS = 'data/handsets.csv';
const TACS = 'data/tac.csv';

/** The table that a list goes into, and what would become of it. */
export interface ImportDraft {
  readonly target: string;
  readonly plan: ImportPlan;
  /** What would be wrong in the table that is not wrong now. */
  readonly check: (text: string) => TableProblem[];
}

/**
 * Plans an import against the tables below a folder.
 *
 * @throws UserError when a VoLTE list names no carrier that we know.
 */
export function draftImport(
  { root, carrier }: { readonly root: string; readonly carrier?: string | undefined },
  kind: ImportKind,
  list: readonly ListedHandset[],
  source: ListSource,
): ImportDraft {
  const read = (name: string) => readOr(root, name, '');
  const { catalogue } = readHandsets(root, (_root, name) => read(name));
  const find = listedFinder(catalogue);
  switch (kind) {
    case 'tqc': {
      const csv = read(HANDSETS);
      const plan = planCertified(list, { catalogue, csv }, find, source);
      const check = (text: string) =>
        added(handsetProblems(root, catalogue, csv), handsetProblems(root, catalogue, text));
      return { target: HANDSETS, plan, check };
    }
    case 'volte': {
      const target = `${VOLTE}/${knownCarrier(root, carrier)}.csv`;
      const before = parseVolteList(read(target), target);
      const plan = planVolte(list, before.rows, find, source);
      return {
        target,
        plan,
        check: (text) => [...before.problems, ...parseVolteList(text, target).problems],
      };
    }
    case 'tac':
    case 'osmocom': {
      const target = kind === 'tac' ? LICENSED_TACS : TACS;
      const before = parseTacs(read(target), target);
      const tables = { before: before.rows, known: catalogue.tacs, withSource: kind === 'tac' };
      const check = (text: string) => {
        const table = parseTacs(text, target);
        return [...before.problems, ...table.problems, ...tacProblems(catalogue, table)];
      };
      return { target, plan: planTacs(list, tables, find, source), check };
    }
  }
}

function handsetProblems(root: string, catalogue: Catalogue, csv: string): TableProblem[] {
  const table = parseHandsets(csv, HANDSETS);
  const families = [...catalogue.families.values()];
  const tacs = parseTacs(readOr(root, TACS, ''), TACS);
  return [...table.problems, ...checkHandsets(table, families, tacs)];
}

/** Lines move when rows are added, so problems are told apart by what they say. */
function added(before: readonly TableProblem[], after: readonly TableProblem[]): TableProblem[] {
  const known = new Set(before.map(({ message }) => message));
  return after.filter(({ message }) => !known.has(message));
}

function knownCarrier(root: string, carrier: string | undefined): string {
  if (carrier === undefined) throw new UserError('Say whose list it is: --carrier ID.');
  if (!/^[a-z0-9-]+$/.test(carrier) || !existsSync(join(root, `data/carriers/${carrier}.yaml`))) {
    throw new UserError(`No carrier "${carrier}": there is no data/carriers/${carrier}.yaml.`);
  }
  return carrier;
}

function readOr(root: string, name: string, otherwise: string): string {
  const path = join(root, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : otherwise;
}
