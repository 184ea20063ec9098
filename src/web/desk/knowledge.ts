/** What the content knows, for people at a desk to look up and to say: the bot's words, the bot's sources. */
import type { Carrier, ContactPoint, Offer, StateContact } from '../../content/carrier.ts';
import { chooseAnswer, fillAnswer, type Snapshot } from '../../content/content.ts';
import { factOn, writeFact } from '../../content/fact.ts';
import { type StatementState, statementState } from '../../content/fact-state.ts';
import type { Intent } from '../../content/intent.ts';
import { inLocale, type Localized } from '../../content/localized.ts';
import { namesIn } from '../../content/texts.ts';
import { type Day, vietnamDay } from '../../day.ts';
import { writeCard } from '../../dialogue/render.ts';
import { contactLine, contactValue, type Speaker } from '../../dialogue/skills/contact-lines.ts';
import { offerCard } from '../../dialogue/skills/find-offers.ts';
import type { Locale } from '../../message.ts';
import { type Citable, disclosure, isKnown, standing } from '../../sourced.ts';
import { capital } from './row-view.ts';

/** Something that may be said, or that there is and must not be said. */
export interface Item {
  /** Names it in forms: `fact:stop-2g-only`, `offer:viettel:…`. */
  readonly key: string;
  readonly kind: 'answer' | 'fact' | 'offer' | 'contact';
  /** What it is about, for staff. */
  readonly title: string;
  /** As the citizen reads it. */
  readonly text: string;
  /** `open-ended`: its source names no end. */
  readonly state: StatementState | 'open-ended';
  /** Whether it may be sent; its words say how certain it is. */
  readonly sendable: boolean;
  readonly sources: readonly Citable[];
}

/** For whom: the words are in the citizen's language, titles in the agent's. */
export interface Audience {
  readonly content: Snapshot;
  readonly now: Date;
  /** The citizen's language. */
  readonly locale: Locale;
  /** The agent's. */
  readonly reading: Locale;
  /** Id of the carrier in talk. */
  readonly carrier: string | null;
}

/** The item of a key as it stands today. */
export function itemOf(audience: Audience, key: string): Item | undefined {
  return allItems(audience).find((item) => item.key === key);
}

/** Everything that there is, sendable or not. */
export function allItems(audience: Audience): Item[] {
  const { content } = audience;
  return [
    ...[...content.intents.values()].flatMap((intent) => answerItem(audience, intent) ?? []),
    ...[...content.carriers.values()].flatMap((carrier) => carrierItems(audience, carrier)),
    ...content.commonOffers.map((offer) => offerItem(audience, offer, null)),
    ...content.stateContacts.flatMap((owner) => contactItems(audience, owner)),
    ...factItems(audience),
  ];
}

function speakerOf({ content, now, locale }: Audience): Speaker {
  return { say: content.texts.say(locale), on: vietnamDay(now), conversation: { locale } };
}

function answerItem(audience: Audience, intent: Intent): Item | null {
  const { content, now, locale, reading, carrier } = audience;
  const on = vietnamDay(now);
  const answer = intent.smallTalk ? undefined : chooseAnswer(content, intent, on, carrier);
  if (answer === undefined) return null;
  const { text, facts } = fillAnswer(content, answer, on, locale);
  const title = capital(inLocale(intent.title, reading));
  const key = `answer:${intent.id}`;
  return { key, kind: 'answer', title, text, state: 'current', sendable: true, sources: facts };
}

function factItems(audience: Audience): Item[] {
  const matters = mattersByFact(audience);
  return [...audience.content.facts.keys()].map((name) =>
    factItem(audience, name, matters.get(name) ?? []),
  );
}

function factItem({ content, now, locale }: Audience, name: string, matters: string[]): Item {
  const on = vietnamDay(now);
  const fact = factOn(content.facts, name, on);
  const state = statementState(fact, on);
  return {
    ...{ key: `fact:${name}`, kind: 'fact', state, sendable: state === 'current' },
    title: capital(matters.join(', ')) || name,
    text: fact === undefined ? '' : writeFact(fact, locale),
    sources: fact === undefined ? [] : [fact],
  };
}

/** The matters whose answers state a fact: that is what it is about. */
function mattersByFact({ content, now, reading }: Audience): ReadonlyMap<string, string[]> {
  const on = vietnamDay(now);
  const uses = [...content.intents.values()].flatMap((intent) => {
    const answer = chooseAnswer(content, intent, on, null);
    const title = inLocale(intent.title, reading);
    const names = new Set(answer === undefined ? [] : namesIn(answer.text.vi));
    return [...names].map((name) => ({ name, title }));
  });
  return new Map(
    [...Map.groupBy(uses, ({ name }) => name)].map(([name, found]) => [
      name,
      found.map(({ title }) => title),
    ]),
  );
}

function carrierItems(audience: Audience, carrier: Carrier): Item[] {
  return [
    ...contactItems(audience, carrier),
    ...carrier.offers.map((offer) => offerItem(audience, offer, carrier)),
  ];
}

function offerItem(audience: Audience, offer: Offer, carrier: Carrier | null): Item {
  const speaker = speakerOf(audience);
  const on = speaker.on;
  const stands = standing(offer, on);
  const state = offerState(offer, on);
  const card = offerCard(speaker, { offer, state: stands }, 'details');
  const owner = carrier === null ? '' : `${carrier.name}: `;
  return {
    ...{ key: `offer:${carrier?.id ?? 'all'}:${offer.id}`, kind: 'offer', state },
    title: owner + inLocale(offer.title, audience.reading),
    text: `${owner}${writeCard(card)}`,
    sendable: ['current', 'upcoming', 'open-ended'].includes(state),
    sources: [offer],
  };
}

/** An offer without an end may be told as such; what has ended, or rests on a weak source, may not. */
function offerState(offer: Offer, on: Day): Item['state'] {
  if (!isKnown(offer, on)) return 'unknown';
  if (offer.publish === false) return 'hidden';
  const state = standing(offer, on);
  if (state === 'ended' || state === 'presumed-ended') return 'ended';
  if (disclosure(offer, on) === 'hidden') return 'unverified';
  if (state === 'upcoming') return 'upcoming';
  return state === 'in-force' ? 'current' : 'open-ended';
}

function contactItems(audience: Audience, owner: Carrier | StateContact): Item[] {
  const name: string | Localized = owner.name;
  const called = typeof name === 'string' ? name : inLocale(name, audience.reading);
  return owner.contacts.map((contact, at) =>
    contactItem(audience, contact, called, `${owner.id}:${at}`),
  );
}

function contactItem(
  audience: Audience,
  contact: ContactPoint,
  owner: string,
  place: string,
): Item {
  const speaker = speakerOf(audience);
  const shown = disclosure(contact, speaker.on);
  const line = contactLine(speaker, contact);
  const hidden = contact.publish === false ? 'hidden' : 'unverified';
  return {
    ...{ key: `contact:${place}`, kind: 'contact', sources: [contact] },
    title: owner,
    // What must not be shown is not shown to staff as something to say, but that it is there.
    text: line ?? contactValue(contact, audience.locale),
    state: shown === 'plain' ? 'current' : shown === 'unverified' ? 'unverified' : hidden,
    sendable: line !== null,
  };
}
