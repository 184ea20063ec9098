/** Fetches a file from Telegram: `getFile` says where it lies, for an hour. */
import { z } from 'zod';
import type { Attachment } from '../../message.ts';
import { AttachmentError, type Download } from '../channel.ts';
import { fetchFile } from '../fetch-file.ts';
import { callProvider } from '../provider-call.ts';

/** Of which bot, and where the Bot API is, without a slash at the end. */
export interface FileDesk {
  readonly apiRoot: string;
  readonly token: string;
}

/** @throws AttachmentError, which names neither the token nor the address that holds it */
export async function download(
  { apiRoot, token }: FileDesk,
  { ref }: Attachment,
  signal: AbortSignal,
): Promise<Download> {
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ file_id: ref }),
    signal,
  };
  const answer = await callProvider(`${apiRoot}/bot${token}/getFile`, request);
  const path = encodeURI(pathIn(answer?.body));
  return fetchFile(`${apiRoot}/file/bot${token}/${path}`, [new URL(apiRoot).origin], signal);
}

const answerSchema = z.union([
  z.object({ ok: z.literal(true), result: z.looseObject({ file_path: z.string() }) }),
  z.object({ ok: z.literal(false), error_code: z.int(), description: z.string().default('') }),
]);

function pathIn(body: unknown): string {
  const { data: answer } = answerSchema.safeParse(body);
  if (answer?.ok === true && isBelow(answer.result.file_path)) return answer.result.file_path;
  if (answer?.ok === true) throw new AttachmentError('refused');
  // Bots are handed files of up to 20 MB. An id that Telegram has no file for is refused like a wrong one.
  if (answer?.error_code !== 400) throw new AttachmentError('unreachable');
  throw new AttachmentError(/too big/i.test(answer.description) ? 'too-large' : 'gone');
}

/**
 * Whether a path stays below the bot's files. A Bot API server that runs with `--local` answers with
 * a place on its own disk, where nothing can be fetched.
 */
function isBelow(path: string): boolean {
  return path.split('/').every((part) => /^[\p{L}\p{N}_-][\p{L}\p{N}_. -]*$/u.test(part));
}
