/** Who comes into the consoles, and how far. */
import type { Request, RequestHandler, Response } from 'express';
import { may, needsSecondFactor, type Permission, type Role } from '../../accounts/permission.ts';
import type { Staff } from '../../accounts/staff.ts';
import { HttpError, wantsJson } from '../http.ts';

/** Somebody whose session is valid now. */
export interface SignedIn {
  readonly staff: Staff;
  readonly sessionId: string;
  /** Whether the account signs in with a second factor. */
  readonly secondFactor: boolean;
}

export const SIGN_IN = '/console/sign-in';
/** Where a second factor is set up. */
export const SECOND_FACTOR = '/console/account/second-factor';

const KNOWN = new WeakMap<Response, SignedIn>();

/** Notes for the rest of a request whose session it came with. */
export function remember(res: Response, signedIn: SignedIn): void {
  KNOWN.set(res, signedIn);
}

/** Whose session a request came with, if any. */
export function signedInOf(res: Response): SignedIn | undefined {
  return KNOWN.get(res);
}

/** Who makes a request that a guard has let through. @throws HttpError 401 without a guard before it. */
export function staffOf(res: Response): Staff {
  const known = KNOWN.get(res);
  if (known === undefined) throw new HttpError(401);
  return known.staff;
}

/**
 * Lets through whoever is signed in, has the second factor that their roles demand, and has the
 * permission. Others are led to where they get it; scripts are told 401 or 403.
 */
export function requires(permission: Permission): RequestHandler {
  return guard((roles) => may(roles, permission));
}

/** Lets through whoever is signed in and has the second factor that their roles demand. */
export const requiresSignIn: RequestHandler = guard(() => true);

/** Lets through whoever is signed in, also before a second factor is set up. */
export const requiresSession: RequestHandler = (req, res, next) => {
  if (KNOWN.has(res)) return next();
  lead(req, res, signInFor(req), 401);
};

function guard(allows: (roles: readonly Role[]) => boolean): RequestHandler {
  return (req, res, next) => {
    const known = KNOWN.get(res);
    if (known === undefined) return lead(req, res, signInFor(req), 401);
    const { roles } = known.staff;
    if (needsSecondFactor(roles) && !known.secondFactor) return lead(req, res, SECOND_FACTOR, 403);
    next(allows(roles) ? undefined : new HttpError(403));
  };
}

/** Leads a person to another page; scripts and streams can only be refused. @throws HttpError */
function lead(req: Request, res: Response, page: string, status: number): void {
  if (wantsJson(req) || req.accepts('html') === false) throw new HttpError(status);
  res.redirect(303, page);
}

/** The sign-in page, which leads back to a page that was asked for, but not to a form that was sent. */
function signInFor(req: Request): string {
  return req.method === 'GET' ? `${SIGN_IN}?next=${encodeURIComponent(req.originalUrl)}` : SIGN_IN;
}
