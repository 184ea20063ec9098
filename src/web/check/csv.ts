/** The result as a table for a spreadsheet. */
import type { Say } from '../../content/texts.ts';
import { spreadsheet } from '../csv.ts';
import type { Report } from './report.ts';

/** Names of the columns, below `check.column.` in `locales/`. */
export const COLUMNS = ['query', 'name', 'network', 'sign', 'why', 'next', 'source'] as const;

/** The rows of a report with their words, as CSV. */
export function writeCsv({ rows, words }: Report, say: Say): string {
  const header = COLUMNS.map((column) => say(`check.column.${column}`));
  const lines = rows.map(({ query, name, network, words: place }) => {
    const { sign = '', why = '', next = '', source = '' } = words[place] ?? {};
    return [query, name, network, sign, why, next, source];
  });
  return spreadsheet([header, ...lines]);
}
