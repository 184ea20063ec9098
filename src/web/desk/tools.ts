/** What an agent has at hand while writing: ready-made replies, facts, what the bot would say. */
import { type FilledCanned, fillCanned } from '../../content/fill-canned.ts';
import { inLocale } from '../../content/localized.ts';
import { citation } from '../../dialogue/render.ts';
import type { Citable } from '../../sourced.ts';
import { sourceLine } from '../../sourced.ts';
import type { Compose, DeskParts, Voice } from './context.ts';
import { type Item, itemOf } from './knowledge.ts';
import { searchItems } from './search.ts';
import { audienceOf, cannedSetting } from './sourced-answer.ts';
import { suggestionFor } from './suggestion.ts';
import type { Case } from './ticket-view.ts';

/** A text that can be put into the answer, with the line of its sources. */
interface Piece {
  /** Names it in forms. */
  readonly key: string;
  readonly text: string;
  /** Empty where it states no fact. */
  readonly origin: string;
}

interface CannedView extends Piece {
  readonly title: string;
  /** Why it cannot be used now; null when it can. */
  readonly unusable: string | null;
  /** It is in Vietnamese although the citizen reads another language. */
  readonly fallback: boolean;
}

interface ItemView extends Piece, Pick<Item, 'kind' | 'title' | 'state' | 'sendable'> {}

/** The values behind `views/tools.eta`. */
export function toolsOf(parts: DeskParts, found: Case, voice: Voice, compose: Compose | undefined) {
  const { content, now } = voice;
  const { cited = [], query = '' } = compose ?? {};
  const audience = audienceOf(found, content, now, voice.locale);
  return {
    composeAt: composeAt(found),
    canned: cannedViews(found, voice),
    suggestion: suggestionView(parts, found, voice),
    query,
    items: searchItems(audience, query).map((item) => itemView(item, voice)),
    cited: cited.map((key) => ({ key, origin: pieceOf(parts, found, voice, key)?.origin ?? key })),
  };
}

/** Where a form goes that puts something into the answer without a script. */
export function composeAt({ ticket }: Case): string {
  return `/console/desk/${ticket.code}/compose`;
}

function cannedViews(found: Case, voice: Voice): CannedView[] {
  const { content, now } = voice;
  const setting = cannedSetting(found, content, now);
  return content.canned.map((reply) => {
    const filled = fillCanned(content, reply, setting);
    return {
      ...{ key: `canned:${reply.id}`, title: inLocale(reply.title, voice.locale) },
      text: filled.usable ? filled.text : '',
      origin: filled.usable ? originOf(filled.facts, voice) : '',
      unusable: filled.usable ? null : whyNot(filled, voice),
      fallback: filled.usable && filled.locale !== setting.locale,
    };
  });
}

function whyNot(filled: FilledCanned & { usable: false }, { say }: Voice): string {
  return say(`desk.unusable.${filled.reason}`, { name: filled.name });
}

export function suggestionView({ bot }: DeskParts, found: Case, voice: Voice) {
  const suggestion = suggestionFor(bot, found);
  if (suggestion === undefined) return null;
  const { seq, text, language, sources } = suggestion;
  const lines = [...new Set(sources.map((line) => citation(line, voice.say)))];
  return { key: `suggestion:${seq}`, text, language, origin: originLine(lines, voice) };
}

export function itemView(item: Item, voice: Voice): ItemView {
  const { key, kind, title, text, state, sendable } = item;
  return { key, kind, title, text, state, sendable, origin: originOf(item.sources, voice) };
}

/** Something that can be put in, by its key. */
export function pieceOf(
  parts: DeskParts,
  found: Case,
  voice: Voice,
  key: string,
): Piece | undefined {
  if (key.startsWith('canned:')) {
    return cannedViews(found, voice).find((one) => one.key === key && one.unusable === null);
  }
  if (key.startsWith('suggestion:')) return suggestionView(parts, found, voice) ?? undefined;
  const item = itemOf(audienceOf(found, voice.content, voice.now, voice.locale), key);
  return item?.sendable === true ? itemView(item, voice) : undefined;
}

function originOf(sources: readonly Citable[], voice: Voice): string {
  const lines = sources.map((source) => citation(sourceLine(source), voice.say));
  return originLine([...new Set(lines)], voice);
}

function originLine(lines: readonly string[], { say }: Voice): string {
  return lines.length === 0 ? '' : say('source.line', { sources: lines.join('; ') });
}
