/** How fast one browser, and all browsers behind one address, may send. */
import type { RequestHandler } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { HttpError } from '../http.ts';

/** Messages in a second and in a minute. */
export interface Rate {
  readonly perSecond: number;
  readonly perMinute: number;
}

export interface Limits {
  readonly browser: Rate;
  /** Whole villages share one address behind a carrier's network. */
  readonly address: Rate;
}

export const DEFAULT_LIMITS: Limits = {
  browser: { perSecond: 5, perMinute: 60 },
  address: { perSecond: 50, perMinute: 1200 },
};

/** Counts one message against a key; throws HttpError 429 with the seconds to wait. */
export type Count = (key: string) => Promise<void>;

export function limiter({ perSecond, perMinute }: Rate): Count {
  const second = new RateLimiterMemory({ points: perSecond, duration: 1 });
  const minute = new RateLimiterMemory({ points: perMinute, duration: 60 });
  return async (key) => {
    await second.consume(key).catch(refuse);
    await minute.consume(key).catch(refuse);
  };
}

function refuse(reason: unknown): never {
  if (!(reason instanceof RateLimiterRes)) throw reason;
  throw new HttpError(429, Math.max(1, Math.ceil(reason.msBeforeNext / 1000)));
}

/** Counts every request that passes by its network address. */
export function limitByAddress(rate: Rate): RequestHandler {
  const count = limiter(rate);
  return async (req, _res, next) => {
    await count(req.ip ?? 'unknown');
    next();
  };
}
