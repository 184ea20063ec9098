/**
 * What a carrier gives for leaving 2G. Offers are told with their state first, and what has ended
 * is never told as current.
 */
import type { Carrier, Offer } from '../../content/carrier.ts';
import { chooseAnswer, fillAnswer } from '../../content/content.ts';
import { inLocale } from '../../content/localized.ts';
import { writeDay } from '../../day.ts';
import type { Card } from '../../message.ts';
import { isKnown, type Standing, standing } from '../../sourced.ts';
import { type Draft, draft } from '../draft.ts';
import { writeCard } from '../render.ts';
import {
  carrierChoices,
  carrierOf,
  type Decision,
  intentChoices,
  type Skill,
  type Turn,
} from '../turn.ts';
import { contactLine } from './contact-lines.ts';

/** What has a chance of helping comes first. */
const ORDER: readonly Standing[] = ['in-force', 'upcoming', 'unknown', 'presumed-ended', 'ended'];
const CARDS_SHOWN = 3;
/** One screen: what an answer may be long without its source line. */
const SCREEN = 600;

/** Which offers answer which intent. */
const KINDS: Readonly<Record<string, readonly Offer['kind'][]>> = {
  'offer-handset': ['handset'],
  'offer-tariff': ['tariff'],
  'offer-where': ['handset'],
  'offer-eligibility': ['handset'],
};

interface StatedOffer {
  readonly offer: Offer;
  readonly state: Standing;
}

export const findOffers: Skill = {
  start(turn, intent) {
    const carrier = turn.content.carriers.get(carrierOf(turn) ?? '');
    return carrier === undefined ? askCarrier(turn, intent) : tellOffers(turn, intent, carrier);
  },
  resume(turn, { about }) {
    const named = turn.understanding.entities.carriers.length > 0;
    return named && about !== undefined ? findOffers.start(turn, about) : null;
  },
};

function askCarrier(turn: Turn, intent: string): Decision {
  const { content, on, say, conversation } = turn;
  const definition = content.intents.get(intent);
  const answer = definition && chooseAnswer(content, definition, on, null);
  const filled = answer && fillAnswer(content, answer, on, conversation.locale);
  const everywhere = stateOffers(turn, content.commonOffers, intent);
  const elsewhere =
    intent === 'offer-tariff'
      ? [...content.carriers.values()].flatMap(({ offers }) => stateOffers(turn, offers, intent))
      : [];
  return {
    draft: draft({
      intent,
      outcome: 'clarified',
      lead: filled?.text ?? say('offers.which-carrier'),
      short: filled?.short ?? say('offers.which-carrier'),
      cards:
        filled === undefined
          ? everywhere.concat(elsewhere).map((stated) => offerCard(turn, stated, false))
          : [],
      sources: filled?.facts ?? everywhere.concat(elsewhere).map(({ offer }) => offer),
      choices: carrierChoices(turn),
    }),
    remember: {
      topic: intent,
      waitingFor: { skill: 'find-offers', slot: 'carrier', about: intent },
    },
  };
}

function tellOffers(turn: Turn, intent: string, carrier: Carrier): Decision {
  const offers = stateOffers(turn, carrier.offers, intent);
  return {
    draft:
      offers.length === 0
        ? noOffers(turn, intent, carrier)
        : listOffers(turn, intent, carrier, offers),
    remember: { topic: intent, carrier: carrier.id },
  };
}

function stateOffers(turn: Turn, offers: readonly Offer[], intent: string): StatedOffer[] {
  const kinds = KINDS[intent] ?? ['handset'];
  return offers
    .filter((offer) => kinds.includes(offer.kind) && isKnown(offer, turn.on))
    .map((offer) => ({ offer, state: standing(offer, turn.on) }))
    .sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || newest(a.offer, b.offer));
}

function newest(a: Offer, b: Offer): number {
  return (b.asOf ?? '').localeCompare(a.asOf ?? '');
}

