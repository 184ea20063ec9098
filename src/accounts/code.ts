/** Codes of a second factor: those of the app, and those on paper. */
import { createHash } from 'node:crypto';
import { useCode, wasUsed } from '../store/accounts/second-factor.ts';
import { endSessions } from '../store/accounts/sessions.ts';
import type { StaffRecord } from '../store/accounts/staff.ts';
import type { Accounts } from './accounts.ts';
import { type Answer, COOKIE_PREFIX, type CodeVerdict, type Visit } from './auth.ts';
import { readBackupCode } from './backup-codes.ts';

/** The library's cookie for a sign-in that waits for its code. */
const CHALLENGE = `${COOKIE_PREFIX}.two_factor`;

/** A sign-in that waits for its code. */
export interface Challenge {
  /** Its number; the library checks its signature. */
  readonly id: string;
  /** The browser's cookie that holds it, and no other. */
  readonly cookie: string;
}

/** The sign-in for which a browser is to give the code; an empty number if there is none. */
export function challengeIn(cookies: string): Challenge {
  const [, value = ''] = new RegExp(`(?:^|;\\s*)${CHALLENGE}=([^;]*)`).exec(cookies) ?? [];
  return { id: value.split('.')[0] ?? '', cookie: `${CHALLENGE}=${value}` };
}

/**
 * Checks a code of somebody: six digits of the app, or one on paper, which is used up. The visit has
 * to be theirs, by a session or by a sign-in that waits.
 */
export async function checkCode(
  { auth, db, now }: Accounts,
  visit: Visit,
  { id: staffId }: StaffRecord,
  typed: string,
): Promise<Answer<CodeVerdict>> {
  const digits = typed.replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(digits)) return auth.verifyBackupCode(visit, readBackupCode(typed));
  const used = { staffId, code: hashOfCode(digits) };
  if (await wasUsed(db, used, now())) return { value: 'wrong', cookies: [] };
  const answer = await auth.verifyCode(visit, digits);
  if (answer.value !== 'right' || (await useCode(db, used, now()))) return answer;
  // Somebody else came in with the same code a moment ago: neither of them is to be trusted.
  await endSessions(db, staffId);
  return { value: 'wrong', cookies: [] };
}

/** A code as it is kept, so that it cannot be used again. */
export function hashOfCode(digits: string): string {
  return createHash('sha256').update(digits).digest('hex');
}
