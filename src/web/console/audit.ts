/** The audit log: who did what, when, from where and why. */
import { setImmediate as otherWorkFirst } from 'node:timers/promises';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { subjectOf } from '../../accounts/accounts.ts';
import type { Say } from '../../content/texts.ts';
import { vietnamTime } from '../../day.ts';
import {
  type AuditEvent,
  listAudit,
  SYSTEM,
  UNKNOWN,
  verifyAudit,
} from '../../store/accounts/audit.ts';
import { listStaff, type StaffRecord } from '../../store/accounts/staff.ts';
import { readDisplay } from '../chat/display.ts';
import { spreadsheet } from '../csv.ts';
import { queryText } from '../http.ts';
import { ACTION_GROUPS, filterOf, pageIn, queryOf, readForm } from './audit-filter.ts';
import { auditWords, type EventWords } from './audit-words.ts';
import { type Console, sendPage } from './context.ts';
import { requires } from './guard.ts';
import { consoleTexts } from './shell.ts';
import { momentOf } from './when.ts';

const PAGE = 50;
/** Of a file; the filter reaches what is older. */
const MOST_ROWS = 50_000;
/** Rows that are written at a time; then whoever else waits has a turn. */
const TURN = 1000;
/** Of the file; what has a code has it beside the words. */
const COLUMNS = [
  ...['number', 'at', 'who', 'who-code', 'ip', 'action', 'action-code', 'subject', 'subject-code'],
  ...['reason', 'details', 'details-code', 'hash'],
];

/** The routes below `/console/audit`. */
export function auditRoutes(parts: Console): Router {
  const router = Router();
  router.use(requires('audit.read'));
  router.get('/', (req, res) => show(parts, req, res));
  router.get('/audit.csv', sendFile(parts));
  return router;
}

async function show(parts: Console, req: Request, res: Response): Promise<void> {
  const { db } = parts.accounts;
  const t = consoleTexts(parts, req);
  const form = readForm(req);
  const people = await listStaff(db);
  const words = auditWords(parts, req, namesOf(people));
  const events = await listAudit(db, { ...filterOf(form), before: pageIn(req) }, PAGE + 1);
  const more = events.length > PAGE ? events[PAGE - 1]?.number : undefined;
  await sendPage(parts, req, res, {
    ...{ view: 'audit', section: 'audit', title: t('audit.title'), form },
    rows: events.slice(0, PAGE).map((event) => ({
      ...{ ...event, ...words(event) },
      when: momentOf(event.at, parts.now(), readDisplay(req).locale),
    })),
    people: [...people, ...[SYSTEM, UNKNOWN].map(({ id }) => ({ id, name: t(`audit.who.${id}`) }))],
    groups: ACTION_GROUPS,
    older: more === undefined ? null : queryOf(form, { before: String(more) }),
    newest: pageIn(req) === undefined ? null : queryOf(form),
    file: `/console/audit/audit.csv${queryOf(form)}`,
    check: queryOf(form, { check: '1' }),
    ...(queryText(req, 'check') === '1' ? await checked(parts, t) : {}),
  });
}

/** What a check of the whole chain found, as a sentence. */
async function checked({ accounts }: Console, t: Say) {
  const { events, lastHash, broken } = await verifyAudit(accounts.db);
  if (broken !== undefined) return { alert: t('audit.broken', { number: broken }) };
  return { notice: t('audit.whole', { count: events, hash: lastHash.slice(0, 16) }) };
}

/** Names of accounts, as the log names its subjects. */
function namesOf(people: readonly StaffRecord[]): Map<string, string> {
  return new Map(people.map(({ id, name }) => [subjectOf(id), name]));
}

function sendFile(parts: Console): RequestHandler {
  return async (req, res) => {
    const { db } = parts.accounts;
    const t = consoleTexts(parts, req);
    const words = auditWords(parts, req, namesOf(await listStaff(db)));
    const events = await listAudit(db, filterOf(readForm(req)), MOST_ROWS);
    const header = COLUMNS.map((column) => t(`audit.column.${column}`));
    const rows = [header];
    for (const event of events) {
      if (rows.length % TURN === 0) await otherWorkFirst();
      rows.push(cellsOf(event, words(event)));
    }
    res.attachment(`${t('audit.file')}.csv`).type('text/csv; charset=utf-8');
    res.send(spreadsheet(rows));
  };
}

/** In the order of the columns. Times keep their milliseconds: the hash is over them, too. */
function cellsOf(event: AuditEvent, { who, did, about, more }: EventWords): string[] {
  const { number, at, actorId, ip, action, subject, reason, details, hash } = event;
  const told = more.map(({ key, value }) => `${key}: ${value}`).join('; ');
  return [
    ...[String(number), vietnamTime(new Date(at)), who, actorId, ip ?? '', did, action],
    ...[about, subject, reason ?? '', told, JSON.stringify(details), hash],
  ];
}
