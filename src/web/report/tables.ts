/** What a report shows, table by table. */
import type { Snapshot } from '../../content/content.ts';
import type { Report } from './figures.ts';
import type { Table, Words } from './table.ts';
import { channelTable, deskTable, topicTable } from './tables-groups.ts';
import { agentTable, hourTable, weekdayTable } from './tables-load.ts';
import { outcomesTable, ratingsTable, ticketsTable, timesTable } from './tables-total.ts';

/** What tables are made of. */
export interface TableParts {
  readonly report: Report;
  readonly content: Snapshot;
  readonly words: Words;
}

/** In the order in which they stand on the page. */
const MAKERS = {
  tickets: ({ words, report }) => ticketsTable(words, report),
  times: ({ words, report }) => timesTable(words, report),
  ratings: ({ words, report }) => ratingsTable(words, report),
  outcomes: ({ words, report }) => outcomesTable(words, report),
  desk: ({ words, report, content }) => deskTable(words, report.byDesk, content),
  channel: ({ words, report }) => channelTable(words, report.byChannel),
  topic: ({ words, report, content }) => topicTable(words, report.byTopic, content),
  hour: ({ words, report }) => hourTable(words, report),
  weekday: ({ words, report }) => weekdayTable(words, report),
  agent: ({ words, report }) => agentTable(words, report),
} as const satisfies Readonly<Record<string, (parts: TableParts) => Table>>;

/** Also their names in links. */
export type TableId = keyof typeof MAKERS;

export const TABLES = Object.keys(MAKERS) as TableId[];

/** One of the tables. */
export function tableOf(parts: TableParts, id: TableId): Table {
  return MAKERS[id](parts);
}
