/** Signing in and out. */
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { note, subjectOf } from '../../accounts/accounts.ts';
import { enterCode, type SignInResult, signIn } from '../../accounts/sign-in.ts';
import { missAgent } from '../../bot/handoff/presence.ts';
import { inTransaction } from '../../store/transaction.ts';
import { parseBody } from '../chat/input.ts';
import { queryText } from '../http.ts';
import { backTo, HOME } from './back.ts';
import { addressOf, type Console, passCookies, sendPage, visitOf } from './context.ts';
import { SIGN_IN, signedInOf } from './guard.ts';
import { consoleTexts } from './shell.ts';

const CODE = `${SIGN_IN}/code`;

/** As long as a password may be, and a name. */
const signInSchema = z.object({
  email: z.string().max(320).default(''),
  password: z.string().max(1000).default(''),
  next: z.string().max(2000).optional(),
});

const codeSchema = z.object({
  code: z.string().max(40).default(''),
  next: z.string().max(2000).optional(),
});

/** `/console/sign-in` and `/console/sign-out`; `limited` counts attempts by network address. */
export function signInRoutes(parts: Console, limited: RequestHandler): Router {
  const router = Router();
  router.get('/sign-in', async (req, res) => {
    if (signedInOf(res) !== undefined) return res.redirect(303, backTo(queryText(req, 'next')));
    await showSignIn(parts, req, res, {});
  });
  router.post('/sign-in', limited, takePassword(parts));
  router.get('/sign-in/code', (req, res) => showCode(parts, req, res, {}));
  router.post('/sign-in/code', limited, takeCode(parts));
  router.post('/sign-out', takeSignOut(parts));
  return router;
}

function takePassword(parts: Console): RequestHandler {
  return async (req, res) => {
    const { email, password, next } = parseBody(req, signInSchema);
    const result = await signIn(parts.accounts, visitOf(req), { email, password });
    if (result.kind === 'in' || result.kind === 'code') {
      passCookies(parts, req, res, result.cookies);
      const to = backTo(next);
      return res.redirect(
        303,
        result.kind === 'in' ? to : `${CODE}?${new URLSearchParams({ next: to })}`,
      );
    }
    res.status(result.kind === 'locked' ? 429 : 401);
    await showSignIn(parts, req, res, { email, next, alert: refusalOf(parts, req, result) });
  };
}

function takeCode(parts: Console): RequestHandler {
  return async (req, res) => {
    const { code, next } = parseBody(req, codeSchema);
    const result = await enterCode(parts.accounts, visitOf(req), code);
    if (result.kind === 'in') {
      passCookies(parts, req, res, result.cookies);
      return res.redirect(303, backTo(next));
    }
    res.status(result.kind === 'locked' ? 429 : 401);
    const alert = refusalOf(parts, req, result, 'wrong-code');
    if (result.kind === 'refused') return showCode(parts, req, res, { next, alert });
    await showSignIn(parts, req, res, { next, alert });
  };
}

/** Why somebody was not let in, in one sentence. */
function refusalOf(parts: Console, req: Request, result: SignInResult, refused = 'refused') {
  const t = consoleTexts(parts, req);
  if (result.kind !== 'locked') {
    return t(`sign-in-page.${result.kind === 'expired' ? 'expired' : refused}`);
  }
  const minutes = Math.ceil((result.until.getTime() - parts.now().getTime()) / 60_000);
  return t('sign-in-page.locked', { minutes });
}

interface Shown {
  readonly email?: string;
  readonly next?: string | undefined;
  readonly alert?: string;
}

async function showSignIn(parts: Console, req: Request, res: Response, shown: Shown) {
  const t = consoleTexts(parts, req);
  const { email = '', next = queryText(req, 'next'), alert } = shown;
  const notice = queryText(req, 'done') === 'password' ? t('welcome.password-set') : undefined;
  const title = t('sign-in-page.title');
  const values = { email, next: backTo(next), alert, notice };
  await sendPage(parts, req, res, { view: 'sign-in', section: null, title, ...values });
}

async function showCode(parts: Console, req: Request, res: Response, shown: Shown) {
  const title = consoleTexts(parts, req)('code-page.title');
  const { next = queryText(req, 'next'), alert } = shown;
  await sendPage(parts, req, res, {
    ...{ view: 'code', section: null, title },
    ...{ next: backTo(next), alert },
  });
}

function takeSignOut(parts: Console): RequestHandler {
  const { accounts } = parts;
  return async (req, res) => {
    const known = signedInOf(res);
    const { cookies } = await accounts.auth.signOut(visitOf(req));
    passCookies(parts, req, res, cookies);
    if (known !== undefined) {
      const by = { staff: known.staff, address: addressOf(req) };
      const deed = { action: 'sign-in.out', subject: subjectOf(known.staff.id) };
      await inTransaction(accounts.db, (tx) => note(accounts, tx, by, deed));
      await missAgent(accounts, known.staff.id);
    }
    res.redirect(303, known === undefined ? HOME : SIGN_IN);
  };
}
