/** Puts a draft into the form of a reply: cards in words, source line, SMS form, buttons. */
import type { Snapshot } from '../content/content.ts';
import { buttonOf } from '../content/content.ts';
import type { Say } from '../content/texts.ts';
import { type Day, firstDay, writeDay } from '../day.ts';
import { toGsm7 } from '../gsm7.ts';
import type { Card, Choice, Locale, Reply, SourceLine } from '../message.ts';
import { type Citable, sourceLine } from '../sourced.ts';
import { choiceValue, type Draft } from './draft.ts';
import { addressAs } from './person.ts';

/** Two concatenated segments of 153 characters, less a little: what an answer may cost by SMS. */
export const SHORT_LIMIT = 300;

/** More sources than this are a bibliography, not a source line. */
const SOURCES_SHOWN = 3;
/** The menu of six is the longest list of buttons. */
const CHOICES_SHOWN = 6;

export interface RenderContext {
  readonly content: Snapshot;
  readonly locale: Locale;
  readonly on: Day;
  /** The citizen's own word for "bạn". */
  readonly address: string | null;
  /** Whether a ticket waits: the button for a person leads to it, and says so. */
  readonly waiting?: boolean;
}

/** The reply that a draft becomes in one language. */
export function render(draft: Draft, context: RenderContext): Reply {
  const say = context.content.texts.say(context.locale);
  const speak = (text: string) => addressAs(text, context.locale === 'vi' ? context.address : null);
  const sources = distinctSources(draft.sources).map((source) => asOfDay(source, context.on));
  const origin = originLine(draft, sources, say, context);
  const lead = speak(draft.lead);
  const tail = speak(draft.tail);
  const cards = draft.cards.map((card) => ({ ...card, lines: card.lines.map(speak) }));
  return {
    text: [lead, ...cards.map(writeCard), tail, origin].filter((part) => part !== '').join('\n'),
    short: shortForm(speak(draft.short), sources, say),
    language: context.locale,
    choices: withPerson(draft, context),
    sources,
    lead,
    cards,
    tail: draft.guide ? [tail, origin].filter((part) => part !== '').join('\n') : tail,
    intent: draft.intent,
    outcome: draft.outcome,
    askHelpful: draft.askHelpful,
  };
}

/** A card as text: its title with the sign, then its lines. */
export function writeCard(card: Card): string {
  const head = card.sign === '' ? card.title : `${card.title}: ${card.sign}`;
  return [head, ...card.lines].join('\n');
}

function distinctSources(items: readonly Citable[]): SourceLine[] {
  const lines = new Map<string, SourceLine>();
  for (const item of items) {
    const line = sourceLine(item);
    const key = line.url ?? line.title;
    if (!lines.has(key)) lines.set(key, line);
  }
  return [...lines.values()].slice(0, SOURCES_SHOWN);
}

/** Asked as of an earlier day, a source that was looked at later shows no day. */
function asOfDay(source: SourceLine, on: Day): SourceLine {
  const later = source.asOf !== null && firstDay(source.asOf) > on;
  return later ? { ...source, asOf: null } : source;
}

function originLine(
  draft: Draft,
  sources: readonly SourceLine[],
  say: Say,
  { content, on }: RenderContext,
): string {
  if (sources.length === 0) return draft.guide ? say('source.guide') : '';
  const line = say('source.line', { sources: sources.map((s) => citation(s, say)).join('; ') });
  // Asked as of an earlier day, the check had not taken place yet.
  if (content.checkedOn > on) return line;
  return `${line} · ${say('source.checked', { day: writeDay(content.checkedOn) })}`;
}

/** "Báo Lào Cai, 7/2024", or without a date "Báo Lào Cai, không ghi ngày". */
export function citation(source: SourceLine, say: Say): string {
  const when = source.asOf === null ? say('source.undated') : writeDay(source.asOf);
  return `${source.title}, ${when}`;
}

function shortForm(text: string, sources: readonly SourceLine[], say: Say): string {
  const first = sources[0];
  const origin =
    first === undefined ? '' : toGsm7(` (${say('source.label')}: ${citation(first, say)})`);
  const body = toGsm7(text);
  const room = SHORT_LIMIT - origin.length - 1;
  return `${cutAtSentence(body, room)} ${origin}`.trim();
}

/** Cuts a text that is too long at its last sentence that fits, else at the last word. */
export function cutAtSentence(text: string, room: number): string {
  if (text.length <= room) return text;
  const head = text.slice(0, room);
  // A point inside "290.000" or "2.5" ends no sentence.
  const sentences = [...head.matchAll(/[.?!](?=\s|$)/g)];
  const end = sentences.at(-1)?.index ?? -1;
  if (end > room / 2) return head.slice(0, end + 1);
  return head.slice(0, Math.max(head.lastIndexOf(' '), 1)).trim();
}

function withPerson(
  draft: Draft,
  { content, locale, waiting = false }: RenderContext,
): readonly Choice[] {
  if (!draft.person) return draft.choices;
  const label = waiting
    ? content.texts.say(locale)('human.my-ticket')
    : buttonOf(content, 'handoff-human', locale);
  const person = { label, value: choiceValue.person };
  const others = draft.choices.filter(({ value }) => value !== person.value);
  return [...others.slice(0, CHOICES_SHOWN - 1), person];
}
