/** One column of a CSV or TSV file, row by row: the file may be larger than the memory. */
import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { UserError } from '../errors.ts';

/** Spreadsheets of this country write semicolons, because the comma is their decimal mark. */
const DELIMITERS = [',', ';', '\t', '|'] as const;
/** A longer row means a quotation mark that nobody closed. */
const LONGEST_ROW = 1_000_000;

type Chunks = AsyncIterable<Buffer | string>;

/**
 * The cells of a column, an empty text where a row has none.
 *
 * @throws UserError when no column bears that name or a row cannot be read.
 */
export async function* columnOf(input: Chunks, column: string): AsyncGenerator<string> {
  const source = await openTable(input);
  const parser = parse({
    delimiter: sniffDelimiter(source.header),
    max_record_size: LONGEST_ROW,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
  });
  // An error of the source or of the parser ends the loop below by itself.
  pipeline(Readable.from(source.text), parser, () => undefined);
  let at: number | undefined;
  try {
    for await (const row of parser as AsyncIterable<string[]>) {
      if (at === undefined) at = placeOf(column, row);
      else yield row[at] ?? '';
    }
  } catch (error) {
    throw error instanceof CsvError ? unreadable(error) : error;
  }
  if (at === undefined) throw new UserError('The table is empty: expected a line of column names.');
}

/** The delimiter that a header line uses most, outside of quotation marks. */
export function sniffDelimiter(header: string): string {
  const bare = header.replace(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((mark) => [mark, bare.split(mark).length] as const);
  return counts.reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

function placeOf(column: string, header: readonly string[]): number {
  const names = header.map((name) => name.trim().normalize());
  const at = names.indexOf(column.trim().normalize());
  if (at >= 0) return at;
  throw new UserError(`No column "${column}". There is: ${names.join(', ')}.`);
}

function unreadable(error: CsvError): UserError {
  const line = 'lines' in error ? ` at line ${error.lines}` : '';
  return new UserError(`The table cannot be read${line}: ${error.message}`);
}

/** The text with its header line read ahead. */
async function openTable(input: Chunks): Promise<{ header: string; text: AsyncIterable<string> }> {
  const chunks = decode(input);
  let head = '';
  for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
    head += next.value;
    if (/[\r\n]/.test(head) || head.length > LONGEST_ROW) break;
  }
  const [header = ''] = head.split(/\r?\n|\r/, 1);
  return { header, text: prepend(head, chunks) };
}

async function* prepend(head: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield head;
  yield* rest;
}

/** UTF-8 without its byte order mark. */
async function* decode(input: Chunks): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const chunk of input) {
    yield typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
  }
  yield decoder.decode();
}
