/**
 * The tokens of a Zalo Official Account, which its channel renews. They stand here as they are: who
 * can read the database can write in the OA's name.
 */
import type { Db } from './schema.ts';

/** Times are ISO 8601 in UTC. */
export interface ZaloTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly obtainedAt: string;
  readonly expiresAt: string;
}

/** The tokens of one app, as the channel wants them kept. */
export function zaloTokenStore(db: Db, appId: string) {
  return {
    read: () => readTokens(db, appId),

    async reserve(refreshToken: string, now: string, until: string): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('zaloConnection')
        .set({ reservedUntil: until })
        .where('appId', '=', appId)
        .where('refreshToken', '=', refreshToken)
        .where((row) => row.or([row('reservedUntil', 'is', null), row('reservedUntil', '<=', now)]))
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async replace(refreshToken: string, tokens: ZaloTokens): Promise<void> {
      await db
        .updateTable('zaloConnection')
        .set({ ...tokens, reservedUntil: null })
        .where('appId', '=', appId)
        .where('refreshToken', '=', refreshToken)
        .execute();
    },

    async release(refreshToken: string): Promise<void> {
      await db
        .updateTable('zaloConnection')
        .set({ reservedUntil: null })
        .where('appId', '=', appId)
        .where('refreshToken', '=', refreshToken)
        .execute();
    },
  };
}

async function readTokens(db: Db, appId: string): Promise<ZaloTokens | undefined> {
  const row = await db
    .selectFrom('zaloConnection')
    .select(['accessToken', 'refreshToken', 'obtainedAt', 'expiresAt'])
    .where('appId', '=', appId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { accessToken, refreshToken, obtainedAt, expiresAt } = row;
  if (accessToken === null || refreshToken === null) return undefined;
  if (obtainedAt === null || expiresAt === null) return undefined;
  return { accessToken, refreshToken, obtainedAt, expiresAt };
}

/**
 * The verifier of an app's consents. It is made once and stays: its challenge stands in the
 * console, where a change would end the consent that is in force.
 */
export async function zaloVerifier(db: Db, appId: string, fresh: string): Promise<string> {
  const { verifier } = await db
    .insertInto('zaloConnection')
    .values({
      ...{ appId, verifier: fresh, accessToken: null, refreshToken: null },
      ...{ obtainedAt: null, expiresAt: null, reservedUntil: null },
    })
    .onConflict((c) => c.column('appId').doUpdateSet({ appId }))
    .returning('verifier')
    .executeTakeFirstOrThrow();
  return verifier;
}

/** Keeps the tokens of a new consent; those of an older one are worth nothing any more. */
export async function connectZalo(db: Db, appId: string, tokens: ZaloTokens): Promise<void> {
  await db
    .updateTable('zaloConnection')
    .set({ ...tokens, reservedUntil: null })
    .where('appId', '=', appId)
    .execute();
}
