/**
 * Files that citizens sent. They are shown to whoever reaches the ticket and has said why, which is
 * kept; each is what its bytes say, never a page, and nothing of it is stored here.
 */
import { pipeline } from 'node:stream/promises';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { reaches } from '../../bot/handoff/agent.ts';
import { AttachmentError, type AttachmentTrouble } from '../../channels/channel.ts';
import { listAudit } from '../../store/accounts/audit.ts';
import { findAttachment, type KeptAttachment } from '../../store/attachments.ts';
import { type StoredTicket, ticketsOf } from '../../store/tickets.ts';
import { readDisplay } from '../chat/display.ts';
import { parseBody } from '../chat/input.ts';
import { requires, staffOf } from '../console/guard.ts';
import { HttpError, wantsJson } from '../http.ts';
import { attachmentHref } from './attachment-href.ts';
import { agentOf, type DeskParts, type SeatedAgent, voiceOf } from './context.ts';
import { noteDeed } from './deed.ts';
import { type FileType, fileTypeOf, HEAD_BYTES } from './file-type.ts';
import { reasonSchema } from './input.ts';
import { sendDesk } from './show.ts';

/** So long a reason holds, for that file and that person: a page may be loaded anew. */
const REASON_HOLDS_MS = 15 * 60_000;
const ACTION = 'ticket.attachment';

/** To be mounted among the desk's routes: a form with a `reason` first, then the file. */
export function attachmentRoutes(parts: DeskParts): Router {
  const path = '/attachments/:messageId';
  const router = Router();
  router.post(path, requires('desk.reveal'), takeReason(parts));
  router.get(path, requires('desk.reveal'), giveFile(parts));
  return router;
}

/** A file of a conversation of which somebody at a desk reaches a ticket. */
interface Reached {
  readonly agent: SeatedAgent;
  /** The newest of those tickets. */
  readonly ticket: StoredTicket;
  readonly messageId: string;
  readonly kept: KeptAttachment;
}

/** @throws HttpError 404: whoever reaches no ticket of it does not learn that it is there */
async function reach({ bot }: DeskParts, req: Request, res: Response): Promise<Reached> {
  const agent = agentOf(staffOf(res));
  const messageId = String(req.params.messageId);
  const kept = await findAttachment(bot.db, messageId);
  const tickets = kept === undefined ? [] : await ticketsOf(bot.db, kept.conversationId);
  const ticket = tickets.find(({ desk }) => reaches(agent, desk));
  if (kept === undefined || ticket === undefined) throw new HttpError(404);
  return { agent, ticket, messageId, kept };
}

function takeReason(parts: DeskParts): RequestHandler {
  return async (req, res) => {
    const { agent, ticket, messageId, kept } = await reach(parts, req, res);
    const { reason } = parseBody(req, reasonSchema);
    const details = { message: messageId, kind: kept.attachment.kind };
    await noteDeed(parts, req, agent, { action: ACTION, code: ticket.code, reason, details });
    const href = attachmentHref(messageId);
    if (wantsJson(req)) res.json({ href });
    else res.redirect(303, href);
  };
}

/** Whether that person has given a reason for that file of late: the audit log is the proof. */
async function hasReason({ bot }: DeskParts, { agent, ticket, messageId }: Reached) {
  const since = new Date(bot.now().getTime() - REASON_HOLDS_MS).toISOString();
  const subject = `ticket:${ticket.code}`;
  const given = await listAudit(bot.db, { actorId: agent.id, action: ACTION, subject, since }, 100);
  return given.some(({ details }) => details.message === messageId);
}

function giveFile(parts: DeskParts): RequestHandler {
  return async (req, res) => {
    const reached = await reach(parts, req, res);
    const { ticket } = reached;
    if (!(await hasReason(parts, reached))) {
      if (isWithinPage(req)) throw new HttpError(403);
      return res.redirect(303, `/console/desk/${ticket.code}`);
    }
    try {
      await stream(parts, reached, res);
    } catch (error) {
      if (!(error instanceof AttachmentError)) throw error;
      if (!res.closed) await explainTrouble(parts, req, res, { ticket, trouble: error.trouble });
    }
  };
}

/** Asked for as part of a page or by its script, not opened by itself. */
function isWithinPage(req: Request): boolean {
  return wantsJson(req) || (req.get('sec-fetch-dest') ?? 'document') !== 'document';
}

async function stream(parts: DeskParts, { ticket, messageId, kept }: Reached, res: Response) {
  const left = new AbortController();
  res.once('close', () => left.abort());
  const { body } = await parts.download(kept.channel, kept.attachment, left.signal);
  const chunks = body[Symbol.asyncIterator]();
  const head = await headOf(chunks);
  const name = `${ticket.code}-${messageId.slice(-6)}`;
  setHeaders(res, fileTypeOf(head), name);
  try {
    await pipeline(joined(head, chunks), res);
  } catch (error) {
    // By the broken connection the browser knows that this is not the whole file.
    if (!(error instanceof AttachmentError)) return;
    const { trouble } = error;
    parts.log.warn({ trouble, code: ticket.code }, 'a file of a citizen broke off');
  }
}

/** Even opened by itself, it is no page: it runs nothing, loads nothing and belongs to no origin. */
function setHeaders(res: Response, { type, extension, shown }: FileType, name: string): void {
  const disposition = shown ? 'inline' : 'attachment';
  res.set({
    'Content-Type': type,
    'Content-Disposition': `${disposition}; filename="${name}.${extension}"`,
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

// === Files that cannot be had ===

const STATUS: Readonly<Record<AttachmentTrouble, number>> = {
  gone: 404,
  'too-large': 413,
  refused: 403,
  unreachable: 503,
};

/** Said at the desk itself where the file was opened by itself; a picture in a page is only missing. */
async function explainTrouble(
  parts: DeskParts,
  req: Request,
  res: Response,
  { ticket, trouble }: { readonly ticket: StoredTicket; readonly trouble: AttachmentTrouble },
): Promise<void> {
  const { code } = ticket;
  parts.log.warn({ trouble, code }, 'a file of a citizen could not be fetched');
  const sentence = voiceOf(parts, readDisplay(req).locale).say(`desk.file.trouble.${trouble}`);
  res.status(STATUS[trouble]);
  if (wantsJson(req)) res.json({ refused: sentence });
  else if (isWithinPage(req)) res.end();
  else await sendDesk(parts, req, res, { alert: sentence, ticket });
}
