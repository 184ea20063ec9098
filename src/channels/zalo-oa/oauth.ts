/**
 * The OA's consent and the tokens that follow from it: OAuth v4 of Zalo, with PKCE.
 *
 * A refresh token is good for one exchange and three months, an access token for 25 hours.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { callProvider } from '../provider-call.ts';

/** What the API is called with, and with what that is renewed. Times are ISO 8601 in UTC. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly obtainedAt: string;
  readonly expiresAt: string;
}

export interface OAuthSettings {
  readonly appId: string;
  readonly appSecret: string;
  /** `https://oauth.zaloapp.com`, or a stand-in. */
  readonly oauthRoot: string;
}

/** What came of an exchange. */
export type Grant =
  | { readonly kind: 'granted'; readonly tokens: Tokens }
  /** In Zalo's words; the same request will be refused again. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Nobody knows whether Zalo got the request. */
  | { readonly kind: 'unreachable' };

/** When, and how long the call may take in milliseconds. */
export interface Occasion {
  readonly now: Date;
  readonly patience?: number;
}

/** Bytes of a verifier (RFC 7636, section 4.1): 43 characters. */
export const VERIFIER_BYTES = 32;

/** What the console is told of a verifier: its SHA-256, base64url without padding. */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

/** Tokens for the code of a consent; it is good for ten minutes and for one exchange. */
export function exchangeCode(
  settings: OAuthSettings,
  consent: { readonly code: string; readonly verifier: string },
  occasion: Occasion,
): Promise<Grant> {
  const { code, verifier: code_verifier } = consent;
  return exchange(settings, { grant_type: 'authorization_code', code, code_verifier }, occasion);
}

/** New tokens for a refresh token, which is used up by that. */
export function refresh(
  settings: OAuthSettings,
  refresh_token: string,
  occasion: Occasion,
): Promise<Grant> {
  return exchange(settings, { grant_type: 'refresh_token', refresh_token }, occasion);
}

/** `expires_in` is a string; seconds. */
const granted = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: z.coerce.number().int().min(60).max(10_000_000),
});

const refused = z.object({
  error: z.union([z.int(), z.string()]),
  error_name: z.string().default(''),
});

async function exchange(
  { appId, appSecret, oauthRoot }: OAuthSettings,
  parameters: Readonly<Record<string, string>>,
  { now, patience }: Occasion,
): Promise<Grant> {
  const request = {
    method: 'POST',
    headers: { secret_key: appSecret },
    body: new URLSearchParams({ ...parameters, app_id: appId }),
  };
  const answer = await callProvider(`${oauthRoot}/v4/oa/access_token`, request, patience);
  const success = granted.safeParse(answer?.body);
  if (success.success) return { kind: 'granted', tokens: tokensOf(success.data, now) };
  const failure = refused.safeParse(answer?.body);
  if (!failure.success) return { kind: 'unreachable' };
  const { error, error_name } = failure.data;
  return { kind: 'refused', reason: `Zalo ${error}: ${error_name.slice(0, LONGEST_NAME)}` };
}

const LONGEST_NAME = 100;

function tokensOf(
  { access_token, refresh_token, expires_in }: z.infer<typeof granted>,
  now: Date,
): Tokens {
  return {
    accessToken: access_token,
    refreshToken: refresh_token,
    obtainedAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + expires_in * 1000).toISOString(),
  };
}
