/** The tables that help to plan who sits at the desk when, and who did how much. */
import { addDays, vietnamInstant } from '../../day.ts';
import type { AgentFigures, Report } from './figures.ts';
import { within } from './minutes.ts';
import { countCell, makeTable, minutesCell, type Table, type Words } from './table.ts';
import { goodCell, HALF, MOST } from './tables-total.ts';

/** Any Sunday: weekdays are counted from it. */
const SUNDAY = '2026-11-22';

/** Tickets by the hour in which they were opened. */
export function hourTable(words: Words, { byHour }: Report): Table {
  const names = byHour.map((_count, hour) => `${String(hour).padStart(2, '0')}:00`);
  return loadTable(words, 'hour', byHour, names);
}

/** Tickets by the weekday on which they were opened, Monday first. */
export function weekdayTable(words: Words, { byWeekday }: Report): Table {
  const format = new Intl.DateTimeFormat(words.locale, {
    weekday: 'long',
    timeZone: 'Asia/Ho_Chi_Minh',
  });
  const names = byWeekday.map((_count, ahead) =>
    format.format(vietnamInstant(addDays(SUNDAY, ahead))),
  );
  const fromMonday = <T>([sunday, ...others]: readonly T[]) =>
    sunday === undefined ? others : [...others, sunday];
  return loadTable(words, 'weekday', fromMonday(byWeekday), fromMonday(names));
}

function loadTable(
  words: Words,
  id: string,
  counts: readonly number[],
  names: readonly string[],
): Table {
  const most = Math.max(...counts);
  const rows = counts.map((count, at) => ({
    name: names[at] ?? '',
    cells: [countCell(words, count, most)],
  }));
  return makeTable(words, { id, rows, columns: [['opened', 'count']], define: [id] });
}

/** What each person did, by name. */
export function agentTable(words: Words, { byAgent }: Report): Table {
  const agents = [...byAgent.values()];
  const most = Math.max(0, ...agents.map(({ taken }) => taken));
  const rows = agents
    .map((agent) => ({ name: agent.name, cells: agentCells(words, agent, most) }))
    .sort((a, b) => a.name.localeCompare(b.name, words.locale));
  return makeTable(words, {
    ...{ id: 'agent', rows, sortable: true },
    columns: [
      ['taken', 'count'],
      ['to-reply-half', 'minutes'],
      ['to-reply-most', 'minutes'],
      ['resolved-tickets', 'count'],
      ['good', 'percent'],
    ],
    define: ['agent', 'half'],
  });
}

function agentCells(words: Words, agent: AgentFigures, most: number) {
  const { taken, toReply, resolved, ratings } = agent;
  return [
    countCell(words, taken, most),
    minutesCell(words, within(toReply, HALF)),
    minutesCell(words, within(toReply, MOST)),
    countCell(words, resolved),
    goodCell(words, ratings),
  ];
}
