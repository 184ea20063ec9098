/** What is answered when something is not there, not allowed, or broken. */
import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Log } from '../log.ts';
import { readDisplay } from './chat/display.ts';
import { frame, type PageSetting } from './chat/page.ts';
import { HttpError, sayWhenAgain, statusOf, wantsJson } from './http.ts';
import type { Render } from './templates.ts';

export const notFound: RequestHandler = (_req, _res, next) => {
  next(new HttpError(404));
};

/** One polite sentence, as a page or as JSON. What is our own fault is logged, never shown. */
export function errorPages(
  log: Log,
  setting: () => PageSetting,
  render: Render,
): ErrorRequestHandler {
  return (error, req, res, next) => {
    const status = statusOf(error);
    if (status >= 500) log.error({ err: error, method: req.method, path: req.path }, 'failed');
    if (res.headersSent) return next(error);
    const page = frame(setting(), readDisplay(req));
    const sentence = page.t(`error.${SAID.has(status) ? status : status < 500 ? 400 : 500}`);
    sayWhenAgain(error, res);
    res.status(status);
    if (wantsJson(req)) res.json({ error: sentence });
    else res.type('html').send(render('error', { ...page, heading: sentence }));
  };
}

/** Statuses with a sentence of their own in `locales/`. */
const SAID: ReadonlySet<number> = new Set([400, 401, 403, 404, 413, 415, 429, 500, 503]);
