/** Spaces what goes to a provider, so that it has no reason to refuse. */
import type { Rate } from '../channels/channel.ts';

export interface Pacer {
  /**
   * Milliseconds until one more message keeps to all the rates; its place is taken unless that is
   * more than `longest`.
   */
  reserve(rates: readonly Rate[], now: number, longest: number): number;
}

/** With more keys than this, those that limit nothing any more are forgotten. */
const MANY_KEYS = 1000;

/** Counts within this process, by the generic cell rate algorithm (ITU-T I.371). */
export function pacer(): Pacer {
  /** When the message after the last one would be due if they came evenly. */
  const nextDue = new Map<string, number>();
  return {
    reserve(rates, now, longest) {
      const waits = rates.map(
        ({ key, everyMs, burst }) => (nextDue.get(key) ?? now) - (burst - 1) * everyMs - now,
      );
      const wait = Math.max(0, ...waits);
      if (wait > longest) return wait;
      for (const { key, everyMs } of rates) {
        nextDue.set(key, Math.max(nextDue.get(key) ?? 0, now + wait) + everyMs);
      }
      if (nextDue.size > MANY_KEYS) forgetBefore(nextDue, now);
      return wait;
    },
  };
}

function forgetBefore(nextDue: Map<string, number>, now: number): void {
  for (const [key, due] of nextDue) if (due <= now) nextDue.delete(key);
}
