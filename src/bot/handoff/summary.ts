/**
 * What somebody should know who takes a ticket, in five lines: what was asked, of which carrier and
 * handset, what was told already and where that stands. Pure: what is not known is said to be so.
 */
import type { Snapshot } from '../../content/content.ts';
import { inLocale } from '../../content/localized.ts';
import type { Say } from '../../content/texts.ts';
import { writeDay } from '../../day.ts';
import type { ConversationState, HandsetInTalk } from '../../dialogue/conversation.ts';
import type { Locale, Reply } from '../../message.ts';
import { namedIn } from './named.ts';

export const SUMMARY_TOPICS = ['asked', 'carrier', 'handset', 'told', 'standing'] as const;

export interface SummaryLine {
  readonly topic: (typeof SUMMARY_TOPICS)[number];
  readonly text: string;
}

/** What was said so far, and what is remembered of it. */
export interface Account {
  /** What the citizen wrote, oldest first; masked, as it is kept. */
  readonly written: readonly string[];
  /** What the assistant answered, oldest first. */
  readonly answers: readonly Pick<Reply, 'intent' | 'outcome' | 'sources'>[];
  /** Null where it can no longer be read. */
  readonly memory: ConversationState | null;
  /** Where the ticket stands, in words. */
  readonly standing: string;
}

interface Words {
  readonly content: Snapshot;
  readonly locale: Locale;
  readonly say: Say;
}

/** Longer first words are cut. */
const FIRST_WORDS = 90;
/** More than that is no line. */
const NAMED = 3;

/** The five lines, in their order. */
export function summarize(account: Account, words: Words): SummaryLine[] {
  const lines = {
    asked: asked(account, words),
    carrier: carrier(account, words),
    handset: handsets(account, words),
    told: told(account, words),
    standing: account.standing,
  };
  return SUMMARY_TOPICS.map((topic) => ({ topic, text: lines[topic] }));
}

function asked({ written, answers }: Account, words: Words): string {
  // What stands first may be no more than the wish for a person: the longest says most.
  const longest = written.toSorted((a, b) => b.length - a.length)[0] ?? '';
  const quoted = distinct([written[0] ?? '', longest])
    .map((text) => words.say('desk.summary.quote', { text: cutLine(text, FIRST_WORDS) }))
    .join(' … ');
  const matters = distinct(answers.map(({ intent }) => matterName(intent, words)));
  return [quoted, matters.slice(0, NAMED).join(', ')].filter(Boolean).join(' · ') || unknown(words);
}

function carrier({ memory, written }: Account, words: Words): string {
  return namedIn(words.content, memory, written).carrier ?? unknown(words);
}

function handsets({ memory, written }: Account, words: Words): string {
  const looked = (memory?.handsets ?? []).map((handset) => phone(handset, words));
  const { handsets: named } = namedIn(words.content, memory, written);
  return [...looked, ...named].slice(-NAMED).join('; ') || unknown(words);
}

function phone({ brand, model, variant, verdict, network }: HandsetInTalk, { say }: Words): string {
  const name = [brand, model, variant].filter((part) => part !== null && part !== '').join(' ');
  const key = `desk.verdict.${verdict}`;
  return [name, network ?? '', VERDICTS.has(verdict) ? say(key) : ''].filter(Boolean).join(' – ');
}

/** Verdicts with words of their own in `locales/`. */
const VERDICTS: ReadonlySet<string> = new Set([
  'blocked',
  'works-until-3g-off',
  'works-if-volte',
  'works',
  'ask-back',
  'unknown',
  'not-a-phone',
]);

function told({ answers }: Account, words: Words): string {
  const { say } = words;
  const useful = answers.filter(({ outcome }) => outcome === 'answered' || outcome === 'no-data');
  const matters = distinct(useful.map(({ intent }) => matterName(intent, words)));
  const sources = distinct(
    useful.flatMap((answer) =>
      answer.sources.map(({ title, asOf }) =>
        asOf === null ? title : `${title} (${writeDay(asOf)})`,
      ),
    ),
  );
  const missed = answers.filter(({ outcome }) => outcome === 'not-understood').length;
  const parts = [
    matters.length === 0 ? say('desk.summary.nothing-told') : matters.slice(-NAMED).join(', '),
    sources.length === 0
      ? ''
      : say('desk.summary.sources', { sources: sources.slice(-NAMED).join('; ') }),
    missed === 0 ? '' : say('desk.summary.not-understood', { times: missed }),
  ];
  return parts.filter(Boolean).join(' · ');
}

/** Whoever reads this knows that a person was asked for. */
export const HAND_OFF = 'handoff-human';

/** The name of a matter; empty for a courtesy, and for what is none. */
function matterName(id: string | null, { content, locale }: Words): string {
  const intent = content.intents.get(id ?? '');
  const empty = intent === undefined || intent.smallTalk || intent.id === HAND_OFF;
  return empty ? '' : inLocale(intent.title, locale);
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)].filter((name) => name !== '');
}

/** A text as one line of at most so many UTF-16 units, cut between words. */
export function cutLine(text: string, longest: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= longest) return line;
  const head = line.slice(0, longest).toWellFormed();
  return `${head.slice(0, Math.max(head.lastIndexOf(' '), 1))}…`;
}

function unknown({ say }: Words): string {
  return say('desk.unknown');
}
