/** What staff leave behind, when its time is over. Accounts and the audit log stay. */
import { sql } from 'kysely';
import type { Sweep } from '../retention.ts';
import type { Database } from '../schema.ts';

/** Browsers in which staff was signed in, by the end of the session. */
export const sweepStaffSessions = sweepOf('staffSession', 'id', 'expiresAt');

/** Sign-ins that nobody ended with a code, by the time until which they waited. */
export const sweepPendingSignIns = sweepOf('staffVerification', 'id', 'expiresAt');

/** Links, used or not, by the time until which they were good. */
export const sweepInvitations = sweepOf('invitation', 'id', 'expiresAt');

/** Counts of wrong passwords and codes, by the last attempt. */
export const sweepSignInLocks = sweepOf('signInLock', 'nameHash', 'updatedAt');

/** Who was at the desk, by the time when they were last seen there. */
export const sweepPresences = sweepOf('agentPresence', 'staffId', 'seenAt');

function sweepOf<Table extends keyof Database>(
  table: Table,
  key: keyof Database[Table] & string,
  time: keyof Database[Table] & string,
): Sweep {
  const [rows, id, at] = [sql.table(table), sql.ref(key), sql.ref(time)];
  return async (db, before, limit) => {
    const old = sql`select ${id} from ${rows} where ${at} < ${before} limit ${limit}`;
    const { numAffectedRows } = await sql`delete from ${rows} where ${id} in (${old})`.execute(db);
    return Number(numAffectedRows ?? 0);
  };
}
