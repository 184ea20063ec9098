/** Answers that repeat themselves, packed: slow lines carry a tenth of them. */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Request, Response } from 'express';

const pack = promisify(gzip);

/** Sends a text of that type, packed if the browser takes it so. */
export async function sendZipped(
  req: Request,
  res: Response,
  type: 'html' | 'json',
  text: string,
): Promise<void> {
  res.type(type).vary('Accept-Encoding');
  if (req.acceptsEncodings('gzip') !== 'gzip') {
    res.send(text);
    return;
  }
  res.set('Content-Encoding', 'gzip');
  res.send(await pack(text));
}
