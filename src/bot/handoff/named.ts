/** Carriers and handsets that citizens name in what they write to people, which the dialogue never reads. */
import type { Snapshot } from '../../content/content.ts';
import { findHandsetMentions } from '../../content/handset-mentions.ts';
import type { ConversationState } from '../../dialogue/conversation.ts';
import { type CarrierFinder, carrierFinder } from '../../dialogue/entities.ts';
import { cleanText, stripMarks } from '../../dialogue/normalize.ts';

/** What is known of somebody's carrier and phone, in words. */
export interface Named {
  /** What the carrier is called; null while nobody knows. */
  readonly carrier: string | null;
  /** Names of phones as they were typed, without those that the dialogue remembers. */
  readonly handsets: readonly string[];
}

/**
 * Takes in what was written to what is remembered.
 *
 * @param written oldest first: of two carriers the one that was named last counts
 */
export function namedIn(
  content: Snapshot,
  memory: Pick<ConversationState, 'carrier' | 'handsets'> | null,
  written: readonly string[],
): Named {
  const found = written.map((text) => mentionsIn(content, text));
  const carrier = found.flatMap(({ carriers }) => carriers).at(-1) ?? memory?.carrier ?? '';
  const known = (memory?.handsets ?? []).map(({ brand, model }) => folded(`${brand} ${model}`));
  const names = found.flatMap(({ handsets }) => handsets);
  const fresh = new Map(names.map((name) => [folded(name), name]));
  return {
    carrier: content.carriers.get(carrier)?.name ?? null,
    handsets: [...fresh].flatMap(([plain, name]) =>
      known.some((one) => one.includes(plain) || plain.includes(one)) ? [] : [name],
    ),
  };
}

function mentionsIn(content: Snapshot, raw: string) {
  const text = cleanText(raw);
  const handsets = findHandsetMentions(content.handsets, text).filter(
    ({ kind }) => kind === 'model',
  );
  // "Viettel V1" is a phone, "viettel" alone a carrier.
  const carriers = finderOf(content)(folded(text)).filter(
    ({ start, end }) => !handsets.some((phone) => start < phone.end && phone.start < end),
  );
  return { carriers: carriers.map(({ id }) => id), handsets: handsets.map((phone) => phone.text) };
}

const finders = new WeakMap<Snapshot, CarrierFinder>();

/** One finder for each content in force: lists ask for hundreds of texts at once. */
function finderOf(content: Snapshot): CarrierFinder {
  const found = finders.get(content) ?? carrierFinder(content.carriers.values());
  finders.set(content, found);
  return found;
}

function folded(text: string): string {
  return stripMarks(text.toLowerCase());
}
