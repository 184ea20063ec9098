/**
 * `/kiem-tra`: whoever helps a whole village pastes its list of handsets and takes the verdicts
 * home. Nothing is stored; the log learns how many lines there were.
 */
import { join } from 'node:path';
import { type ErrorRequestHandler, type Request, type RequestHandler, Router } from 'express';
import type { Snapshot } from '../../content/content.ts';
import { vietnamDay } from '../../day.ts';
import type { Log } from '../../log.ts';
import { loadAssets } from '../assets.ts';
import { changeDisplay, changeSchema, displayCookie, readDisplay } from '../chat/display.ts';
import { parseBody, readBody } from '../chat/input.ts';
import { limitByAddress, type Rate } from '../chat/limits.ts';
import { sayWhenAgain, statusOf, wantsJson } from '../http.ts';
import { sameOriginOnly } from '../security.ts';
import { templates } from '../templates.ts';
import { sendZipped } from '../zip.ts';
import { readChunk, readListBody, readPasted } from './input.ts';
import { type CheckPageRequest, checkPage } from './page.ts';
import { checkList } from './report.ts';
import type { ListSetting } from './words.ts';

export interface CheckParts {
  /** The content in force now; asked anew for each request. */
  readonly content: () => Snapshot;
  readonly now: () => Date;
  readonly log: Log;
  /** Where the style sheets that all pages share are. */
  readonly assets: string;
}

/** Lists or parts of lists from one network address: 150 parts are 30,000 handsets. */
const RATE: Rate = { perSecond: 10, perMinute: 150 };
/** Where the server mounts these routes. */
const PATH = '/kiem-tra';

type Show = (req: Request, shown: Partial<CheckPageRequest>) => string;

/** The routes of the page, to be mounted at `/kiem-tra` behind the headers of pages. */
export function checkRoutes(parts: CheckParts): Router {
  const assets = loadAssets(join(import.meta.dirname, 'assets'));
  const render = templates(join(import.meta.dirname, '..'));
  const show: Show = (req, shown) => {
    const page = checkPage(
      { content: parts.content(), assets: parts.assets, own: PATH + assets.base },
      {
        ...{ display: readDisplay(req), on: vietnamDay(parts.now()) },
        ...{ carrier: undefined, notice: null, report: null },
        ...shown,
      },
    );
    return render('check/views/check', page);
  };
  const guarded = [sameOriginOnly, limitByAddress(RATE)];

  const router = Router();
  router.use(assets.router);
  router.get('/', (req, res) => sendZipped(req, res, 'html', show(req, {})));
  router.post('/', ...guarded, ...readListBody, takeList(parts, show));
  router.post('/lines', ...guarded, ...readListBody, takeChunk(parts));
  router.post('/settings', ...guarded, ...readBody, takeSettings);
  router.use(refuse(show));
  return router;
}

function takeList(parts: CheckParts, show: Show): RequestHandler {
  return async (req, res) => {
    const { carrier, lines, cut } = readPasted(req, parts.content());
    if (lines.length === 0) {
      res.status(400);
      return sendZipped(req, res, 'html', show(req, { carrier, notice: 'empty' }));
    }
    const report = await checkList(settingOf(parts, req, carrier), lines);
    parts.log.info({ lines: lines.length, cut }, 'list checked');
    await sendZipped(req, res, 'html', show(req, { carrier, report, notice: cut ? 'cut' : null }));
  };
}

function takeChunk(parts: CheckParts): RequestHandler {
  return async (req, res) => {
    const { carrier, lines } = readChunk(req, parts.content());
    const report = await checkList(settingOf(parts, req, carrier), lines);
    parts.log.info({ lines: lines.length }, 'part of a list checked');
    await sendZipped(req, res, 'json', JSON.stringify(report));
  };
}

function settingOf(parts: CheckParts, req: Request, carrier: string | undefined): ListSetting {
  const { locale } = readDisplay(req);
  return { content: parts.content(), on: vietnamDay(parts.now()), carrier, locale };
}

/** Text size, contrast, language; this page has no conversation to switch. */
const takeSettings: RequestHandler = (req, res) => {
  const change = parseBody(req, changeSchema);
  res.cookie(...displayCookie(changeDisplay(readDisplay(req), change)));
  res.redirect(303, PATH);
};

/** Notices below `check.notice.`, by the status that a list was refused with. */
const NOTICES: Readonly<Record<number, string>> = {
  413: 'too-large',
  415: 'file-kind',
  429: 'too-fast',
};

/** A refused list is answered with the page; other errors go on to the error pages. */
function refuse(show: Show): ErrorRequestHandler {
  return async (error, req, res, next) => {
    const status = statusOf(error);
    const notice = NOTICES[status];
    if (notice === undefined || wantsJson(req)) return next(error);
    sayWhenAgain(error, res);
    res.status(status);
    await sendZipped(req, res, 'html', show(req, { notice }));
  };
}
