/** Who works here: the list, and links for those who are to come. */
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { invite, withdraw } from '../../accounts/invite.ts';
import { openInvitations } from '../../store/accounts/invitations.ts';
import { lockedNames } from '../../store/accounts/locks.ts';
import { lastSeen, listStaff } from '../../store/accounts/staff.ts';
import { readDisplay } from '../chat/display.ts';
import { parseBody } from '../chat/input.ts';
import { HttpError, queryText } from '../http.ts';
import { shortId } from './audit-words.ts';
import { type Console, doerOf, sendPage } from './context.ts';
import { requires } from './guard.ts';
import { sendLink } from './link.ts';
import { personRoutes } from './person.ts';
import { rolesIn, rolesSchema } from './role-input.ts';
import { type RoleWords, roleChoices, roleName } from './roles.ts';
import { consoleTexts } from './shell.ts';
import { momentOf } from './when.ts';

const LONGEST_NOTE = 200;

const inviteSchema = z.object({
  id: z.uuid().optional(),
  roles: rolesSchema,
  note: z.string().max(2000).default(''),
});

/** The routes below `/console/people`. */
export function peopleRoutes(parts: Console): Router {
  const router = Router();
  router.use(requires('people.manage'));
  router.get('/', (req, res) => show(parts, req, res, {}));
  router.post('/invitations', takeInvitation(parts));
  router.post('/invitations/:id/withdraw', takeWithdrawal(parts));
  router.get(['/invitations', '/invitations/:id/withdraw'], (_req, res) =>
    res.redirect(303, '/console/people'),
  );
  router.use(personRoutes(parts));
  return router;
}

function takeInvitation(parts: Console): RequestHandler {
  return async (req, res) => {
    const { roles: given, note, id = parts.accounts.newId() } = parseBody(req, inviteSchema);
    const t = consoleTexts(parts, req);
    const roles = rolesIn(given, { content: parts.content(), t });
    const words = note.trim();
    const errors = {
      ...(roles.length === 0 ? { roles: t('fault.roles-missing') } : {}),
      ...(words === '' ? { note: t('fault.note-missing') } : {}),
      ...(words.length > LONGEST_NOTE ? { note: t('fault.note-too-long') } : {}),
    };
    if (Object.keys(errors).length > 0) {
      res.status(400);
      return show(parts, req, res, { errors, roles, note });
    }
    await sendLink(parts, req, res, {
      ...{ id, lead: t('people.link.invite', { note: words }), back: '/console/people' },
      make: () => invite(parts.accounts, doerOf(req, res), { id, roles, note: words }),
    });
  };
}

function takeWithdrawal(parts: Console): RequestHandler {
  return async (req, res) => {
    const id = String(req.params.id);
    if (!(await withdraw(parts.accounts, doerOf(req, res), id))) throw new HttpError(404);
    res.redirect(303, '/console/people?done=withdrawn');
  };
}

interface Shown {
  readonly errors?: Readonly<Record<string, string>>;
  /** What was filled in and not taken. */
  readonly roles?: readonly string[];
  readonly note?: string;
}

async function show(parts: Console, req: Request, res: Response, shown: Shown): Promise<void> {
  const { errors = {}, roles = [], note = '' } = shown;
  const t = consoleTexts(parts, req);
  const words = { content: parts.content(), t };
  const done = queryText(req, 'done') === 'withdrawn' ? t('people.withdrawn') : undefined;
  await sendPage(parts, req, res, {
    ...{ view: 'people', section: 'people', title: t('people.title') },
    ...{ errors, note, notice: done, choices: roleChoices(words, roles) },
    id: parts.accounts.newId(),
    people: await peopleRows(parts, req, words),
    invitations: await invitationRows(parts, req, words),
  });
}

async function peopleRows({ accounts, now }: Console, req: Request, words: RoleWords) {
  const { locale } = readDisplay(req);
  const people = await listStaff(accounts.db);
  const seen = await lastSeen(accounts.db);
  const emails = people.map(({ email }) => email);
  const locked = await lockedNames(accounts.db, emails, now());
  return people.map(({ roles, id, ...person }) => {
    const at = seen.get(id);
    return {
      ...person,
      id,
      roles: roles.map((role) => roleName(words, role)),
      locked: locked.has(person.email),
      seen: at === undefined ? null : momentOf(at, now(), locale),
    };
  });
}

async function invitationRows({ accounts, now }: Console, req: Request, words: RoleWords) {
  const { locale } = readDisplay(req);
  const open = await openInvitations(accounts.db, now());
  return open
    .filter(({ staffId }) => staffId === null)
    .map(({ id, note, roles, createdAt, expiresAt }) => ({
      ...{ id, note, roles: roles.map((role) => roleName(words, role)) },
      ...{ short: shortId(id), made: momentOf(createdAt, now(), locale) },
      until: momentOf(expiresAt, now(), locale),
    }));
}
