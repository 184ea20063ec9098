/** Whoever has a link makes an account with it, or sets a new password. */
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import {
  type Accepted,
  acceptInvitation,
  acceptPassword,
  type FieldFaults,
} from '../../accounts/accept.ts';
import { type LinkState, lookUpLink } from '../../accounts/invite.ts';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../../accounts/password.ts';
import { signIn } from '../../accounts/sign-in.ts';
import { parseBody } from '../chat/input.ts';
import { queryText } from '../http.ts';
import { HOME } from './back.ts';
import { addressOf, type Console, passCookies, sendPage, visitOf } from './context.ts';
import { SIGN_IN } from './guard.ts';
import { roleName } from './roles.ts';
import { consoleTexts } from './shell.ts';

const schema = z.object({
  token: z.string().max(100).default(''),
  name: z.string().max(400).default(''),
  email: z.string().max(400).default(''),
  password: z.string().max(1000).default(''),
});
type Given = z.infer<typeof schema>;

/** `/console/welcome?token=…`; `limited` counts attempts by network address. */
export function welcomeRoutes(parts: Console, limited: RequestHandler): Router {
  const router = Router();
  router.use('/welcome', hideAddress);
  router.get('/welcome', limited, async (req, res) => {
    const token = queryText(req, 'token') ?? '';
    await show(parts, req, res, { link: await lookUpLink(parts.accounts, token), token });
  });
  router.post('/welcome', limited, take(parts));
  return router;
}

/**
 * The token stands in the address: browsers tell no other request of it, so that it is in no more
 * lines of a proxy's log than the one that opened the page. The origin stays, because without it
 * older browsers send the form with `Origin: null`.
 */
const hideAddress: RequestHandler = (_req, res, next) => {
  res.set('Referrer-Policy', 'strict-origin');
  next();
};

function take(parts: Console): RequestHandler {
  return async (req, res) => {
    const given = parseBody(req, schema);
    const link = await lookUpLink(parts.accounts, given.token);
    const accepted = await accept(parts, req, link, given);
    if (accepted.kind === 'done') return enter(parts, req, res, { ...given, ...accepted }, link);
    if (accepted.kind === 'faults') {
      res.status(400);
      return show(parts, req, res, { link, token: given.token, given, faults: accepted.faults });
    }
    const now = await lookUpLink(parts.accounts, given.token);
    await show(parts, req, res, { link: now, token: given.token });
  };
}

async function accept(
  { accounts }: Console,
  req: Request,
  link: LinkState,
  given: Given,
): Promise<Accepted> {
  if (link.kind !== 'open') return { kind: 'gone' };
  const from = { token: given.token, address: addressOf(req) };
  const { staffId } = link.invitation;
  if (staffId === null) return acceptInvitation(accounts, from, given);
  return acceptPassword(accounts, from, { staffId, password: given.password });
}

/** A new account goes in at once; a new password is tried at the door. */
async function enter(
  parts: Console,
  req: Request,
  res: Response,
  { email, password }: { email: string; password: string },
  link: LinkState,
): Promise<void> {
  if (link.kind === 'open' && link.invitation.staffId !== null) {
    return res.redirect(303, `${SIGN_IN}?done=password`);
  }
  const result = await signIn(parts.accounts, visitOf(req), { email, password });
  if (result.kind === 'in') passCookies(parts, req, res, result.cookies);
  res.redirect(303, HOME);
}

interface Shown {
  readonly link: LinkState;
  readonly token: string;
  readonly given?: Given;
  readonly faults?: FieldFaults;
}

async function show(parts: Console, req: Request, res: Response, shown: Shown): Promise<void> {
  const { link, token, given, faults = {} } = shown;
  const t = consoleTexts(parts, req);
  if (link.kind !== 'open') {
    res.status(link.kind === 'unknown' ? 404 : 410);
    const title = t('welcome.void');
    return sendPage(parts, req, res, {
      ...{ view: 'void-link', section: null, title, why: t(`welcome.${link.kind}`) },
    });
  }
  const renewal = link.invitation.staffId !== null;
  const errors = Object.fromEntries(
    Object.entries(faults).map(([field, fault]) => [field, t(`fault.${fault}`)]),
  );
  const bounds = { shortest: SHORTEST_PASSWORD, longest: LONGEST_PASSWORD };
  await sendPage(parts, req, res, {
    ...{ view: 'welcome', section: null, title: t(renewal ? 'welcome.renew' : 'welcome.title') },
    ...{ token, renewal, errors, policy: t('fault.policy', bounds) },
    ...{ name: given?.name ?? '', email: given?.email ?? '' },
    ...{
      roles: link.invitation.roles.map((role) => roleName({ content: parts.content(), t }, role)),
    },
    ...(Object.keys(errors).length > 0 ? { alert: t('fault.some') } : {}),
  });
}
