/**
 * Long polling: Telegram is asked for updates, so no address that it could reach is needed. An
 * update counts as received with the next question, which is asked only once it is stored.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Report } from '../channel.ts';
import { parseExact } from '../exact-json.ts';
import { explain } from './failure.ts';
import { ALLOWED_UPDATES } from './update.ts';

export interface PollingParts {
  readonly apiRoot: string;
  readonly token: string;
  /** Resolves once what the update brought is stored. */
  readonly take: (update: unknown) => Promise<void>;
  readonly report: Report;
  /** First pause after a failure, in milliseconds; it doubles up to a minute. */
  readonly pause: number;
  /** Ends the polling. */
  readonly signal: AbortSignal;
}

/** How long Telegram waits for an update before it answers with none, in seconds. */
const WAIT_S = 30;
/** Then the connection counts as broken, in milliseconds. */
const PATIENCE_MS = (WAIT_S + 15) * 1000;
const LONGEST_PAUSE_MS = 60_000;

const answerSchema = z.union([
  z.object({ ok: z.literal(true), result: z.array(z.looseObject({ update_id: z.int() })) }),
  z.object({
    ok: z.literal(false),
    error_code: z.int(),
    description: z.string().default(''),
    parameters: z.object({ retry_after: z.int().optional() }).default({}),
  }),
]);

/** Polls until the signal; resolves when what it has received is stored. */
export async function poll(parts: PollingParts): Promise<void> {
  const { report, signal, pause } = parts;
  let offset: number | undefined;
  let failures = 0;
  let said: string | undefined;
  while (!signal.aborted) {
    const round = await ask(parts, offset);
    if (round.trouble === undefined) {
      offset = round.next ?? offset;
      if (said !== undefined) report.info({ channel: 'telegram' }, 'polling works again');
      [failures, said] = [0, undefined];
      // Telegram keeps an empty answer back; whoever does not must not be asked without end.
      if (round.next === undefined && round.tookMs < pause) await nap(pause, signal);
    } else if (!signal.aborted) {
      // One line for one trouble: it may last for hours.
      if (round.trouble !== said) report.error({ channel: 'telegram' }, round.trouble);
      said = round.trouble;
      await nap(Math.max(round.retryAfterMs, pauseAfter(failures, pause)), signal);
      failures += 1;
    }
  }
}

/** What came of one question. */
interface Round {
  /** In one sentence; undefined when all that came is stored. */
  readonly trouble?: string;
  readonly retryAfterMs: number;
  /** From where to ask on; undefined when nothing new is stored. */
  readonly next?: number;
  readonly tookMs: number;
}

async function ask(parts: PollingParts, offset: number | undefined): Promise<Round> {
  const began = performance.now();
  const answer = await getUpdates(parts, offset);
  const took = { retryAfterMs: 0, tookMs: performance.now() - began };
  if (answer === undefined) return { ...took, trouble: 'Telegram could not be reached' };
  if (!answer.ok) {
    const { error_code, description, parameters } = answer;
    const retryAfterMs = (parameters.retry_after ?? 0) * 1000;
    return { ...took, retryAfterMs, trouble: explain(error_code, description) };
  }
  const stored = await Promise.allSettled(answer.result.map(parts.take));
  const failed = stored.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) {
    parts.report.error({ err: failed.reason }, 'an update of Telegram could not be stored');
    return { ...took, trouble: 'Telegram is asked again for updates that could not be stored' };
  }
  const last = answer.result.at(-1);
  return last === undefined ? took : { ...took, next: last.update_id + 1 };
}

/** Telegram's answer; undefined when there was none. What the network said names the token: not kept. */
async function getUpdates(
  { apiRoot, token, signal }: PollingParts,
  offset: number | undefined,
): Promise<z.infer<typeof answerSchema> | undefined> {
  try {
    const response = await fetch(`${apiRoot}/bot${token}/getUpdates`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ offset, timeout: WAIT_S, allowed_updates: ALLOWED_UPDATES }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
    });
    return answerSchema.parse(parseExact(await response.text()));
  } catch {
    return undefined;
  }
}

function pauseAfter(failures: number, first: number): number {
  return Math.min(LONGEST_PAUSE_MS, first * 2 ** failures);
}

async function nap(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}
