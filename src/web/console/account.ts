/** One's own account: name, password, second factor, sessions. */
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { changePassword, rename, signOutElsewhere } from '../../accounts/own.ts';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../../accounts/password.ts';
import { listSessions } from '../../store/accounts/sessions.ts';
import { parseBody } from '../chat/input.ts';
import { queryText } from '../http.ts';
import { type Console, selfOf, sendPage } from './context.ts';
import { requiresSignIn, signedInOf } from './guard.ts';
import { roleName } from './roles.ts';
import { secondFactorRoutes } from './second-factor.ts';
import { sessionRows } from './sessions.ts';
import { consoleTexts } from './shell.ts';

const PATH = '/console/account';
const LONGEST_NAME = 80;

const nameSchema = z.object({ name: z.string().max(400).default('') });
const passwordSchema = z.object({
  current: z.string().max(1000).default(''),
  password: z.string().max(1000).default(''),
});
const sessionSchema = z.object({ session: z.string().max(100).optional() });

/** The routes below `/console/account`. */
export function accountRoutes(parts: Console, limited: RequestHandler): Router {
  const router = Router();
  // Before the guard below: it is where whoever lacks a second factor is led to.
  router.use('/second-factor', secondFactorRoutes(parts, limited));
  router.use(requiresSignIn);
  router.get('/', (req, res) => show(parts, req, res, {}));
  router.post('/name', takeName(parts));
  router.post('/password', limited, takePassword(parts));
  router.post('/sessions', takeSignOut(parts));
  return router;
}

function takeName(parts: Console): RequestHandler {
  return async (req, res) => {
    const name = parseBody(req, nameSchema).name.trim().normalize('NFC');
    const fault =
      name === '' ? 'name-missing' : name.length > LONGEST_NAME ? 'name-too-long' : null;
    if (fault !== null) {
      const errors = { name: consoleTexts(parts, req)(`fault.${fault}`) };
      return show(parts, req, res, { status: 400, errors, name });
    }
    await rename(parts.accounts, selfOf(req, res), name);
    res.redirect(303, `${PATH}?done=name`);
  };
}

function takePassword(parts: Console): RequestHandler {
  return async (req, res) => {
    const { current, password } = parseBody(req, passwordSchema);
    const change = { current, fresh: password };
    const result = await changePassword(parts.accounts, selfOf(req, res), change);
    if (result === 'done') return res.redirect(303, `${PATH}?done=password`);
    const field = result === 'refused' || result === 'locked' ? 'current' : 'password';
    const errors = { [field]: consoleTexts(parts, req)(`fault.${result}`) };
    await show(parts, req, res, { status: result === 'locked' ? 429 : 400, errors });
  };
}

function takeSignOut(parts: Console): RequestHandler {
  return async (req, res) => {
    const { session } = parseBody(req, sessionSchema);
    await signOutElsewhere(parts.accounts, selfOf(req, res), session);
    res.redirect(303, `${PATH}?done=sessions`);
  };
}

interface Shown {
  readonly status?: number;
  readonly errors?: Readonly<Record<string, string>>;
  /** A name that was not taken. */
  readonly name?: string;
}

/** What was done, as keys below `console.account.done.`. */
const DONE = ['name', 'password', 'sessions'];

async function show(parts: Console, req: Request, res: Response, shown: Shown): Promise<void> {
  const { staff, sessionId } = selfOf(req, res);
  const { status = 200, errors = {}, name = staff.name } = shown;
  const t = consoleTexts(parts, req);
  const done = DONE.find((key) => key === queryText(req, 'done'));
  const sessions = await listSessions(parts.accounts.db, staff.id, parts.now());
  const bounds = { shortest: SHORTEST_PASSWORD, longest: LONGEST_PASSWORD };
  res.status(status);
  await sendPage(parts, req, res, {
    ...{ view: 'account', section: 'account', title: t('account.title') },
    ...{ name, email: staff.email, errors, policy: t('fault.policy', bounds) },
    roles: staff.roles.map((role) => roleName({ content: parts.content(), t }, role)),
    secondFactor: signedInOf(res)?.secondFactor === true,
    sessions: sessionRows(parts, req, sessions, sessionId),
    notice: done === undefined ? undefined : t(`account.done.${done}`),
  });
}
