/** One account, as an administrator sees it, and what may be done with it; each with a reason. */
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import type { Doer } from '../../accounts/accounts.ts';
import { invitePassword } from '../../accounts/invite.ts';
import {
  appoint,
  type Change,
  type ChangeResult,
  disable,
  enable,
  resetSecondFactor,
  signOutStaff,
  unlock,
} from '../../accounts/people.ts';
import { lockedNames } from '../../store/accounts/locks.ts';
import { listSessions } from '../../store/accounts/sessions.ts';
import { findStaff, type StaffRecord } from '../../store/accounts/staff.ts';
import { readDisplay } from '../chat/display.ts';
import { parseBody } from '../chat/input.ts';
import { HttpError, queryText } from '../http.ts';
import { type Console, doerOf, sendPage } from './context.ts';
import { signedInOf, staffOf } from './guard.ts';
import { sendLink } from './link.ts';
import { rolesIn, rolesSchema } from './role-input.ts';
import { roleChoices, roleName } from './roles.ts';
import { sessionRows } from './sessions.ts';
import { consoleTexts } from './shell.ts';
import { exactly, momentOf } from './when.ts';

const LONGEST_REASON = 500;

const schema = z.object({
  id: z.uuid().optional(),
  reason: z.string().max(4000).default(''),
  roles: rolesSchema,
  session: z.string().max(100).optional(),
});

/** What a form on the page asks for, by the last part of its address. */
type Deed = (
  parts: Console,
  by: Doer,
  what: Change & { readonly given: z.infer<typeof schema>; readonly req: Request },
) => Promise<ChangeResult>;

const DEEDS: Readonly<Record<string, Deed>> = {
  disable: ({ accounts }, by, what) => disable(accounts, by, what),
  enable: ({ accounts }, by, what) => enable(accounts, by, what),
  unlock: ({ accounts }, by, what) => unlock(accounts, by, what),
  'second-factor': ({ accounts }, by, what) => resetSecondFactor(accounts, by, what),
  'sign-out': ({ accounts }, by, { given, ...what }) =>
    signOutStaff(accounts, by, { ...what, sessionId: given.session }),
  roles: (parts, by, { given, req, ...what }) => {
    const words = { content: parts.content(), t: consoleTexts(parts, req) };
    return appoint(parts.accounts, by, { ...what, roles: rolesIn(given.roles, words) });
  },
};

/** The routes below `/console/people/‹id›`, behind the guard of the list. */
export function personRoutes(parts: Console): Router {
  const router = Router();
  router.get('/:id', async (req, res) =>
    show(parts, req, res, { person: await personOf(parts, req) }),
  );
  router.post('/:id/password-link', takePasswordLink(parts));
  router.post('/:id/:deed', takeDeed(parts));
  router.get('/:id/:deed', (req, res) => res.redirect(303, pathOf(String(req.params.id))));
  return router;
}

function pathOf(id: string): string {
  return `/console/people/${encodeURIComponent(id)}`;
}

/** @throws HttpError 404 */
async function personOf({ accounts }: Console, req: Request): Promise<StaffRecord> {
  const person = await findStaff(accounts.db, String(req.params.id));
  if (person === undefined) throw new HttpError(404);
  return person;
}

function takeDeed(parts: Console): RequestHandler {
  return async (req, res) => {
    const name = String(req.params.deed);
    const deed = Object.hasOwn(DEEDS, name) ? DEEDS[name] : undefined;
    if (deed === undefined) throw new HttpError(404);
    const person = await personOf(parts, req);
    const given = parseBody(req, schema);
    const reason = await reasonOf(parts, req, res, { person, given, form: name });
    if (reason === undefined) return;
    const what = { staffId: person.id, reason, given, req };
    const result = await deed(parts, doerOf(req, res), what);
    if (result === 'unknown') throw new HttpError(404);
    if (result === 'done') return res.redirect(303, `${pathOf(person.id)}?done=${name}`);
    res.status(409);
    const errors = { [name]: consoleTexts(parts, req)('fault.last-admin') };
    await show(parts, req, res, { person, errors, given });
  };
}

function takePasswordLink(parts: Console): RequestHandler {
  return async (req, res) => {
    const person = await personOf(parts, req);
    const given = parseBody(req, schema);
    const form = 'password-link';
    const reason = await reasonOf(parts, req, res, { person, given, form });
    if (reason === undefined) return;
    const { id = parts.accounts.newId() } = given;
    const what = { id, staffId: person.id, reason };
    const lead = consoleTexts(parts, req)('people.link.password', { name: person.name });
    await sendLink(parts, req, res, {
      ...{ id, lead, back: pathOf(person.id) },
      make: () => invitePassword(parts.accounts, doerOf(req, res), what),
    });
  };
}

interface Asked {
  readonly person: StaffRecord;
  readonly given: z.infer<typeof schema>;
  /** The form that it came from. */
  readonly form: string;
}

/** The reason that was given; without one the page is shown again, and this is undefined. */
async function reasonOf(
  parts: Console,
  req: Request,
  res: Response,
  { person, given, form }: Asked,
) {
  const reason = given.reason.trim();
  const fault =
    reason === '' ? 'reason-missing' : reason.length > LONGEST_REASON ? 'reason-too-long' : null;
  if (fault === null) return reason;
  res.status(400);
  const errors = { [form]: consoleTexts(parts, req)(`fault.${fault}`) };
  await show(parts, req, res, { person, errors, given });
  return undefined;
}

interface Shown {
  readonly person: StaffRecord;
  /** By form. */
  readonly errors?: Readonly<Record<string, string>>;
  readonly given?: z.infer<typeof schema>;
}

async function show(parts: Console, req: Request, res: Response, shown: Shown): Promise<void> {
  const { person, errors = {}, given } = shown;
  const { accounts, now } = parts;
  const t = consoleTexts(parts, req);
  const words = { content: parts.content(), t };
  const { locale } = readDisplay(req);
  const locked = (await lockedNames(accounts.db, [person.email], now())).get(person.email);
  const sessions = await listSessions(accounts.db, person.id, now());
  const done = Object.keys(DEEDS).find((key) => key === queryText(req, 'done'));
  const chosen = given !== undefined && 'roles' in errors ? given.roles : person.roles;
  await sendPage(parts, req, res, {
    ...{ view: 'person', section: 'people', title: person.name, person, errors },
    ...{ path: pathOf(person.id), isSelf: staffOf(res).id === person.id },
    notice: done === undefined ? undefined : t(`person.done.${done}`),
    reason: given?.reason ?? '',
    linkId: accounts.newId(),
    roles: person.roles.map((role) => roleName(words, role)),
    choices: roleChoices(words, chosen),
    since: momentOf(person.createdAt, now(), locale),
    lockedUntil: locked === undefined ? null : exactly(locked),
    sessions: sessionRows(parts, req, sessions, signedInOf(res)?.sessionId),
  });
}