function listOffers(
  turn: Turn,
  intent: string,
  carrier: Carrier,
  offers: readonly StatedOffer[],
): Draft {
  const { say, conversation } = turn;
  const lead = say(`offers.${summaryOf(offers)}`, { carrier: carrier.name });
  const fitting = fitOnScreen(turn, carrier, lead, offers);
  const [best] = offers;
  const example =
    best === undefined
      ? ''
      : ` ${inLocale(best.offer.title, conversation.locale)}: ${stateWords(turn, best)}.`;
  return draft({
    intent,
    outcome: 'answered',
    lead,
    ...fitting,
    short: `${lead}${example} ${say('offers.ask-short', { carrier: carrier.name })}`,
    sources: offers.slice(0, fitting.cards.length).map(({ offer }) => offer),
    choices: intentChoices(
      turn,
      ['offer-where', 'cost-buy', 'check-phone'].filter((id) => id !== intent),
    ),
  });
}

function summaryOf(offers: readonly StatedOffer[]): string {
  const states = new Set(offers.map(({ state }) => state));
  if (states.has('in-force')) return 'some-open';
  return states.has('unknown') || states.has('upcoming') ? 'some-unsure' : 'all-ended';
}

/** As many offers, with as many details, as one screen holds. */
function fitOnScreen(
  turn: Turn,
  carrier: Carrier,
  lead: string,
  offers: readonly StatedOffer[],
): Pick<Draft, 'cards' | 'tail'> {
  const ways = [CARDS_SHOWN, 2, 1].flatMap((count) => [
    { count, detailed: true },
    { count, detailed: false },
  ]);
  const drafts = ways.map(({ count, detailed }) => ({
    cards: offers.slice(0, count).map((offer, at) => offerCard(turn, offer, detailed && at === 0)),
    tail: [more(turn, offers.length - count), askCarrierLine(turn, carrier)]
      .filter(Boolean)
      .join('\n'),
  }));
  const length = ({ cards, tail }: Pick<Draft, 'cards' | 'tail'>) =>
    [lead, ...cards.map(writeCard), tail].join('\n').length;
  const last = { cards: [], tail: askCarrierLine(turn, carrier) };
  return drafts.find((one) => length(one) <= SCREEN) ?? last;
}

function more(turn: Turn, count: number): string {
  return count > 0 ? turn.say('offers.more', { count }) : '';
}

/** The one next step: where to ask, with a number if one may be shown. */
function askCarrierLine(turn: Turn, carrier: Carrier): string {
  const lines = carrier.contacts
    .map((contact) => contactLine(turn, contact))
    .filter((line) => line !== null);
  return turn.say('offers.ask', {
    carrier: carrier.name,
    contact: lines[0] ?? turn.say('contact.any-shop'),
  });
}

/** An offer with its state; the details only where they may help and there is room. */
function offerCard(turn: Turn, stated: StatedOffer, detailed: boolean): Card {
  const { locale } = turn.conversation;
  const { offer, state } = stated;
  const over = state === 'ended' || state === 'presumed-ended';
  return {
    kind: 'offer',
    tone: state === 'in-force' ? 'good' : over ? 'bad' : 'care',
    sign: stateWords(turn, stated),
    title: inLocale(offer.title, locale),
    lines: over || !detailed ? [] : [inLocale(offer.details, locale)],
  };
}

function stateWords(turn: Turn, { offer, state }: StatedOffer): string {
  const year = (offer.asOf ?? offer.validFrom ?? '').slice(0, 4);
  return turn.say(`offers.state.${state}`, {
    from: offer.validFrom === undefined ? '' : writeDay(offer.validFrom),
    to: offer.validTo === undefined ? '' : writeDay(offer.validTo),
    year,
  });
}

function noOffers(turn: Turn, intent: string, carrier: Carrier): Draft {
  const { say } = turn;
  return draft({
    intent,
    outcome: 'no-data',
    lead: say('offers.none', { carrier: carrier.name }),
    tail: askCarrierLine(turn, carrier),
    short: `${say('offers.none', { carrier: carrier.name })} ${say('offers.ask-short', { carrier: carrier.name })}`,
    choices: intentChoices(turn, ['cost-buy', 'check-phone', 'contact-hotline']),
  });
}
