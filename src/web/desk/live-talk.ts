/** Conversations that are open in pages, kept up to date: messages, their fate, who is writing. */
import { reaches } from '../../bot/handoff/agent.ts';
import type { Address, Locale } from '../../message.ts';
import type { BoardTicket } from '../../store/desk/board.ts';
import { deliveries, type Part, talkEnds, talkParts } from '../../store/desk/talk.ts';
import { type DeskParts, type Voice, voiceOf } from './context.ts';
import { eventText } from './line.ts';
import type { OpenTalk, Seat } from './seat.ts';
import { talkViews } from './talk-view.ts';
import { deskTexts } from './texts.ts';
import { type Case, readCase, sideView } from './ticket-view.ts';
import { composeAt, suggestionView } from './tools.ts';

/** How far back a pressed button may have been offered. */
const LOOK_BACK = 30;
const LONGEST_NEWS = 200;
/** Fates that do not change any more. */
const FINAL: readonly string[] = ['delivered', 'read', 'failed'];
/** Of a conversation the fate of so many replies is followed. */
const FOLLOWED = 10;

export interface LiveTalk {
  /** Tells pages of tickets that are open there and have changed. */
  changed(tickets: ReadonlyMap<string, BoardTicket>): Promise<void>;
  /** Looks for what no event tells: what was sent, what the assistant answered. */
  look(): Promise<void>;
  /** Tells a page that has come, or come back, what it has missed. */
  catchUp(seat: Seat): Promise<void>;
  /** The citizen of an address is writing. */
  typing(address: Address): void;
}

type OpenSeat = Seat & { open: OpenTalk };

function leaveTalk(seat: Seat): void {
  seat.open = null;
}

export function liveTalk(parts: DeskParts, seats: ReadonlySet<Seat>): LiveTalk {
  const { db } = parts.bot;
  const openSeats = () => [...seats].filter((seat): seat is OpenSeat => seat.open !== null);

  async function tellTicket(ticket: BoardTicket): Promise<void> {
    const there = openSeats().filter(({ open }) => open.ticketId === ticket.id);
    const found = await readCase(db, ticket);
    const sides = once((locale) => sideHtml(parts, found, voiceOf(parts, locale)));
    const suggestions = once(async (locale) =>
      suggestionHtml(parts, found, voiceOf(parts, locale)),
    );
    for (const seat of there) {
      if (!reaches(seat.agent, ticket.desk)) {
        seat.line.send(eventText('ticket', JSON.stringify({ state: 'away', holder: '' })));
        leaveTalk(seat);
        continue;
      }
      const own = ticket.assigneeId === seat.agent.id;
      seat.line.send(
        eventText('ticket', JSON.stringify(standingOf(ticket, voiceOf(parts, seat.locale)))) +
          eventText('side', JSON.stringify({ html: await sides(seat.locale) })) +
          (own
            ? eventText('suggestion', JSON.stringify({ html: await suggestions(seat.locale) }))
            : ''),
      );
    }
  }

  /** Sends what a conversation has beyond what pages show. */
  async function tellTalk(conversationId: string): Promise<void> {
    const there = openSeats().filter(({ open }) => open.conversationId === conversationId);
    const first = Math.min(...there.map(({ open }) => open.sent));
    const range = { after: Math.max(0, first - LOOK_BACK), limit: LONGEST_NEWS };
    const parted = await talkParts(db, conversationId, range);
    const messages = once(async (locale) =>
      messageHtml(parts, parted, first, voiceOf(parts, locale)),
    );
    for (const seat of there) tellNews(seat, parted, await messages(seat.locale));
  }

  return {
    async changed(tickets) {
      const open = new Set(openSeats().map((seat) => seat.open.ticketId));
      for (const ticket of tickets.values()) if (open.has(ticket.id)) await tellTicket(ticket);
      const talks = openSeats().filter(({ open }) => tickets.has(open.ticketId));
      for (const id of new Set(talks.map((seat) => seat.open.conversationId))) await tellTalk(id);
    },
    async look() {
      const there = openSeats();
      const ids = [...new Set(there.map(({ open }) => open.conversationId))];
      const ends = await talkEnds(db, ids);
      for (const id of ids) {
        const behind = there.some(
          ({ open }) => open.conversationId === id && open.sent < (ends.get(id) ?? 0),
        );
        if (behind) await tellTalk(id);
      }
      const underway = new Set(there.flatMap(({ open }) => [...open.underway.keys()]));
      const fates = await deliveries(db, [...underway]);
      for (const seat of there) tellFates(seat, fates);
    },
    catchUp: async ({ open }) => {
      if (open !== null) await tellTalk(open.conversationId);
    },
    typing(address) {
      for (const { open, line } of openSeats()) {
        if (open.address === address) line.send(eventText('typing', '{}'));
      }
    },
  };
}

