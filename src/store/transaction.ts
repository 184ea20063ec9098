/** Transactions that start again when somebody else was faster. */
import { Conflict } from './conversations.ts';
import { isTransient } from './open.ts';
import type { Db } from './schema.ts';

/** Each round somebody succeeds, so this is the number of rivals that one writer outlasts. */
const ATTEMPTS = 10;

/**
 * Runs `work` in one transaction; anew after a `Conflict` or a deadlock. `work` must not do
 * anything that a rollback does not undo.
 */
export async function inTransaction<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      const again = error instanceof Conflict || isTransient(error);
      if (!again || attempt === ATTEMPTS) throw error;
    }
  }
}
