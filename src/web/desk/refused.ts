/** What could not be done, in words: beside what was typed, which is kept. */
import type { ErrorRequestHandler, Request, Response } from 'express';
import { normalCode, reaches } from '../../bot/handoff/agent.ts';
import { Refusal } from '../../bot/handoff/refusal.ts';
import { ticketByCode } from '../../store/tickets.ts';
import { readDisplay } from '../chat/display.ts';
import { staffOf } from '../console/guard.ts';
import { HttpError, statusOf, wantsJson } from '../http.ts';
import { agentOf, type DeskParts, voiceOf } from './context.ts';
import { answerSchema } from './input.ts';
import { sendDesk } from './show.ts';

/** Refusals and forms that do not fit are answered with the desk itself. */
export function refuse(parts: DeskParts): ErrorRequestHandler {
  return async (error, req, res, next) => {
    if (error instanceof Refusal) return explain(parts, req, res, error);
    const mistaken = req.method === 'POST' && [400, 409, 413].includes(statusOf(error));
    if (!mistaken) return next(error);
    await explain(parts, req, res, new HttpError(statusOf(error)));
  };
}

/** Statuses of refusals: what is not there, what came too late, what cannot be read. */
const STATUS: Readonly<Record<Refusal['reason'], number>> = {
  ...{ unknown: 404, gone: 410, ended: 409, held: 409, 'not-held': 409, full: 409 },
  ...{ impossible: 409, stopped: 409, empty: 422, 'too-long': 422, nobody: 422 },
};

/** A refusal in words, with the ticket below it and what was typed still in its field. */
async function explain(
  parts: DeskParts,
  req: Request,
  res: Response,
  refusal: Refusal | HttpError,
): Promise<void> {
  const { say } = voiceOf(parts, readDisplay(req).locale);
  const [status, sentence] =
    refusal instanceof Refusal
      ? [STATUS[refusal.reason], say(`desk.refusal.${refusal.reason}`, { by: refusal.by ?? '' })]
      : [refusal.status, say(`desk.refusal.${refusal.status === 409 ? 'stale' : 'form'}`)];
  res.status(status);
  if (wantsJson(req)) {
    res.json({ refused: sentence });
    return;
  }
  const agent = agentOf(staffOf(res));
  // The parameters of the route are no longer known to whoever handles its errors.
  const ticket = await ticketByCode(parts.bot.db, normalCode(req.path.split('/')[1] ?? ''));
  const shown = ticket !== undefined && reaches(agent, ticket.desk) ? { ticket } : {};
  const compose = { cited: citedIn(req), query: '' };
  await sendDesk(parts, req, res, { alert: sentence, typed: typedIn(req), compose, ...shown });
}

/** What an answer that was refused cites. */
function citedIn(req: Request): string[] {
  return answerSchema.pick({ cite: true }).safeParse(req.body).data?.cite ?? [];
}

/** What was typed into a form, by its address and field: `answer.text`. */
function typedIn(req: Request): Record<string, string> {
  const act = req.path.slice(req.path.lastIndexOf('/') + 1);
  const fields: Record<string, unknown> = typeof req.body === 'object' ? { ...req.body } : {};
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      typeof value === 'string' ? [[`${act}.${name}`, value]] : [],
    ),
  );
}
