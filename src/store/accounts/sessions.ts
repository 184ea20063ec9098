/** Browsers in which staff is signed in. */
import type { Db } from '../schema.ts';

export interface StaffSession {
  readonly id: string;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
  readonly createdAt: string;
  /** To about a minute. */
  readonly lastUsedAt: string;
}

/** Last use is written at most so often. */
const TOUCH_MS = 60_000;

/** An account's sessions that are still good, the last used first. */
export async function listSessions(db: Db, staffId: string, now: Date): Promise<StaffSession[]> {
  return db
    .selectFrom('staffSession')
    .select(['id', 'ipAddress', 'userAgent', 'createdAt', 'updatedAt as lastUsedAt'])
    .where('userId', '=', staffId)
    .where('expiresAt', '>', now.toISOString())
    .orderBy('updatedAt', 'desc')
    .execute();
}

/** Ends one session of an account. Says whether there was one. */
export async function endSession(db: Db, staffId: string, sessionId: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('staffSession')
    .where('userId', '=', staffId)
    .where('id', '=', sessionId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Ends all sessions of an account but one, if one is named; also sign-ins that wait for a code. */
export async function endSessions(db: Db, staffId: string, except?: string): Promise<number> {
  let query = db.deleteFrom('staffSession').where('userId', '=', staffId);
  if (except !== undefined) query = query.where('id', '!=', except);
  const { numDeletedRows } = await query.executeTakeFirst();
  await db.deleteFrom('staffVerification').where('value', '=', staffId).execute();
  return Number(numDeletedRows);
}

/** Notes that a session is used, unless that was noted a moment ago. */
export async function touchSession(
  db: Db,
  { id, lastUsedAt }: { readonly id: string; readonly lastUsedAt: Date },
  now: Date,
): Promise<void> {
  if (now.getTime() - lastUsedAt.getTime() < TOUCH_MS) return;
  const used = { updatedAt: now.toISOString() };
  await db.updateTable('staffSession').set(used).where('id', '=', id).execute();
}

/** Whose sign-in waits for a code, by the number in the browser's cookie. */
export async function waitingFor(
  db: Db,
  identifier: string,
  now: Date,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('staffVerification')
    .select('value')
    .where('identifier', '=', identifier)
    .where('expiresAt', '>', now.toISOString())
    .executeTakeFirst();
  return row?.value;
}
