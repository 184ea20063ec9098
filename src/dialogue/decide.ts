/** What to do with a turn: whose matter it is, and what the answer is to achieve. */

import { LOCALES } from '../message.ts';
import { inContext, type Reading } from './context.ts';
import { choiceValue, type Draft, draft } from './draft.ts';
import { menuChoices } from './menu.ts';
import { skillOf, skills } from './skills/index.ts';
import { missingLanguage, speak } from './skills/small-skills.ts';
import { carrierOf, type Decision, intentChoices, type Turn } from './turn.ts';

/** A decision and the reading that led to it. */
export interface Decided {
  readonly decision: Decision;
  readonly reading: Reading;
}

const NOTHING: Reading = { intent: null, score: 0, certainty: 'none', rivals: [] };

/**
 * Decides a turn with one matter.
 *
 * @param given how the message was read, when that is settled already
 */
export function decide(turn: Turn, given?: Reading): Decided {
  if (given !== undefined) return { decision: decideReading(turn, given), reading: given };
  const picked = pickedChoice(turn);
  if (picked !== null) {
    const decision = decideChoice(turn, picked);
    if (decision !== null) return { decision, reading: readingOf(decision) };
  }
  if (turn.kind !== 'text' && turn.kind !== 'choice') return ignore(takeMedia(turn));
  if (turn.understanding.language === 'km') return ignore(missingLanguage(turn, 'language'));
  const resumed = resume(turn);
  if (resumed !== null) return { decision: resumed, reading: readingOf(resumed) };
  const reading = inContext(turn.understanding, turn.conversation);
  return { decision: decideReading(turn, reading), reading };
}

function ignore(decision: Decision): Decided {
  return { decision, reading: { ...NOTHING, intent: decision.draft.intent } };
}

/** The reading of a decision that did not need the classifier. */
function readingOf({ draft: { intent } }: Decision): Reading {
  return { intent, score: 1, certainty: 'sure', rivals: [] };
}

/** The button that a message means: pressed, or its number or label typed by hand. */
function pickedChoice(turn: Turn): string | null {
  const { understanding, conversation } = turn;
  if (turn.kind === 'choice') return understanding.text;
  const { menuNumber } = understanding.entities;
  if (menuNumber !== null) return conversation.offered[menuNumber - 1]?.value ?? null;
  const typed = understanding.plain.replace(/[?!. ]+$/, '');
  return conversation.offered.find(({ label }) => label === typed)?.value ?? null;
}

/** Follows a button; null for a value that this version does not know. */
function decideChoice(turn: Turn, value: string): Decision | null {
  const [kind, id = ''] = value.split(/:(.*)/s);
  if (kind === 'i' && turn.content.intents.has(id)) return startIntent(turn, id);
  if (kind === 'c' && turn.content.carriers.has(id)) return withCarrier(turn, id);
  if (kind === 'f') return skills['check-handset'].resume?.(turn, familyChoice(value)) ?? null;
  const locale = LOCALES.find((one) => one === id);
  if (kind === 'l' && locale !== undefined) return speak(turn, locale);
  if (value === 'yes' || value === 'no') return resume(withYesNo(turn, value));
  return null;
}

function familyChoice(value: string) {
  const [, key = '', option = ''] = value.split(':');
  return { skill: 'check-handset', slot: `option:${option}`, about: key };
}

function withYesNo(turn: Turn, yesNo: 'yes' | 'no'): Turn {
  const entities = { ...turn.understanding.entities, yesNo };
  return { ...turn, understanding: { ...turn.understanding, entities } };
}

/** A carrier was picked: for the question that asked for it, else for the matter in talk. */
function withCarrier(turn: Turn, carrier: string): Decision {
  const { waitingFor, topic } = turn.conversation;
  const entities = { ...turn.understanding.entities, carriers: [carrier] };
  const named = { ...turn, understanding: { ...turn.understanding, entities } };
  return startIntent(named, waitingFor?.about ?? topic ?? 'offer-handset');
}

function startIntent(turn: Turn, id: string): Decision {
  return skillOf(turn.content.intents.get(id)).start(turn, id);
}

/** The message as the answer to our own question; null if it is about something else. */
function resume(turn: Turn): Decision | null {
  const { waitingFor } = turn.conversation;
  if (waitingFor === null) return null;
  if (waitingFor.skill === 'confirm-intent') return confirmIntent(turn, waitingFor.about);
  const skill = Object.entries(skills).find(([name]) => name === waitingFor.skill)?.[1];
  return skill?.resume?.(turn, waitingFor) ?? null;
}

/** "Bạn muốn hỏi về … phải không?" was answered with a yes or a no. */
function confirmIntent(turn: Turn, intent: string | undefined): Decision | null {
  const { yesNo } = turn.understanding.entities;
  if (yesNo === null || intent === undefined) return null;
  return startIntent(turn, yesNo === 'yes' ? intent : 'help');
}

