/** What the bot would have answered while a person is in charge: for that person to look at. */
import type { Bot } from '../../bot/context.ts';
import type { Locale, Outcome, Reply, SourceLine } from '../../message.ts';
import type { Citable } from '../../sourced.ts';
import type { Case } from './ticket-view.ts';

export interface Suggestion {
  /** Place of the message that it answers; names it in forms as `suggestion:12`. */
  readonly seq: number;
  /** Without the source line, which is put below what is sent. */
  readonly text: string;
  readonly sources: readonly SourceLine[];
  readonly language: Locale;
}

/** Answers that help: not that it did not understand, nor that it hands over. */
const USEFUL: readonly Outcome[] = ['answered', 'clarified', 'no-data'];

/** The suggestion for the newest message of the citizen, if it is unanswered and the bot knows one. */
export function suggestionFor(bot: Bot, found: Case): Suggestion | undefined {
  const last = found.parts.findLast(
    (part) => part.by === 'citizen' || part.stored.author === 'agent',
  );
  return last?.by === 'citizen' ? suggestionAt(bot, found, last.seq) : undefined;
}

/** Nothing that the answer would do is done, and nothing is remembered of it. */
function suggestionAt(bot: Bot, found: Case, seq: number): Suggestion | undefined {
  const { memory, ticket, parts } = found;
  const message = parts.find((part) => part.seq === seq);
  if (message?.by !== 'citizen' || memory === null || message.text === '') return undefined;
  const { kind, text } = message;
  const input = { conversation: { ...memory, waitingFor: null }, message: { kind, text } };
  const { replies } = answer(bot, { ...input, now: bot.now(), ticketCode: ticket.code });
  const useful = replies.filter(({ outcome, intent }) => USEFUL.includes(outcome) && intent);
  if (useful.length === 0) return undefined;
  return {
    seq,
    text: useful.map(wordsOf).join('\n'),
    sources: useful.flatMap((reply) => reply.sources),
    language: memory.locale,
  };
}

function answer(bot: Bot, input: Parameters<Bot['answer']>[0]): { replies: readonly Reply[] } {
  try {
    return bot.answer(input);
  } catch (err) {
    // The citizen's message is with a person: a bot that breaks on it is no trouble of theirs.
    bot.log.error({ err }, 'no suggestion');
    return { replies: [] };
  }
}

/** Of a reply that is drawn in parts, its text ends with the line of its sources. */
function wordsOf({ text, sources }: Reply): string {
  return sources.length === 0 ? text : text.slice(0, Math.max(text.lastIndexOf('\n'), 0));
}

/** The sources of a suggestion that is cited; undefined when there is no such one. */
export function citedSuggestion(bot: Bot, found: Case, seq: number): Citable[] | undefined {
  return suggestionAt(bot, found, seq)?.sources.map(({ title, url, asOf }) => ({
    source: { title, url },
    asOf,
  }));
}
