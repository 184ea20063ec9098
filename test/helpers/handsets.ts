/** The project's own handset tables, and small catalogues of made-up rows. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Handset, Network } from '../../src/content/handset.ts';
import { buildCatalogue, type Catalogue } from '../../src/content/handset-catalogue.ts';
import { readHandsets } from '../../src/content/handset-files.ts';
import { lookupHandset } from '../../src/content/handset-lookup.ts';

const ROOT = join(import.meta.dirname, '../..');

/** The tables below `data/`, as the program reads them. */
export const tables = readHandsets(ROOT, (root, name) => readFileSync(join(root, name), 'utf8'));

/** A row of the table: what a test says of it, the rest plain. */
export function row(
  brand: string,
  model: string,
  network: Network,
  rest: Partial<Handset> = {},
): Handset {
  return {
    key: `${brand} ${model} ${rest.variant ?? ''}`
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/-$/, ''),
    brand,
    model,
    variant: null,
    aliases: [],
    year: 2012,
    network,
    volte: network === '2G' || network === '3G' ? 'no' : 'unknown',
    sold_in_vn: 'unknown',
    confidence: 'high',
    source: 'a test',
    ...rest,
  };
}

/** A catalogue of these rows only. */
export function catalogueOf(...rows: Handset[]): Catalogue {
  return buildCatalogue(rows, [], []);
}

/** The network that a name stands for, `ambiguous` or `unknown`. */
export function networkOf(catalogue: Catalogue, name: string): string {
  const { status, network } = lookupHandset(catalogue, name);
  return network ?? status;
}
