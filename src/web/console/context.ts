/** What the consoles' own pages work with. */
import type { Request, Response } from 'express';
import type { Accounts, Doer } from '../../accounts/accounts.ts';
import type { Visit } from '../../accounts/auth.ts';
import type { Self } from '../../accounts/own.ts';
import { HttpError } from '../http.ts';
import { sendZipped } from '../zip.ts';
import { signedInOf, staffOf } from './guard.ts';
import { type ShellPage, type ShellParts, shell } from './shell.ts';

export interface Console extends ShellParts {
  readonly accounts: Accounts;
  /** Where this installation is reached, if a setting says so. */
  readonly publicUrl: string | undefined;
}

/** Longer than any browser's name for itself that is worth keeping. */
const LONGEST_AGENT = 300;

/** Who calls, as the accounts want to know it. */
export function visitOf(req: Request): Visit {
  return {
    cookie: req.get('cookie') ?? '',
    address: addressOf(req),
    userAgent: (req.get('user-agent') ?? '').slice(0, LONGEST_AGENT),
  };
}

/** The network address, as far as the proxies are trusted; one of IPv4 in its usual form. */
export function addressOf(req: Request): string {
  return (req.ip ?? 'unknown').replace(/^::ffff:(?=\d+\.)/, '');
}

/** Whoever is signed in, as the audit log notes them. */
export function doerOf(req: Request, res: Response): Doer {
  return { staff: staffOf(res), address: addressOf(req) };
}

/** Whoever is signed in, with this browser's session. @throws HttpError 401 without a guard before it. */
export function selfOf(req: Request, res: Response): Self {
  const known = signedInOf(res);
  if (known === undefined) throw new HttpError(401);
  return { staff: known.staff, sessionId: known.sessionId, visit: visitOf(req) };
}

/** Passes cookies of the accounts on; for HTTPS alone if the browser came by it, or should have. */
export function passCookies(
  { publicUrl }: Pick<Console, 'publicUrl'>,
  req: Request,
  res: Response,
  cookies: readonly string[],
): void {
  const secure = req.secure || publicUrl?.startsWith('https:') === true;
  for (const cookie of cookies) res.append('Set-Cookie', secure ? `${cookie}; Secure` : cookie);
}

/** What a page shows, besides its frame. */
export interface PageValues extends ShellPage {
  readonly notice?: string | undefined;
  readonly alert?: string | undefined;
  readonly [value: string]: unknown;
}

/** Sends a page of the consoles, from `views/‹view›.eta`. */
export async function sendPage(
  parts: Console,
  req: Request,
  res: Response,
  { view, ...values }: PageValues & { readonly view: string },
): Promise<void> {
  const { section, title } = values;
  const page = { ...shell(parts, req, res, { section, title }), ...values };
  await sendZipped(req, res, 'html', parts.render(`console/views/${view}`, page));
}
