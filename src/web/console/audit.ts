/** The audit log: who did what, when, from where and why. */
import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Say } from '../../content/texts.ts';
import {
  type AuditEvent,
  listAudit,
  SYSTEM,
  UNKNOWN,
  verifyAudit,
} from '../../store/accounts/audit.ts';
import { listStaff } from '../../store/accounts/staff.ts';
import { readDisplay } from '../chat/display.ts';
import { spreadsheet } from '../csv.ts';
import { queryText } from '../http.ts';
import { ACTION_GROUPS, filterOf, pageIn, queryOf, readForm } from './audit-filter.ts';
import { auditWords } from './audit-words.ts';
import { type Console, sendPage } from './context.ts';
import { requires } from './guard.ts';
import { consoleTexts } from './shell.ts';
import { momentOf } from './when.ts';

const PAGE = 50;
/** Of a file; the filter reaches what is older. */
const MOST_ROWS = 50_000;
const COLUMNS = ['number', 'at', 'who', 'ip', 'action', 'subject', 'reason', 'details', 'hash'];

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
  const names = new Map(people.map(({ id, name }) => [`staff:${id}`, name]));
  const events = await listAudit(db, { ...filterOf(form), before: pageIn(req) }, PAGE + 1);
  const more = events.length > PAGE ? events[PAGE - 1]?.number : undefined;
  await sendPage(parts, req, res, {
    ...{ view: 'audit', section: 'audit', title: t('audit.title'), form },
    rows: events.slice(0, PAGE).map((event) => rowOf(parts, req, event, names)),
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

function rowOf(
  parts: Console,
  req: Request,
  event: AuditEvent,
  names: ReadonlyMap<string, string>,
) {
  const { at, actorId, actorName, action, subject, details } = event;
  const words = auditWords(parts, req);
  return {
    ...event,
    when: momentOf(at, parts.now(), readDisplay(req).locale),
    who: words.actor(actorId, actorName),
    did: words.action(action),
    about: names.get(subject) ?? words.subject(subject),
    more: Object.entries(details).map(([key, value]) => ({
      key: words.detail(key),
      value: [value].flat().map(words.value).join(', '),
    })),
  };
}

function sendFile(parts: Console): RequestHandler {
  return async (req, res) => {
    const t = consoleTexts(parts, req);
    const events = await listAudit(parts.accounts.db, filterOf(readForm(req)), MOST_ROWS);
    const rows = events.map((event) => [
      ...[String(event.number), event.at, event.actorName, event.ip ?? '', event.action],
      ...[event.subject, event.reason ?? '', JSON.stringify(event.details), event.hash],
    ]);
    const header = COLUMNS.map((column) => t(`audit.column.${column}`));
    res.attachment(`${t('audit.file')}.csv`).type('text/csv; charset=utf-8');
    res.send(spreadsheet([header, ...rows]));
  };
}