function decideReading(turn: Turn, reading: Reading): Decision {
  if (reading.certainty === 'sure' && reading.intent !== null) {
    return startIntent(turn, reading.intent);
  }
  const { carriers } = turn.understanding.entities;
  const carrier = carriers[0];
  if (carrier !== undefined && turn.understanding.residue === '')
    return askAboutCarrier(turn, carrier);
  if (reading.certainty === 'unsure') return askBetween(turn, reading);
  return notUnderstood(turn, reading);
}

/** Only a carrier was named: what about it? */
function askAboutCarrier(turn: Turn, carrier: string): Decision {
  const name = turn.content.carriers.get(carrier)?.name ?? carrier;
  const lead = turn.say('clarify.about-carrier', { carrier: name });
  return {
    draft: draft({
      intent: null,
      outcome: 'clarified',
      lead,
      short: lead,
      choices: intentChoices(turn, ['offer-handset', 'contact-hotline', 'coverage']),
    }),
    remember: { carrier },
  };
}

/** A reading less probable than this is no question to put to somebody. */
const LEAST_SCORE = 0.05;

/**
 * Two readings are close: "A hay B?" with a button each. What is not our business is no choice to
 * offer: when it comes first and nothing of ours second, it is said; else we ask for ours alone.
 */
function askBetween(turn: Turn, { rivals }: Reading): Decision {
  const first = rivals[0]?.intent;
  const ours = rivals
    .filter(({ intent, score }) => isOurs(turn, intent) && score >= LEAST_SCORE)
    .map(({ intent }) => intent);
  const [a, b] = ours;
  if (a === undefined)
    return first === undefined ? notUnderstood(turn, NOTHING) : startIntent(turn, first);
  if (b === undefined) return askWhether(turn, a);
  const lead = turn.say('clarify.between', { a: titleOf(turn, a), b: titleOf(turn, b) });
  return {
    draft: draft({
      intent: null,
      outcome: 'clarified',
      lead,
      short: lead,
      choices: intentChoices(turn, [a, b]),
    }),
    remember: { topic: a, carrier: carrierOf(turn) },
  };
}

function askWhether(turn: Turn, intent: string): Decision {
  const lead = turn.say('clarify.whether', { a: titleOf(turn, intent) });
  const other = { label: turn.say('clarify.other'), value: choiceValue.menu };
  return {
    draft: draft({
      intent: null,
      outcome: 'clarified',
      lead,
      short: lead,
      choices: [...intentChoices(turn, [intent]), other],
    }),
    remember: {
      topic: intent,
      carrier: carrierOf(turn),
      waitingFor: { skill: 'confirm-intent', slot: 'yes-no', about: intent },
    },
  };
}

/** A matter of ours that a citizen may choose: neither small talk nor somebody else's. */
function isOurs(turn: Turn, intent: string): boolean {
  return turn.content.intents.get(intent)?.smallTalk === false && !isElsewhere(intent);
}

function titleOf(turn: Turn, intent: string | undefined): string {
  const title = turn.content.intents.get(intent ?? '')?.title;
  return title === undefined ? '' : (title[turn.conversation.locale] ?? title.vi);
}

/** First time: the nearest readings; from the second time on the menu and a person. */
function notUnderstood(turn: Turn, { rivals }: Reading): Decision {
  const again = turn.conversation.failures > 0;
  const nearest = rivals.map(({ intent }) => intent).filter((id) => isOurs(turn, id));
  const lead = turn.say(again ? 'not-understood.again' : 'not-understood.first');
  const menu = menuChoices(turn.content, turn.conversation.locale);
  return {
    draft: draft({
      intent: null,
      outcome: 'not-understood',
      lead,
      short: turn.say('not-understood.short'),
      choices: again || nearest.length === 0 ? menu : intentChoices(turn, nearest.slice(0, 2)),
      person: true,
    }),
  };
}

/** Matters that are not ours: far ones, and near ones that somebody else answers. */
export function isElsewhere(intent: string): boolean {
  return intent === 'out-of-scope' || intent.startsWith('redirect-');
}

/** A picture, a voice message, a place: said what we can do with it, and what to type instead. */
function takeMedia(turn: Turn): Decision {
  const lead = turn.say(`media.${turn.kind}`);
  return { draft: mediaDraft(turn, lead), remember: { waitingFor: turn.conversation.waitingFor } };
}

function mediaDraft(turn: Turn, lead: string): Draft {
  return draft({
    intent: null,
    outcome: 'not-understood',
    lead,
    short: lead,
    choices: menuChoices(turn.content, turn.conversation.locale).slice(0, 3),
  });
}
