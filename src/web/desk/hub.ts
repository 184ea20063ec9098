/**
 * What happens at the desk, told to all open pages. One hub serves a process: changes that come
 * within a moment are read once, each row is written once for each language, and a page is sent the
 * rows that it shows and no others.
 */

import type { Locale } from '../../message.ts';
import {
  type BoardCount,
  type BoardTicket,
  boardCounts,
  boardTickets,
} from '../../store/desk/board.ts';
import { ticketsTouchedSince } from '../../store/desk/events.ts';
import { TICKET_STATES } from '../../store/schema.ts';
import { type DeskParts, voiceOf } from './context.ts';
import { fits, queryFor } from './filter.ts';
import { eventText } from './line.ts';
import { liveTalk } from './live-talk.ts';
import { placedRow, rowHtml, tally } from './rows.ts';
import { isStillIn, type Seat } from './seat.ts';

/** Changes closer to each other than this are told together. */
const TOGETHER_MS = 25;
/** Shorter than the idle time after which proxies hang up. */
const HEARTBEAT_MS = 20_000;
/** How often conversations that are open somewhere are looked at for what no event tells. */
const LOOK_MS = 2000;
/** How often other processes' changes are looked for, and how far back. */
const POLL_MS = 1000;
const POLL_BACK_MS = 5000;
/** Rows that are read at a time. */
const AT_ONCE = 500;

export interface Hub {
  /** Keeps a page up to date until it is closed. */
  seat(seat: Seat): Promise<void>;
  leave(seat: Seat): void;
  /** Ends all lines; browsers come back by themselves. */
  close(): void;
}

export function createHub(parts: DeskParts): Hub {
  const { bot } = parts;
  const seats = new Set<Seat>();
  const changed = new Set<string>();
  const talk = liveTalk(parts, seats);
  /** Versions that were told already, where another process' changes are looked for. */
  const polled = new Map<string, number>();
  let soon: NodeJS.Timeout | undefined;
  let working = Promise.resolve();

  /** One after the other, so that no page is told of an older state after a newer one. */
  const work = (task: () => Promise<void>) => {
    working = working.then(task).catch((err: unknown) => {
      bot.log.error({ err }, 'the desk could not be told what happened');
    });
    return working;
  };
  const note = (ids: readonly string[]) => {
    for (const id of ids) changed.add(id);
    soon ??= setTimeout(() => {
      soon = undefined;
      work(tell);
    }, TOGETHER_MS);
  };

  async function tell(): Promise<void> {
    const ids = [...changed];
    changed.clear();
    if (seats.size === 0) return;
    const tickets = await read(ids);
    tellRows(ids, tickets);
    await tellCounts();
    await talk.changed(tickets);
  }

  async function read(ids: readonly string[]): Promise<Map<string, BoardTicket>> {
    const found = new Map<string, BoardTicket>();
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      const some = ids.slice(at, at + AT_ONCE);
      const query = { states: TICKET_STATES, ids: some, limit: AT_ONCE };
      for (const ticket of await boardTickets(bot.db, query)) found.set(ticket.id, ticket);
    }
    return found;
  }

  function tellRows(ids: readonly string[], tickets: ReadonlyMap<string, BoardTicket>): void {
    const writer = rowWriter(parts);
    for (const seat of seats) {
      const { shown, line } = seat;
      let text = '';
      for (const id of ids) {
        const ticket = tickets.get(id);
        if (ticket !== undefined && fits(seat.filter, seat.agent, ticket)) {
          shown.add(id);
          text += writer(seat, ticket);
        } else if (shown.delete(id)) text += eventText('gone', JSON.stringify({ id }));
      }
      line.send(text);
    }
  }

  async function tellCounts(): Promise<void> {
    const counts = await boardCounts(bot.db);
    for (const seat of seats) tellCount(seat, counts);
  }

  /** A change that another process made, and told nobody here. */
  async function poll(): Promise<void> {
    if (seats.size === 0) return;
    const since = new Date(bot.now().getTime() - POLL_BACK_MS).toISOString();
    const ids = await ticketsTouchedSince(bot.db, since);
    const fresh = [...(await read(ids)).values()].filter(
      ({ id, version }) => polled.get(id) !== version,
    );
    if (polled.size > 10 * AT_ONCE) polled.clear();
    for (const { id, version } of fresh) polled.set(id, version);
    if (fresh.length > 0) note(fresh.map(({ id }) => id));
  }

  async function beat(): Promise<void> {
    for (const seat of [...seats]) {
      if (await isStillIn(bot.db, seat.signedIn, bot.now()))
        seat.line.send(eventText('beat', '{}'));
      else seat.line.end();
    }
  }

  bot.desk.on('changed', note);
  const quiet = bot.typing.subscribe((address, who) => {
    if (who === 'citizen') talk.typing(address);
  });
  const timers = [
    setInterval(() => work(beat), HEARTBEAT_MS),
    setInterval(() => work(talk.look), LOOK_MS),
    ...(bot.exclusive ? [] : [setInterval(() => work(poll), POLL_MS)]),
  ];
  for (const timer of timers) timer.unref();

  return {
    async seat(seat) {
      seats.add(seat);
      await work(async () => {
        const tickets = await boardTickets(bot.db, queryFor(seat.filter, seat.agent));
        for (const { id } of tickets) seat.shown.add(id);
        const list = tickets.map(({ id, version }) => [id, version]);
        seat.line.send(eventText('list', JSON.stringify(list)));
        tellCount(seat, await boardCounts(bot.db));
        await talk.catchUp(seat);
      });
    },
    leave: (seat) => {
      seats.delete(seat);
    },
    close() {
      bot.desk.off('changed', note);
      quiet();
      clearTimeout(soon);
      for (const timer of timers) clearInterval(timer);
      for (const { line } of seats) line.end();
    },
  };
}

function tellCount(seat: Seat, counts: readonly BoardCount[]): void {
  const text = eventText('count', JSON.stringify(tally(counts, seat.agent)));
  if (text === seat.told) return;
  seat.told = text;
  seat.line.send(text);
}

/** Writes rows as events; the row itself once for each language. */
function rowWriter(parts: DeskParts): (seat: Seat, ticket: BoardTicket) => string {
  const written = new Map<Locale, Map<string, string>>();
  return ({ locale, agent }, ticket) => {
    const rows = written.get(locale) ?? new Map<string, string>();
    written.set(locale, rows);
    const json = rows.get(ticket.id) ?? JSON.stringify(htmlOf(parts, ticket, locale));
    rows.set(ticket.id, json);
    const { html: _, ...place } = placedRow(ticket, agent, '');
    return eventText('row', `${JSON.stringify(place).slice(0, -1)},"html":${json}}`);
  };
}

function htmlOf(parts: DeskParts, ticket: BoardTicket, locale: Locale): string {
  return rowHtml(parts.render, ticket, voiceOf(parts, locale));
}
