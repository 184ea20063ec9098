/** What to do with a turn: whose matter it is, and what the answer is to achieve. */

import { LOCALES } from '../message.ts';
import { askAboutCarrier, askBetween, notUnderstood, takeMedia } from './clarify.ts';
import { inContext, type Reading } from './context.ts';
import { codeInHand, followButton, obey, obeyUnderPerson } from './orders.ts';
import { isCallbackSlot, resumeUnderPerson } from './skills/ask-callback.ts';
import { skillOf, skills } from './skills/index.ts';
import { missingLanguage, speak } from './skills/small-skills.ts';
import { type Decision, type Turn, withCarrier } from './turn.ts';

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
  const settled = obey(turn) ?? resume(turn) ?? sayShorter(turn);
  if (settled !== null) return { decision: settled, reading: readingOf(settled) };
  const reading = inContext(turn.understanding, turn.conversation);
  return { decision: decideReading(turn, reading), reading };
}

/**
 * Decides a turn while a person is in charge: an order, or the answer to what such an order made us
 * ask. Null: nothing is said.
 */
export function decideUnderPerson(turn: Turn): Decision | null {
  const ordered = obeyUnderPerson(turn);
  if (ordered !== null || !asksUnderPerson(turn.conversation)) return ordered;
  const picked = pickedChoice(turn);
  const given = picked === 'yes' || picked === 'no' ? withYesNo(turn, picked) : turn;
  const slot = turn.conversation.waitingFor?.slot;
  return isCallbackSlot(slot) ? resumeUnderPerson(given, codeInHand(turn), slot) : resume(given);
}

/**
 * Whether an order has made us ask something, consent to be called or to have everything deleted.
 * While a person is in charge the answer counts only as the very next message.
 */
export function asksUnderPerson({ waitingFor }: Turn['conversation']): boolean {
  return waitingFor?.skill === 'delete-my-data' || isCallbackSlot(waitingFor?.slot);
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
  if (kind === 'c' && turn.content.carriers.has(id)) return startForCarrier(turn, id);
  if (kind === 'f') return skills['check-handset'].resume?.(turn, familyChoice(value)) ?? null;
  const locale = LOCALES.find((one) => one === id);
  if (kind === 'h') return followButton(turn, id);
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
function startForCarrier(turn: Turn, carrier: string): Decision {
  const { waitingFor, topic } = turn.conversation;
  return startIntent(withCarrier(turn, carrier), waitingFor?.about ?? topic ?? 'offer-handset');
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

const CONFUSED =
  /^(?:ha|la sao|gi co|gi vay|sao co|(?:khong|ko|k|kg|chua|hong|toi khong|minh khong|tui khong) hieu|i do not understand|i dont understand|i don't understand|what do you mean)(?: (?:gi|a|het|roi|lam|ca|luon|ha|vay))*[?.! ]*$/;

/** "hả", "không hiểu": the same matter again in its shortest form. */
function sayShorter(turn: Turn): Decision | null {
  const { topic } = turn.conversation;
  if (topic === null || !CONFUSED.test(turn.understanding.plain)) return null;
  const decision = startIntent(turn, topic);
  const { draft: said } = decision;
  return { ...decision, draft: { ...said, lead: said.short, cards: [], tail: '' } };
}

/** "Bạn muốn hỏi về … phải không?" was answered with a yes or a no. */
function confirmIntent(turn: Turn, intent: string | undefined): Decision | null {
  const { yesNo } = turn.understanding.entities;
  if (yesNo === null || intent === undefined) return null;
  return startIntent(turn, yesNo === 'yes' ? intent : 'help');
}

/** Probable enough that losing time over a question would do more harm than a wrong guess. */
const URGENT_FROM = 0.25;

/** What must be answered at once even when it is only one of two readings. */
function urgentAmong({ content }: Turn, { certainty, rivals }: Reading): string | undefined {
  if (certainty !== 'unsure') return undefined;
  return rivals.find(
    ({ intent, score }) => score >= URGENT_FROM && content.intents.get(intent)?.urgent === true,
  )?.intent;
}

function decideReading(turn: Turn, reading: Reading): Decision {
  if (reading.certainty === 'sure' && reading.intent !== null) {
    return startIntent(turn, reading.intent);
  }
  const { carriers } = turn.understanding.entities;
  const carrier = carriers[0];
  if (carrier !== undefined && turn.understanding.residue === '')
    return askAboutCarrier(turn, carrier);
  const urgent = urgentAmong(turn, reading);
  if (urgent !== undefined) return startIntent(turn, urgent);
  if (reading.certainty === 'none') return notUnderstood(turn, reading.rivals);
  const elsewhere = reading.rivals[0]?.intent;
  return (
    askBetween(turn, reading) ??
    (elsewhere === undefined ? notUnderstood(turn, []) : startIntent(turn, elsewhere))
  );
}
