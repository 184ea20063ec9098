/** A reply that takes several messages, on a provider that may fail in the middle. */
import { type ExternalId, type OutgoingMessage, SendError } from './channel.ts';

/**
 * Sends what earlier attempts have not sent; returns the id of the last part.
 *
 * @throws SendError with the number of parts that the provider has taken by then
 */
export async function sendParts<Part>(
  parts: readonly Part[],
  { partsSent }: Pick<OutgoingMessage, 'partsSent'>,
  signal: AbortSignal,
  send: (part: Part) => Promise<ExternalId>,
): Promise<ExternalId> {
  let externalId = '';
  for (const [at, part] of parts.entries()) {
    if (at < partsSent) continue;
    if (signal.aborted) throw new SendError('no time left', { retryable: true, partsSent: at });
    try {
      externalId = await send(part);
    } catch (error) {
      if (!(error instanceof SendError)) throw error;
      throw new SendError(error.message, { ...error.failure, partsSent: at });
    }
  }
  return externalId;
}
