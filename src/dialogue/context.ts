/**
 * Brings the conversation into an understanding: "thế còn vina?", "con 105 thì sao", "không phải,
 * máy 105 cơ", "nó thì có không".
 */
import type { ConversationState } from './conversation.ts';
import type { Understanding } from './understand.ts';

/** Matters that can be asked again of another carrier. */
const PER_CARRIER = new Set([
  'offer-handset',
  'offer-tariff',
  'offer-where',
  'offer-eligibility',
  'contact-hotline',
  'complaint',
  'shutdown-when',
  'shutdown-3g',
  'coverage',
  'sim-4g',
  'phone-locked',
  'number-keep',
  'volte',
  'reverify',
  'check-model',
]);

/** Matters about one phone: with a model named they are about that model. */
const ABOUT_A_PHONE = new Set(['check-phone', 'check-model', 'shutdown-what', 'shutdown-3g']);

/** "nó", "cái đó", "thế còn …": points back to what is in talk. */
const POINTS_BACK = /^(the |vay |con )*(no|cai do|cai nay|cai kia|ben do|may do|hang do)\b/;

/** What the message asks for in this conversation; `null` when it only names something. */
export interface Reading {
  readonly intent: string | null;
  readonly score: number;
  /** `sure`: answer; `unsure`: ask back; `none`: nothing that we know. */
  readonly certainty: 'sure' | 'unsure' | 'none';
  /** Two readings to offer when unsure. */
  readonly rivals: readonly { readonly intent: string; readonly score: number }[];
}

/** Reads an understanding in the light of what was said before. */
export function inContext(u: Understanding, conversation: ConversationState): Reading {
  const named = byWhatIsNamed(u, conversation);
  if (named !== null) return { intent: named, score: 1, certainty: 'sure', rivals: [] };
  const [top] = u.ranked;
  if (top === undefined || u.action === 'refuse') return refused(u);
  if (u.action === 'clarify') {
    return { intent: null, score: top.score, certainty: 'unsure', rivals: u.ranked.slice(0, 2) };
  }
  return { intent: top.intent, score: top.score, certainty: 'sure', rivals: u.ranked.slice(1, 4) };
}

function refused(u: Understanding): Reading {
  return {
    intent: null,
    score: u.ranked[0]?.score ?? 0,
    certainty: 'none',
    rivals: u.ranked.slice(0, 2),
  };
}

/** The intent that follows from names alone, without trusting the classifier. */
function byWhatIsNamed(u: Understanding, conversation: ConversationState): string | null {
  const { carriers, prefix } = u.entities;
  // Whoever has a one-time code in hand is about to give it away.
  if (u.personal === 'otp') return 'scam';
  if (prefix !== null) return 'redirect-prefix';
  if (namesPhone(u)) return phoneMatter(u);
  const { topic } = conversation;
  if (topic === null) return null;
  const bare = u.residue === '' && u.plain !== '';
  if (bare && carriers.length > 0 && PER_CARRIER.has(topic)) return topic;
  if (bare && u.entities.yesNo === null && POINTS_BACK.test(u.plain)) return topic;
  return null;
}

function namesPhone({ entities }: Understanding): boolean {
  return entities.handsets.length + entities.tacs.length > 0 || entities.badImei;
}

/** A phone is named: its check, unless the sentence is surely about something else. */
function phoneMatter(u: Understanding): string | null {
  const [top] = u.ranked;
  if (u.residue === '' || u.entities.tacs.length > 0) return 'check-model';
  if (top === undefined || u.action !== 'answer') return 'check-model';
  return ABOUT_A_PHONE.has(top.intent) ? 'check-model' : null;
}
