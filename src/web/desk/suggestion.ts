/** What the bot would have answered while a person is in charge: for that person to look at. */
import type { Bot } from '../../bot/context.ts';
import type { Snapshot } from '../../content/content.ts';
import type { InboundMessage, Locale, Outcome, Reply, SourceLine } from '../../message.ts';
import type { Citable } from '../../sourced.ts';
import type { Part } from '../../store/desk/talk.ts';
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

/** Matters that are between the citizen and the machine, or in whose answer it speaks of itself. */
const MACHINES_OWN: ReadonlySet<string> = new Set([
  ...['about-bot', 'handoff-human', 'help', 'language', 'privacy', 'stop'],
  ...['emergency', 'out-of-scope'],
]);

/** Whether a person may say it: no courtesy either, for which they have words of their own. */
export function isForPeople(intent: string, { intents }: Snapshot): boolean {
  return !MACHINES_OWN.has(intent) && intents.get(intent)?.smallTalk !== true;
}

/** The suggestion for what the citizen wrote last, if nobody has answered it and the bot knows one. */
export function suggestionFor(bot: Bot, found: Case): Suggestion | undefined {
  const last = found.parts.findLast(
    (part) => part.by === 'citizen' || part.stored.author !== 'system',
  );
  return last?.by === 'citizen' ? suggestionAt(bot, found, last.seq) : undefined;
}

/** Nothing that the answer would do is done, and nothing is remembered of it. */
function suggestionAt(bot: Bot, found: Case, seq: number): Suggestion | undefined {
  const { memory, ticket } = found;
  const message = writtenUpTo(found, seq);
  if (message === undefined || memory === null) return undefined;
  const input = { conversation: { ...memory, waitingFor: null }, message };
  const { replies, effects } = answer(bot, { ...input, now: bot.now(), ticketCode: ticket.code });
  // It would speak of the ticket and the queue, to somebody who has a person there.
  if (effects.some(({ kind }) => kind === 'open-ticket')) return undefined;
  const content = bot.content();
  const useful = replies.filter(
    ({ outcome, intent }) =>
      USEFUL.includes(outcome) && intent !== null && isForPeople(intent, content),
  );
  if (useful.length === 0) return undefined;
  return {
    seq,
    text: useful.map(wordsOf).join('\n'),
    sources: useful.flatMap((reply) => reply.sources),
    language: memory.locale,
  };
}

/** People write in short pieces: what stands there without an answer in between is one message. */
const PIECES = 5;

function writtenUpTo(
  { parts }: Case,
  seq: number,
): Pick<InboundMessage, 'kind' | 'text'> | undefined {
  const before = parts.filter((part) => part.seq <= seq);
  const answered = (part: Part) => part.by === 'reply' && part.stored.author !== 'system';
  const start = before.findLastIndex(answered) + 1;
  const written = before.slice(start).flatMap((part) => (part.by === 'citizen' ? [part] : []));
  const last = written.at(-1);
  if (last?.seq !== seq || last.text === '') return undefined;
  if (last.kind !== 'text') return { kind: last.kind, text: last.text };
  const pieces = written.filter(({ kind }) => kind === 'text').slice(-PIECES);
  return { kind: 'text', text: pieces.map(({ text }) => text).join('\n') };
}

function answer(
  bot: Bot,
  input: Parameters<Bot['answer']>[0],
): Pick<ReturnType<Bot['answer']>, 'replies' | 'effects'> {
  try {
    return bot.answer(input);
  } catch (err) {
    // The citizen's message is with a person: a bot that breaks on it is no trouble of theirs.
    bot.log.error({ err }, 'no suggestion');
    return { replies: [], effects: [] };
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
