/** The tables that set desks, channels and topics side by side. */
import type { Snapshot } from '../../content/content.ts';
import { desksOfContent } from '../../content/desk.ts';
import { CHANNELS } from '../../message.ts';
import { nameOfDesk, OWN_TOPICS, topicName } from '../desk/row-view.ts';
import type { Figures } from './figures.ts';
import { within } from './minutes.ts';
import {
  type Cell,
  type Column,
  countCell,
  makeTable,
  minutesCell,
  shareCell,
  type Table,
  type Words,
} from './table.ts';
import { goodCell, HALF, MOST } from './tables-total.ts';

const COLUMNS: readonly (readonly [string, Column['unit']])[] = [
  ['opened', 'count'],
  ['waiting-half', 'minutes'],
  ['waiting-most', 'minutes'],
  ['reply-half', 'minutes'],
  ['reply-most', 'minutes'],
  ['on-time', 'percent'],
  ['resolved', 'percent'],
  ['good', 'percent'],
];

type Groups = ReadonlyMap<string, Figures>;

/** One row for each desk, in the order of the content. */
export function deskTable(words: Words, groups: Groups, content: Snapshot): Table {
  const known = desksOfContent(content).map(({ id }) => id);
  return groupTable(words, 'desk', inOrder(groups, known), (id) => deskName(words, content, id));
}

/** One row for each channel. */
export function channelTable(words: Words, groups: Groups): Table {
  return groupTable(words, 'channel', inOrder(groups, CHANNELS), (id) =>
    words.say(id === '' ? 'report.channel.gone' : `desk.channel.${id}`),
  );
}

/** One row for each topic, the most frequent first. */
export function topicTable(words: Words, groups: Groups, content: Snapshot): Table {
  const most = [...groups].sort(([, a], [, b]) => b.counts.opened - a.counts.opened);
  return groupTable(words, 'topic', most, (id) => topicLabel(words, content, id));
}

/** What a desk is called at the head of a line; its id where the content does not know it any more. */
export function deskName({ locale }: Words, content: Snapshot, id: string): string {
  const name = nameOfDesk(id, { content, locale });
  // The operator's file has it as it stands within a sentence.
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
}

/** What a topic is called; its id where the content does not know it any more. */
function topicLabel(words: Words, content: Snapshot, id: string): string {
  const known = id === '' || OWN_TOPICS.includes(id) || content.intents.has(id);
  return known ? topicName(id, { content, ...words }) : id;
}

/** Known groups in their order, then the others. */
function inOrder(groups: Groups, known: readonly string[]): [string, Figures][] {
  const place = (id: string) => (known.includes(id) ? known.indexOf(id) : known.length);
  return [...groups].sort(([a], [b]) => place(a) - place(b));
}

function groupTable(
  words: Words,
  id: string,
  groups: readonly (readonly [string, Figures])[],
  nameOf: (group: string) => string,
): Table {
  const most = Math.max(0, ...groups.map(([, { counts }]) => counts.opened));
  const rows = groups.map(([group, figures]) => ({
    name: nameOf(group),
    cells: groupCells(words, figures, most),
  }));
  return makeTable(words, {
    ...{ id, rows, columns: COLUMNS, sortable: true },
    define: [id, 'waiting', 'first-reply', 'open', 'half', 'on-time', 'finished', 'good'],
  });
}

function groupCells(words: Words, figures: Figures, most: number): Cell[] {
  const { counts, waiting, firstReply, ratings } = figures;
  return [
    countCell(words, counts.opened, most),
    ...[waiting, firstReply].flatMap(({ open }) =>
      [HALF, MOST].map((share) => minutesCell(words, within(open, share))),
    ),
    shareCell(words, counts.onTime, counts.onTime + counts.late),
    shareCell(words, counts.resolved, counts.opened),
    goodCell(words, ratings),
  ];
}
