/**
 * A trigram index over names: finds the few that look most alike among many thousands, before a
 * closer look ranks them. Built once per snapshot, kept in typed arrays.
 */

export interface TrigramIndex {
  readonly names: readonly string[];
  /** Positions of the names that hold a trigram. */
  readonly postings: ReadonlyMap<string, Uint32Array>;
  /** How many trigrams each name has. */
  readonly sizes: Uint16Array;
}

/** Builds the index; the position of a name is its id. */
export function buildTrigramIndex(names: readonly string[]): TrigramIndex {
  const lists = new Map<string, number[]>();
  const sizes = new Uint16Array(names.length);
  names.forEach((name, id) => {
    const grams = trigrams(name);
    sizes[id] = grams.size;
    for (const gram of grams) {
      const list = lists.get(gram);
      if (list === undefined) lists.set(gram, [id]);
      else list.push(id);
    }
  });
  const postings = new Map([...lists].map(([gram, ids]) => [gram, Uint32Array.from(ids)]));
  return { names, postings, sizes };
}

/** Ids of the names most alike, best first: shared trigrams against all trigrams of both. */
export function nearestNames(index: TrigramIndex, query: string, limit: number): number[] {
  const grams = trigrams(query);
  const shared = new Uint8Array(index.names.length);
  const seen: number[] = [];
  for (const gram of rarest(index, grams)) {
    for (const id of index.postings.get(gram) ?? []) {
      if (shared[id] === 0) seen.push(id);
      shared[id] = Math.min(255, (shared[id] ?? 0) + 1);
    }
  }
  const score = (id: number) => {
    const both = shared[id] ?? 0;
    return both / (grams.size + (index.sizes[id] ?? 0) - both);
  };
  const scores = new Map(seen.map((id) => [id, score(id)]));
  return seen
    .filter((id) => (scores.get(id) ?? 0) >= LEAST_ALIKE)
    .sort((left, right) => (scores.get(right) ?? 0) - (scores.get(left) ?? 0) || left - right)
    .slice(0, limit);
}

/** Below this share of common trigrams no slip or two can explain the difference. */
const LEAST_ALIKE = 0.15;

/**
 * The query's trigrams without those that nearly every name has (`gal`, `axy`): they cost most of
 * the time and tell least.
 */
function rarest(index: TrigramIndex, grams: ReadonlySet<string>): string[] {
  const sized = [...grams]
    .map((gram) => ({ gram, size: index.postings.get(gram)?.length ?? 0 }))
    .filter(({ size }) => size > 0)
    .sort((left, right) => left.size - right.size);
  let budget = MAX_POSTINGS;
  return sized
    .filter(({ size }, at) => {
      budget -= size;
      return at < MIN_GRAMS || budget > 0;
    })
    .map(({ gram }) => gram);
}

const MIN_GRAMS = 2;
const MAX_POSTINGS = 2500;

function trigrams(name: string): Set<string> {
  const padded = `  ${name} `;
  const grams = new Set<string>();
  for (let at = 0; at + 3 <= padded.length; at++) grams.add(padded.slice(at, at + 3));
  return grams;
}
