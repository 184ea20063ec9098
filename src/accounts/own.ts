/** What everybody does with their own account. */
import { useCode } from '../store/accounts/second-factor.ts';
import { endSession, endSessions } from '../store/accounts/sessions.ts';
import {
  changeStaff,
  findStaff,
  passwordHashOf,
  removeSecondFactor,
  setPassword,
} from '../store/accounts/staff.ts';
import { inTransaction } from '../store/transaction.ts';
import { type Accounts, type Doer, note, subjectOf } from './accounts.ts';
import type { Answer, Enrolment, Visit } from './auth.ts';
import { type PasswordFault, passwordFault } from './password.ts';
import { hashOfCode, withPassword } from './sign-in.ts';
import type { Staff } from './staff.ts';

/** Somebody signed in, in one of their browsers. */
export interface Self {
  readonly staff: Staff;
  readonly sessionId: string;
  readonly visit: Visit;
}

/** A password that was given to confirm something was wrong, or has been wrong too often. */
export type Refusal = 'refused' | 'locked';

function doer({ staff, visit }: Self): Doer {
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
async function confirm(accounts: Accounts, self: Self, password: string) {
  const asked = { staffId: self.staff.id, visit: self.visit };
  const answer = await withPassword(accounts, asked, async () => {
    const hash = await passwordHashOf(accounts.db, self.staff.id);
    const right = hash !== undefined && (await accounts.auth.isPassword(password, hash));
    return { value: right ? 'right' : undefined, cookies: [] };
  });
  return typeof answer === 'string' ? answer : 'right';
}

/** Begins to set up a second factor. It is on once the first code of the app was right. */
export async function beginSecondFactor(
  accounts: Accounts,
  self: Self,
  password: string,
): Promise<Answer<Enrolment> | Refusal> {
  const asked = { staffId: self.staff.id, visit: self.visit };
  return withPassword(accounts, asked, () => accounts.auth.enrol(self.visit, password));
}

/** The first code of the app: the second factor is on, and all other sessions end. */
export async function completeSecondFactor(
  accounts: Accounts,
  self: Self,
  typed: string,
): Promise<Answer<readonly string[]> | 'wrong'> {
  const { auth, db, now } = accounts;
  const { id } = self.staff;
  const digits = typed.replaceAll(/\s/g, '');
  // Once it is on, this would be a place to guess codes that no lock-out counts.
  if ((await findStaff(db, id))?.secondFactor !== false) return 'wrong';
  const { value, cookies } = await auth.verifyCode(self.visit, digits);
  if (value !== 'right') return 'wrong';
  await useCode(db, { staffId: id, code: hashOfCode(digits) }, now());
  const current = await auth.session({ ...self.visit, cookie: cookieOf(cookies) });
  await inTransaction(db, async (tx) => {
    await endSessions(tx, id, current.value?.id);
    const deed = { action: 'account.second-factor-on', subject: subjectOf(id) };
    await note(accounts, tx, doer(self), deed);
  });
  return { value: await auth.backupCodes(id), cookies };
}

/** `Set-Cookie` values as a browser sends them back. */
function cookieOf(cookies: readonly string[]): string {
  return cookies.map((cookie) => cookie.split(';')[0]).join('; ');
}

/** Takes the own second factor away, for another phone or for good. */
export async function dropSecondFactor(
  accounts: Accounts,
  self: Self,
  password: string,
): Promise<'done' | Refusal> {
  const confirmed = await confirm(accounts, self, password);
  if (confirmed !== 'right') return confirmed;
  const { id } = self.staff;
  await inTransaction(accounts.db, async (tx) => {
    await removeSecondFactor(tx, id, accounts.now().toISOString());
    const deed = { action: 'account.second-factor-off', subject: subjectOf(id) };
    await note(accounts, tx, doer(self), deed);
  });
  return 'done';
}

/** New codes on paper in place of those that are left. */
export async function renewBackupCodes(
  accounts: Accounts,
  self: Self,
  password: string,
): Promise<readonly string[] | Refusal> {
  const asked = { staffId: self.staff.id, visit: self.visit };
  const answer = await withPassword(accounts, asked, () =>
    accounts.auth.newBackupCodes(self.visit, password),
  );
  if (typeof answer === 'string') return answer;
  const deed = { action: 'account.backup-codes', subject: subjectOf(self.staff.id) };
  await inTransaction(accounts.db, (tx) => note(accounts, tx, doer(self), deed));
  return answer.value;
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

/** How many codes on paper are left, of an account with a second factor. */
export async function backupCodesLeft(accounts: Accounts, staffId: string): Promise<number> {
  return (await accounts.auth.backupCodes(staffId)).length;
}