/** Remembers for each language what it was once made. */
function once<T>(make: (locale: Locale) => Promise<T>): (locale: Locale) => Promise<T> {
  const made = new Map<Locale, Promise<T>>();
  return (locale) => {
    const found = made.get(locale) ?? make(locale);
    made.set(locale, found);
    return found;
  };
}

interface Rendered {
  readonly number: number;
  readonly html: string;
}

/** The messages after a place; what stands before it is known to whoever asks. */
function messageHtml(
  parts: DeskParts,
  found: readonly Part[],
  after: number,
  voice: Voice,
): Rendered[] {
  const d = deskTexts(voice);
  return talkViews(found, voice)
    .filter(({ number }) => number > after)
    .map((message) => ({
      number: message.number,
      html: parts.render('desk/views/message', { ...message, d }),
    }));
}

function tellNews(seat: OpenSeat, parted: readonly Part[], messages: readonly Rendered[]): void {
  const { open, line } = seat;
  const fresh = messages.filter(({ number }) => number > open.sent);
  const last = fresh.at(-1)?.number;
  follow(open, parted);
  if (last === undefined) return;
  open.sent = last;
  const html = fresh.map((message) => message.html).join('');
  line.send(eventText('chat', JSON.stringify({ html, cursor: last }), last));
}

/** Notes the replies whose fate is still to be told. */
function follow({ underway }: OpenTalk, parted: readonly Part[]): void {
  const ours = parted.filter((part) => part.by === 'reply' && part.stored.author !== 'bot');
  for (const part of ours.slice(-FOLLOWED)) {
    if (part.by === 'reply' && !underway.has(part.id) && !FINAL.includes(part.stored.status)) {
      underway.set(part.id, '');
    }
  }
}

function tellFates(
  { open, line }: OpenSeat,
  fates: readonly { readonly id: string; readonly status: string }[],
): void {
  const news = fates.filter(({ id, status }) => {
    const before = open.underway.get(id);
    return before !== undefined && before !== status;
  });
  for (const { id, status } of news) {
    if (FINAL.includes(status)) open.underway.delete(id);
    else open.underway.set(id, status);
    line.send(eventText('delivery', JSON.stringify({ id, status })));
  }
}

function standingOf({ state, assigneeId, assignee }: BoardTicket, { say }: Voice) {
  const words = [say(`desk.state.${state}`), assignee].filter(Boolean).join(' · ');
  return { state, holder: assigneeId ?? '', words };
}

async function sideHtml(parts: DeskParts, found: Case, voice: Voice): Promise<string> {
  const side = await sideView(parts.bot.db, found, voice);
  return parts.render('desk/views/side', { ...side, d: deskTexts(voice) });
}

function suggestionHtml(parts: DeskParts, found: Case, voice: Voice): string {
  const suggestion = suggestionView(parts, found, voice);
  return parts.render('desk/views/suggestion', {
    suggestion,
    composeAt: composeAt(found),
    d: deskTexts(voice),
  });
}
