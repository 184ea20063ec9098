/** `zalo:login`: an administrator of the Zalo Official Account agrees that this app may write for it. */
import { randomBytes } from 'node:crypto';
import { readAccount } from '../channels/zalo-oa/account.ts';
import {
  challengeOf,
  exchangeCode,
  type Tokens,
  VERIFIER_BYTES,
} from '../channels/zalo-oa/oauth.ts';
import { LOGIN_PATH, WEBHOOK_PATH } from '../channels/zalo-oa/webhook.ts';
import { readConfig } from '../config.ts';
import type { ZaloOaConfig } from '../config-zalo.ts';
import { UserError } from '../errors.ts';
import { openStore } from '../store/open.ts';
import { connectZalo, zaloVerifier } from '../store/zalo-tokens.ts';
import type { Call } from './call.ts';
import { inputLines, writeLine } from './lines.ts';

/** Shows what to enter where, and keeps the tokens that follow from the consent. */
export async function runZaloLogin({ now }: Call): Promise<void> {
  const config = readConfig(process.env);
  const { zaloOa, publicUrl = 'https://‹PUBLIC_URL›' } = config;
  if (zaloOa === undefined) {
    throw new UserError('Set ZALO_OA_APP_ID and what belongs to it first: see .env.example.');
  }
  const store = await openStore(config);
  try {
    const fresh = randomBytes(VERIFIER_BYTES).toString('base64url');
    const verifier = await zaloVerifier(store.db, zaloOa.appId, fresh);
    await writeLine(guide(zaloOa, publicUrl, challengeOf(verifier)));
    const tokens = await askForConsent(zaloOa, verifier, now);
    await connectZalo(store.db, zaloOa.appId, tokens);
    await writeLine(await greeting(zaloOa, tokens));
  } finally {
    await store.close();
  }
}

function guide({ appId }: ZaloOaConfig, publicUrl: string, challenge: string): string {
  return `Zalo app ${appId}

1. At developers.zalo.me, in this app, under Official Account > Thiết lập chung, enter
     callback URL    ${publicUrl}${LOGIN_PATH}
     code challenge  ${challenge}
   and choose the permissions to send messages and to manage information of the OA.
   (Under Webhook the address is ${publicUrl}${WEBHOOK_PATH})
2. The console then shows a link. Open it as an administrator of the OA and agree.
3. The browser ends on a page of this server. Copy its address and paste it here within ten minutes:`;
}

/** Asks until an address leads to tokens. */
async function askForConsent(
  settings: ZaloOaConfig,
  verifier: string,
  now: () => Date,
): Promise<Tokens> {
  for await (const line of inputLines()) {
    const consent = readConsent(line, settings.oaId);
    if ('problem' in consent) {
      await writeLine(`${consent.problem} Paste the address again:`);
      continue;
    }
    const { code } = consent;
    const grant = await exchangeCode(settings, { code, verifier }, { now: now() });
    if (grant.kind === 'granted') return grant.tokens;
    const reason = grant.kind === 'refused' ? grant.reason : 'Zalo did not answer';
    await writeLine(`${reason}. A code is good once: open the link again, then paste the address:`);
  }
  throw new UserError('No consent was given; nothing has changed.');
}

/** The code in an address such as `…?code=…&oa_id=…`. */
function readConsent(line: string, oaId: string): { code: string } | { problem: string } {
  const query = URL.parse(line.trim())?.searchParams;
  const code = query?.get('code') ?? '';
  if (code === '') return { problem: 'There is no code in that address.' };
  const agreed = query?.get('oa_id') ?? oaId;
  if (agreed !== oaId) return { problem: `That is OA ${agreed}, but ZALO_OA_ID is ${oaId}.` };
  return { code };
}

async function greeting(settings: ZaloOaConfig, { accessToken }: Tokens): Promise<string> {
  const account = await readAccount(settings, accessToken);
  if (account === undefined) return 'Connected. Zalo did not tell the name of the OA.';
  const { name, is_verified, package_name = 'unknown' } = account;
  const standing = is_verified === false ? 'NOT verified' : 'verified';
  return `Connected: ${name} (${standing}, package ${package_name}). The tokens renew themselves.`;
}
