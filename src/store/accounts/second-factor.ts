/** Codes of second factors are good once (RFC 6238, section 5.2). */
import type { Db } from '../schema.ts';

/** An app shows a code for 30 seconds, and the one before and after it are taken, too. */
const GOOD_FOR_MS = 120_000;

export interface UsedCode {
  readonly staffId: string;
  /** SHA-256 of the code. */
  readonly code: string;
}

/** Whether that code was taken a moment ago. */
export async function wasUsed(db: Db, { staffId, code }: UsedCode, now: Date): Promise<boolean> {
  const row = await db
    .selectFrom('staffTwoFactor')
    .select('id')
    .where('userId', '=', staffId)
    .where('usedCode', '=', code)
    .where('usedCodeAt', '>', since(now))
    .executeTakeFirst();
  return row !== undefined;
}

/** Notes that a code was taken; false when it was taken a moment ago already. */
export async function useCode(db: Db, { staffId, code }: UsedCode, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('staffTwoFactor')
    .set({ usedCode: code, usedCodeAt: now.toISOString() })
    .where('userId', '=', staffId)
    .where((eb) =>
      eb.or([
        eb('usedCode', 'is', null),
        eb('usedCode', '!=', code),
        eb('usedCodeAt', '<=', since(now)),
      ]),
    )
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

function since(now: Date): string {
  return new Date(now.getTime() - GOOD_FOR_MS).toISOString();
}
