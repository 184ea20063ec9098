/** Contact points in words: plainly, with "not verified, seen at …", or not at all. */
import type { Carrier, ContactPoint, StateContact } from '../../content/carrier.ts';
import { inLocale } from '../../content/localized.ts';
import { writeDay } from '../../day.ts';
import type { Card, Locale } from '../../message.ts';
import { disclosure } from '../../sourced.ts';
import { draft } from '../draft.ts';
import { carrierChoices, type Decision, type Turn } from '../turn.ts';

/** What words about contact points and offers depend on: a turn has it, and so have people at a desk. */
export type Speaker = Pick<Turn, 'say' | 'on'> & {
  readonly conversation: Pick<Turn['conversation'], 'locale'>;
};

/** One contact point as a line, or null if it must not be shown on that day. */
export function contactLine(turn: Speaker, contact: ContactPoint): string | null {
  const { say, conversation, on } = turn;
  const shown = disclosure(contact, on);
  if (shown === 'hidden') return null;
  const { locale } = conversation;
  const label =
    contact.label === undefined
      ? say(`contact.kind.${contact.kind}`)
      : inLocale(contact.label, locale);
  const remark = contact.remark === undefined ? '' : ` (${inLocale(contact.remark, locale)})`;
  const caution =
    shown === 'plain'
      ? ''
      : ` – ${say('contact.unverified', {
          source: contact.source.title,
          day: contact.asOf === null ? say('source.undated') : writeDay(contact.asOf),
        })}`;
  return `${label}: ${contactValue(contact, locale)}${remark}${caution}`;
}

/** What one dials or visits; phone numbers in groups that a voice reads well. */
export function contactValue(contact: ContactPoint, locale: Locale): string {
  const value = typeof contact.value === 'string' ? contact.value : inLocale(contact.value, locale);
  return contact.kind.startsWith('phone') ? groupDigits(value) : value;
}

/** `18008098` → `1800 8098`, `0922789789` → `0922 789 789`; short codes stay whole. */
export function groupDigits(digits: string): string {
  if (/^1[89]00\d+$/.test(digits)) return `${digits.slice(0, 4)} ${digits.slice(4)}`;
  if (/^024\d{8}$/.test(digits)) return `(024) ${digits.slice(3, 7)} ${digits.slice(7)}`;
  if (/^0\d{9}$/.test(digits))
    return `${digits.slice(0, 4)} ${digits.slice(4, 7)} ${digits.slice(7)}`;
  return digits;
}

/** The contact points that may be shown, with their lines. */
export function shownContacts(
  turn: Turn,
  contacts: readonly ContactPoint[],
): { contact: ContactPoint; line: string }[] {
  return contacts.flatMap((contact) => {
    const line = contactLine(turn, contact);
    return line === null ? [] : [{ contact, line }];
  });
}

/** Somebody who does not know the carrier, or uses one that no source speaks of. */
export function unknownCarrier(turn: Turn, intent: string): Decision {
  const lead = turn.say('contact.unknown-carrier');
  return {
    draft: draft({
      intent,
      outcome: 'no-data',
      lead,
      short: lead,
      choices: carrierChoices(turn),
    }),
    remember: { topic: intent },
  };
}

/** A card with the contact points of a carrier or a desk of the state. */
export function contactCard(turn: Turn, owner: Carrier | StateContact): Card {
  const { locale } = turn.conversation;
  const lines = shownContacts(turn, owner.contacts).map(({ line }) => line);
  const missing =
    'missing' in owner && owner.missing !== undefined ? inLocale(owner.missing, locale) : null;
  return {
    kind: 'contact',
    tone: lines.length > 0 ? 'good' : 'unknown',
    sign: '',
    title: typeof owner.name === 'string' ? owner.name : inLocale(owner.name, locale),
    lines: lines.length > 0 ? lines : [missing ?? turn.say('contact.none')],
  };
}
