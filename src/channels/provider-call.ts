/** One HTTP call of a provider. */
import { parseExact } from './exact-json.ts';

export interface ProviderAnswer {
  readonly status: number;
  readonly text: string;
  /** The text's JSON; undefined when it is none. */
  readonly body: unknown;
  /** Seconds that the provider asked to wait. */
  readonly retryAfter: number | undefined;
}

/** Shorter than the outbox waits, so that a call has ended before it is tried again. */
export const CALL_PATIENCE_MS = 15_000;

/**
 * The answer, or undefined when there was none within `patience` milliseconds. What the network
 * says is not kept: it may repeat an address that holds a token. Nor is a redirect followed, which
 * would carry the headers along.
 */
export async function callProvider(
  url: string,
  request: RequestInit,
  patience = CALL_PATIENCE_MS,
): Promise<ProviderAnswer | undefined> {
  const limits = [AbortSignal.timeout(patience), ...(request.signal ? [request.signal] : [])];
  try {
    const response = await fetch(url, {
      ...request,
      redirect: 'error',
      signal: AbortSignal.any(limits),
    });
    const text = await response.text();
    const retryAfter = secondsIn(response.headers.get('retry-after'));
    return { status: response.status, text, body: parsed(text), retryAfter };
  } catch {
    return undefined;
  }
}

/** `Retry-After` may also be a date; nobody here sends one. */
function secondsIn(header: string | null): number | undefined {
  return header !== null && /^\d{1,6}$/.test(header) ? Number(header) : undefined;
}

/** What a JSON text holds; undefined when it is none. */
export function parsed(text: string): unknown {
  try {
    return parseExact(text);
  } catch {
    return undefined;
  }
}
