/** Transactions that start again when somebody else was faster, or that share one commit. */
import { setImmediate } from 'node:timers/promises';
import { Conflict } from './conversations.ts';
import { isTransient } from './open.ts';
import type { Db } from './schema.ts';

/**
 * Runs `work` in a transaction and resolves after its commit. `work` may run more than once, so it
 * must not do anything that a rollback does not undo.
 */
export type Transact = <T>(work: (tx: Db) => Promise<T>) => Promise<T>;

/** Each round somebody succeeds, so this is the number of rivals that one writer outlasts. */
const ATTEMPTS = 10;

/** Runs `work` in a transaction of its own; anew after a `Conflict` or a deadlock. */
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

/** So many wait for each other at most: about the time of one write to the disk. */
const LARGEST_GROUP = 50;

interface Job {
  /** Its part of the common transaction. */
  join(tx: Db): Promise<void>;
  /** The commit is done. */
  succeed(): void;
  /** In a transaction of its own. */
  alone(): Promise<void>;
}

/**
 * Commits together what comes while the last commit is on its way: on one file each commit waits
 * for the disk, which takes as long for fifty messages as for one. When one of a group fails, the
 * group is undone and each runs by itself.
 */
export function groupCommit(db: Db): Transact {
  const waiting: Job[] = [];
  let busy = false;
  const drain = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    while (waiting.length > 0) {
      // A commit holds up the whole process: what came meanwhile stands in the sockets, unread.
      await setImmediate();
      await commitTogether(db, waiting.splice(0, LARGEST_GROUP));
    }
    busy = false;
  };
  return (work) =>
    new Promise((resolve, reject) => {
      waiting.push(jobOf(db, work, resolve, reject));
      void drain();
    });
}

function jobOf<T>(
  db: Db,
  work: (tx: Db) => Promise<T>,
  resolve: (result: T) => void,
  reject: (reason: unknown) => void,
): Job {
  let succeed = (): void => {};
  return {
    async join(tx) {
      const result = await work(tx);
      succeed = () => resolve(result);
    },
    succeed: () => succeed(),
    alone: () => inTransaction(db, work).then(resolve, reject),
  };
}

async function commitTogether(db: Db, jobs: readonly Job[]): Promise<void> {
  const together = jobs.length > 1 && (await tryTogether(db, jobs));
  for (const job of jobs) {
    if (together) job.succeed();
    else await job.alone();
  }
}

async function tryTogether(db: Db, jobs: readonly Job[]): Promise<boolean> {
  try {
    await db.transaction().execute(async (tx) => {
      for (const job of jobs) await job.join(tx);
    });
    return true;
  } catch {
    return false; // whose fault it was shows when each runs by itself
  }
}
