/** Which requests for a person go before the others: somebody loses money, or cannot call for help. */
import type { ConversationState } from './conversation.ts';
import { asksForPerson, dangerIn, isCutAfterChange } from './danger.ts';
import type { Person } from './person.ts';

/** Urgent for everybody. */
const ALWAYS: readonly string[] = ['scam', 'emergency'];
/** Urgent for whoever is old or alone: a number that is blocked, or about to be. */
const FOR_THE_FRAIL: readonly string[] = ['phone-locked', 'reverify'];

/** Whether a ticket about the matter in talk is urgent. */
export function isUrgent({ topic, frail }: Pick<ConversationState, 'topic' | 'frail'>): boolean {
  if (topic === null) return false;
  return ALWAYS.includes(topic) || (frail && FOR_THE_FRAIL.includes(topic));
}

/** Old by word or by years from sixty on, or living alone. */
const FRAIL =
  /\b(?:song (?:co )?(?:mot|1) minh|song don|o (?:co )?(?:mot|1) minh|neo don|don than|don chiec|ba cu|ong cu|cu (?:ong|ba)|nguoi gia|gia (?:roi|yeu|ca|ca roi)|cao tuoi|lon tuoi|(?:[6-9]\d|1[01]\d) tuoi|lives? alone|living alone|elderly|old (?:man|woman|lady)|(?:[6-9]\d|1[01]\d) years old)\b/;

/** Whether a message speaks of somebody old or alone; `plain` is without marks, in lower case. */
export function speaksOfFrail(plain: string, person: Person | null): boolean {
  return person?.kind === 'grandmother' || person?.kind === 'grandfather' || FRAIL.test(plain);
}

const LOCKED_OUT =
  /\b(?:bi|da) (?:\w+ )?(?:khoa|chan|cat)\b|\b(?:khoa|chan) (?:mot|hai|1|2|ca hai) chieu\b|\b(?:khong|ko|k|hong) (?:the )?goi (?:di |ra )?(?:duoc|dc)\b|\b(?:blocked|locked)\b/;
/** Probable enough that losing time would do more harm than a wrong guess. */
const LIKELY = 0.25;

/**
 * The matter whose steps come before the ticket when a person is asked for in the same message;
 * null when nothing is urgent, or nobody is asked for.
 *
 * @param ranked readings of the message, best first
 */
export function urgentBesides(
  plain: string,
  { topic, frail }: Pick<ConversationState, 'topic' | 'frail'>,
  ranked: readonly { readonly intent: string; readonly score: number }[],
): string | null {
  if (!asksForPerson(plain)) return null;
  const danger = dangerIn(plain);
  if (danger !== null) return danger;
  const likely = ranked.find(({ intent, score }) => ALWAYS.includes(intent) && score >= LIKELY);
  if (likely !== undefined) return likely.intent;
  if (!frail) return null;
  if (isCutAfterChange(plain, topic)) return 'reverify';
  return LOCKED_OUT.test(plain) ? 'phone-locked' : null;
}
