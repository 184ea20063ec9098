/** Conversations that are open in pages, kept up to date: messages, their fate, who is writing. */
import type { Address } from '../../message.ts';
import type { BoardTicket } from '../../store/desk/board.ts';
import { placeAfterEnd } from '../../store/desk/bounds.ts';
import { deliveries, type Part, talkEnds, talkParts } from '../../store/desk/talk.ts';
import { type DeskParts, type Voice, voiceOf } from './context.ts';
import { eventText } from './line.ts';
import { once, tellErased, tellTicket } from './live-ticket.ts';
import type { OpenSeat, OpenTalk, Seat } from './seat.ts';
import { talkViews } from './talk-view.ts';
import { deskTexts } from './texts.ts';

/** How far back a pressed button may have been offered. */
const LOOK_BACK = 30;
const LONGEST_NEWS = 200;
/** Fates that do not change any more. */
const FINAL: readonly string[] = ['delivered', 'read', 'failed'];
/** Of a conversation the fate of so many replies is followed. */
const FOLLOWED = 10;

export interface LiveTalk {
  /** Tells pages of tickets that are open there and have changed; of those that are gone only the id is known. */
  changed(ids: readonly string[], tickets: ReadonlyMap<string, BoardTicket>): Promise<void>;
  /** Looks for what no event tells: what was sent, what the assistant answered. */
  look(): Promise<void>;
  /** Tells a page that has come, or come back, what it has missed. */
  catchUp(seat: Seat): Promise<void>;
  /** The citizen of an address is writing. */
  typing(address: Address): void;
}

export function liveTalk(parts: DeskParts, seats: ReadonlySet<Seat>): LiveTalk {
  const openSeats = () => [...seats].filter((seat): seat is OpenSeat => seat.open !== null);
  return {
    async changed(ids, tickets) {
      for (const id of ids) {
        const ticket = tickets.get(id);
        const there = openSeats().filter(({ open }) => open.ticketId === id);
        if (there.length === 0) continue;
        if (ticket?.conversationId == null) tellErased(there);
        else {
          await tellTicket(parts, there, ticket);
          const still = openSeats().filter(({ open }) => open.ticketId === id);
          for (const { open } of still) open.closedAt = ticket.closedAt;
          await tellTalk(parts, still, id);
        }
      }
    },
    async look() {
      await tellLate(parts, openSeats());
      await tellFates(parts, openSeats());
    },
    catchUp: async ({ open }) => {
      if (open !== null) await tellTalk(parts, openSeats(), open.ticketId);
    },
    typing(address) {
      for (const { open, line } of openSeats()) {
        if (open.address === address && open.closedAt === null)
          line.send(eventText('typing', '{}'));
      }
    },
  };
}

/** Sends what the conversation of a ticket has, up to its end, beyond what pages show. */
async function tellTalk(
  parts: DeskParts,
  seats: readonly OpenSeat[],
  ticketId: string,
): Promise<void> {
  const there = seats.filter(({ open }) => open.ticketId === ticketId);
  const [one] = there;
  if (one === undefined) return;
  const { conversationId, closedAt } = one.open;
  const first = Math.min(...there.map(({ open }) => open.sent));
  const found = await talkParts(parts.bot.db, conversationId, {
    after: Math.max(0, first - LOOK_BACK),
    before: closedAt === null ? null : await placeAfterEnd(parts.bot.db, conversationId, closedAt),
    limit: LONGEST_NEWS,
  });
  const messages = once(async (locale) => messageHtml(parts, found, first, voiceOf(parts, locale)));
  for (const seat of there) tellNews(seat, found, await messages(seat.locale));
}

/** The conversations that have gone on, or are gone, without an event of their ticket. */
async function tellLate(parts: DeskParts, seats: readonly OpenSeat[]): Promise<void> {
  const ids = new Set(seats.map(({ open }) => open.ticketId));
  const ends = await talkEnds(parts.bot.db, [...ids]);
  const gone = seats.filter(({ open }) => !ends.has(open.ticketId));
  const going = seats.filter((seat) => seat.open.closedAt === null && !gone.includes(seat));
  tellErased(gone);
  const late = going.filter(({ open }) => open.sent < (ends.get(open.ticketId) ?? 0));
  for (const id of new Set(late.map(({ open }) => open.ticketId))) {
    await tellTalk(parts, going, id);
  }
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

function tellNews(
  { open, line }: OpenSeat,
  found: readonly Part[],
  messages: readonly Rendered[],
): void {
  const fresh = messages.filter(({ number }) => number > open.sent);
  const last = fresh.at(-1)?.number;
  follow(open, found);
  if (last === undefined) return;
  open.sent = last;
  const html = fresh.map((message) => message.html).join('');
  line.send(eventText('chat', JSON.stringify({ html, cursor: last }), last));
}

/** Notes the replies whose fate is still to be told. */
function follow({ underway }: OpenTalk, found: readonly Part[]): void {
  const ours = found.filter((part) => part.by === 'reply' && part.stored.author !== 'bot');
  for (const part of ours.slice(-FOLLOWED)) {
    if (part.by === 'reply' && !underway.has(part.id) && !FINAL.includes(part.stored.status)) {
      underway.set(part.id, '');
    }
  }
}

async function tellFates(parts: DeskParts, seats: readonly OpenSeat[]): Promise<void> {
  const underway = new Set(seats.flatMap(({ open }) => [...open.underway.keys()]));
  const fates = await deliveries(parts.bot.db, [...underway]);
  for (const { open, line } of seats) {
    for (const { id, status } of fates) {
      const before = open.underway.get(id);
      if (before === undefined || before === status) continue;
      if (FINAL.includes(status)) open.underway.delete(id);
      else open.underway.set(id, status);
      line.send(eventText('delivery', JSON.stringify({ id, status })));
    }
  }
}
