/** Reads the lists that are imported: what their columns are called, what a cell may say. */
import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { UserError } from '../errors.ts';
import type { Network } from './handset.ts';
import type { ImportKind, ListedHandset } from './handset-import.ts';
import { fold } from './handset-name.ts';
import { sniffDelimiter } from './table-column.ts';

/** What columns are called, folded; the first that is there counts. */
const COLUMNS = {
  tac: ['tac'],
  brand: [
    ...['brand name', 'brand', 'manufacturer', 'manufacturer or applicant', 'maker', 'vendor'],
    ...['hang', 'hang san xuat', 'nha san xuat', 'nhan hieu', 'thuong hieu', 'hang may'],
  ],
  model: [
    ...['model name', 'model', 'marketing name', 'device', 'device name', 'handset', 'mau may'],
    ...['ten may', 'ten thiet bi', 'ten dien thoai', 'model may', 'ky hieu', 'mau', 'kieu may'],
  ],
  /** The name on the box, where `model` is a code. */
  marketing: ['marketing name', 'ten thuong mai'],
  volte: ['volte', 'ho tro volte', 'volte support', 'vo lte'],
  bands: ['bands', 'radio interface', 'network', 'cong nghe', 'technology'],
  bands5g: ['5g bands'],
} as const;
type Column = keyof typeof COLUMNS;

/** What a list of a kind cannot do without. */
const NEEDED: Readonly<Record<ImportKind, readonly Column[]>> = {
  tqc: ['brand', 'model'],
  volte: ['brand', 'model'],
  tac: ['tac', 'brand', 'model'],
  osmocom: ['tac', 'brand', 'model'],
};

/** Titles may stand above the header: carriers send what their spreadsheet shows. */
const LONGEST_PREAMBLE = 10;

interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads a list.
 *
 * @throws UserError with the lines when it is no table, lacks a column or has rows without a name.
 */
export function readList(kind: ImportKind, text: string, file: string): ListedHandset[] {
  if (kind === 'osmocom' && text.trimStart().startsWith('{')) return readOsmocomJson(text, file);
  const lines = tableLines(text, file);
  const { columns, at } = findHeader(kind, lines, file);
  const rows = lines.slice(at + 1).filter(({ cells }) => cells.some((cell) => cell !== ''));
  const problems = kind === 'osmocom' ? [] : rows.flatMap((row) => problemsOf(kind, row, columns));
  if (problems.length > 0) throw refusal(file, problems);
  if (rows.length === 0) throw new UserError(`${file} has a header but no rows.`);
  return rows.map((row) => listed(row, columns));
}

function tableLines(text: string, file: string): Line[] {
  if (text.startsWith('PK') || text.includes('\0')) {
    throw new UserError(`${file} is no text: save the spreadsheet as CSV (UTF-8) first.`);
  }
  const [head = ''] = text.split(/\r?\n/).filter((line) => sniffable(line));
  try {
    const lines: Line[] = [];
    parse(text, {
      bom: true,
      delimiter: sniffDelimiter(head),
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      on_record: (cells: string[], { lines: line }) => {
        lines.push({ line, cells });
        return null;
      },
    });
    return lines;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = 'lines' in error ? ` at line ${error.lines}` : '';
    throw new UserError(`${file} cannot be read${line}: ${error.message}. Nothing was written.`);
  }
}

/** A line with at least two cells: a title above the table has one. */
function sniffable(line: string): boolean {
  return /[,;\t|]/.test(line) && line.split(sniffDelimiter(line)).length > 1;
}

type Places = Readonly<Partial<Record<Column, number>>>;

function findHeader(kind: ImportKind, lines: readonly Line[], file: string) {
  const needed = NEEDED[kind];
  let best: readonly Column[] = needed;
  for (const [at, { cells }] of lines.slice(0, LONGEST_PREAMBLE).entries()) {
    const columns = placesOf(kind, cells);
    const missing = needed.filter((column) => columns[column] === undefined);
    if (missing.length === 0) return { columns, at };
    if (missing.length < best.length) best = missing;
  }
  const names = best.map((column) => `${column} (${COLUMNS[column].slice(0, 3).join(', ')} …)`);
  throw new UserError(
    `${file}: no line up to ${LONGEST_PREAMBLE} is a header with a column for ${names.join(' and ')}. Nothing was written.`,
  );
}

