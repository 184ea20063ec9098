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
  const shared = new Map<number, number>();
  for (const gram of rarest(index, grams)) {
    for (const id of index.postings.get(gram) ?? []) shared.set(id, (shared.get(id) ?? 0) + 1);
  }
  const score = (id: number, count: number) =>
    count / (grams.size + (index.sizes[id] ?? 0) - count);
  return [...shared]
    .map(([id, count]) => ({ id, score: score(id, count) }))
    .sort((left, right) => right.score - left.score || left.id - right.id)
    .slice(0, limit)
    .map(({ id }) => id);
}

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
