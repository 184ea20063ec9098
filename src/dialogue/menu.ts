/** The six things that people ask most: the greeting, the help and the way out of two failures. */
import type { Snapshot } from '../content/content.ts';
import { buttonOf } from '../content/content.ts';
import type { Choice, Locale } from '../message.ts';
import { choiceValue } from './draft.ts';

export const MENU = [
  'check-phone',
  'shutdown-when',
  'offer-handset',
  'reverify',
  'complaint',
  'handoff-human',
] as const;

/** The menu as buttons, the person last. */
export function menuChoices(content: Snapshot, locale: Locale): Choice[] {
  return MENU.map((id) => ({
    label: buttonOf(content, id, locale),
    value: choiceValue.intent(id),
  }));
}
