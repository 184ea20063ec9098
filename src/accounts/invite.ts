/** Links with which somebody makes an account, or sets a new password; handed over, never mailed. */
import { lockAudit } from '../store/accounts/audit.ts';
import {
  findInvitation,
  type Invitation,
  insertInvitation,
  invitationWith,
  isOpen,
  revokeFirstLinks,
  revokeInvitation,
  revokeLinksOf,
} from '../store/accounts/invitations.ts';
import { lockAndCount } from '../store/accounts/staff.ts';
import type { Db } from '../store/schema.ts';
import { inTransaction } from '../store/transaction.ts';
import { type Accounts, type Doer, type Keeper, NOBODY, note, subjectOf } from './accounts.ts';
import type { Role } from './permission.ts';

const HOUR_MS = 3_600_000;
const FIRST_LINK_MS = 24 * HOUR_MS;
const LINK_MS = 7 * 24 * HOUR_MS;
/** 256 bits: not to be guessed. */
const TOKEN_BYTES = 32;

/**
 * A link for the first administrator while there is none, in place of earlier ones; undefined once
 * there is one. It is good for 24 hours.
 */
export async function firstAdminToken(accounts: Accounts): Promise<string | undefined> {
  const { db, now } = accounts;
  return inTransaction(db, async (tx) => {
    // Where there is no administrator there is no row of theirs to lock: of two servers that start
    // at once, each would leave a good link.
    await lockAudit(tx);
    if ((await lockAndCount(tx, 'admin')) > 0) return undefined;
    await revokeFirstLinks(tx, now().toISOString());
    const made = await make(accounts, tx, NOBODY, { roles: ['admin'], lasts: FIRST_LINK_MS });
    await note(accounts, tx, NOBODY, { action: 'people.first-link', subject: made.subject });
    return made.token;
  });
}

/** The same form came twice, as when its answer is loaded anew: the link was made, and shown, before. */
export class LinkMade extends Error {
  /** Of the link. */
  readonly id: string;

  constructor(id: string) {
    super('this link was made before');
    this.id = id;
  }
}

/** What all forms for links have in common. */
interface LinkRequest {
  /** The id that the link is to have: of two requests with the same one, only the first makes a link. */
  readonly id?: string;
}

/** What an invitation is for. */
export interface InvitationRequest extends LinkRequest {
  readonly roles: readonly Role[];
  /** For whom; the list of open invitations shows it. */
  readonly note: string;
}

/** Makes a link for a new account, good for 7 days. The token is shown once. @throws LinkMade */
export async function invite(
  accounts: Accounts,
  by: Doer,
  { id, roles, note: words }: InvitationRequest,
): Promise<string> {
  return inTransaction(accounts.db, async (tx) => {
    const fresh = await freshId(accounts, tx, id);
    const made = await make(accounts, tx, by, { id: fresh, roles, words, lasts: LINK_MS });
    const details = { roles: [...roles], note: words };
    await note(accounts, tx, by, { action: 'people.invite', subject: made.subject, details });
    return made.token;
  });
}

/**
 * Makes a link with which an account sets a new password, good for 24 hours; earlier ones are void.
 *
 * @throws LinkMade
 */
export async function invitePassword(
  accounts: Accounts,
  by: Doer,
  { id, staffId, reason }: LinkRequest & { readonly staffId: string; readonly reason: string },
): Promise<string> {
  return inTransaction(accounts.db, async (tx) => {
    const fresh = await freshId(accounts, tx, id);
    const token = await makePasswordLink(accounts, tx, by, staffId, fresh);
    const subject = subjectOf(staffId);
    await note(accounts, tx, by, { action: 'people.password-link', subject, reason });
    return token;
  });
}

/** Makes the row of such a link in a transaction whose caller notes it. Returns the token. */
export async function makePasswordLink(
  keeper: Keeper,
  tx: Db,
  by: Doer,
  staffId: string,
  id = keeper.newId(),
): Promise<string> {
  await revokeLinksOf(tx, staffId, keeper.now().toISOString());
  return (await make(keeper, tx, by, { id, roles: [], staffId, lasts: FIRST_LINK_MS })).token;
}

/** The id of a link to be made. Who asks for the same one at once waits here. @throws LinkMade */
async function freshId(keeper: Keeper, tx: Db, asked: string | undefined): Promise<string> {
  if (asked === undefined) return keeper.newId();
  await lockAudit(tx);
  if ((await invitationWith(tx, asked)) !== undefined) throw new LinkMade(asked);
  return asked;
}

interface Link {
  readonly id?: string;
  readonly roles: readonly Role[];
  readonly words?: string;
  readonly staffId?: string;
  /** In milliseconds. */
  readonly lasts: number;
}

async function make(keeper: Keeper, tx: Db, by: Doer, link: Link) {
  const { id = keeper.newId() } = link;
  const token = Buffer.from(keeper.random(TOKEN_BYTES)).toString('base64url');
  const now = keeper.now();
  await insertInvitation(tx, {
    id,
    token,
    roles: link.roles,
    note: link.words ?? '',
    staffId: link.staffId ?? null,
    createdBy: by.staff?.id ?? null,
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + link.lasts).toISOString(),
  });
  return { token, subject: `invitation:${id}` };
}

/** Makes an open link void. Says whether there was one. */
export async function withdraw(accounts: Accounts, by: Doer, id: string): Promise<boolean> {
  return inTransaction(accounts.db, async (tx) => {
    if (!(await revokeInvitation(tx, id, accounts.now().toISOString()))) return false;
    await note(accounts, tx, by, { action: 'people.withdraw', subject: `invitation:${id}` });
    return true;
  });
}

/** What became of a link: still good, or why not, as a key below `console.welcome.` in `locales/`. */
export type LinkState =
  | { readonly kind: 'open'; readonly invitation: Invitation }
  | { readonly kind: 'unknown' | 'used' | 'revoked' | 'expired' };

export async function lookUpLink(accounts: Accounts, token: string): Promise<LinkState> {
  const invitation = await findInvitation(accounts.db, token);
  if (invitation === undefined) return { kind: 'unknown' };
  if (isOpen(invitation, accounts.now())) return { kind: 'open', invitation };
  if (invitation.usedAt !== null) return { kind: 'used' };
  return { kind: invitation.revokedAt === null ? 'expired' : 'revoked' };
}
