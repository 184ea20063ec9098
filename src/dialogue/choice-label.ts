/** What stands on a button, for whoever reads later that it was pressed. */
import { buttonOf, type Snapshot } from '../content/content.ts';
import type { Locale } from '../message.ts';
import { choiceValue } from './draft.ts';

/** A map, because anybody may send any value: a plain object would know `constructor` too. */
const LANGUAGES: ReadonlyMap<string, string> = new Map([
  ['l:vi', 'Tiếng Việt'],
  ['l:en', 'English'],
]);

/** The label of a button by its value; undefined for one whose label depends on what was said. */
export function choiceLabel(content: Snapshot, value: string, locale: Locale): string | undefined {
  for (const id of content.intents.keys()) {
    if (choiceValue.intent(id) === value) return buttonOf(content, id, locale);
  }
  for (const { id, name } of content.carriers.values()) {
    if (choiceValue.carrier(id) === value) return name;
  }
  return LANGUAGES.get(value);
}
