/** The words of the desk's pages, and those that its script says by itself. */
import type { Say } from '../../content/texts.ts';
import type { Voice } from './context.ts';

/** Texts of the desk, below `desk.` in `locales/`. */
export function deskTexts({ say }: Pick<Voice, 'say'>): Say {
  return (key, values) => say(`desk.${key}`, values);
}

/** What the script says by itself. */
const SCRIPT_TEXTS = [
  'title',
  'just-now',
  'minutes',
  'hours',
  'citizen-typing',
  'line-lost',
  'line-back',
  'signed-out',
  'enough',
  'erased',
  'sending',
  'not-sent',
  'changed',
  'reload',
  'left',
  'delivery.queued',
  'delivery.sending',
  'delivery.sent',
  'delivery.delivered',
  'delivery.read',
  'delivery.failed',
] as const;

/** As JSON by their keys; where a number belongs stands `{{count}}`. */
export function scriptTexts({ say }: Pick<Voice, 'say'>): string {
  const words = SCRIPT_TEXTS.map((key) => [key, say(`desk.${key}`, { count: '{{count}}' })]);
  return JSON.stringify(Object.fromEntries(words));
}
