/** What was said with a person, once more for the citizen. */
import { vietnamDay, writeDay, writeTime } from '../../day.ts';
import type { Locale, Reply } from '../../message.ts';
import type { Db } from '../../store/schema.ts';
import { type StoredTicket, type TicketNote, ticketNotes } from '../../store/tickets.ts';
import type { Bot } from '../context.ts';
import { replyOf } from './words.ts';

/** About four screens of a telephone; a longer talk becomes several messages. In UTF-16 units. */
const LONGEST = 3500;

/**
 * The talk of a ticket, whole and in its order, masked as it is kept; private notes are not part of
 * it. A message that is too long by itself stays one: channels cut it as they must.
 */
export async function transcriptReplies(
  bot: Bot,
  db: Db,
  ticket: StoredTicket,
  locale: Locale,
): Promise<Reply[]> {
  const say = bot.content().texts.say(locale);
  const notes = (await ticketNotes(db, [ticket.id])).filter((note) => note.private === 0);
  if (notes.length === 0)
    return [replyOf(say('human.transcript-empty', { code: ticket.code }), locale)];
  const head = say('human.transcript-title', {
    code: ticket.code,
    day: writeDay(vietnamDay(new Date(ticket.openedAt))),
  });
  const speaker = (note: TicketNote) =>
    say(note.author === 'citizen' ? 'human.you' : 'human.speaker');
  const lines = notes.map(
    (note) => `${writeTime(new Date(note.createdAt))} ${speaker(note)}: ${note.text}`,
  );
  return inMessages([head, ...lines]).map((text) => replyOf(text, locale));
}

/** Lines put together into as few messages as hold them; no line is parted. */
function inMessages(lines: readonly string[]): string[] {
  const messages: string[] = [];
  for (const line of lines) {
    const last = messages.at(-1);
    if (last !== undefined && last.length + 1 + line.length <= LONGEST) {
      messages.splice(-1, 1, `${last}\n${line}`);
    } else messages.push(line);
  }
  return messages;
}
