/** Whose browser it is: looked up anew for each request, so that what was taken away is gone at once. */
import type { RequestHandler } from 'express';
import { staffFrom } from '../../accounts/accounts.ts';
import { COOKIE_PREFIX } from '../../accounts/auth.ts';
import { touchSession } from '../../store/accounts/sessions.ts';
import { findStaff } from '../../store/accounts/staff.ts';
import { readCookie } from '../http.ts';
import { type Console, passCookies, visitOf } from './context.ts';
import { remember } from './guard.ts';

const SESSION_COOKIE = `${COOKIE_PREFIX}.session_token`;

/** Finds out who is signed in; decides nothing. */
export function identify(parts: Console): RequestHandler {
  const { auth, db, now } = parts.accounts;
  return async (req, res, next) => {
    if (readCookie(req, SESSION_COOKIE) === undefined) return next();
    const { value: session, cookies } = await auth.session(visitOf(req));
    const record = session === undefined ? undefined : await findStaff(db, session.staffId);
    if (session === undefined || record === undefined || record.disabledAt !== null) {
      passCookies(parts, req, res, cookies);
      return next();
    }
    await touchSession(db, session, now());
    const { secondFactor } = record;
    remember(res, { staff: staffFrom(record), sessionId: session.id, secondFactor });
    next();
  };
}
