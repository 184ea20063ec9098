/**
 * Files that citizens sent. They are shown to whoever reaches the ticket and has said why, which is
 * kept; each is what its bytes say, never a page, and nothing of it is stored here.
 */
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { reaches } from '../../bot/handoff/agent.ts';
import { AttachmentError, type AttachmentTrouble } from '../../channels/channel.ts';
import { listAudit } from '../../store/accounts/audit.ts';
import { findAttachment, type KeptAttachment } from '../../store/attachments.ts';
import type { Db } from '../../store/schema.ts';
import { type StoredTicket, ticketsOf } from '../../store/tickets.ts';
import { readDisplay } from '../chat/display.ts';
import { parseBody } from '../chat/input.ts';
import { requires, staffOf } from '../console/guard.ts';
import { HttpError, wantsJson } from '../http.ts';
import { attachmentHref } from './attachment-href.ts';
import { agentOf, type DeskParts, type SeatedAgent, voiceOf } from './context.ts';
import { noteDeed } from './deed.ts';
import { whySchema } from './input.ts';
import { isWithin, scopeFor } from './scope.ts';
import { sendFile } from './send-file.ts';
import { sendDesk } from './show.ts';

/** So long a reason holds, for that file and that person: a page may be loaded anew. */
const REASON_HOLDS_MS = 15 * 60_000;
/** More files than anybody opens in that time. */
const REASONS = 10_000;
const ACTION = 'ticket.attachment';

/** To be mounted among the desk's routes: a form with a `reason` first, then the file. */
export function attachmentRoutes(parts: DeskParts): Router {
  const path = '/attachments/:messageId';
  const router = Router();
  router.post(path, requires('desk.reveal'), takeReason(parts));
  router.get(path, requires('desk.reveal'), giveFile(parts));
  return router;
}

/** A file that belongs to a ticket that somebody at a desk reaches. */
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
  const messageId = z.uuid().safeParse(req.params.messageId).data ?? '';
  const kept = await findAttachment(bot.db, messageId);
  const ticket = kept && (await ticketWith(bot.db, agent, kept));
  if (kept === undefined || ticket === undefined) throw new HttpError(404);
  return { agent, ticket, messageId, kept };
}

/** The newest ticket that somebody reaches to which a file belongs. */
async function ticketWith(
  db: Db,
  agent: SeatedAgent,
  { conversationId, seq }: KeptAttachment,
): Promise<StoredTicket | undefined> {
  for (const ticket of await ticketsOf(db, conversationId)) {
    if (!reaches(agent, ticket.desk)) continue;
    if (isWithin(await scopeFor(db, agent, ticket), seq)) return ticket;
  }
  return undefined;
}

function takeReason(parts: DeskParts): RequestHandler {
  return async (req, res) => {
    const { agent, ticket, messageId, kept } = await reach(parts, req, res);
    const { reason } = parseBody(req, whySchema);
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
  const asked = { actorId: agent.id, action: ACTION, subject, since };
  const given = await listAudit(bot.db, asked, REASONS);
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
      await pass(parts, reached, req, res);
    } catch (error) {
      if (!(error instanceof AttachmentError)) throw error;
      if (!res.closed) await explainTrouble(parts, req, res, reached, error.trouble);
    }
  };
}

/** Asked for as part of a page or by its script, not opened by itself. */
function isWithinPage(req: Request): boolean {
  return wantsJson(req) || (req.get('sec-fetch-dest') ?? 'document') !== 'document';
}

/** Straight from the channel to the browser; nobody waits for a file that nobody wants any more. */
async function pass(
  parts: DeskParts,
  { ticket, messageId, kept }: Reached,
  req: Request,
  res: Response,
): Promise<void> {
  const left = new AbortController();
  res.once('close', () => left.abort());
  const { body } = await parts.download(kept.channel, kept.attachment, left.signal);
  const name = `${ticket.code}-${messageId.slice(-6)}`;
  const broken = await sendFile(res, body, { name, withinPage: isWithinPage(req) });
  if (broken === undefined) return;
  parts.log.warn({ trouble: broken.trouble, code: ticket.code }, 'a file of a citizen broke off');
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
  { ticket, kept }: Reached,
  trouble: AttachmentTrouble,
): Promise<void> {
  // Where it lies, if its channel knows it by an address: the setting of trusted hosts may lack it.
  const host = URL.parse(kept.attachment.ref)?.host;
  parts.log.warn({ trouble, code: ticket.code, host }, 'a file of a citizen could not be fetched');
  const sentence = voiceOf(parts, readDisplay(req).locale).say(`desk.file.trouble.${trouble}`);
  res.status(STATUS[trouble]);
  if (wantsJson(req)) res.json({ refused: sentence });
  else if (isWithinPage(req)) res.end();
  else await sendDesk(parts, req, res, { alert: sentence, ticket });
}
