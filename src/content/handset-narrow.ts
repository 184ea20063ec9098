/** What remains of a name's handsets after the generations, years and other words that were typed. */
import type { Entry } from './handset-catalogue.ts';
import type { Match } from './handset-match.ts';
import type { HandsetQuery } from './handset-query.ts';

/** The entries of a match that agree with everything else that was typed; may be none. */
export function narrow(match: Match, query: HandsetQuery): readonly Entry[] {
  const byGen = narrowByGeneration(match.entries, match.gens);
  const byWord = narrowByStrangeWord(byGen, match.strange);
  const byYear = narrowByYear(byWord, query.years);
  return query.bought === undefined ? byYear : releasedBy(byYear, query.bought);
}

function narrowByGeneration(entries: readonly Entry[], gens: readonly string[]): readonly Entry[] {
  if (gens.length === 0) {
    const modern = entries.every(({ handset }) => handset.network >= '4G');
    const plain = entries.filter((entry) =>
      modern ? entry.gens.length === 0 : !entry.gens.includes('5g'),
    );
    return plain.length > 0 ? plain : entries;
  }
  const wanted = gens.filter((gen) => gen !== 'volte');
  return entries.filter(({ handset, gens: named }) =>
    wanted.every((gen) => handset.network === gen.toUpperCase() || named.includes(gen)),
  );
}

/**
 * Who adds a word of his own to a number ("8800 vàng hồng") would have said "Arte" if it were the
 * Arte; so its namesakes fall out, unless one of them is of an older network.
 */
function narrowByStrangeWord(entries: readonly Entry[], strange: readonly string[]) {
  if (strange.length === 0) return entries;
  const plain = entries.filter(({ omitted }) => omitted.length === 0);
  const oldest = (list: readonly Entry[]) => list.map(({ handset }) => handset.network).sort()[0];
  return plain.length > 0 && oldest(plain) === oldest(entries) ? plain : entries;
}

/**
 * The year in a name is the model's, first of all of a model that has it in its name: "3310 (2017)"
 * before the 3310 3G of 2017. If no model is of that year, it is that of the purchase.
 */
function narrowByYear(entries: readonly Entry[], years: readonly number[]): readonly Entry[] {
  const [year] = years;
  if (year === undefined) return entries;
  const named = entries.filter(({ years: own, gens }) => own.includes(year) && gens.length === 0);
  if (named.length > 0) return named;
  const same = entries.filter((entry) => yearsOf(entry).includes(year));
  return same.length > 0 ? same : releasedBy(entries, year);
}

/** What had been released by that year; all of it when nothing had. */
function releasedBy(entries: readonly Entry[], year: number): readonly Entry[] {
  const older = entries.filter((entry) => yearsOf(entry).some((released) => released <= year));
  return older.length > 0 ? older : entries;
}

function yearsOf({ years, handset }: Entry): readonly number[] {
  if (years.length > 0) return years;
  return handset.year === null ? [] : [handset.year];
}
