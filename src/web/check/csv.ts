/** The result as a table that Excel opens with its accents. */
import type { Say } from '../../content/texts.ts';
import type { Report } from './report.ts';

/** Names of the columns, below `check.column.` in `locales/`. */
export const COLUMNS = ['query', 'name', 'network', 'sign', 'why', 'next', 'source'] as const;

/** CSV with the byte order mark by which Excel recognises UTF-8. */
export function writeCsv({ rows, words }: Report, say: Say): string {
  const header = COLUMNS.map((column) => say(`check.column.${column}`));
  const lines = rows.map(({ query, name, network, words: place }) => {
    const { sign = '', why = '', next = '', source = '' } = words[place] ?? {};
    return [query, name, network, sign, why, next, source];
  });
  const text = [header, ...lines].map((cells) => cells.map(cell).join(',')).join('\r\n');
  return `\uFEFF${text}\r\n`;
}

/**
 * A cell in quotation marks. What a spreadsheet would take for a formula gets an apostrophe in
 * front: lists come from strangers (OWASP, "CSV Injection").
 */
function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
