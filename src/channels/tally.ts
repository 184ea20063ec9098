/** Counts what a channel ignores, so that what never gets an answer does not go unseen. */
import type { Report } from './channel.ts';

/** Counts one more of a kind. */
export type Tally = (kind: string) => void;

/** Kinds come from outside: beyond this number they are counted together. */
const MOST_KINDS = 50;

/** A tally that reports the first of each kind, and then at 10, 100, 1000 … */
export function tally(report: Report, channel: string): Tally {
  const counts = new Map<string, number>();
  return (named) => {
    const kind = counts.has(named) || counts.size < MOST_KINDS ? named : 'other';
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    if (Number.isInteger(Math.log10(count))) report.info({ channel, kind, count }, 'ignored');
  };
}
