/**
 * `data:import`: takes over a list that an operator has the right to use. A dry run first: what is
 * new, what changes, what contradicts us; files change only with `--apply`.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { TableProblem } from '../content/handset.ts';
import {
  FINDING_KINDS,
  type FindingKind,
  IMPORT_KINDS,
  type ImportPlan,
  writeSource,
} from '../content/handset-import.ts';
import { readList } from '../content/handset-import-list.ts';
import type { Day } from '../day.ts';
import { UserError } from '../errors.ts';
import { draftImport } from './import-draft.ts';
import { writeLine } from './lines.ts';

export interface ImportOptions {
  /** Folder that holds data/. */
  readonly root: string;
  readonly kind: string;
  readonly file: string;
  /** Whose list it is; for `volte` only. */
  readonly carrier?: string | undefined;
  /** What rows cite; the name of the file if nothing better is given. */
  readonly source?: string | undefined;
  /** Day of the list. */
  readonly asOf: Day;
  readonly apply: boolean;
  /** Print every row rather than the first ones of each kind. */
  readonly all: boolean;
}

type Print = (line: string) => Promise<void>;

/**
 * Compares a list with our tables, and with `apply` writes what is new and what changes.
 *
 * @throws UserError when the list cannot be read or would break a table; then nothing is written.
 */
export async function importList(options: ImportOptions, print: Print = writeLine): Promise<void> {
  const { root, file, apply, all } = options;
  const kind = IMPORT_KINDS.find((one) => one === options.kind);
  if (kind === undefined) {
    throw new UserError(`No kind of list "${options.kind}". There is: ${IMPORT_KINDS.join(', ')}.`);
  }
  const source = { title: options.source ?? basename(file), asOf: options.asOf };
  const list = readList(kind, readBytes(file), basename(file));
  const { target, plan, check } = draftImport(options, kind, list, source);
  await print(`${basename(file)} (${writeSource(source)}) against ${target}`);
  await show(plan, all, print);
  const { text } = plan;
  if (text === null) return print('Nothing to write.');
  refuseBroken(check(text));
  if (!apply) return print(`Dry run: nothing was written. Add --apply to change ${target}.`);
  replace(join(root, target), text);
  await print(`${target} is changed. "npm run check" looks at it as a whole.`);
}

function refuseBroken(problems: readonly TableProblem[]): void {
  const [first] = problems;
  if (first === undefined) return;
  const shown = problems.slice(0, 5).map(({ message }) => message);
  throw new UserError(
    `The list would break ${first.file}, so nothing was written: ${shown.join('; ')}.`,
  );
}

// === What a person reads ===

const TITLES: Readonly<Record<FindingKind, string>> = {
  new: 'new',
  changed: 'changed',
  contradiction: 'contradicts our table: not applied',
  ambiguous: 'covers several handsets: not applied',
  unknown: 'not in our table: not applied',
  skipped: 'cannot be read: not applied',
  same: 'the same as ours',
};
const SHOWN = 20;

async function show({ findings }: ImportPlan, all: boolean, print: Print): Promise<void> {
  for (const kind of FINDING_KINDS) {
    const found = findings.filter((finding) => finding.kind === kind);
    if (found.length === 0) continue;
    await print(`\n${TITLES[kind]}: ${found.length}`);
    const most = all ? found.length : kind === 'same' ? 0 : SHOWN;
    for (const { line, text } of found.slice(0, most)) {
      await print(`  ${line === null ? '' : `line ${line}: `}${text}`);
    }
    if (most > 0 && found.length > most) {
      await print(`  and ${found.length - most} more: --all prints them`);
    }
  }
  await print('');
}

// === Files ===

function readBytes(file: string): string {
  const bytes = readOrRefuse(file);
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    return new TextDecoder(utf16 ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UserError(`${file} is not UTF-8: save it as CSV (UTF-8). Nothing was written.`);
  }
}

function readOrRefuse(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new UserError(`Cannot read ${file}: ${error instanceof Error ? error.message : error}`);
  }
}

/** Whoever reads meanwhile sees the old file or the new one, never half of one. */
function replace(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.tmp`;
  writeFileSync(draft, text);
  renameSync(draft, path);
}
