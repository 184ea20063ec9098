/** The reports on the desks: how a period went, what stands now, and spreadsheets. */
import { join } from 'node:path';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { may } from '../../accounts/permission.ts';
import type { Bot } from '../../bot/context.ts';
import { fold } from '../../content/handset-name.ts';
import { loadAssets } from '../assets.ts';
import { readDisplay } from '../chat/display.ts';
import { requires, staffOf } from '../console/guard.ts';
import { type ShellParts, shell } from '../console/shell.ts';
import { spreadsheet } from '../csv.ts';
import { HttpError } from '../http.ts';
import { sendZipped } from '../zip.ts';
import { nowPart } from './now.ts';
import { makeReport, orderedTable, type ReportSource, reportPart, tablesFor } from './page.ts';
import { PATH, readRequest } from './request.ts';
import { sheetOf } from './table.ts';

/** What is not the reports' own making. */
export interface ReportSetting extends ShellParts {
  readonly bot: Bot;
}

interface ReportParts extends ReportSetting {
  /** Where the style sheet and the script of reports are. */
  readonly reportAssets: string;
}

/** To be mounted at `/console/reports`, behind what finds out who is signed in. */
export function reportRoutes(setting: ReportSetting): Router {
  const assets = loadAssets(join(import.meta.dirname, 'assets'));
  const parts = { ...setting, reportAssets: PATH + assets.base };
  const router = Router();
  router.use(assets.router);
  router.use(requires('report.read'));
  router.get('/', showReport(parts));
  router.get('/now', showNow(parts));
  router.get('/:table.csv', sendTable(parts));
  return router;
}

function showReport(parts: ReportParts): RequestHandler {
  return async (req, res) => {
    const source = sourceOf(parts, req, res);
    const part = reportPart(source, await makeReport(source));
    res.status(part.problem === null ? 200 : 400);
    await sendPage(parts, req, res, 'period', part);
  };
}

function showNow(parts: ReportParts): RequestHandler {
  return async (req, res) => {
    await sendPage(parts, req, res, 'now', await nowPart(sourceOf(parts, req, res)));
  };
}

function sendTable(parts: ReportParts): RequestHandler {
  return async (req, res) => {
    const source = sourceOf(parts, req, res);
    const id = tablesFor(source).find((known) => known === req.params.table);
    if (id === undefined) throw new HttpError(404);
    if (source.request.period.problem !== null) throw new HttpError(400);
    const table = orderedTable(source, await makeReport(source), id);
    const { from, to } = source.request.period;
    const name = `${source.words.say('report.file-name')} ${table.title} ${from} ${to}`;
    res.attachment(`${fileNameOf(name)}.csv`).type('text/csv; charset=utf-8');
    res.send(spreadsheet(sheetOf(table, source.words)));
  };
}

/** In letters and digits that every system writes, whatever the language: `bao-cao-theo-ban`. */
function fileNameOf(words: string): string {
  return fold(words).replaceAll(/[^a-z0-9]+/g, '-');
}

function sourceOf(parts: ReportParts, req: Request, res: Response): ReportSource {
  const content = parts.content();
  const now = parts.now();
  const { locale } = readDisplay(req);
  return {
    ...{ bot: parts.bot, content, now },
    words: { locale, say: content.texts.say(locale) },
    request: readRequest(req, content, now),
    agents: may(staffOf(res).roles, 'desk.oversee'),
  };
}

const VIEWS = {
  period: { title: 'report.title', scripts: [] },
  now: { title: 'report.title-now', scripts: ['now.js'] },
} as const;

async function sendPage(
  parts: ReportParts,
  req: Request,
  res: Response,
  view: keyof typeof VIEWS,
  part: object,
): Promise<void> {
  const { title, scripts } = VIEWS[view];
  const say = parts.content().texts.say(readDisplay(req).locale);
  const html = parts.render(`report/views/${view}`, {
    ...shell(parts, req, res, { section: 'reports', title: say(title) }),
    ...part,
    styles: [`${parts.reportAssets}/report.css`],
    scripts: scripts.map((name) => `${parts.reportAssets}/${name}`),
  });
  await sendZipped(req, res, 'html', html);
}
