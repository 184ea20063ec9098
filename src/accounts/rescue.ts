/** The way back in from the server itself, for when no administrator can sign in any more. */
import { clearFailures } from '../store/accounts/locks.ts';
import { endSessions } from '../store/accounts/sessions.ts';
import { changeStaff, findStaffByEmail, removeSecondFactor } from '../store/accounts/staff.ts';
import { inTransaction } from '../store/transaction.ts';
import { type Keeper, NOBODY, note, subjectOf } from './accounts.ts';
import { makePasswordLink } from './invite.ts';
import { signInName } from './sign-in.ts';

/**
 * Enables an account, takes its second factor and lock-out away, and makes a link for a new
 * password; undefined when there is no such account. Noted with the name of whoever did it.
 */
export async function rescue(
  keeper: Keeper,
  { email, reason, by }: { email: string; reason: string; by: string },
): Promise<string | undefined> {
  const at = keeper.now().toISOString();
  return inTransaction(keeper.db, async (tx) => {
    const staff = await findStaffByEmail(tx, signInName(email));
    if (staff === undefined) return undefined;
    await changeStaff(tx, staff.id, { disabledAt: null, updatedAt: at });
    await removeSecondFactor(tx, staff.id, at);
    await endSessions(tx, staff.id);
    await clearFailures(tx, staff.email);
    const token = await makePasswordLink(keeper, tx, NOBODY, staff.id);
    const deed = { action: 'people.rescue', subject: subjectOf(staff.id), reason, details: { by } };
    await note(keeper, tx, NOBODY, deed);
    return token;
  });
}
