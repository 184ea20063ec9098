/** Codes of second factors are good once (RFC 6238, section 5.2). */
import type { Db } from '../schema.ts';

/** An app shows a code for 30 seconds, and the one before and after it are taken, too. */
const GOOD_FOR_MS = 120_000;
/** More than can be good at a time. */
const KEPT = 8;

export interface UsedCode {
  readonly staffId: string;
  /** SHA-256 of the code. */
  readonly code: string;
}

/** Whether that code was taken a moment ago. */
export async function wasUsed(db: Db, { staffId, code }: UsedCode, now: Date): Promise<boolean> {
  return (await lately(db, staffId, now)).codes.includes(code);
}

/** Notes that a code was taken; false when it was taken a moment ago already. */
export async function useCode(db: Db, used: UsedCode, now: Date): Promise<boolean> {
  const { staffId, code } = used;
  const { codes, stored } = await lately(db, staffId, now);
  if (codes.includes(code)) return false;
  const usedCode = JSON.stringify([...codes, code].slice(-KEPT));
  const { numUpdatedRows } = await db
    .updateTable('staffTwoFactor')
    .set({ usedCode, usedCodeAt: now.toISOString() })
    .where('userId', '=', staffId)
    .where('usedCode', stored === null ? 'is' : '=', stored)
    .executeTakeFirst();
  // Somebody else was faster, with this code or with another one.
  return numUpdatedRows === 1n || useCode(db, used, now);
}

/** The codes that were taken lately, and how they are stored. */
async function lately(db: Db, staffId: string, now: Date) {
  const { usedCode: stored, usedCodeAt } = await db
    .selectFrom('staffTwoFactor')
    .select(['usedCode', 'usedCodeAt'])
    .where('userId', '=', staffId)
    .executeTakeFirstOrThrow();
  const since = new Date(now.getTime() - GOOD_FOR_MS).toISOString();
  const recent = stored !== null && usedCodeAt !== null && usedCodeAt > since;
  return { stored, codes: recent ? (JSON.parse(stored) as string[]) : [] };
}
