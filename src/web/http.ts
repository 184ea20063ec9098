/** Small words that all web routes share. */
import type { Request, Response } from 'express';

/** A request that is answered with this status; `retryAfter` is in seconds. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly status: number;
  readonly retryAfter: number | undefined;

  constructor(status: number, retryAfter?: number) {
    super(`HTTP ${status}`);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** The status of an error that a route or a body parser threw; 500 when it names none. */
export function statusOf(error: unknown): number {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}

/** Sets `Retry-After` when an error says how long to wait. */
export function sayWhenAgain(error: unknown, res: Response): void {
  if (error instanceof HttpError && error.retryAfter !== undefined) {
    res.set('Retry-After', String(error.retryAfter));
  }
}

/** Whether the caller is a script that reads JSON rather than a person who reads a page. */
export function wantsJson(req: Request): boolean {
  return req.is('json') === 'json' || req.accepts(['html', 'json']) === 'json';
}

/** One cookie of a request; undefined when it is not there. */
export function readCookie(req: Request, name: string): string | undefined {
  const pairs = (req.get('cookie') ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** A value of the query string, if it was given once. */
export function queryText(req: Request, name: string): string | undefined {
  const value = req.query[name];
  return typeof value === 'string' ? value : undefined;
}
