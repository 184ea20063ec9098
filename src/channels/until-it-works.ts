/** Trying again what a provider refuses or the network loses. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChannelName } from '../message.ts';
import type { Report } from './channel.ts';

export interface Persistence {
  readonly channel: ChannelName;
  readonly report: Report;
  /** After the first failure, in milliseconds; it doubles up to a minute. */
  readonly pause: number;
  /** Ends the trying. */
  readonly signal: AbortSignal;
}

const LONGEST_PAUSE_MS = 60_000;

/**
 * Tries at least once, until it works or the signal comes. A trouble that lasts is one line in the
 * log.
 *
 * @param attempt resolves with the trouble in one sentence; with undefined when there was none
 */
export async function untilItWorks(
  { channel, report, pause, signal }: Persistence,
  attempt: () => Promise<string | undefined>,
): Promise<void> {
  let said: string | undefined;
  for (let failures = 0; ; failures += 1) {
    const trouble = await attempt();
    if (trouble === undefined && said !== undefined) report.info({ channel }, 'works again');
    if (trouble === undefined || signal.aborted) return;
    if (trouble !== said) report.error({ channel }, trouble);
    said = trouble;
    await nap(Math.min(LONGEST_PAUSE_MS, pause * 2 ** failures), signal);
  }
}

/** Waits; shorter when the signal comes. */
export async function nap(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}
