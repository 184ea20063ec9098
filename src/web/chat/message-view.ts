/** What of a conversation is shown, and how: the values behind `views/message.eta`. */
import type { Snapshot } from '../../content/content.ts';
import type { Say } from '../../content/texts.ts';
import { writeTime } from '../../day.ts';
import { choiceLabel } from '../../dialogue/choice-label.ts';
import { detectLanguage } from '../../dialogue/language.ts';
import type { Card, Choice, Locale } from '../../message.ts';
import type { Answered, Entry, Said } from '../../store/transcript.ts';
import { type Dialable, originParts, type Part, withPhones } from './rich-text.ts';

export interface MessageView {
  readonly by: 'citizen' | 'bot' | 'agent';
  readonly number: number;
  readonly id: string;
  /** For screen readers: a BCP 47 tag. */
  readonly language: string;
  /** When the citizen wrote it, by the clock in Vietnam. */
  readonly time: string | null;
  /** Line by line. */
  readonly lead: readonly Line[];
  readonly cards: readonly CardView[];
  readonly tail: readonly Line[];
  readonly origin: readonly Part[];
  readonly choices: readonly Choice[];
  /** Whether to ask below it if it helped. */
  readonly ask: boolean;
  readonly t: Say;
}

export interface Line {
  readonly parts: readonly Part[];
  /** One of several, numbered. */
  readonly step: boolean;
}

interface CardView extends Pick<Card, 'kind' | 'tone' | 'sign' | 'title'> {
  readonly lines: readonly (readonly Part[])[];
}

/** In whose words, and with what knowledge, messages are shown. */
export interface Voice {
  readonly content: Snapshot;
  readonly locale: Locale;
  readonly t: Say;
  readonly dialable: Dialable;
}

/** The entries as views. A pressed button shows its label, looked for in `earlier` replies too. */
export function messageViews(
  entries: readonly Entry[],
  voice: Voice,
  earlier: readonly Entry[] = entries,
): MessageView[] {
  return entries.map((entry) =>
    entry.by === 'citizen' ? saidView(entry, earlier, voice) : answeredView(entry, voice),
  );
}

function saidView(said: Said, earlier: readonly Entry[], voice: Voice): MessageView {
  const text = saidWords(said, earlier, voice);
  return {
    ...{ by: 'citizen', number: said.seq, id: said.id, language: languageOf(text, voice) },
    time: writeTime(new Date(said.at)),
    lead: text === '' ? [] : [{ parts: [{ text }], step: false }],
    ...{ cards: [], tail: [], origin: [], choices: [], ask: false, t: voice.t },
  };
}

/** What somebody wrote, or the label of the button that they pressed. */
export function saidWords({ kind, text }: Said, earlier: readonly Entry[], voice: Voice): string {
  return kind === 'choice' ? labelOf(text, earlier, voice) : text;
}

/** That of the words; of a brand name alone nobody can tell, so that of the page. */
function languageOf(text: string, { locale }: Voice): string {
  const { language } = detectLanguage(text.normalize('NFC'));
  return language === 'und' ? locale : language;
}

function answeredView({ stored }: Answered, { t, dialable }: Voice): MessageView {
  const { id, seq, reply, author } = stored;
  const plain = reply.lead === '' && reply.cards.length === 0 && reply.tail === '';
  const parts = (line: string) => withPhones(line, dialable);
  const lines = (text: string): Line[] =>
    linesOf(text).map((line) => ({ parts: parts(line), step: /^\d\. /.test(line) }));
  return {
    ...{ by: author === 'agent' ? 'agent' : 'bot', number: seq, id, t },
    ...{ language: reply.language, time: null, choices: reply.choices, ask: reply.askHelpful },
    lead: lines(plain ? reply.text : reply.lead),
    cards: reply.cards.map((card) => ({ ...card, lines: card.lines.map(parts) })),
    tail: lines(reply.tail),
    origin: plain ? [] : originParts(reply),
  };
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

function labelOf(value: string, earlier: readonly Entry[], { content, locale }: Voice): string {
  const offered = earlier
    .flatMap((entry) => (entry.by === 'reply' ? entry.stored.reply.choices : []))
    .findLast((choice) => choice.value === value);
  if (offered !== undefined) return offered.label;
  return choiceLabel(content, value, locale) ?? value;
}
