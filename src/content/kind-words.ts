/** What came without words, in a word: `[ảnh]`. */
import type { InboundKind, Locale } from '../message.ts';
import type { Snapshot } from './content.ts';

export function kindWords(
  { texts }: Pick<Snapshot, 'texts'>,
  kind: InboundKind,
  locale: Locale,
): string {
  return `[${texts.say(locale)(`human.kind.${kind}`)}]`;
}
