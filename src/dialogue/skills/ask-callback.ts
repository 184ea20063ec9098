/**
 * A number to be called back on: what for and how it is kept, then consent, then the number, which
 * goes into the ticket and nowhere else.
 */
import type { Choice } from '../../message.ts';
import { choiceValue, type Draft, draft } from '../draft.ts';
import { isMaskedNumber, readBarePhone, readPhone, triesPhone } from '../phone-number.ts';
import { type Decision, intentChoices, type Turn } from '../turn.ts';

/** The questions of this dialogue, as slots of the skill that talks to a person. */
const CALLBACK_SLOTS = ['callback-consent', 'callback-number', 'callback-again'] as const;
type Slot = (typeof CALLBACK_SLOTS)[number];

/** Whether our own open question is about a call. */
export function isCallbackSlot(slot: string | undefined): slot is Slot {
  return CALLBACK_SLOTS.some((one) => one === slot);
}

/** Asks for consent. The ticket must be there, or be opened by the same turn. */
export function askConsent(turn: Turn, code: string): Decision {
  const lead = turn.say('human.callback-consent', { code });
  return ask('callback-consent', lead, [
    { label: turn.say('human.callback-agree'), value: choiceValue.yes },
    refusal(turn),
  ]);
}

/** Takes the answer to one of its questions; null when the message is about something else. */
export function resumeCallback(turn: Turn, code: string, slot: Slot): Decision | null {
  const { text, plain, entities } = turn.understanding;
  const phone = readPhone(text);
  if (phone !== null && isOwn(plain, slot)) return keep(turn, code, phone);
  const refuses = REFUSES.test(plain) && !triesPhone(text);
  if (entities.yesNo === 'no' || refuses) return leave(turn, code);
  if (isMaskedNumber(text)) return askNumber(turn, 'human.callback-masked');
  if (slot === 'callback-consent') {
    return entities.yesNo === 'yes' ? askNumber(turn, 'human.callback-number') : null;
  }
  if (!triesPhone(text)) return null;
  const again = slot === 'callback-again' ? '-again' : '';
  return askNumber(turn, `human.callback-unread${again}`, 'callback-again');
}

/**
 * The same while a person is in charge: a yes, a no, or a number by itself. Null: what was written
 * is for that person.
 */
export function resumeUnderPerson(turn: Turn, code: string, slot: Slot): Decision | null {
  const { text, entities } = turn.understanding;
  const phone = readBarePhone(text);
  if (phone !== null) return keepForPerson(turn, code, phone);
  if (entities.yesNo === 'no') return { draft: words(turn.say('human.callback-left', { code })) };
  if (slot === 'callback-consent') {
    return entities.yesNo === 'yes' ? askNumber(turn, 'human.callback-number') : null;
  }
  return isMaskedNumber(text) ? askNumber(turn, 'human.callback-masked') : null;
}

const REFUSES = /^(?:da |thoi |a )*(?:khong|ko|k|hong)\b/;
/** Words beside the number of somebody who gives it instead of saying yes. */
const MOST_WORDS = 8;

/** Who tells a story with a number in it has not agreed to anything. */
function isOwn(plain: string, slot: Slot): boolean {
  const words = plain.match(/[a-z]+/g) ?? [];
  return slot !== 'callback-consent' || words.length <= MOST_WORDS;
}

function askNumber(turn: Turn, text: string, slot: Slot = 'callback-number'): Decision {
  return ask(slot, turn.say(text), [refusal(turn)]);
}

function ask(slot: Slot, lead: string, choices: readonly Choice[]): Decision {
  return {
    draft: words(lead, choices),
    remember: { waitingFor: { skill: 'talk-to-human', slot } },
  };
}

/** The reply shows so many digits, so that a mistake is seen and the number is not. */
const SHOWN_DIGITS = 3;

function keep(turn: Turn, code: string, phone: string): Decision {
  const kept = turn.say('human.callback-kept', { code, digits: phone.slice(-SHOWN_DIGITS) });
  const unsaid = turn.conversation.ticket?.stage === 'waiting-message';
  const lead = unsaid ? `${kept} ${turn.say('human.ask-short')}` : kept;
  return {
    draft: words(lead, intentChoices(turn, ['check-phone', 'offer-handset'])),
    ...(unsaid ? { remember: { waitingFor: { skill: 'talk-to-human', slot: 'message' } } } : {}),
    effects: [{ kind: 'ask-callback', code, phone }],
  };
}

/** The person who is there has it now, and goes on answering. */
function keepForPerson(turn: Turn, code: string, phone: string): Decision {
  const digits = phone.slice(-SHOWN_DIGITS);
  return {
    draft: words(turn.say('human.callback-kept-person', { code, digits })),
    effects: [{ kind: 'ask-callback', code, phone }],
  };
}

function leave(turn: Turn, code: string): Decision {
  const lead = turn.say('human.callback-left', { code });
  const choices = intentChoices(turn, ['check-phone', 'offer-handset', 'help']);
  return { draft: words(lead, choices) };
}

function refusal(turn: Turn): Choice {
  return { label: turn.say('human.callback-refuse'), value: choiceValue.no };
}

function words(lead: string, choices: readonly Choice[] = []): Draft {
  const parts = { intent: 'handoff-human', outcome: 'handed-off', lead, short: lead } as const;
  return draft({ ...parts, choices, person: false });
}
