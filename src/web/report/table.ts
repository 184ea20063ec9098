/** Tables of figures as values: the page and the spreadsheet are made of the same ones. */
import type { Say } from '../../content/texts.ts';
import type { Locale } from '../../message.ts';
import type { Sort } from './request.ts';

/** Says the texts below `report.` and writes numbers as the language does. */
export interface Words {
  readonly locale: Locale;
  readonly say: Say;
}

export interface Cell {
  /** As people read it; empty where there is nothing to say. */
  readonly text: string;
  /** For spreadsheets and for sorting: a count, minutes, or parts of 100. Null: nothing. */
  readonly value: number | null;
  /** Length of its bar, in parts of 100. */
  readonly bar?: number;
}

export interface Column {
  readonly id: string;
  readonly label: string;
  readonly unit: 'count' | 'minutes' | 'percent';
}

export interface Row {
  readonly name: string;
  readonly cells: readonly Cell[];
}

export interface Table {
  readonly id: string;
  readonly title: string;
  /** What stands in the first column. */
  readonly rowName: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** Whether the rows may be put in another order. */
  readonly sortable: boolean;
  /** What exactly is counted. */
  readonly definitions: readonly string[];
}

/** Nothing to say here. */
export const NOTHING: Cell = { text: '', value: null };

/** What differs from one table to the next; its texts stand below `report.` under these names. */
export interface TableShape {
  readonly id: string;
  readonly columns: readonly (readonly [id: string, unit: Column['unit']])[];
  readonly rows: readonly Row[];
  readonly define: readonly string[];
  readonly sortable?: boolean;
}

/** A table with its texts. */
export function makeTable({ say }: Words, shape: TableShape): Table {
  const { id, columns, rows, define, sortable = false } = shape;
  return {
    id,
    title: say(`report.table.${id}.title`),
    rowName: say(`report.table.${id}.row`),
    columns: columns.map(([column, unit]) => ({
      id: column,
      label: say(`report.column.${column}`),
      unit,
    })),
    rows,
    sortable,
    definitions: define.map((name) => say(`report.define.${name}`)),
  };
}

/** A number of things. */
export function countCell({ locale }: Words, value: number, most?: number): Cell {
  const text = value.toLocaleString(locale);
  return most === undefined ? { text, value } : { text, value, bar: partOf(value, most) };
}

/** A stretch of time, as `2 giờ 5 phút`. */
export function minutesCell({ say }: Words, value: number | null): Cell {
  if (value === null) return { text: '', value };
  const [hours, minutes] = [Math.floor(value / 60), value % 60];
  const key = hours === 0 ? 'minutes' : minutes === 0 ? 'hours' : 'hours-minutes';
  return { text: say(`report.${key}`, { hours, minutes }), value };
}

/** A share, with what it is a share of: few cases prove little. */
export function shareCell({ locale }: Words, part: number, whole: number): Cell {
  if (whole === 0) return { text: '', value: null };
  const value = Math.round((part / whole) * 100);
  const text = `${value}% (${part.toLocaleString(locale)}/${whole.toLocaleString(locale)})`;
  return { text, value, bar: value };
}

function partOf(value: number, most: number): number {
  return most === 0 ? 0 : Math.round((value / most) * 100);
}

/** A table in the order that a reader asked for; rows without a value come last either way. */
export function sorted(table: Table, sort: Sort | null, locale: Locale): Table {
  if (sort === null || sort.table !== table.id || !table.sortable) return table;
  const at = table.columns.findIndex(({ id }) => id === sort.column);
  const sign = sort.direction === 'ascending' ? 1 : -1;
  const byName = (a: Row, b: Row) => sign * a.name.localeCompare(b.name, locale);
  const byValue = (a: Row, b: Row) => compare(a.cells[at]?.value, b.cells[at]?.value, sign);
  return { ...table, rows: table.rows.toSorted(at < 0 ? byName : byValue) };
}

function compare(a: number | null | undefined, b: number | null | undefined, sign: number): number {
  if (a == null || b == null) return Number(a == null) - Number(b == null);
  return sign * (a - b);
}

/** A table as rows of a spreadsheet: bare numbers, with their unit in the heading. */
export function sheetOf({ rowName, columns, rows }: Table, { say }: Words): string[][] {
  const heading = ({ label, unit }: Column) =>
    unit === 'count' ? label : `${label} (${say(`report.unit.${unit}`)})`;
  return [
    [rowName, ...columns.map(heading)],
    ...rows.map(({ name, cells }) => [name, ...cells.map(({ value }) => value?.toString() ?? '')]),
  ];
}
