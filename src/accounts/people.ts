/** What administrators do with other people's accounts; each of it is noted with its reason. */
import type { AuditDetails } from '../store/accounts/audit.ts';
import { revokeLinksBy, revokeLinksOf } from '../store/accounts/invitations.ts';
import { clearFailures } from '../store/accounts/locks.ts';
import { endSession, endSessions } from '../store/accounts/sessions.ts';
import {
  changeStaff,
  findStaff,
  lockAndCount,
  removeSecondFactor,
  type StaffRecord,
  setRoles,
} from '../store/accounts/staff.ts';
import type { Db } from '../store/schema.ts';
import { inTransaction } from '../store/transaction.ts';
import { type Accounts, type Deed, type Doer, note, subjectOf } from './accounts.ts';
import type { Role } from './permission.ts';

/** Done, nobody of that id, or it would leave nobody who can sign in as administrator. */
export type ChangeResult = 'done' | 'unknown' | 'last-admin';

/** On whom, and why. */
export interface Change {
  readonly staffId: string;
  readonly reason: string;
}

/**
 * Replaces somebody's roles; it takes effect with their next request. Whoever is administrator no
 * more leaves no open link behind.
 */
export async function appoint(
  accounts: Accounts,
  by: Doer,
  { staffId, reason, roles }: Change & { readonly roles: readonly Role[] },
): Promise<ChangeResult> {
  return change(accounts, staffId, async (tx, staff) => {
    if (!roles.includes('admin') && (await isLastAdmin(tx, staff))) return 'last-admin';
    await setRoles(tx, staffId, roles);
    const withdrawn = roles.includes('admin')
      ? 0
      : await revokeLinksBy(tx, staffId, accounts.now().toISOString());
    const details = { before: staff.roles, after: [...roles].sort(), ...told(withdrawn) };
    return done(accounts, tx, by, { action: 'people.roles', staffId, reason, details });
  });
}

/** Lets somebody in no more; their sessions end at once, and links that they made or had are void. */
export async function disable(accounts: Accounts, by: Doer, what: Change): Promise<ChangeResult> {
  const at = accounts.now().toISOString();
  return change(accounts, what.staffId, async (tx, staff) => {
    if (await isLastAdmin(tx, staff)) return 'last-admin';
    await changeStaff(tx, staff.id, { disabledAt: at, updatedAt: at });
    await endSessions(tx, staff.id);
    const made = await revokeLinksBy(tx, staff.id, at);
    const withdrawn = made + (await revokeLinksOf(tx, staff.id, at));
    return done(accounts, tx, by, { ...what, action: 'people.disable', details: told(withdrawn) });
  });
}

/** Lets somebody in again, with the password and the roles that they had. */
export async function enable(accounts: Accounts, by: Doer, what: Change): Promise<ChangeResult> {
  const at = accounts.now().toISOString();
  return change(accounts, what.staffId, async (tx, staff) => {
    await changeStaff(tx, staff.id, { disabledAt: null, updatedAt: at });
    return done(accounts, tx, by, { ...what, action: 'people.enable' });
  });
}

/** Ends a lock-out. */
export async function unlock(accounts: Accounts, by: Doer, what: Change): Promise<ChangeResult> {
  return change(accounts, what.staffId, async (tx, staff) => {
    await clearFailures(tx, staff.email);
    return done(accounts, tx, by, { ...what, action: 'people.unlock' });
  });
}

/** Takes somebody's second factor away, as when the phone is lost; their sessions end. */
export async function resetSecondFactor(
  accounts: Accounts,
  by: Doer,
  what: Change,
): Promise<ChangeResult> {
  return change(accounts, what.staffId, async (tx, staff) => {
    await removeSecondFactor(tx, staff.id, accounts.now().toISOString());
    await endSessions(tx, staff.id);
    return done(accounts, tx, by, { ...what, action: 'people.reset-second-factor' });
  });
}

/** Ends one session of somebody, or all. */
export async function signOutStaff(
  accounts: Accounts,
  by: Doer,
  what: Change & { readonly sessionId?: string | undefined },
): Promise<ChangeResult> {
  const { sessionId } = what;
  return change(accounts, what.staffId, async (tx, staff) => {
    if (sessionId === undefined) await endSessions(tx, staff.id);
    else if (!(await endSession(tx, staff.id, sessionId))) return 'unknown';
    return done(accounts, tx, by, { ...what, action: 'people.sign-out' });
  });
}

async function change(
  accounts: Accounts,
  staffId: string,
  work: (tx: Db, staff: StaffRecord) => Promise<ChangeResult>,
): Promise<ChangeResult> {
  return inTransaction(accounts.db, async (tx) => {
    const staff = await findStaff(tx, staffId);
    return staff === undefined ? 'unknown' : work(tx, staff);
  });
}

async function done(
  accounts: Accounts,
  tx: Db,
  by: Doer,
  { staffId, action, reason, details = {} }: Change & Pick<Deed, 'action' | 'details'>,
): Promise<'done'> {
  await note(accounts, tx, by, { action, subject: subjectOf(staffId), reason, details });
  return 'done';
}

/** How many links became void, for the audit log; nothing where there were none. */
function told(withdrawn: number): AuditDetails {
  return withdrawn === 0 ? {} : { withdrawn };
}

async function isLastAdmin(tx: Db, { id, roles, disabledAt }: StaffRecord): Promise<boolean> {
  if (!roles.includes('admin') || disabledAt !== null) return false;
  const before = await lockAndCount(tx, 'admin');
  // Somebody may have taken the role away while this waited for the rows.
  const now = await findStaff(tx, id);
  return before <= 1 && now?.roles.includes('admin') === true;
}
