/** Links with which somebody makes an account, or sets a new password. Nothing is sent by mail. */
import {
  findInvitation,
  type Invitation,
  insertInvitation,
  isOpen,
  revokeFirstLinks,
  revokeInvitation,
  revokeLinksOf,
  takeInvitation,
} from '../store/accounts/invitations.ts';
import { clearFailures } from '../store/accounts/locks.ts';
import { endSessions } from '../store/accounts/sessions.ts';
import {
  findStaff,
  findStaffByEmail,
  insertStaff,
  lockAndCount,
  setPassword,
} from '../store/accounts/staff.ts';
import type { Db } from '../store/schema.ts';
import { inTransaction } from '../store/transaction.ts';
import { type Accounts, type Doer, type Keeper, NOBODY, note, subjectOf } from './accounts.ts';
import { type PasswordFault, passwordFault } from './password.ts';
import type { Role } from './permission.ts';
import { signInName } from './sign-in.ts';

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
    if ((await lockAndCount(tx, 'admin')) > 0) return undefined;
    await revokeFirstLinks(tx, now().toISOString());
    const made = await make(accounts, tx, NOBODY, { roles: ['admin'], lasts: FIRST_LINK_MS });
    await note(accounts, tx, NOBODY, { action: 'people.first-link', subject: made.subject });
    return made.token;
  });
}

/** What an invitation is for. */
export interface InvitationRequest {
  readonly roles: readonly Role[];
  /** For whom; the list of open invitations shows it. */
  readonly note: string;
}

/** Makes a link for a new account, good for 7 days. The token is shown once. */
export async function invite(
  accounts: Accounts,
  by: Doer,
  { roles, note: words }: InvitationRequest,
): Promise<string> {
  return inTransaction(accounts.db, async (tx) => {
    const made = await make(accounts, tx, by, { roles, words, lasts: LINK_MS });
    const details = { roles: [...roles], note: words };
    await note(accounts, tx, by, { action: 'people.invite', subject: made.subject, details });
    return made.token;
  });
}

/** Makes a link with which an account sets a new password, good for 24 hours; earlier ones are void. */
export async function invitePassword(
  accounts: Accounts,
  by: Doer,
  { staffId, reason }: { staffId: string; reason: string },
): Promise<string> {
  return inTransaction(accounts.db, async (tx) => {
    const token = await makePasswordLink(accounts, tx, by, staffId);
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
): Promise<string> {
  await revokeLinksOf(tx, staffId, keeper.now().toISOString());
  return (await make(keeper, tx, by, { roles: [], staffId, lasts: FIRST_LINK_MS })).token;
}

interface Link {
  readonly roles: readonly Role[];
  readonly words?: string;
  readonly staffId?: string;
  /** In milliseconds. */
  readonly lasts: number;
}

async function make(keeper: Keeper, tx: Db, by: Doer, link: Link) {
  const id = keeper.newId();
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

/** What somebody with a link fills in. */
export interface Acceptance {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** Why a field was not taken, as a key in `locales/`. */
export interface FieldFaults {
  readonly name?: 'name-missing' | 'name-too-long';
  readonly email?: 'email-wrong' | 'email-taken';
  readonly password?: PasswordFault;
}

/** The new account's sign-in name, or what was wrong; `gone` when the link was used meanwhile. */
export type Accepted =
  | { readonly kind: 'done'; readonly email: string }
  | { readonly kind: 'faults'; readonly faults: FieldFaults }
  | { readonly kind: 'gone' };

const LONGEST_NAME = 80;
/** One @ with something on both sides: it is a name to sign in with, nothing is sent to it. */
const EMAIL = /^[^\s@<>"',;:]{1,64}@[^\s@<>"',;:]{1,190}$/;

/** Uses a link for a new account up: account and link change together or not at all. */
export async function acceptInvitation(
  accounts: Accounts,
  from: { readonly token: string; readonly address: string },
  given: Acceptance,
): Promise<Accepted> {
  const { db, auth, now, newId } = accounts;
  const name = given.name.trim().normalize('NFC');
  const email = signInName(given.email);
  const faults = faultsOf({ name, email, password: given.password });
  if (Object.keys(faults).length > 0) return { kind: 'faults', faults };
  const passwordHash = await auth.hashPassword(given.password);
  return inTransaction(db, async (tx): Promise<Accepted> => {
    const taken = await findStaffByEmail(tx, email);
    if (taken !== undefined) return { kind: 'faults', faults: { email: 'email-taken' } };
    const invitation = await takeInvitation(tx, from.token, now());
    if (invitation === undefined || invitation.staffId !== null) return { kind: 'gone' };
    const id = newId();
    const { roles } = invitation;
    await insertStaff(tx, { id, name, email, roles, passwordHash, at: now().toISOString() });
    const by: Doer = { staff: { id, name, email, roles: [] }, address: from.address };
    const details = { roles, invitation: invitation.id };
    await note(accounts, tx, by, { action: 'people.join', subject: subjectOf(id), details });
    return { kind: 'done', email };
  });
}

/** What is wrong with a name, a sign-in name and a password; empty when nothing is. */
function faultsOf({ name, email, password }: Acceptance): FieldFaults {
  const fault = passwordFault(password, { name, email });
  return {
    ...(name === '' ? { name: 'name-missing' } : {}),
    ...(name.length > LONGEST_NAME ? { name: 'name-too-long' } : {}),
    ...(EMAIL.test(email) ? {} : { email: 'email-wrong' }),
    ...(fault === undefined ? {} : { password: fault }),
  };
}

/** Uses a link for a new password up; all sessions of the account end, and no lock-out is left. */
export async function acceptPassword(
  accounts: Accounts,
  from: { readonly token: string; readonly address: string },
  { staffId, password }: { staffId: string; password: string },
): Promise<Accepted> {
  const { db, auth, now } = accounts;
  const staff = await findStaff(db, staffId);
  if (staff === undefined) return { kind: 'gone' };
  const fault = passwordFault(password, staff);
  if (fault !== undefined) return { kind: 'faults', faults: { password: fault } };
  const hash = await auth.hashPassword(password);
  return inTransaction(db, async (tx): Promise<Accepted> => {
    const invitation = await takeInvitation(tx, from.token, now());
    if (invitation?.staffId !== staffId) return { kind: 'gone' };
    await setPassword(tx, staffId, hash, now().toISOString());
    await endSessions(tx, staffId);
    await clearFailures(tx, staff.email);
    const by: Doer = { staff: { ...staff, roles: [] }, address: from.address };
    await note(accounts, tx, by, { action: 'account.password', subject: subjectOf(staffId) });
    return { kind: 'done', email: staff.email };
  });
}
