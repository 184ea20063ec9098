/**
 * Long polling: Telegram is asked for updates, so no address that it could reach is needed. An
 * update counts as received with the next question, which is asked only once it is stored.
 */
import { z } from 'zod';
import { callProvider } from '../provider-call.ts';
import { nap, type Persistence, untilItWorks } from '../until-it-works.ts';
import { explain } from './failure.ts';
import { ALLOWED_UPDATES } from './update.ts';

export interface Poll {
  readonly apiRoot: string;
  readonly token: string;
  /** Resolves once what the update brought is stored. */
  readonly take: (update: unknown) => Promise<void>;
}

/** How long Telegram waits for an update before it answers with none, in seconds. */
const WAIT_S = 30;
/** Then the connection counts as broken, in milliseconds. */
const PATIENCE_MS = (WAIT_S + 15) * 1000;

const answerSchema = z.union([
  z.object({ ok: z.literal(true), result: z.array(z.looseObject({ update_id: z.int() })) }),
  z.object({
    ok: z.literal(false),
    error_code: z.int(),
    description: z.string().default(''),
    parameters: z.object({ retry_after: z.int().default(0) }).default({ retry_after: 0 }),
  }),
]);

/** Polls until the persistence's signal; resolves when what it has received is stored. */
export async function poll(settings: Poll, persistence: Persistence): Promise<void> {
  const { signal, pause } = persistence;
  let offset: number | undefined;
  const ask = async (): Promise<string | undefined> => {
    const began = performance.now();
    const answer = await getUpdates(settings, offset, signal);
    if (answer === undefined) return 'Telegram could not be reached';
    if (!answer.ok) {
      await nap(answer.parameters.retry_after * 1000, signal);
      return explain(answer.error_code, answer.description);
    }
    const trouble = await takeAll(answer.result, settings, persistence);
    if (trouble !== undefined) return trouble;
    const last = answer.result.at(-1);
    if (last !== undefined) offset = last.update_id + 1;
    // Telegram keeps an empty answer back; whoever does not must not be asked without end.
    else if (performance.now() - began < pause) await nap(pause, signal);
    return undefined;
  };
  while (!signal.aborted) await untilItWorks(persistence, ask);
}

/** What one answer brought, side by side; the trouble if not all of it could be stored. */
async function takeAll(
  updates: readonly unknown[],
  { take }: Poll,
  { report }: Persistence,
): Promise<string | undefined> {
  const outcomes = await Promise.allSettled(updates.map((update) => take(update)));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed === undefined) return undefined;
  report.error({ err: failed.reason }, 'an update of Telegram could not be stored');
  return 'Telegram is asked again for updates that could not be stored';
}

async function getUpdates(
  { apiRoot, token }: Poll,
  offset: number | undefined,
  signal: AbortSignal,
): Promise<z.infer<typeof answerSchema> | undefined> {
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ offset, timeout: WAIT_S, allowed_updates: ALLOWED_UPDATES }),
    signal,
  };
  const answer = await callProvider(`${apiRoot}/bot${token}/getUpdates`, request, PATIENCE_MS);
  return answerSchema.safeParse(answer?.body).data;
}
