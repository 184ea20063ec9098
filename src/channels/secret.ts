/** Compares secrets and says clearly, but not too often, that somebody came with a wrong one. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Report } from './channel.ts';

/** Whether both are the same; the time that it takes tells nothing about either. */
export function sameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Whoever guesses must not fill the disk: one line in this time, in milliseconds. */
const QUIET_MS = 60_000;

/** Raises an alarm for each refused call, with the likely cause. */
export type Alarm = (likelyCause: string) => void;

/** An alarm that sounds at once, then at most once a minute, with the number of calls since. */
export function alarm(report: Report, sentence: string, now: () => Date): Alarm {
  let silentUntil = 0;
  let calls = 0;
  return (likelyCause) => {
    calls += 1;
    if (now().getTime() < silentUntil) return;
    report.error({ alarm: true, calls, likelyCause }, sentence);
    silentUntil = now().getTime() + QUIET_MS;
    calls = 0;
  };
}
