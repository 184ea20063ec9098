/** What everybody does with their own account; for the second factor, `own-second-factor.ts`. */
import { endSession, endSessions } from '../store/accounts/sessions.ts';
import { changeStaff, passwordHashOf, setPassword } from '../store/accounts/staff.ts';
import { inTransaction } from '../store/transaction.ts';
import { type Accounts, type Doer, note, subjectOf } from './accounts.ts';
import type { Visit } from './auth.ts';
import { type PasswordFault, passwordFault } from './password.ts';
import { withProof } from './sign-in.ts';
import type { Staff } from './staff.ts';

/** Somebody signed in, in one of their browsers. */
export interface Self {
  readonly staff: Staff;
  readonly sessionId: string;
  readonly visit: Visit;
}

/** A password that was given to confirm something was wrong, or has been wrong too often. */
export type Refusal = 'refused' | 'locked';

/** Somebody as the audit log notes what they do with their own account. */
export function doer({ staff, visit }: Self): Doer {
  return { staff, address: visit.address };
}

/** Changes the name that colleagues see and the audit log keeps. */
export async function rename(accounts: Accounts, self: Self, name: string): Promise<void> {
  const { staff } = self;
  await inTransaction(accounts.db, async (tx) => {
    await changeStaff(tx, staff.id, { name, updatedAt: accounts.now().toISOString() });
    const details = { before: staff.name, after: name };
    const deed = { action: 'account.name', subject: subjectOf(staff.id), details };
    await note(accounts, tx, doer(self), deed);
  });
}

/** Sets a new password and ends all other sessions. */
export async function changePassword(
  accounts: Accounts,
  self: Self,
  { current, fresh }: { current: string; fresh: string },
): Promise<'done' | Refusal | PasswordFault> {
  const fault = passwordFault(fresh, self.staff);
  if (fault !== undefined) return fault;
  const confirmed = await confirm(accounts, self, current);
  if (confirmed !== 'right') return confirmed;
  const { id } = self.staff;
  const hash = await accounts.auth.hashPassword(fresh);
  await inTransaction(accounts.db, async (tx) => {
    await setPassword(tx, id, hash, accounts.now().toISOString());
    await endSessions(tx, id, self.sessionId);
    await note(accounts, tx, doer(self), { action: 'account.password', subject: subjectOf(id) });
  });
  return 'done';
}

/** Checks the password of somebody who is signed in. */
export async function confirm(
  accounts: Accounts,
  self: Self,
  password: string,
): Promise<'right' | Refusal> {
  const asked = { staffId: self.staff.id, visit: self.visit };
  const answer = await withProof(accounts, asked, async () => {
    const hash = await passwordHashOf(accounts.db, self.staff.id);
    const right = hash !== undefined && (await accounts.auth.isPassword(password, hash));
    return { value: right ? 'right' : undefined, cookies: [] };
  });
  return typeof answer === 'string' ? answer : 'right';
}

/** Ends one of the own sessions, or all others. */
export async function signOutElsewhere(
  accounts: Accounts,
  self: Self,
  sessionId: string | undefined,
): Promise<void> {
  const { id } = self.staff;
  await inTransaction(accounts.db, async (tx) => {
    if (sessionId === undefined) await endSessions(tx, id, self.sessionId);
    else if (!(await endSession(tx, id, sessionId))) return;
    await note(accounts, tx, doer(self), { action: 'account.sign-out', subject: subjectOf(id) });
  });
}
