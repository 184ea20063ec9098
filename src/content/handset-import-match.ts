/**
 * Which rows of our table a listed handset is. Stricter than what citizens type: a list that says
 * "J7 Ultra" means no J7.
 */
import type { Handset } from './handset.ts';
import { findBrand, kinOf } from './handset-brands.ts';
import type { Catalogue } from './handset-catalogue.ts';
import type { ListedHandset } from './handset-import.ts';
import { fold, wordsOf } from './handset-name.ts';

/** Finds the rows of a listed handset; none when the maker or the model is unknown. */
export type FindListed = (listed: ListedHandset) => readonly Handset[];

/** Indexes the table once for many rows. */
export function listedFinder(catalogue: Catalogue): FindListed {
  const index = new Map<string, Set<Handset>>();
  for (const handset of catalogue.handsets.values()) {
    for (const name of namesOf(handset)) {
      const id = `${handset.brand}/${name}`;
      index.set(id, (index.get(id) ?? new Set()).add(handset));
    }
  }
  return (listed) => {
    const brands = brandsOf(catalogue, listed.brand);
    const found = listed.names
      .flatMap((name) => readings(name, listed.brand))
      .map((name) => [
        ...new Set(brands.flatMap((brand) => [...(index.get(`${brand}/${name}`) ?? [])])),
      ])
      .filter((handsets) => handsets.length > 0);
    // A code names fewer handsets than the name on the box: the narrowest reading is meant.
    return found.reduce<Handset[]>(
      (best, next) => (best.length === 0 || next.length < best.length ? next : best),
      [],
    );
  };
}

/** The maker as our table writes it, and its kin: "Samsung Electronics Co." is Samsung. */
export function brandsOf(catalogue: Catalogue, cell: string): readonly string[] {
  const match = findBrand(catalogue.lexicon, wordsOf(cell));
  return match === undefined || !catalogue.brands.has(match.brand) ? [] : kinOf(match.brand);
}

const MAKERS_CODE = /^[a-z]+-?\d{3,}/;

/** Every exact way of naming a row: in full, without brackets, by its codes. */
function namesOf({ brand, model, variant, aliases }: Handset): string[] {
  const code = model.split(' ').find((word) => MAKERS_CODE.test(word.toLowerCase()));
  const names = [
    model,
    model.replace(/\(.*?\)/g, ' '),
    ...[...model.matchAll(/\(([^()]*[a-z][^()]*)\)/gi)].map(([, inside = '']) => inside),
    ...(code === undefined ? [] : [code, model.replace(code, ' ')]),
    ...(variant === null || variant.includes(':') ? [] : [variant, `${model} ${variant}`]),
    ...aliases,
  ];
  return [...new Set(names.flatMap((name) => [plain(name), withoutBrand(name, brand)]))].filter(
    (name) => name !== '',
  );
}

/** The ways to read a cell: as it is, without brackets, what stands in them, each code in it. */
function readings(cell: string, brand: string): string[] {
  const inside = [...cell.matchAll(/\(([^()]*)\)/g)].map(([, text = '']) => text);
  const codes = cell.split(/[\s,;/()]+/).filter((word) => MAKERS_CODE.test(word.toLowerCase()));
  const texts = [cell, cell.replace(/\(.*?\)/g, ' '), ...inside, ...codes];
  const names = texts.flatMap((text) => [plain(text), withoutBrand(text, brand)]);
  return [...new Set(names)].filter((name) => name !== '');
}

function withoutBrand(text: string, brand: string): string {
  const name = plain(text);
  const [maker = ''] = fold(brand).split(/[^a-z0-9]+/);
  return maker !== '' && name.startsWith(maker) ? name.slice(maker.length) : name;
}

/** Letters and digits only: `SM-B310E` and `smb310e` are one; a plus sign is a word. */
function plain(text: string): string {
  return fold(text)
    .replaceAll('+', 'plus')
    .replace(/\b(dual ?sim|duos|ds)\b/g, ' ')
    .replace(/[^a-z0-9]+/g, '');
}