function placesOf(kind: ImportKind, header: readonly string[]): Places {
  const names = header.map((name) =>
    fold(name)
      .replace(/[^a-z0-9]+/g, ' ')
      .trim(),
  );
  // Osmocom calls both the maker and the model "name".
  const twins = kind === 'osmocom' ? [names.indexOf('name'), names.lastIndexOf('name')] : [];
  const [brand = -1, model = -1] = twins;
  const places = Object.entries(COLUMNS).map(([column, spellings]) => {
    const found = spellings.map((spelling) => names.indexOf(spelling)).find((at) => at >= 0);
    return [column, found] as const;
  });
  return {
    ...Object.fromEntries(places.filter(([, at]) => at !== undefined)),
    ...(brand >= 0 && model > brand ? { brand, model } : {}),
  };
}

interface RowProblem {
  readonly line: number;
  readonly message: string;
}

function problemsOf(kind: ImportKind, { line, cells }: Line, columns: Places): RowProblem[] {
  const cell = cellsOf(cells, columns);
  const tac = cell('tac');
  const messages = [
    ...NEEDED[kind].filter((column) => cell(column) === '').map((column) => `no ${column}`),
    kind === 'tac' && tac !== '' && !TAC.test(tac)
      ? `TAC "${tac}" is not eight digits (a spreadsheet may have dropped a zero)`
      : '',
    kind === 'volte' && !['', ...YES, ...NO].includes(fold(cell('volte')))
      ? `VoLTE "${cell('volte')}" is neither yes nor no`
      : '',
  ];
  return messages.filter(Boolean).map((message) => ({ line, message }));
}

const PROBLEMS_NAMED = 5;

function refusal(file: string, problems: readonly RowProblem[]): UserError {
  const named = problems
    .slice(0, PROBLEMS_NAMED)
    .map(({ line, message }) => `line ${line}: ${message}`);
  const more = problems.length - named.length;
  const rest = more > 0 ? `; and ${more} more` : '';
  return new UserError(
    `${file} cannot be imported: ${named.join('; ')}${rest}. Nothing was written.`,
  );
}

/** The first eight digits of an IMEI. */
export const TAC = /^\d{8}$/;
const YES = ['yes', 'y', 'co', 'x', '1', 'true', 'supported', 'ho tro'];
const NO = ['no', 'n', 'khong', '0', 'false', 'not supported', 'khong ho tro'];

function cellsOf(cells: readonly string[], columns: Places) {
  return (column: Column): string => {
    const at = columns[column];
    return at === undefined ? '' : (cells[at] ?? '');
  };
}

function listed({ line, cells }: Line, columns: Places): ListedHandset {
  const cell = cellsOf(cells, columns);
  const names = new Set([cell('marketing'), cell('model')]);
  return {
    line,
    brand: cell('brand'),
    names: [...names].filter((name) => name !== ''),
    tac: cell('tac') || undefined,
    volte: NO.includes(fold(cell('volte'))) ? 'no' : 'yes',
    network: networkIn(`${cell('bands')} ${cell('bands5g') === '' ? '' : '5G'}`),
  };
}

/** The highest generation that a list of bands speaks of. */
function networkIn(bands: string): Network | undefined {
  if (/\b(5G|NR)\b/i.test(bands)) return '5G';
  if (/\b(LTE|4G|E-UTRA)\b/i.test(bands)) return '4G';
  if (/\b(WCDMA|UMTS|HSPA\+?|HSDPA|TD-?SCDMA|3G)\b/i.test(bands)) return '3G';
  return /\b(GSM|GPRS|EDGE|2G)\b/i.test(bands) ? '2G' : undefined;
}

const osmocomSchema = z.object({
  brands: z.record(
    z.string(),
    z.object({ models: z.array(z.record(z.string(), z.object({ tacs: z.array(z.string()) }))) }),
  ),
});

function readOsmocomJson(text: string, file: string): ListedHandset[] {
  const { data } = osmocomSchema.safeParse(parseJson(text, file));
  if (data === undefined) {
    throw new UserError(`${file} is no Osmocom export: expected brands with models with tacs.`);
  }
  return Object.entries(data.brands).flatMap(([brand, { models }]) =>
    models
      .flatMap((model) => Object.entries(model))
      .flatMap(([name, { tacs }]) =>
        tacs.map((tac) => ({ line: null, brand, names: [name], tac })),
      ),
  );
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError(`${file} is no JSON: ${error instanceof Error ? error.message : error}`);
  }
}
