/**
 * Brings the conversation into an understanding: "thế còn vina?", "con 105 thì sao", "không phải,
 * máy 105 cơ", "nó thì có không".
 */
import type { Carrier } from '../content/carrier.ts';
import type { ConversationState } from './conversation.ts';
import { plainName } from './entities.ts';
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
const POINTS_BACK = /^(?:the|vay|con|roi|gio|no|cai do|cai nay|cai kia|ben do|may do|hang do)\b/;

/** What a bare carrier asks for after a matter that is not a carrier's: after a scam, its number. */
const AFTER: Readonly<Record<string, string>> = { scam: 'contact-hotline' };

/**
 * "itel" is a maker of phones and a carrier: the carrier is meant while a carrier's matter is in
 * talk.
 */
export function withNamesakes(
  u: Understanding,
  { topic }: ConversationState,
  carriers: Iterable<Carrier>,
): Understanding {
  const [name] = u.entities.handsets;
  if (name === undefined || topic === null || !PER_CARRIER.has(topic) || topic === 'check-model')
    return u;
  const carrier = [...carriers].find((one) => plainName(one.name) === plainName(name));
  if (carrier === undefined) return u;
  return { ...u, entities: { ...u.entities, handsets: [], carriers: [carrier.id] } };
}

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
  if (isBareCarrier(u)) return { intent: null, score: 0, certainty: 'none', rivals: [] };
  const ranked = u.entities.carriers.length > 0 ? aboutCarriers(u.ranked) : u.ranked;
  const [top, next] = ranked;
  if (top === undefined || u.action === 'refuse' || isGibberish(u)) return refused(u);
  // What stood between two readings is gone: the other one is meant.
  if (
    ranked.length < u.ranked.length &&
    u.action === 'clarify' &&
    top.score > 2 * (next?.score ?? 0)
  ) {
    return { intent: top.intent, score: top.score, certainty: 'sure', rivals: ranked.slice(1, 4) };
  }
  if (u.action === 'clarify' && isLikely(u, conversation, top)) {
    return { intent: top.intent, score: top.score, certainty: 'sure', rivals: ranked.slice(1, 4) };
  }
  if (u.action === 'clarify') {
    return { intent: null, score: top.score, certainty: 'unsure', rivals: ranked.slice(0, 2) };
  }
  return { intent: top.intent, score: top.score, certainty: 'sure', rivals: ranked.slice(1, 4) };
}

/** "dạ mạng viettel ạ": a name and nothing that is asked of it. */
function isBareCarrier({ entities, residue, plain }: Understanding): boolean {
  return entities.carriers.length > 0 && residue === '' && plain.split(/\s+/).length <= 4;
}

/** Who names a carrier does not ask about the assistant or greet it. */
function aboutCarriers(ranked: Understanding['ranked']): Understanding['ranked'] {
  const aboutUs = ['help', 'about-bot', 'greeting', 'goodbye', 'thanks', 'language'];
  return ranked.filter(({ intent }) => !aboutUs.includes(intent));
}

/** The matter in talk goes on, or a carrier is named in a matter that carriers differ in. */
function isLikely(
  { entities }: Understanding,
  { topic }: ConversationState,
  { intent, score }: Understanding['ranked'][number],
): boolean {
  return (
    intent === topic || (entities.carriers.length > 0 && PER_CARRIER.has(intent) && score >= 0.5)
  );
}

/** Below this share of known features, "not our business" only means "never seen". */
const KNOWN_ENOUGH = 0.4;

function isGibberish({ ranked: [top], known }: Understanding): boolean {
  return top?.intent === 'out-of-scope' && known < KNOWN_ENOUGH;
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
  if (u.entities.unlisted !== null && u.ranked.slice(0, 1).some(isCheck)) return 'check-model';
  const { topic } = conversation;
  if (topic === null) return null;
  const bare = u.residue === '' && u.plain !== '';
  if (bare && carriers.length > 0 && PER_CARRIER.has(topic)) return topic;
  if (bare && carriers.length > 0 && AFTER[topic] !== undefined) return AFTER[topic];
  if (bare && u.entities.yesNo === null && POINTS_BACK.test(u.plain)) return topic;
  return null;
}

function isCheck({ intent }: { readonly intent: string }): boolean {
  return intent === 'check-model' || intent === 'check-phone';
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
