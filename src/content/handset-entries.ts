/** The handsets that bear a name exactly as it is written. */
import type { Catalogue, Entry } from './handset-catalogue.ts';
import { compact } from './handset-name.ts';

/** The handsets of these makers that bear the name, the best kind of form only. */
export function entriesAt(
  catalogue: Catalogue,
  words: readonly { readonly text: string }[],
  brands: readonly string[],
): Entry[] {
  const found = (catalogue.entries.get(compact(words)) ?? []).filter(
    ({ handset, kind, spaced }) =>
      (brands.length === 0 && kind !== 'digits' && !isBareWord(spaced)) ||
      brands.includes(handset.brand),
  );
  const makers = new Set(found.map(({ handset }) => handset.brand));
  return [...makers].flatMap((maker) =>
    withoutWeaker(found.filter(({ handset }) => handset.brand === maker)),
  );
}

/** "Bold", "Young": a word that names no handset without its maker. */
function isBareWord(spaced: string): boolean {
  return (
    /^[a-z]{1,8}$/.test(spaced) ||
    (/^[a-z]?\d{1,2}[a-z]?$/.test(spaced) && !/[a-z]\d|\d[a-z]/.test(spaced))
  );
}

/**
 * A handset's own name goes before others' aliases, unless one of those is of an older network:
 * then both may be meant. The bare number of a code counts only when nothing else does.
 */
function withoutWeaker(entries: readonly Entry[]): Entry[] {
  const strong = entries.filter(({ kind }) => kind !== 'digits');
  const own = strong.filter(({ kind }) => kind === 'name');
  if (own.length === 0) return strong.length > 0 ? strong : [...entries];
  const oldest = own.map(({ handset }) => handset.network).sort()[0] ?? '2G';
  return strong.filter(({ kind, handset }) => kind === 'name' || handset.network < oldest);
}
