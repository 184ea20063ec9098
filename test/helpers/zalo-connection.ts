/** The consent that `npm run zalo:login` asks an administrator for, as the stand-in gives it. */
import type { Db } from '../../src/store/schema.ts';
import { connectZalo, zaloVerifier } from '../../src/store/zalo-tokens.ts';
import type { ZaloOa } from '../providers/zalo-oa.ts';

/** Less than the 25 hours after which Zalo's access tokens end. */
const GOOD_FOR_MS = 24 * 3_600_000;

/** Keeps the stand-in's tokens in the database, before the channel starts. */
export async function connectStandIn(db: Db, { app, tokens }: ZaloOa): Promise<void> {
  const now = Date.now();
  await zaloVerifier(db, app.appId, 'verifier-of-the-stand-in');
  await connectZalo(db, app.appId, {
    ...tokens.grantByHand(),
    obtainedAt: new Date(now).toISOString(),
    expiresAt: new Date(now + GOOD_FOR_MS).toISOString(),
  });
}

/** The settings of the Official Account that the stand-in plays. */
export function zaloOaSettings({ app, url }: ZaloOa): Record<string, string> {
  return {
    ZALO_OA_APP_ID: app.appId,
    ZALO_OA_APP_SECRET: app.appSecret,
    ZALO_OA_SECRET_KEY: app.secretKey,
    ZALO_OA_ID: app.oaId,
    ZALO_OA_API_ROOT: url,
    ZALO_OA_OAUTH_ROOT: url,
  };
}
