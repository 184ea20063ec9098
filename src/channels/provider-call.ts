/** One HTTP call of a provider. */
import { parseExact } from './exact-json.ts';

export interface ProviderAnswer {
  readonly status: number;
  /** Undefined when it is no JSON. */
  readonly body: unknown;
}

/** Shorter than the outbox waits, so that a call has ended before it is tried again. */
export const CALL_PATIENCE_MS = 15_000;

/**
 * The answer, or undefined when there was none within `patience` milliseconds. What the network says is not kept: it may repeat
 * an address that holds a token. Nor is a redirect followed, which would carry the headers along.
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
    return { status: response.status, body: parsed(await response.text()) };
  } catch {
    return undefined;
  }
}

/** What a JSON text holds; undefined when it is none. */
export function parsed(text: string): unknown {
  try {
    return parseExact(text);
  } catch {
    return undefined;
  }
}
