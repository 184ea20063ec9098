/**
 * What is said when it is not clear what is meant: a question with two buttons, a question about
 * one reading, and, when that has not helped twice, the menu and a person.
 */
import type { Choice } from '../message.ts';
import type { Reading } from './context.ts';
import { choiceValue, type Draft, draft } from './draft.ts';
import { menuChoices } from './menu.ts';
import { isCallbackSlot } from './skills/ask-callback.ts';
import { carrierOf, type Decision, intentChoices, type Turn } from './turn.ts';

/** A reading less probable than this is no question to put to somebody. */
const LEAST_SCORE = 0.05;
/** So many turns without an answer, and guessing ends. */
const MOST_GUESSES = 2;

/** Matters that are not ours: far ones, and near ones that somebody else answers. */
export function isElsewhere(intent: string): boolean {
  return intent === 'out-of-scope' || intent.startsWith('redirect-');
}

/** Only a carrier was named: what about it? */
export function askAboutCarrier(turn: Turn, carrier: string): Decision {
  const name = turn.content.carriers.get(carrier)?.name ?? carrier;
  const lead = turn.say('clarify.about-carrier', { carrier: name });
  return {
    draft: question(lead, intentChoices(turn, ['offer-handset', 'contact-hotline', 'coverage'])),
    remember: { carrier },
  };
}

/**
 * Two readings are close: "A hay B?" with a button each. What is not our business is no choice to
 * offer; undefined when there is nothing of ours to ask about.
 */
export function askBetween(turn: Turn, { rivals }: Reading): Decision | undefined {
  const [a, b] = rivals
    .filter(({ intent, score }) => isOurs(turn, intent) && score >= LEAST_SCORE)
    .map(({ intent }) => intent);
  if (turn.conversation.failures >= MOST_GUESSES) return notUnderstood(turn, rivals);
  if (a === undefined) return undefined;
  if (b === undefined) return askWhether(turn, a);
  const lead = turn.say('clarify.between', { a: titleOf(turn, a), b: titleOf(turn, b) });
  return {
    draft: question(lead, intentChoices(turn, [a, b])),
    remember: { topic: a, carrier: carrierOf(turn) },
  };
}

function askWhether(turn: Turn, intent: string): Decision {
  const lead = turn.say('clarify.whether', { a: titleOf(turn, intent) });
  const other = { label: turn.say('clarify.other'), value: choiceValue.menu };
  return {
    draft: question(lead, [...intentChoices(turn, [intent]), other]),
    remember: {
      topic: intent,
      carrier: carrierOf(turn),
      waitingFor: { skill: 'confirm-intent', slot: 'yes-no', about: intent },
    },
  };
}

function question(lead: string, choices: readonly Choice[]): Draft {
  return draft({ intent: null, outcome: 'clarified', lead, short: lead, choices });
}

/** First time: the nearest readings; from the second time on the menu and a person. */
export function notUnderstood(turn: Turn, rivals: Reading['rivals']): Decision {
  const again = turn.conversation.failures > 0;
  const nearest = rivals.map(({ intent }) => intent).filter((id) => isOurs(turn, id));
  const guesses = again ? [] : intentChoices(turn, nearest.slice(0, 2));
  const lead = turn.say(again ? 'not-understood.again' : 'not-understood.first');
  return { draft: atALoss(turn, lead, turn.say('not-understood.short'), guesses) };
}

/** A picture, a voice message, a place: said what to type instead. Our own question stays open. */
export function takeMedia(turn: Turn): Decision {
  const shared = turn.kind === 'contact' && isCallbackSlot(turn.conversation.waitingFor?.slot);
  const lead = turn.say(shared ? 'human.callback-type' : `media.${turn.kind}`);
  const menu = menuChoices(turn.content, turn.conversation.locale);
  const choices = turn.conversation.failures >= MOST_GUESSES ? menu : menu.slice(0, 3);
  return {
    draft: atALoss(turn, lead, lead, choices),
    remember: { waitingFor: turn.conversation.waitingFor },
  };
}

function atALoss(turn: Turn, lead: string, short: string, guesses: readonly Choice[]): Draft {
  const choices =
    guesses.length > 0 ? guesses : menuChoices(turn.content, turn.conversation.locale);
  return draft({ intent: null, outcome: 'not-understood', lead, short, choices });
}

/** A matter of ours that a citizen may choose: neither small talk nor somebody else's. */
function isOurs(turn: Turn, intent: string): boolean {
  return turn.content.intents.get(intent)?.smallTalk === false && !isElsewhere(intent);
}

function titleOf(turn: Turn, intent: string): string {
  const title = turn.content.intents.get(intent)?.title;
  return title === undefined ? '' : (title[turn.conversation.locale] ?? title.vi);
}
