/** Queues that are shown in pages, kept up to date: rows that come, change and go, and their counts. */
import type { Locale } from '../../message.ts';
import {
  type BoardCount,
  type BoardTicket,
  boardCounts,
  boardTickets,
} from '../../store/desk/board.ts';
import { type DeskParts, voiceOf } from './context.ts';
import { fits, queryFor } from './filter.ts';
import { eventText } from './line.ts';
import { placedRow, rowHtml, tally } from './rows.ts';
import type { Seat } from './seat.ts';

export interface LiveRows {
  /** Tells pages what has become of tickets; of those that are gone there is only the id. */
  changed(ids: readonly string[], tickets: ReadonlyMap<string, BoardTicket>): Promise<void>;
  /** Tells a page that has come, or come back, what its queue holds, so that it can compare. */
  catchUp(seat: Seat): Promise<void>;
}

export function liveRows(parts: DeskParts, seats: ReadonlySet<Seat>): LiveRows {
  const { db } = parts.bot;
  return {
    async changed(ids, tickets) {
      const write = rowWriter(parts);
      for (const seat of seats) {
        seat.line.send(ids.map((id) => newsOf(seat, id, tickets.get(id), write)).join(''));
      }
      const counts = await boardCounts(db);
      for (const seat of seats) tellCount(seat, counts);
    },
    async catchUp(seat) {
      const tickets = await boardTickets(db, queryFor(seat.filter, seat.agent));
      for (const { id } of tickets) seat.shown.add(id);
      const list = tickets.map(({ id, version }) => [id, version]);
      seat.line.send(eventText('list', JSON.stringify(list)));
      tellCount(seat, await boardCounts(db));
    },
  };
}

type RowWriter = (seat: Seat, ticket: BoardTicket) => string;

/** What a page is told of a ticket; nothing of one that it neither shows nor showed. */
function newsOf(seat: Seat, id: string, ticket: BoardTicket | undefined, write: RowWriter): string {
  const { filter, agent, shown } = seat;
  if (ticket !== undefined && fits(filter, agent, ticket)) {
    shown.add(id);
    return write(seat, ticket);
  }
  return shown.delete(id) ? eventText('gone', JSON.stringify({ id })) : '';
}

/** Writes rows as events; the row itself once for each language. */
function rowWriter(parts: DeskParts): RowWriter {
  const written = new Map<Locale, Map<string, string>>();
  return ({ locale, agent }, ticket) => {
    const rows = written.get(locale) ?? new Map<string, string>();
    written.set(locale, rows);
    const json =
      rows.get(ticket.id) ?? JSON.stringify(rowHtml(parts.render, ticket, voiceOf(parts, locale)));
    rows.set(ticket.id, json);
    const { html: _, ...place } = placedRow(ticket, agent, '');
    return eventText('row', `${JSON.stringify(place).slice(0, -1)},"html":${json}}`);
  };
}

function tellCount(seat: Seat, counts: readonly BoardCount[]): void {
  const text = eventText('count', JSON.stringify(tally(counts, seat.agent)));
  if (text === seat.told) return;
  seat.told = text;
  seat.line.send(text);
}
