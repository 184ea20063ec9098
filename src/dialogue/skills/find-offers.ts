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
  carrierAnswered,
  carrierChoices,
  carrierOf,
  type Decision,
  intentChoices,
  type Skill,
  type Turn,
  withCarrier,
} from '../turn.ts';
import {
  contactLine,
  contactValue,
  type Speaker,
  shownContacts,
  unknownCarrier,
} from './contact-lines.ts';

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
    const carrier = carrierAnswered(turn);
    if (carrier === undefined || about === undefined) return null;
    return carrier === null
      ? unknownCarrier(turn, about)
      : findOffers.start(withCarrier(turn, carrier), about);
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
          ? everywhere.concat(elsewhere).map((stated) => offerCard(turn, stated, null))
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
    .sort(
      (a, b) =>
        (intent === 'offer-eligibility' ? namesGroup(b.offer) - namesGroup(a.offer) : 0) ||
        ORDER.indexOf(a.state) - ORDER.indexOf(b.state) ||
        newest(a.offer, b.offer),
    );
}

/** Whether an offer is for some people only: those are what "am I entitled?" is about. */
function namesGroup({ eligibility }: Offer): number {
  return /nghèo|cao tuổi|khó khăn|chính sách/i.test(eligibility?.vi ?? '') ? 1 : 0;
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
  const summary = say(`offers.${summaryOf(offers)}`, { carrier: carrier.name });
  const lead = intent === 'offer-where' ? `${whereToGo(turn, carrier)} ${summary}` : summary;
  const fitting = fitOnScreen(turn, intent, carrier, lead, offers);
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

/** The shop or agent that the carrier's contact points name. */
function whereToGo(turn: Turn, carrier: Carrier): string {
  const shops = shownContacts(
    turn,
    carrier.contacts.filter(({ kind }) => kind === 'shop'),
  );
  const place =
    shops[0] === undefined ? null : contactValue(shops[0].contact, turn.conversation.locale);
  return place === null ? turn.say('contact.any-shop') : turn.say('offers.where', { place });
}

function summaryOf(offers: readonly StatedOffer[]): string {
  const states = new Set(offers.map(({ state }) => state));
  if (states.has('in-force')) return 'some-open';
  return states.has('unknown') || states.has('upcoming') ? 'some-unsure' : 'all-ended';
}

/** As many offers, with as many details, as one screen holds. */
function fitOnScreen(
  turn: Turn,
  intent: string,
  carrier: Carrier,
  lead: string,
  offers: readonly StatedOffer[],
): Pick<Draft, 'cards' | 'tail'> {
  const counts = [CARDS_SHOWN, 2, 1];
  const detailed = counts.map((count) => ({ count, detailed: true }));
  const bare = counts.map((count) => ({ count, detailed: false }));
  // Whom an offer is for is the answer itself; what else it says may give way to more offers.
  const ways =
    intent === 'offer-eligibility'
      ? [...detailed, ...bare]
      : detailed.flatMap((way, at) => [way, bare[at] ?? way]);
  const drafts = ways.map(({ count, detailed }) => ({
    cards: offers
      .slice(0, count)
      .map((offer, at) =>
        offerCard(
          turn,
          offer,
          detailed && (at === 0 || intent === 'offer-eligibility') ? detailOf(intent) : null,
        ),
      ),
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
export function offerCard(turn: Speaker, stated: StatedOffer, detail: Detail | null): Card {
  const { locale } = turn.conversation;
  const { offer, state } = stated;
  const over = state === 'ended' || state === 'presumed-ended';
  return {
    kind: 'offer',
    tone: state === 'in-force' ? 'good' : over ? 'bad' : 'care',
    sign: stateWords(turn, stated),
    title: inLocale(offer.title, locale),
    lines: detailLines(turn, offer, over && detail === 'details' ? null : detail),
  };
}

/** What of an offer answers the question: what it is, or whom it is for. */
type Detail = 'details' | 'eligibility';

function detailOf(intent: string): Detail {
  return intent === 'offer-eligibility' ? 'eligibility' : 'details';
}

function detailLines(turn: Speaker, offer: Offer, detail: Detail | null): string[] {
  const text = detail === null ? undefined : offer[detail];
  if (text === undefined) return [];
  const words = inLocale(text, turn.conversation.locale);
  return [detail === 'eligibility' ? turn.say('offers.for', { whom: words }) : words];
}

function stateWords(turn: Speaker, { offer, state }: StatedOffer): string {
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
    sources: carrier.contacts.filter((contact) => contactLine(turn, contact) !== null).slice(0, 1),
    choices: intentChoices(turn, ['cost-buy', 'check-phone', 'contact-hotline']),
  });
}
