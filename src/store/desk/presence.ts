/** Who has the desk open, and whether they take conversations. */
import type { Selectable } from 'kysely';
import type { Db } from '../schema.ts';
import type { AgentPresenceTable } from './schema.ts';

export type Presence = Selectable<AgentPresenceTable>;

/** Notes that somebody is there. Without `available` it stays as it was; at first they are. */
export async function notePresence(
  db: Db,
  seen: Omit<Presence, 'available'> & { readonly available?: 0 | 1 },
): Promise<void> {
  const { staffId, available, ...rest } = seen;
  await db
    .insertInto('agentPresence')
    .values({ staffId, ...rest, available: available ?? 1 })
    .onConflict((c) =>
      c.column('staffId').doUpdateSet(available === undefined ? rest : { ...rest, available }),
    )
    .execute();
}

/** Who was seen since then. */
export async function presentSince(db: Db, since: string): Promise<Presence[]> {
  return db
    .selectFrom('agentPresence')
    .selectAll()
    .where('seenAt', '>=', since)
    .orderBy('name')
    .execute();
}

/** Forgets somebody: they have signed out. */
export async function dropPresence(db: Db, staffId: string): Promise<void> {
  await db.deleteFrom('agentPresence').where('staffId', '=', staffId).execute();
}
