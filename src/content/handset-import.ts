/**
 * Lists of handsets that an operator has the right to use, compared with our tables: what is new,
 * what changes, what contradicts us. A plan is a value: nothing is written here.
 */
import type { Day } from '../day.ts';
import type { Handset, Network, Volte } from './handset.ts';

export const IMPORT_KINDS = ['tqc', 'volte', 'tac', 'osmocom'] as const;
/**
 * `tqc`: handsets certified as 2G only; `volte`: what a carrier lets call over 4G; `tac`: a table of
 * TACs as the GSMA gives it; `osmocom`: the Osmocom TAC database.
 */
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** One row of a list, as far as we read it. */
export interface ListedHandset {
  /** Line in the file, the header included; null where the file has none (JSON). */
  readonly line: number | null;
  readonly brand: string;
  /** Names of the model, as many as the list gives. */
  readonly names: readonly string[];
  readonly tac?: string | undefined;
  readonly volte?: Exclude<Volte, 'unknown'> | undefined;
  /** The highest generation, where the list tells. */
  readonly network?: Network | undefined;
}

/** Where a list comes from: kept with every row that it changes. */
export interface ListSource {
  readonly title: string;
  readonly asOf: Day;
}

/** In the order in which a person wants to read them. */
export const FINDING_KINDS = [
  'new',
  'changed',
  /** The list says one thing, our table another: a person must find out. Never applied. */
  'contradiction',
  /** The name covers handsets of different networks. Never applied. */
  'ambiguous',
  /** The maker or the model is not in our table. Never applied. */
  'unknown',
  /** The row cannot be read. */
  'skipped',
  'same',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** What one row of the list means for our table. */
export interface Finding {
  readonly kind: FindingKind;
  readonly line: number | null;
  readonly text: string;
}

export interface ImportPlan {
  readonly findings: readonly Finding[];
  /** The table with everything new and changed in it; null when nothing is. */
  readonly text: string | null;
}

/** "Nokia 1280": the row as a person reads it. */
export function listedName({ brand, names }: ListedHandset): string {
  return [brand, ...names.slice(0, 1)].join(' ').trim();
}

const HANDSETS_NAMED = 3;

/** "samsung-galaxy-j7 (4G), samsung-galaxy-j7-2016 (4G) and 2 more". */
export function writeHandsets(handsets: readonly Handset[]): string {
  const named = handsets.slice(0, HANDSETS_NAMED).map(({ key, network }) => `${key} (${network})`);
  const more = handsets.length - named.length;
  return `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** "list of 2024, 2024-09-10". */
export function writeSource({ title, asOf }: ListSource): string {
  return `${title}, ${asOf}`;
}
