/** What the page for lists may send, parsed once at the edge. */
import express, { type Request, type RequestHandler } from 'express';
import { z } from 'zod';
import type { Snapshot } from '../../content/content.ts';
import { parseBody } from '../chat/input.ts';
import { HttpError } from '../http.ts';

/** Lines of a pasted list that are checked; the page says so when there are more. */
export const MOST_LINES = 2000;
/** Lines that the page's script sends at a time. */
export const CHUNK_LINES = 200;
/** Characters of a line that the script sends; no handset has a longer name. */
export const LINE_LENGTH = 200;
/** Of a file that the script reads, in bytes. */
export const LARGEST_FILE = 5 * 1024 * 1024;

/** Forms encode a Vietnamese letter in up to nine characters. */
const FORM_LIMIT = '2mb';
const CHUNK_LIMIT = '256kb';

/** Reads lists as forms or JSON send them; anything else is answered with 415. */
export const readListBody: RequestHandler[] = [
  (req, _res, next) =>
    next(req.is(['json', 'urlencoded']) === false ? new HttpError(415) : undefined),
  express.json({ limit: CHUNK_LIMIT }),
  express.urlencoded({ limit: FORM_LIMIT, extended: false }),
];

const carrier = z.string().max(40).default('');

const formSchema = z.object({ carrier, list: z.string().default('') });

const chunkSchema = z.object({
  carrier,
  lines: z.array(z.string().max(LINE_LENGTH)).min(1).max(CHUNK_LINES),
});

export interface PastedList {
  readonly carrier: string | undefined;
  /** Without empty lines, at most `MOST_LINES`. */
  readonly lines: readonly string[];
  /** Whether there were more. */
  readonly cut: boolean;
}

/** A pasted list, as the form sends it. @throws HttpError 400 when it is no form of ours, 415 when it is no text. */
export function readPasted(req: Request, content: Snapshot): PastedList {
  const { carrier: named, list } = parseBody(req, formSchema);
  refuseForeign(list);
  const lines = list
    .toWellFormed()
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '');
  return {
    carrier: known(named, content),
    lines: lines.slice(0, MOST_LINES),
    cut: lines.length > MOST_LINES,
  };
}

/** A part of a list, as the script sends it. @throws HttpError 400 when it is none, 415 when it is no text. */
export function readChunk(req: Request, content: Snapshot) {
  const { carrier: named, lines } = parseBody(req, chunkSchema);
  for (const line of lines) refuseForeign(line);
  return { carrier: known(named, content), lines };
}

/**
 * A spreadsheet in its own format is a zip, and would be checked as one handset called "PK".
 *
 * @throws HttpError 415
 */
function refuseForeign(text: string): void {
  if (text.startsWith('PK\u0003\u0004') || text.includes('\0')) throw new HttpError(415);
}

function known(named: string, content: Snapshot): string | undefined {
  if (named === '') return undefined;
  if (!content.carriers.has(named)) throw new HttpError(400);
  return named;
}
