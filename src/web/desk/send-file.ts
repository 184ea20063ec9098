/** Hands a stranger's file on to a browser, so that it can do nothing there but be looked at. */
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { AttachmentError } from '../../channels/channel.ts';
import { type FileType, fileTypeOf, HEAD_BYTES } from './file-type.ts';

/** How a file is asked for. */
export interface Wanted {
  /** For saving it, without an extension. */
  readonly name: string;
  /** By a page that shows it, rather than opened by itself. */
  readonly withinPage: boolean;
}

/**
 * Sends it as what its first bytes say. By the broken connection a browser knows that a file is not
 * whole; why it broke off, if not because the browser left, is returned.
 *
 * @throws AttachmentError while nothing has been sent
 */
export async function sendFile(
  res: Response,
  body: AsyncIterable<Uint8Array>,
  wanted: Wanted,
): Promise<AttachmentError | undefined> {
  const chunks = body[Symbol.asyncIterator]();
  const head = await headOf(chunks);
  setHeaders(res, fileTypeOf(head), wanted);
  try {
    await pipeline(joined(head, chunks), res);
    return undefined;
  } catch (error) {
    return error instanceof AttachmentError ? error : undefined;
  }
}

/**
 * Even opened by itself, a file is no page: it runs nothing, loads nothing and belongs to no origin.
 * Then only pictures are shown: browsers play sound in a page that would have to load it.
 */
function setHeaders(
  res: Response,
  { type, extension, shown }: FileType,
  { name, withinPage }: Wanted,
): void {
  const inline = shown && (withinPage || type.startsWith('image/'));
  res.set({
    'Content-Type': type,
    'Content-Disposition': `${inline ? 'inline' : 'attachment'}; filename="${name}.${extension}"`,
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  });
}

async function headOf(chunks: AsyncIterator<Uint8Array>): Promise<Buffer> {
  const read: Uint8Array[] = [];
  let length = 0;
  while (length < HEAD_BYTES) {
    const next = await chunks.next();
    if (next.done === true) break;
    read.push(next.value);
    length += next.value.length;
  }
  return Buffer.concat(read);
}

async function* joined(head: Buffer, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield head;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
      yield next.value;
    }
  } finally {
    await rest.return?.();
  }
}
