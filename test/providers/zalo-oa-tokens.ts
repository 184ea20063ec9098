/** How Zalo gives out an OA's tokens: PKCE, single-use codes and refresh tokens, 25 hours. */
import { createHash, randomBytes } from 'node:crypto';
import express, { type Router } from 'express';

export interface TokenBooth {
  readonly router: Router;
  /** The console stores the challenge of the app's verifier. */
  storeChallenge(challenge: string): void;
  /** An administrator agrees in the browser; the code is in the address where they end. */
  consent(): string;
  /** What the console's API Explorer gives out by hand. */
  grantByHand(): { accessToken: string; refreshToken: string };
  /** -216, -220, or undefined for a token that is good. */
  problemWith(accessToken: string | undefined): -216 | -220 | undefined;
  /** Zalo takes back the token that is in force. */
  removeAccess(): void;
  /** How many exchanges there were of each kind, refused ones included. */
  readonly exchanges: { code: number; refresh: number; refused: number };
  /** Answers the next exchange in that way, or after that work. */
  nextExchange: (() => Promise<'answer' | 'lose the answer' | 'break'>) | undefined;
}

const CODE_MS = 10 * 60_000;
const ACCESS_S = 90_000;
const REFRESH_MS = 90 * 86_400_000;

export interface BoothSettings {
  readonly appId: string;
  readonly appSecret: string;
  readonly now: () => number;
  /** What a used refresh token is answered with; the real body is not known. */
  readonly reused: { readonly status: number; readonly body: object };
}

export function tokenBooth({ appId, appSecret, now, reused }: BoothSettings): TokenBooth {
  const codes = new Map<string, number>();
  let challenge = '';
  let refreshToken: { value: string; until: number } | undefined;
  let accessToken: { value: string; until: number } | undefined;
  const removed = new Set<string>();

  function grant() {
    if (accessToken !== undefined) removed.add(accessToken.value);
    accessToken = { value: newToken('access'), until: now() + ACCESS_S * 1000 };
    refreshToken = { value: newToken('refresh'), until: now() + REFRESH_MS };
    return {
      access_token: accessToken.value,
      refresh_token: refreshToken.value,
      expires_in: String(ACCESS_S),
    };
  }

  function answer(body: Readonly<Record<string, string | undefined>>): {
    status: number;
    body: object;
  } {
    if (body.app_id !== appId) return error(-14001, 'Invalid app id');
    if (body.grant_type === 'authorization_code') return forCode(body.code, body.code_verifier);
    if (body.grant_type === 'refresh_token') return forRefresh(body.refresh_token);
    return error(-14005, 'Invalid grant type');
  }

  function forCode(code = '', verifier = '') {
    booth.exchanges.code += 1;
    const until = codes.get(code);
    codes.delete(code);
    if (until === undefined || until < now()) return error(-14012, 'Invalid authorization code');
    if (createHash('sha256').update(verifier).digest('base64url') !== challenge) {
      return error(-14024, 'Invalid code verifier');
    }
    return { status: 200, body: grant() };
  }

  function forRefresh(value = '') {
    booth.exchanges.refresh += 1;
    const good = refreshToken?.value === value && refreshToken.until > now();
    return good ? { status: 200, body: grant() } : reused;
  }

  function error(code: number, name: string) {
    booth.exchanges.refused += 1;
    const body = { error: code, error_name: name, error_reason: name, ref_doc: '' };
    return { status: 200, body };
  }

  const router = express.Router();
  router.post('/v4/oa/access_token', express.urlencoded(), async (req, res) => {
    if (req.get('secret_key') !== appSecret) {
      const { status, body } = error(-14003, 'Invalid secret key');
      res.status(status).json(body);
      return;
    }
    const way = (await booth.nextExchange?.()) ?? 'answer';
    booth.nextExchange = undefined;
    if (way === 'break') {
      res.status(502).send('<html>Bad gateway</html>');
      return;
    }
    const { status, body } = answer(req.body);
    if (way === 'lose the answer') req.socket.destroy();
    else res.status(status).json(body);
  });

  const booth: TokenBooth = {
    router,
    exchanges: { code: 0, refresh: 0, refused: 0 },
    nextExchange: undefined,
    storeChallenge(value) {
      challenge = value;
    },
    consent() {
      const code = newToken('code');
      codes.set(code, now() + CODE_MS);
      return code;
    },
    grantByHand() {
      const { access_token, refresh_token } = grant();
      return { accessToken: access_token, refreshToken: refresh_token };
    },
    problemWith(value) {
      if (value === undefined || value !== accessToken?.value) {
        return removed.has(value ?? '') ? -220 : -216;
      }
      return accessToken.until < now() ? -220 : undefined;
    },
    removeAccess() {
      if (accessToken !== undefined) removed.add(accessToken.value);
      accessToken = undefined;
    },
  };
  return booth;
}

function newToken(kind: string): string {
  return `${kind}-${randomBytes(12).toString('hex')}`;
}
