/**
 * Keeps the OA's tokens fresh. A refresh token can be used once, by one process of perhaps several:
 * whoever is to use it reserves that first, and the new pair is stored before it is used.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Report, SendError } from '../channel.ts';
import { alarm } from '../secret.ts';
import { type Grant, type OAuthSettings, refresh, type Tokens } from './oauth.ts';

/** Where the tokens are, for all processes that serve this OA. Times are ISO 8601 in UTC. */
export interface TokenStore {
  /** Undefined before the first consent. */
  read(): Promise<Tokens | undefined>;
  /** Reserves the exchange of a refresh token; false when it is reserved or no longer the one. */
  reserve(refreshToken: string, now: string, until: string): Promise<boolean>;
  /** Puts new tokens in the place of those with that refresh token, if these are still there. */
  replace(refreshToken: string, tokens: Tokens): Promise<void>;
  /** Ends a reservation that led to nothing. */
  release(refreshToken: string): Promise<void>;
}

export interface TokenParts {
  readonly store: TokenStore;
  readonly report: Report;
  readonly now: () => Date;
  /** How long a call may take, in milliseconds. */
  readonly patience: number;
}

export interface TokenKeeper {
  /**
   * The token to call with.
   *
   * @param rejected the one that Zalo has just refused
   * @throws SendError when there is none
   */
  get(rejected?: string): Promise<string>;
  /** Renews the tokens when it is time, so that trouble shows before a citizen waits. */
  keepFresh(): Promise<void>;
}

/** Of 25 hours; the rest is left for trouble. */
const RENEW_AFTER_MS = 20 * 3_600_000;
/** Longer than a call of Zalo may take. */
const RESERVED_MS = 30_000;
/** Pause after a failed exchange: the cause of a refusal does not go away by asking. */
const PAUSE_MS = { refused: 600_000, unreachable: 30_000 } as const;
/** After a refusal of younger tokens, newer ones would not help either. */
const YOUNG_MS = 60_000;
const ATTEMPTS_TO_KEEP = 20;
const PAUSE_TO_KEEP_MS = 1000;
/** Another process that renews gets this long. */
const LOOKS = 40;
const LOOK_MS = 250;

export function tokenKeeper(settings: OAuthSettings, parts: TokenParts): TokenKeeper {
  const { store, report, now, patience } = parts;
  const missing = alarm(report, 'Zalo OA is not connected', now);
  const failed = alarm(report, 'the tokens of the Zalo OA could not be renewed', now);
  let running: { readonly of: string; readonly renewal: Promise<Tokens | undefined> } | undefined;
  let paused = { of: '', until: 0 };

  async function get(rejected?: string): Promise<string> {
    const tokens = await store.read();
    if (tokens === undefined) {
      missing('nobody has agreed yet: npm run zalo:login');
      throw new SendError('Zalo OA is not connected', { retryable: true });
    }
    const usable = tokens.accessToken !== rejected && now().toISOString() < tokens.expiresAt;
    if (usable && !isDue(tokens)) return tokens.accessToken;
    if (age(tokens) < YOUNG_MS) {
      failed('Zalo does not take tokens that it has just given out');
      throw new SendError('Zalo does not take the access to the OA', { retryable: true });
    }
    const renewed = await renewOnce(tokens, usable);
    if (renewed !== undefined) return renewed.accessToken;
    if (usable) return tokens.accessToken;
    throw new SendError('the access to the Zalo OA has expired', { retryable: true });
  }

  function age({ obtainedAt }: Tokens): number {
    return now().getTime() - Date.parse(obtainedAt);
  }

  function isDue(tokens: Tokens): boolean {
    return age(tokens) > RENEW_AFTER_MS;
  }

  /** One renewal of each pair in this process; undefined when it failed or another process is at it. */
  async function renewOnce(tokens: Tokens, usable: boolean): Promise<Tokens | undefined> {
    const of = tokens.refreshToken;
    if (paused.of === of && now().getTime() < paused.until) return undefined;
    if (running?.of !== of) {
      const renewal = renew(tokens, usable).finally(() => {
        if (running?.of === of) running = undefined;
      });
      running = { of, renewal };
    }
    return running.renewal;
  }

  async function renew(tokens: Tokens, usable: boolean): Promise<Tokens | undefined> {
    const { refreshToken } = tokens;
    const until = new Date(now().getTime() + RESERVED_MS).toISOString();
    if (!(await store.reserve(refreshToken, now().toISOString(), until))) {
      return usable ? undefined : renewedByAnother(refreshToken);
    }
    const grant = await refresh(settings, refreshToken, { now: now(), patience });
    if (grant.kind !== 'granted') return giveUp(refreshToken, grant);
    await keep(refreshToken, grant.tokens);
    report.info({ channel: 'zalo-oa' }, 'tokens renewed');
    return store.read();
  }

  /** The old pair is dead by now: a database that is away for a moment must not lose the new one. */
  async function keep(refreshToken: string, tokens: Tokens): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await store.replace(refreshToken, tokens);
      } catch (error) {
        if (attempt === ATTEMPTS_TO_KEEP) throw error;
        await sleep(PAUSE_TO_KEEP_MS);
      }
    }
  }

  async function renewedByAnother(refreshToken: string): Promise<Tokens | undefined> {
    for (let look = 0; look < LOOKS; look += 1) {
      const tokens = await store.read();
      if (tokens?.refreshToken !== refreshToken) return tokens;
      await sleep(LOOK_MS);
    }
    return undefined;
  }

  async function giveUp(of: string, grant: Exclude<Grant, { kind: 'granted' }>) {
    paused = { of, until: now().getTime() + PAUSE_MS[grant.kind] };
    await store.release(of);
    failed(
      grant.kind === 'unreachable'
        ? 'oauth.zaloapp.com did not answer'
        : `${grant.reason}: an administrator has to agree anew, npm run zalo:login`,
    );
    return undefined;
  }

  return {
    get,
    async keepFresh() {
      const tokens = await store.read();
      if (tokens !== undefined && isDue(tokens)) await renewOnce(tokens, true);
    },
  };
}
