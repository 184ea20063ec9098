/** How long things took, as counts of whole minutes: exact enough, and small however many they are. */

/** How often each number of minutes occurred. */
export type Minutes = ReadonlyMap<number, number>;

/** Adds a stretch of time, rounded up to whole minutes. */
export function addMinutes(all: Map<number, number>, minutes: number): void {
  const whole = Math.ceil(minutes);
  all.set(whole, (all.get(whole) ?? 0) + 1);
}

/** How many were added. */
export function countOf(all: Minutes): number {
  return [...all.values()].reduce((sum, count) => sum + count, 0);
}

/**
 * The number of minutes within which that share of them, 0 to 1, was done: the nearest rank, a value
 * that occurred. Null when there are none.
 */
export function within(all: Minutes, share: number): number | null {
  const rank = Math.ceil(countOf(all) * share);
  let passed = 0;
  for (const [minutes, count] of [...all].sort(([a], [b]) => a - b)) {
    passed += count;
    if (passed >= rank) return minutes;
  }
  return null;
}
