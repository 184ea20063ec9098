/** Everything below `/console` that all who work here share. */
import { type ErrorRequestHandler, Router } from 'express';
import { readBodyUpTo } from '../chat/input.ts';
import { limitByAddress, type Rate } from '../chat/limits.ts';
import { sayWhenAgain, statusOf, wantsJson } from '../http.ts';
import { sameOriginOnly } from '../security.ts';
import { accountRoutes } from './account.ts';
import { loadConsoleAssets } from './assets.ts';
import { auditRoutes } from './audit.ts';
import { type Console, sendPage } from './context.ts';
import { requiresSignIn } from './guard.ts';
import { consoleHeaders } from './headers.ts';
import { showHome } from './home.ts';
import { identify } from './identify.ts';
import { peopleRoutes } from './people.ts';
import { takeSettings } from './settings.ts';
import { consoleTexts } from './shell.ts';
import { signInRoutes } from './sign-in.ts';
import { welcomeRoutes } from './welcome.ts';

/** Passwords, codes and links from one network address: a whole office shares one in the morning. */
export const DEFAULT_SIGN_IN_RATE: Rate = { perSecond: 10, perMinute: 90 };

export interface ConsoleSettings extends Omit<Console, 'own'> {
  readonly signInRate: Rate;
}

export interface ConsoleRoutes {
  /** What the sections of the consoles need for their pages. */
  readonly parts: Console;
  /** To be mounted at `/console`, before the sections: it finds out who calls. */
  readonly router: Router;
  /** To be mounted at `/console`, behind all sections. */
  readonly errors: ErrorRequestHandler;
}

const PATH = '/console';
/** A long answer to a citizen, as forms send Vietnamese letters, and as much again. */
const BODY_LIMIT = '64kb';

export function consoleRoutes({ signInRate, ...settings }: ConsoleSettings): ConsoleRoutes {
  const assets = loadConsoleAssets();
  const parts: Console = { ...settings, own: PATH + assets.base };
  const limited = limitByAddress(signInRate);
  const router = Router();
  router.use(assets.router);
  router.use(consoleHeaders, sameOriginOnly, identify(parts), ...readBodyUpTo(BODY_LIMIT));
  router.post('/settings', takeSettings);
  router.use(signInRoutes(parts, limited));
  router.use(welcomeRoutes(parts, limited));
  router.get('/', requiresSignIn, showHome(parts));
  router.use('/account', accountRoutes(parts, limited));
  router.use('/people', peopleRoutes(parts));
  router.use('/audit', auditRoutes(parts));
  return { parts, router, errors: errorPage(parts) };
}

/** Statuses with a sentence of their own below `console.error.` in `locales/`. */
const SAID: ReadonlySet<number> = new Set([400, 401, 403, 404, 413, 415, 429, 500, 503]);

/**
 * One polite sentence, in the frame of the consoles or as JSON. What is our own fault is logged,
 * never shown.
 */
function errorPage(parts: Console): ErrorRequestHandler {
  return async (error, req, res, next) => {
    const status = statusOf(error);
    if (status >= 500) {
      parts.log.error({ err: error, method: req.method, path: req.baseUrl }, 'failed');
    }
    if (res.headersSent) return next(error);
    sayWhenAgain(error, res);
    res.status(status);
    const t = consoleTexts(parts, req);
    const title = t(`error.${SAID.has(status) ? status : status < 500 ? 400 : 500}`);
    if (wantsJson(req)) res.json({ error: title });
    else await sendPage(parts, req, res, { view: 'error', section: null, title });
  };
}
