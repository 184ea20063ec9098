/**
 * The tables of handsets, TACs and carriers' VoLTE lists: what a row holds and how it is read.
 *
 * Reading never stops at the first mistake: every row that fails is a problem with its line, so
 * that `npm run check` and an importer's dry run can show all of them.
 */
import { parse } from 'csv-parse/sync';
import { z } from 'zod';

/** The highest generation that a handset speaks. */
export const NETWORKS = ['2G', '3G', '4G', '5G'] as const;
export type Network = (typeof NETWORKS)[number];

/** Whether the handset can call over 4G; the carrier must allow it too. */
export const VOLTE = ['yes', 'no', 'unknown'] as const;
export type Volte = (typeof VOLTE)[number];

/** `high`: the sources agree; `medium`: a rule applied to a listing; `low`: inferred. */
export const HANDSET_CONFIDENCES = ['high', 'medium', 'low'] as const;

const list = z.string().transform((cell) =>
  cell
    .split(';')
    .map((part) => part.trim())
    .filter(Boolean),
);

export const handsetSchema = z.strictObject({
  /** `nokia-105-2019`; unique, and never reused for another handset. */
  key: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  brand: z.string().min(1),
  model: z.string().min(1),
  /** What tells it from others of the same model name: a code, "4G". */
  variant: z.string().transform((cell) => (cell === '' ? null : cell)),
  /** Other names and codes: `TA-1174`, `sm-b310e`, what people here call it. */
  aliases: list,
  /** Year of its release; null where no source gives one. */
  year: z
    .string()
    .regex(/^(19[89]\d|20\d\d)?$/)
    .transform((cell) => (cell === '' ? null : Number(cell))),
  network: z.enum(NETWORKS),
  volte: z.enum(VOLTE),
  sold_in_vn: z.enum(['yes', 'no', 'unknown']),
  confidence: z.enum(HANDSET_CONFIDENCES),
  /** Where the row comes from and by which rule, one line. */
  source: z.string().min(1),
});
export type Handset = z.infer<typeof handsetSchema>;

/** A TAC (the first eight digits of an IMEI) and the handsets that it may stand for. */
export const tacSchema = z.strictObject({
  tac: z.string().regex(/^\d{8}$/),
  /** As the TAC table names it. */
  brand: z.string().min(1),
  model: z.string().min(1),
  keys: list.pipe(z.array(z.string()).min(1)),
  /** Of rows that an operator imported; the table of Osmocom has one source for all. */
  source: z.string().min(1).optional(),
});
export type TacRow = z.infer<typeof tacSchema>;

/** What one carrier says of one handset: its word counts before ours. */
export const volteSchema = z.strictObject({
  key: z.string().min(1),
  volte: z.enum(['yes', 'no']),
  source: z.string().min(1),
  as_of: z.string().regex(/^\d{4}(-\d\d){0,2}$/),
});
export type VolteRow = z.infer<typeof volteSchema>;

/** A mistake in a table, with the line on which it stands (the header is line 1). */
export interface TableProblem {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** The rows that could be read, each with its line, and what was wrong with the others. */
export interface Table<T> {
  readonly file: string;
  readonly rows: readonly T[];
  /** Line of each row, by its position. */
  readonly lines: readonly number[];
  readonly problems: readonly TableProblem[];
}

/** Reads `data/handsets.csv`. */
export function parseHandsets(csv: string, file: string): Table<Handset> {
  return parseTable(csv, file, handsetSchema);
}

/** Reads `data/tac.csv` and `data/tac-licensed.csv`. */
export function parseTacs(csv: string, file: string): Table<TacRow> {
  return parseTable(csv, file, tacSchema);
}

/** Reads a carrier's `data/volte/<carrier>.csv`. */
export function parseVolteList(csv: string, file: string): Table<VolteRow> {
  return parseTable(csv, file, volteSchema);
}

function parseTable<T>(csv: string, file: string, schema: z.ZodType<T>): Table<T> {
  const rows: T[] = [];
  const lines: number[] = [];
  const problems: TableProblem[] = [];
  for (const { line, record } of records(csv, file, problems)) {
    const parsed = schema.safeParse(record);
    if (parsed.success) {
      rows.push(parsed.data);
      lines.push(line);
    } else {
      problems.push({ file, line, message: z.prettifyError(parsed.error).replaceAll('\n', ' ') });
    }
  }
  return { file, rows, lines, problems };
}

/** The records of a CSV text with their lines; what is no record is a problem. */
function records(csv: string, file: string, problems: TableProblem[]) {
  const parsed: { record: unknown; info: { lines: number } }[] = parse(csv, {
    bom: true,
    columns: true,
    info: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      problems.push({ file, line: Number(error?.lines ?? 1), message: String(error?.message) });
    },
  });
  return parsed.map(({ record, info }) => ({ record, line: info.lines }));
}
