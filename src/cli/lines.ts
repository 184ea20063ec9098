/** Lines in, JSON lines out: one object for each input line, in input order, at constant memory. */
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/**
 * The lines of the input; an empty line is a line. Only a line feed ends one: Node's readline would
 * also break a citizen's text at U+2028 or a lone carriage return, and the count of lines with it.
 */
export async function* inputLines(input: Readable = process.stdin): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of input) {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield line.replace(/\r$/, '');
  }
  if (rest !== '') yield rest.replace(/\r$/, '');
}

/** Writes one object as a line and waits while the reader is slower than we are. */
export async function writeJson(value: unknown): Promise<void> {
  await writeLine(JSON.stringify(value));
}

/** Writes one line and waits while the reader is slower than we are. */
export async function writeLine(line: string): Promise<void> {
  if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain');
}
