/** A ticket that is open in pages and has changed: where it stands, what is known, what to say. */
import { reaches } from '../../bot/handoff/agent.ts';
import type { Locale } from '../../message.ts';
import type { BoardTicket } from '../../store/desk/board.ts';
import { type DeskParts, type SeatedAgent, type Voice, voiceOf } from './context.ts';
import { eventText } from './line.ts';
import { readsAll } from './scope.ts';
import type { OpenSeat, Seat } from './seat.ts';
import { deskTexts } from './texts.ts';
import { type Case, readCase, sideView } from './ticket-view.ts';
import { composeAt, suggestionView } from './tools.ts';

/** Tells the pages in which it is open; those who no longer reach it hear nothing more of it. */
export async function tellTicket(
  parts: DeskParts,
  seats: readonly OpenSeat[],
  ticket: BoardTicket,
): Promise<void> {
  const writers = {
    all: writer(parts, ticket, { desks: 'all' }),
    own: writer(parts, ticket, { desks: [ticket.desk] }),
  };
  for (const seat of seats) {
    if (!reaches(seat.agent, ticket.desk)) {
      leaveTalk(seat, 'ticket', { state: 'away', holder: '' });
      continue;
    }
    const { standing, suggestion } = await writers[readsAll(seat.agent) ? 'all' : 'own'](
      seat.locale,
    );
    seat.line.send(standing + (ticket.assigneeId === seat.agent.id ? suggestion : ''));
  }
}

/** Writes its events once for each language, as those read them who reach certain desks. */
function writer(parts: DeskParts, ticket: BoardTicket, reader: Pick<SeatedAgent, 'desks'>) {
  return once(async (locale) => {
    const found = await readCase(parts.bot.db, ticket, reader);
    return ticketEvents(parts, found, voiceOf(parts, locale));
  });
}

/** The citizen has deleted the conversation: it is not shown any longer. */
export function tellErased(seats: readonly Seat[]): void {
  for (const seat of seats) leaveTalk(seat, 'erased', {});
}

function leaveTalk(seat: Seat, event: string, told: object): void {
  seat.line.send(eventText(event, JSON.stringify(told)));
  seat.open = null;
}

/** Remembers for each language what it was once made. */
export function once<T>(make: (locale: Locale) => Promise<T>): (locale: Locale) => Promise<T> {
  const made = new Map<Locale, Promise<T>>();
  return (locale) => {
    const found = made.get(locale) ?? make(locale);
    made.set(locale, found);
    return found;
  };
}

async function ticketEvents(parts: DeskParts, found: Case, voice: Voice) {
  const html = await sideHtml(parts, found, voice);
  const suggested = suggestionHtml(parts, found, voice);
  return {
    standing:
      eventText('ticket', JSON.stringify(standingOf(found, voice))) +
      eventText('side', JSON.stringify({ html })),
    suggestion: eventText('suggestion', JSON.stringify({ html: suggested })),
  };
}

function standingOf({ ticket }: Case, { say }: Voice) {
  const { state, assigneeId, assignee, urgent } = ticket;
  const words = [say(`desk.state.${state}`), assignee].filter(Boolean).join(' · ');
  return { state, holder: assigneeId ?? '', words, urgent: urgent === 1 };
}

async function sideHtml(parts: DeskParts, found: Case, voice: Voice): Promise<string> {
  const side = await sideView(parts.bot.db, found, voice);
  return parts.render('desk/views/side', { ...side, d: deskTexts(voice) });
}

function suggestionHtml(parts: DeskParts, found: Case, voice: Voice): string {
  return parts.render('desk/views/suggestion', {
    suggestion: suggestionView(parts, found, voice),
    composeAt: composeAt(found),
    d: deskTexts(voice),
  });
}
