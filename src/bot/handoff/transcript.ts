/** What was said with a person, once more for the citizen. */
import { vietnamDay, writeDay, writeTime } from '../../day.ts';
import type { Locale, Reply } from '../../message.ts';
import type { Db } from '../../store/schema.ts';
import { type StoredTicket, type TicketNote, ticketNotes } from '../../store/tickets.ts';
import type { Bot } from '../context.ts';
import { replyOf } from './words.ts';

/** About four screens of a telephone; of a longer talk the end is sent. In UTF-16 units. */
const LONGEST = 3500;

/** The talk of a ticket as one reply, masked as it is kept; private notes are not part of it. */
export async function transcriptReply(
  bot: Bot,
  db: Db,
  ticket: StoredTicket,
  locale: Locale,
): Promise<Reply> {
  const say = bot.content().texts.say(locale);
  const notes = (await ticketNotes(db, [ticket.id])).filter((note) => note.private === 0);
  if (notes.length === 0)
    return replyOf(say('human.transcript-empty', { code: ticket.code }), locale);
  const head = say('human.transcript-title', {
    code: ticket.code,
    day: writeDay(vietnamDay(new Date(ticket.openedAt))),
  });
  const speaker = (note: TicketNote) =>
    say(note.author === 'citizen' ? 'human.you' : 'human.speaker');
  const lines = notes.map(
    (note) => `${writeTime(new Date(note.createdAt))} ${speaker(note)}: ${note.text}`,
  );
  return replyOf([head, ...lastThatFit(lines)].join('\n'), locale);
}

function lastThatFit(lines: readonly string[]): string[] {
  const fitting: string[] = [];
  let length = 0;
  for (const line of lines.toReversed()) {
    length += line.length + 1;
    if (length > LONGEST && fitting.length > 0) return ['…', ...fitting];
    fitting.unshift(line);
  }
  return fitting;
}
