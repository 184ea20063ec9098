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
  return LANGUAGES.get(value) ?? deskLabel(content, value, locale);
}

/** What stands on the buttons about people, by what comes behind `h:` and before a ticket's code. */
const DESK_BUTTONS: ReadonlyMap<string, string> = new Map([
  ['machine', 'machine'],
  ['callback', 'callback'],
  ['transcript', 'transcript'],
  ['rate 3', 'rate-good'],
  ['rate 2', 'rate-fair'],
  ['rate 1', 'rate-bad'],
]);

function deskLabel(content: Snapshot, value: string, locale: Locale): string | undefined {
  const [kind, name = '', , mark] = value.split(':');
  const key = DESK_BUTTONS.get(mark === undefined ? name : `${name} ${mark}`);
  if (kind !== 'h' || key === undefined) return undefined;
  return content.texts.say(locale)(`human.${key}`);
}
