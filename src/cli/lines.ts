/** Lines in, JSON lines out: one object for each input line, in input order, at constant memory. */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** The lines of the input; an empty line is a line. */
export function inputLines(input: Readable = process.stdin): AsyncIterable<string> {
  return createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
}

/** Writes one object as a line and waits while the reader is slower than we are. */
export async function writeJson(value: unknown): Promise<void> {
  await writeLine(JSON.stringify(value));
}

/** Writes one line and waits while the reader is slower than we are. */
export async function writeLine(line: string): Promise<void> {
  if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain');
}
