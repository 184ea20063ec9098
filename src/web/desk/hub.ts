/**
 * What happens at the desk, told to all open pages. One hub serves a process: changes that come
 * within a moment are read once, each row is written once for each language, and a page is sent the
 * rows that it shows and no others.
 */
import { type BoardTicket, boardTickets } from '../../store/desk/board.ts';
import { ticketsTouchedSince } from '../../store/desk/events.ts';
import { type Db, TICKET_STATES } from '../../store/schema.ts';
import type { DeskParts } from './context.ts';
import { eventText } from './line.ts';
import { liveRows } from './live-rows.ts';
import { liveTalk } from './live-talk.ts';
import type { Seat } from './seat.ts';

/** Changes closer to each other than this are told together. */
const TOGETHER_MS = 25;
/** Shorter than the idle time after which proxies hang up. */
const HEARTBEAT_MS = 20_000;
/** How often conversations that are open somewhere are looked at for what no event tells. */
const LOOK_MS = 2000;
/** How often changes of other processes, the command line among them, are looked for; how far back. */
const POLL_MS = 1000;
const POLL_BACK_MS = 5000;
/** Rows that are read at a time. */
const AT_ONCE = 500;
/** Pages of one person that are kept up to date; browsers open no more than six lines at a time. */
const LINES_EACH = 4;

export interface Hub {
  /** Keeps a page up to date until it leaves. */
  seat(seat: Seat): Promise<void>;
  leave(seat: Seat): void;
  /** Ends all lines; browsers come back by themselves. */
  close(): void;
}

export function createHub(parts: DeskParts): Hub {
  const { bot } = parts;
  const seats = new Set<Seat>();
  const rows = liveRows(parts, seats);
  const talk = liveTalk(parts, seats);
  const work = inOrder((err) => bot.log.error({ err }, 'open desks could not be told'));
  const changes = together(async (ids) => {
    if (seats.size === 0) return;
    const tickets = await readTickets(bot.db, ids);
    for (const { id, version } of tickets.values()) elsewhere.told(id, version);
    await rows.changed(ids, tickets);
    await talk.changed(ids, tickets);
  }, work);
  const elsewhere = pollChanges(parts, changes.note);
  const beat = () => {
    const json = JSON.stringify({ now: bot.now().toISOString() });
    for (const { line } of seats) line.send(eventText('beat', json));
  };

  bot.desk.on('changed', changes.note);
  const quiet = bot.typing.subscribe((address, who) => {
    if (who === 'citizen') talk.typing(address);
  });
  const timers = [
    setInterval(beat, HEARTBEAT_MS),
    setInterval(() => work(talk.look), LOOK_MS),
    setInterval(() => work(async () => (seats.size > 0 ? elsewhere.poll() : undefined)), POLL_MS),
  ];
  for (const timer of timers) timer.unref();

  return {
    async seat(seat) {
      makeRoom(seats, seat);
      seats.add(seat);
      await work(async () => {
        await rows.catchUp(seat);
        await talk.catchUp(seat);
      });
    },
    leave: (seat) => {
      seats.delete(seat);
    },
    close() {
      bot.desk.off('changed', changes.note);
      quiet();
      changes.stop();
      for (const timer of timers) clearInterval(timer);
      for (const { line } of seats) line.end();
    },
  };
}

/** One task after the other, so that no page is told of an older state after a newer one. */
function inOrder(failed: (err: unknown) => void): (task: () => Promise<void>) => Promise<void> {
  let working = Promise.resolve();
  return (task) => {
    working = working.then(task).catch(failed);
    return working;
  };
}

/** Gathers ids for a moment, and tells them together. */
function together(
  tell: (ids: readonly string[]) => Promise<void>,
  work: (task: () => Promise<void>) => Promise<void>,
) {
  let gathered = new Set<string>();
  let soon: NodeJS.Timeout | undefined;
  return {
    note(ids: readonly string[]): void {
      for (const id of ids) gathered.add(id);
      soon ??= setTimeout(() => {
        const all = [...gathered];
        gathered = new Set();
        soon = undefined;
        work(() => tell(all));
      }, TOGETHER_MS);
    },
    stop: () => clearTimeout(soon),
  };
}

async function readTickets(db: Db, ids: readonly string[]): Promise<Map<string, BoardTicket>> {
  const found = new Map<string, BoardTicket>();
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const some = ids.slice(at, at + AT_ONCE);
    const query = { states: TICKET_STATES, ids: some, limit: AT_ONCE };
    for (const ticket of await boardTickets(db, query)) found.set(ticket.id, ticket);
  }
  return found;
}

/** Looks for changes that another process made, and told nobody here. */
function pollChanges({ bot }: DeskParts, note: (ids: readonly string[]) => void) {
  /** Versions that pages were told of: what happened a moment ago is looked at more than once. */
  const known = new Map<string, number>();
  return {
    told(id: string, version: number): void {
      if (known.size > 10 * AT_ONCE) known.clear();
      known.set(id, version);
    },
    async poll(): Promise<void> {
      const since = new Date(bot.now().getTime() - POLL_BACK_MS).toISOString();
      const touched = await ticketsTouchedSince(bot.db, since);
      const news = [...touched].filter(([id, version]) => (known.get(id) ?? -1) < version);
      if (news.length > 0) note(news.map(([id]) => id));
    },
  };
}

/** Whoever opens one page too many is told so on the oldest, which rests until it is looked at. */
function makeRoom(seats: ReadonlySet<Seat>, { agent }: Seat): void {
  const own = [...seats].filter((seat) => seat.agent.id === agent.id);
  if (own.length < LINES_EACH) return;
  own[0]?.line.send(eventText('enough', '{}'));
  own[0]?.line.end();
}
