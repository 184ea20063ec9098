/**
 * Brings the conversation into an understanding: "thế còn vina?", "con 105 thì sao", "không phải,
 * máy 105 cơ", "nó thì có không".
 */
import type { Carrier } from '../content/carrier.ts';
import type { ConversationState } from './conversation.ts';
import {
  goesOnAboutCheck,
  isCutAfterChange,
  soundsLikeEmergency,
  soundsLikeSwindle,
  wantsPerson,
} from './danger.ts';
import { plainName } from './entities.ts';
import type { Understanding } from './understand.ts';
import { urgentBesides } from './urgent.ts';

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

const ORDINALS: readonly RegExp[] = [
  /\b(?:cai|con|may|chiec|the) (?:thu |so )?(?:nhat|dau|dau tien|1|first)\b/,
  /\b(?:cai|con|may|chiec|the) (?:thu |so )(?:hai|2)\b|\bthe second\b/,
  /\b(?:cai|con|may|chiec|the) (?:thu |so )(?:ba|3)\b|\bthe third\b/,
];

/** "thế còn cái thứ hai": the second of the phones in talk. */
export function withOrdinals(u: Understanding, { handsets }: ConversationState): Understanding {
  if (handsets.length < 2 || u.entities.handsets.length > 0) return u;
  const meant = handsets[ORDINALS.findIndex((ordinal) => ordinal.test(u.plain))];
  if (meant === undefined) return u;
  const name = [meant.brand, meant.model, meant.variant].filter(Boolean).join(' ');
  return { ...u, residue: '', entities: { ...u.entities, handsets: [name] } };
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

const NOTHING: Reading = { intent: null, score: 0, certainty: 'none', rivals: [] };

/** Reads an understanding in the light of what was said before. */
export function inContext(u: Understanding, conversation: ConversationState): Reading {
  const named = byWhatIsNamed(u, conversation);
  if (named !== null) return sure({ intent: named, score: 1 }, []);
  if (isBareCarrier(u)) return NOTHING;
  const ranked = u.entities.carriers.length > 0 ? aboutCarriers(u.ranked) : u.ranked;
  const [top] = ranked;
  if (top === undefined || u.known === 0 || isBareAnswer(u, conversation, top)) return NOTHING;
  const meant = neighbour(u, conversation, ranked) ?? amongTwo(u, conversation, ranked);
  if (meant !== undefined) return sure(meant, ranked);
  if (u.action === 'refuse' || isGibberish(u)) return refused(u);
  return u.action === 'answer' ? sure(top, ranked) : unsure(top, ranked);
}

type Ranked = Understanding['ranked'];

function sure({ intent, score }: Ranked[number], ranked: Ranked): Reading {
  return {
    intent,
    score,
    certainty: 'sure',
    rivals: ranked.filter((one) => one.intent !== intent).slice(0, 3),
  };
}

function unsure({ score }: Ranked[number], ranked: Ranked): Reading {
  return { intent: null, score, certainty: 'unsure', rivals: ranked.slice(0, 2) };
}

function refused(u: Understanding): Reading {
  const [top] = u.ranked;
  return { intent: null, score: top?.score ?? 0, certainty: 'none', rivals: u.ranked.slice(0, 2) };
}

/** Words of a message that is short enough to lean on what was just said: "bao nhiêu tiền một cái". */
const LEANING = 6;

/** Whether the matter in talk costs anything. */
const COSTS = /^(?:vay |the |ma |roi )?(?:co )?(?:mat|ton|thu) (?:tien|phi)\b|^(?:co )?mien phi\b/;

/**
 * A short message that by itself would be somebody else's matter, or none, is about the answer just
 * given or one of the matters that it offered.
 */
function neighbour(
  { plain, action }: Understanding,
  { topic, offered }: ConversationState,
  ranked: Ranked,
): Ranked[number] | undefined {
  const [top] = ranked;
  if (topic === null || top === undefined || plain.split(/\s+/).length > LEANING) return undefined;
  // "có mất tiền không" says of itself only that it goes on.
  if (action !== 'answer' && COSTS.test(plain)) return { intent: topic, score: top.score };
  const astray = top.intent.startsWith('redirect-') && top.score < 0.9;
  if (action === 'answer' && !astray) return undefined;
  const near = new Set([topic, ...offered.map(({ value }) => value.replace(/^i:/, ''))]);
  near.delete('handoff-human');
  return ranked.find(
    ({ intent, score }) => near.has(intent) && score >= (intent === topic ? 0.03 : 0.1),
  );
}

/** "… thì sao": a case of the matter in talk. */
const ASKS_ON = /\b(thi sao|thi lam sao|thi the nao)( a| vay| nhi| ha)?[?. ]*$/;

/** Among support of several kinds: the phone itself is meant, and no tariff named. */
const PHONE = /^(?!.*(?:\d ?gb|\b(?:goi|data|cuoc|phut)\b)).*\b(?:may|dien thoai|phone)\b/s;

/** The one of two close readings that the talk makes the likelier. */
function amongTwo(
  { action, entities, plain }: Understanding,
  { topic }: ConversationState,
  ranked: Ranked,
): Ranked[number] | undefined {
  const [first, second] = ranked;
  if (action !== 'clarify' || first === undefined) return undefined;
  if (second !== undefined && matterOf(first.intent) === matterOf(second.intent)) {
    const offersPhone = (one: Ranked[number]) =>
      one.intent === 'offer-handset' && PHONE.test(plain);
    return [first, second].find(offersPhone) ?? first;
  }
  if (first.intent === topic && first.score >= 0.5) return first;
  if (topic !== null && ASKS_ON.test(plain)) {
    return ranked.find(({ intent }) => intent === topic) ?? { intent: topic, score: first.score };
  }
  if (entities.carriers.length === 0) return undefined;
  const perCarrier = ranked.slice(0, 2).filter(({ intent }) => PER_CARRIER.has(intent));
  return perCarrier.length === 1 && (perCarrier[0]?.score ?? 0) >= 0.3 ? perCarrier[0] : undefined;
}

/** Intents that are one matter: two answers to it would repeat each other. */
export function matterOf(intent: string): string {
  if (intent.startsWith('check-')) return 'check';
  return intent.startsWith('offer-') ? 'offer' : intent;
}

/** A yes, a no or a number to a question that nobody asked; "ok" may still be small talk. */
function isBareAnswer(
  { entities, action }: Understanding,
  { waitingFor }: ConversationState,
  { intent }: Ranked[number],
): boolean {
  const bare = entities.yesNo !== null || entities.menuNumber !== null;
  const courtesy = action === 'answer' && (intent === 'thanks' || intent === 'goodbye');
  return bare && waitingFor === null && !courtesy;
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

/** Below this share of known features, "not our business" only means "never seen". */
const KNOWN_ENOUGH = 0.4;

function isGibberish({ ranked: [top], known }: Understanding): boolean {
  return top?.intent === 'out-of-scope' && known < KNOWN_ENOUGH;
}

/** Somebody with an open ticket speaks of it. */
const TICKET = /\b(phieu|ticket)\b/;

/** The intent that follows from names alone, without trusting the classifier. */
function byWhatIsNamed(u: Understanding, conversation: ConversationState): string | null {
  const { carriers, prefix } = u.entities;
  if (soundsLikeEmergency(u.plain)) return 'emergency';
  // Whoever has a one-time code in hand is about to give it away.
  if (u.personal === 'otp' || soundsLikeSwindle(u.plain)) return 'scam';
  const urgent = urgentBesides(u.plain, conversation, u.ranked);
  if (urgent !== null) return urgent;
  if (wantsPerson(u.plain)) return 'handoff-human';
  if (isCutAfterChange(u.plain, conversation.topic)) return 'reverify';
  if (goesOnAboutCheck(u.plain, conversation.topic)) return 'reverify';
  if (prefix !== null) return 'redirect-prefix';
  if (conversation.ticket !== null && TICKET.test(u.plain)) return 'handoff-human';
  if (namesPhone(u)) return phoneMatter(u);
  if (u.entities.unlisted !== null && u.ranked.slice(0, 1).some(isCheck)) return 'check-model';
  const { topic } = conversation;
  if (topic === null) return null;
  if (PRICE.test(u.plain) && PRICED.test(topic)) return 'cost-buy';
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

/** The price was asked, whatever phone it is of. */
const PRICE =
  /\b(gia (bao nhieu|nhieu|sao|the nao)|bao nhieu tien|bn tien|nhieu tien|how much|price)\b/;

/** Whether it is what it says it is. */
const GENUINE =
  /\b(hang that|hang gia|hang nhai|that hay gia|that khong|that ko|chinh hang khong|fake|genuine)\b/;

/** Matters in which "bao nhiêu tiền" means a phone and not a bill. */
const PRICED = /^(?:check-|offer-|cost-buy|fake-4g|volte|shutdown-what)/;

/** A phone is named: its check, unless the sentence is surely about something else. */
function phoneMatter(u: Understanding): string | null {
  const [top] = u.ranked;
  if (u.residue === '' || u.entities.tacs.length > 0) return 'check-model';
  if (PRICE.test(u.plain)) return 'cost-buy';
  if (GENUINE.test(u.plain)) return 'fake-4g';
  const makerOnly = !u.entities.handsets.some((name) => /\d/.test(name));
  if (makerOnly && top?.intent === 'cost-buy') return 'cost-buy';
  if (top === undefined || u.action !== 'answer') return 'check-model';
  return ABOUT_A_PHONE.has(top.intent) ? 'check-model' : null;
}
