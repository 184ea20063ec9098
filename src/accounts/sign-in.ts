/** Signing in: a name and a password, then a code where the account has a second factor. */
import { beginAttempt, clearFailures, takeBack } from '../store/accounts/locks.ts';
import { waitingFor } from '../store/accounts/sessions.ts';
import { findStaff, findStaffByEmail, type StaffRecord } from '../store/accounts/staff.ts';
import { inTransaction } from '../store/transaction.ts';
import { type Accounts, type Deed, type Doer, note, staffFrom, subjectOf } from './accounts.ts';
import type { Answer, Visit } from './auth.ts';
import { challengeIn, checkCode } from './code.ts';

/** What came of an attempt. `locked` says when the next may be made. */
export type SignInResult =
  | { readonly kind: 'in' | 'code'; readonly cookies: readonly string[] }
  | { readonly kind: 'refused' | 'expired' }
  | { readonly kind: 'locked'; readonly until: Date };

/** How the audit log names a sign-in name without an account. */
export const NOBODY_KNOWN = 'staff:unknown';

/** A sign-in name as it is stored and compared. */
export function signInName(typed: string): string {
  return typed.trim().toLowerCase();
}

/**
 * Checks a name and a password. A name that there is not gets the same answers, after the same time,
 * and is locked in the same way.
 */
export async function signIn(
  accounts: Accounts,
  visit: Visit,
  { email, password }: { email: string; password: string },
): Promise<SignInResult> {
  const name = signInName(email);
  const staff = await findStaffByEmail(accounts.db, name);
  return attempt(accounts, { name, staff, visit }, async () => {
    const { value, cookies } = await accounts.auth.signIn(visit, name, password);
    return value === 'refused' ? { kind: value } : { kind: value, cookies };
  });
}

/** Checks the code of a sign-in whose password was right: one of the app, or one on paper. */
export async function enterCode(
  accounts: Accounts,
  visit: Visit,
  typed: string,
): Promise<SignInResult> {
  const { db, now } = accounts;
  const challenge = challengeIn(visit.cookie);
  const id = await waitingFor(db, challenge.id, now());
  const staff = id === undefined ? undefined : await findStaff(db, id);
  if (staff === undefined) return { kind: 'expired' };
  return attempt(accounts, { name: staff.email, staff, visit }, async () => {
    // With a session beside it, the library would check the code of whoever has that session.
    const alone = { ...visit, cookie: challenge.cookie };
    const { value, cookies } = await checkCode(accounts, alone, staff, typed);
    if (value === 'right') return { kind: 'in', cookies };
    return { kind: value === 'wrong' ? 'refused' : 'expired' };
  });
}

interface Attempted {
  readonly name: string;
  readonly staff: StaffRecord | undefined;
  readonly visit: Visit;
}

/** Counts an attempt, makes it, and notes how it went. */
async function attempt(
  accounts: Accounts,
  attempted: Attempted,
  make: () => Promise<SignInResult>,
): Promise<SignInResult> {
  const { db, now } = accounts;
  const { name } = attempted;
  const begun = await inTransaction(db, (tx) => beginAttempt(tx, name, now()));
  if (begun.lockedUntil !== null) return { kind: 'locked', until: begun.lockedUntil };
  const { locks } = begun;
  const result = await make();
  await inTransaction(db, async (tx) => {
    if (result.kind === 'in') await clearFailures(tx, name);
    if (result.kind === 'code' || result.kind === 'expired') await takeBack(tx, name, locks);
    for (const { by, deed } of deedsOf(attempted, result, locks)) {
      await note(accounts, tx, by, deed);
    }
  });
  return result.kind === 'refused' && locks !== null ? { kind: 'locked', until: locks } : result;
}

/** What the audit log says of an attempt. What was typed as a name may be a password: it is not kept. */
function deedsOf({ staff, visit }: Attempted, { kind }: SignInResult, locks: Date | null) {
  const { address } = visit;
  const subject = staff === undefined ? NOBODY_KNOWN : subjectOf(staff.id);
  const known: Doer = { staff: staff === undefined ? null : staffFrom(staff), address };
  const stranger: Doer = { staff: null, address };
  const deeds: { by: Doer; deed: Deed }[] = [];
  if (kind === 'in') deeds.push({ by: known, deed: { action: 'sign-in.in', subject } });
  if (kind !== 'refused') return deeds;
  deeds.push({ by: stranger, deed: { action: 'sign-in.failed', subject } });
  if (locks !== null) {
    const details = { until: locks.toISOString() };
    deeds.push({ by: stranger, deed: { action: 'sign-in.locked', subject, details } });
  }
  return deeds;
}

/**
 * Lets a signed-in person do something for which they give their password or a code again. Wrong
 * ones count as at sign-in, so a stolen session does not serve to guess them.
 */
export async function withProof<T>(
  accounts: Accounts,
  doer: { readonly staffId: string; readonly visit: Visit },
  make: () => Promise<Answer<T | undefined>>,
): Promise<Answer<T> | 'refused' | 'locked'> {
  const staff = await findStaff(accounts.db, doer.staffId);
  if (staff === undefined) return 'refused';
  let made: Answer<T | undefined> | undefined;
  const attempted = { name: staff.email, staff, visit: doer.visit };
  const { kind } = await attempt(accounts, attempted, async () => {
    made = await make();
    return made.value === undefined ? { kind: 'refused' } : { kind: 'code', cookies: [] };
  });
  if (kind === 'locked') return 'locked';
  return made?.value === undefined ? 'refused' : { value: made.value, cookies: made.cookies };
}
