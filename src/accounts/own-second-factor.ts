/** Setting up one's own second factor, and taking it away. */
import { useCode } from '../store/accounts/second-factor.ts';
import { endSessions } from '../store/accounts/sessions.ts';
import { findStaff, removeSecondFactor } from '../store/accounts/staff.ts';
import { inTransaction } from '../store/transaction.ts';
import { type Accounts, note, subjectOf } from './accounts.ts';
import type { Answer, Enrolment } from './auth.ts';
import { checkCode, hashOfCode } from './code.ts';
import { confirm, doer, type Refusal, type Self } from './own.ts';
import { withProof } from './sign-in.ts';

/** A password or a code that was given to confirm something was wrong, or has been wrong too often. */
export type ProofRefusal = Refusal | 'wrong-code';

/** Begins to set up a second factor. It is on once the first code of the app was right. */
export async function beginSecondFactor(
  accounts: Accounts,
  self: Self,
  password: string,
): Promise<Answer<Enrolment> | Refusal> {
  const asked = { staffId: self.staff.id, visit: self.visit };
  return withProof(accounts, asked, () => accounts.auth.enrol(self.visit, password));
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

/** What somebody proves themselves with before their second factor is weakened. */
export interface Proof {
  readonly password: string;
  /** Of the app, or on paper. */
  readonly code: string;
}

/** Takes the own second factor away, for another phone or for good; all other sessions end. */
export async function dropSecondFactor(
  accounts: Accounts,
  self: Self,
  proof: Proof,
): Promise<'done' | ProofRefusal> {
  const proven = await prove(accounts, self, proof);
  if (proven !== 'right') return proven;
  const { id } = self.staff;
  await inTransaction(accounts.db, async (tx) => {
    await removeSecondFactor(tx, id, accounts.now().toISOString());
    await endSessions(tx, id, self.sessionId);
    const deed = { action: 'account.second-factor-off', subject: subjectOf(id) };
    await note(accounts, tx, doer(self), deed);
  });
  return 'done';
}

/** New codes on paper in place of those that are left. */
export async function renewBackupCodes(
  accounts: Accounts,
  self: Self,
  proof: Proof,
): Promise<readonly string[] | ProofRefusal> {
  const proven = await prove(accounts, self, proof);
  if (proven !== 'right') return proven;
  const { value: codes } = await accounts.auth.newBackupCodes(self.visit, proof.password);
  if (codes === undefined) return 'refused';
  const deed = { action: 'account.backup-codes', subject: subjectOf(self.staff.id) };
  await inTransaction(accounts.db, (tx) => note(accounts, tx, doer(self), deed));
  return codes;
}

/** A session and a password may both be stolen: the second factor stands until a code was right, too. */
async function prove(
  accounts: Accounts,
  self: Self,
  { password, code }: Proof,
): Promise<'right' | ProofRefusal> {
  const confirmed = await confirm(accounts, self, password);
  if (confirmed !== 'right') return confirmed;
  const staff = await findStaff(accounts.db, self.staff.id);
  if (staff?.secondFactor !== true) return 'wrong-code';
  const asked = { staffId: staff.id, visit: self.visit };
  const answer = await withProof(accounts, asked, async () => {
    const { value } = await checkCode(accounts, self.visit, staff, code);
    return { value: value === 'right' ? value : undefined, cookies: [] };
  });
  if (answer === 'refused') return 'wrong-code';
  return answer === 'locked' ? answer : 'right';
}

/** How many codes on paper are left, of an account with a second factor. */
export async function backupCodesLeft(accounts: Accounts, staffId: string): Promise<number> {
  return (await accounts.auth.backupCodes(staffId)).length;
}
