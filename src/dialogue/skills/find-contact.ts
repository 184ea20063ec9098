/** Whom to turn to: the carrier in talk first, then the desks of the state. */

import type { Carrier, StateContact } from '../../content/carrier.ts';
import { chooseAnswer, fillAnswer } from '../../content/content.ts';
import { draft } from '../draft.ts';
import { containsName } from '../entities.ts';
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
import { contactCard, shownContacts, unknownCarrier } from './contact-lines.ts';

export const findContact: Skill = {
  start(turn, intent) {
    const desk = namedDesk(turn);
    if (desk !== undefined) return tellDesk(turn, intent, desk);
    const carrier = turn.content.carriers.get(carrierOf(turn) ?? '');
    return carrier === undefined ? askCarrier(turn, intent) : tellContacts(turn, intent, carrier);
  },
  resume(turn, { about }) {
    const carrier = carrierAnswered(turn);
    if (carrier === undefined || about === undefined) return null;
    return carrier === null
      ? unknownCarrier(turn, about)
      : findContact.start(withCarrier(turn, carrier), about);
  },
};

/** The desk of the state that the message names, if it names one. */
function namedDesk(turn: Turn): StateContact | undefined {
  const { plain } = turn.understanding;
  return turn.content.stateContacts.find(({ aliases }) =>
    aliases.some((alias) => containsName(plain, alias)),
  );
}

/** A desk with its numbers, or that none could be found. */
function tellDesk(turn: Turn, intent: string, desk: StateContact): Decision {
  const shown = shownContacts(turn, desk.contacts);
  const card = contactCard(turn, desk);
  return {
    draft: draft({
      intent,
      outcome: shown.length > 0 ? 'answered' : 'no-data',
      lead: '',
      cards: [card],
      tail: turn.say('contact.scam-warning'),
      short: `${card.title}: ${card.lines.join('. ')}`,
      sources: shown.map(({ contact }) => contact),
      choices: intentChoices(turn, ['complaint', 'scam']),
    }),
    remember: { topic: intent },
  };
}

function tellContacts(turn: Turn, intent: string, carrier: Carrier): Decision {
  const own = shownContacts(turn, carrier.contacts);
  const state = stateDesks(turn, intent);
  const lead = leadOf(turn, intent);
  const first = own[0];
  return {
    draft: draft({
      intent,
      outcome: own.length > 0 ? 'answered' : 'no-data',
      lead,
      cards: [carrier, ...state].map((owner) => contactCard(turn, owner)),
      tail: turn.say('contact.scam-warning'),
      short: [
        lead,
        first === undefined
          ? turn.say('contact.none-of', { carrier: carrier.name })
          : `${carrier.name}: ${first.line}.`,
        ...state.flatMap((desk) =>
          shownContacts(turn, desk.contacts)
            .slice(0, 1)
            .map(({ line }) => `${line}.`),
        ),
      ].join(' '),
      sources: [...own, ...state.flatMap((desk) => shownContacts(turn, desk.contacts))].map(
        ({ contact }) => contact,
      ),
      choices: intentChoices(turn, ['offer-handset', 'scam']),
    }),
    remember: { topic: intent, carrier: carrier.id },
  };
}

function askCarrier(turn: Turn, intent: string): Decision {
  const state = stateDesks(turn, intent);
  const lead = leadOf(turn, intent);
  const question = turn.say('contact.which-carrier');
  return {
    draft: draft({
      intent,
      outcome: 'clarified',
      lead,
      cards: state.map((desk) => contactCard(turn, desk)),
      tail: question,
      short: [
        lead,
        ...state.flatMap((desk) =>
          shownContacts(turn, desk.contacts)
            .slice(0, 1)
            .map(({ line }) => `${line}.`),
        ),
        question,
      ].join(' '),
      sources: state
        .flatMap((desk) => shownContacts(turn, desk.contacts))
        .map(({ contact }) => contact),
      choices: carrierChoices(turn),
    }),
    remember: {
      topic: intent,
      waitingFor: { skill: 'find-contact', slot: 'carrier', about: intent },
    },
  };
}

/** The desks of the state for this matter, at most two: a citizen needs one number, not a list. */
function stateDesks(turn: Turn, intent: string): StateContact[] {
  const wanted = intent === 'complaint' ? ['consumer', 'complaint'] : ['consumer'];
  return turn.content.stateContacts
    .filter(({ purpose }) => purpose.some((one) => wanted.includes(one)))
    .filter(({ contacts }) => shownContacts(turn, contacts).length > 0)
    .slice(0, 2);
}

function leadOf(turn: Turn, intent: string): string {
  const { content, on, conversation } = turn;
  const definition = content.intents.get(intent);
  const answer = definition && chooseAnswer(content, definition, on, carrierOf(turn));
  if (answer === undefined) return turn.say('contact.lead');
  return fillAnswer(content, answer, on, conversation.locale).text;
}
