/** Whoever has a link uses it up: for an account of their own, or for a new password. */
import { takeInvitation } from '../store/accounts/invitations.ts';
import { clearFailures } from '../store/accounts/locks.ts';
import { endSessions } from '../store/accounts/sessions.ts';
import { findStaff, findStaffByEmail, insertStaff, setPassword } from '../store/accounts/staff.ts';
import { inTransaction } from '../store/transaction.ts';
import { type Accounts, type Doer, note, subjectOf } from './accounts.ts';
import { type PasswordFault, passwordFault } from './password.ts';
import { signInName } from './sign-in.ts';

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
    // Whoever tried this name before it was an account shuts nobody out.
    await clearFailures(tx, email);
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
