import { answerFamily, type FamilyAnswer } from '../../content/handset-answer.ts';
import { deniesFourG } from '../../content/handset-doubt.ts';
import { type HandsetResult, lookupHandset } from '../../content/handset-lookup.ts';
import { inLocale } from '../../content/localized.ts';
import type { HandsetInTalk } from '../conversation.ts';
import { choiceValue, draft } from '../draft.ts';
import {
  carrierOf,
  type Decision,
  intentChoices,
  type Skill,
  type Turn,
  type WaitingFor,
} from '../turn.ts';
import { answerIntent } from './answer-intent.ts';
import { inTalk, remembered } from './handset-memory.ts';
import {
  dialCode,
  stillUnclear,
  tellSeveral,
  tellVerdict,
  unknownPhone,
} from './handset-replies.ts';
import { whichHandset } from './verdict-words.ts';

/** A list in the chat is read this far; longer lists have a page of their own. */
const MOST_AT_ONCE = 3;
/** Channels cut longer labels. */
const BUTTON_LENGTH = 20;
/** Slot of a pressed answer to a family's question, followed by the answer's id. */
const OPTION = 'option:';

export const checkHandset: Skill = {
  start(turn, intent) {
    const { tacs, handsets, unlisted, badImei } = turn.understanding.entities;
    const named = handsets.length === 0 && unlisted !== null ? [unlisted] : handsets;
    const queries = [...tacs, ...named].slice(0, MOST_AT_ONCE);
    const [query] = queries;
    if (query === undefined) return badImei ? refuseImei(turn) : withoutName(turn, intent);
    const results = queries.map((one) => lookupHandset(turn.content.handsets, one));
    return results.length > 1
      ? tellSeveral(turn, results)
      : tell(turn, lookupHandset(turn.content.handsets, query));
  },
  resume(turn, waitingFor) {
    if (waitingFor.slot.endsWith('model')) return resumeModel(turn, waitingFor);
    return resumeFamily(turn, waitingFor);
  },
};

// === No name yet ===

/** The phone in talk again (for another carrier, say), or the question which phone it is. */
function withoutName(turn: Turn, intent: string): Decision {
  const last = turn.conversation.handsets.at(-1);
  if (last !== undefined && intent === 'check-model') return tellAgain(turn, last);
  const { draft: answer } = answerIntent.start(turn, intent);
  return {
    draft: { ...answer, outcome: 'clarified', askHelpful: false },
    remember: {
      topic: 'check-model',
      carrier: carrierOf(turn),
      waitingFor: { skill: 'check-handset', slot: 'model' },
    },
  };
}

/** The phone in talk once more, as sure as it was: a carrier's name proves nothing about a phone. */
function tellAgain(turn: Turn, { brand, model, variant, key, certainty }: HandsetInTalk): Decision {
  const name = [brand, model, variant].filter(Boolean).join(' ');
  const result = lookupHandset(turn.content.handsets, name);
  if (result.status !== 'known') return tell(turn, result);
  return tellVerdict(turn, { ...result, certainty }, { told: certainty !== 'sure', key });
}

function refuseImei(turn: Turn): Decision {
  const lead = turn.say('handset.invalid-imei', { dial: dialCode(turn) });
  return {
    draft: draft({
      intent: 'check-model',
      outcome: 'clarified',
      lead,
      short: lead,
      choices: intentChoices(turn, ['offer-where']),
    }),
    remember: { topic: 'check-model', waitingFor: { skill: 'check-handset', slot: 'model' } },
  };
}

const DOES_NOT_KNOW =
  /\b(khong|ko|k|kg|hong|chua|chang|not|dont|don't) (biet|ro|nho|thay|know|sure|remember)\b|^(chiu|quen)\b/;

/**
 * A short answer to "which phone?" is a name even without a brand: "1280". Who does not know gets
 * the surer ways, twice in other words; then what comes is read by itself.
 */
function resumeModel(turn: Turn, { slot }: WaitingFor): Decision | null {
  const { entities, residue, text, plain, action } = turn.understanding;
  if (entities.handsets.length + entities.tacs.length > 0) return null;
  if (entities.carriers.length > 0) return null;
  const result = lookupHandset(turn.content.handsets, text);
  const found = result.status === 'known' || result.status === 'ambiguous';
  if (found && residue.split(' ').length <= 3) return tell(turn, result);
  const lost = DOES_NOT_KNOW.test(plain) || action !== 'answer';
  if (!lost || turn.kind !== 'text') return null;
  if (slot === 'last-model') return stillUnclear(turn, 'again');
  return slot === 'model' ? stillUnclear(turn) : null;
}

// === One phone ===

function tell(turn: Turn, result: HandsetResult): Decision {
  if (result.status === 'ambiguous') {
    const told = toldAlready(turn, result);
    if (told !== null) return told;
    return wasAsked(turn, result) ? stillUnclear(turn, 'again') : askBack(turn, result);
  }
  if (result.reason === 'other-device') return answerIntent.start(turn, 'alternative-devices');
  if (result.status !== 'known') return unknownPhone(turn, result);
  return tellVerdict(turn, result, { told: false });
}

// === One name, several phones ===

const YEAR = /\b(?:(?:mua|tu|hoi|truoc|nam|bought|in|before) )+(?:19|20)\d\d\b/;

/** As the families' answers understand it. */
const NO_FOUR_G = 'khong co chu 4g';

/**
 * "nokia 105 mua năm 2016" answers the question before it is asked. Only a year or a denied 4G
 * counts: the "được" of "dùng được không" is no yes.
 */
function toldAlready(turn: Turn, { family }: HandsetResult): Decision | null {
  const { plain } = turn.understanding;
  const said = deniesFourG(plain) ? NO_FOUR_G : YEAR.exec(plain)?.[0];
  if (family === undefined || said === undefined) return null;
  const answer = answerFamily(turn.content.handsets, family.key, said);
  return answer?.result.status === 'known'
    ? tellFamily(turn, asTold(answer, said), family.key)
    : null;
}

/** Whether the same question is open: asking it again would not help. */
function wasAsked({ conversation }: Turn, { family }: HandsetResult): boolean {
  const last = conversation.handsets.at(-1);
  const waiting = conversation.waitingFor?.skill === 'check-handset';
  return waiting && family !== undefined && last?.key === family.key && last.verdict === 'ask-back';
}

function askBack(turn: Turn, result: HandsetResult): Decision {
  const { family } = result;
  const { locale } = turn.conversation;
  const question = whichHandset(turn, result);
  return {
    draft: draft({
      intent: 'check-model',
      outcome: 'clarified',
      lead: question,
      short: question,
      choices: (family?.choices ?? []).map(({ id, label, members }) => ({
        label: buttonFor(turn, inLocale(label, locale), members),
        value: choiceValue.family(family?.key ?? '', id),
      })),
    }),
    remember: {
      ...(result.reason === 'brand-only'
        ? {}
        : remembered(turn, {
            ...inTalk(result, { verdict: 'ask-back', certainty: 'unknown' }, family?.key),
            network: null,
          })),
      topic: 'check-model',
      carrier: carrierOf(turn),
      waitingFor: {
        skill: 'check-handset',
        slot: family === undefined ? 'model' : 'family',
        ...(family === undefined ? {} : { about: family.key }),
      },
    },
  };
}

/** A label that lists models is too long for a button: the network tells them apart too. */
function buttonFor(turn: Turn, label: string, members: readonly string[]): string {
  const network = turn.content.handsets.handsets.get(members[0] ?? '')?.network;
  return label.length <= BUTTON_LENGTH || network === undefined
    ? label
    : turn.say('handset.kind', { network });
}

/** The answer to a family's question, by button or in the citizen's words. */
function resumeFamily(turn: Turn, { slot, about = '' }: WaitingFor): Decision | null {
  const { handsets: catalogue } = turn.content;
  const pressed = slot.startsWith(OPTION);
  const { entities, text, action } = turn.understanding;
  if (!pressed && entities.handsets.length + entities.tacs.length > 0) return null;
  const answer = answerFamily(catalogue, about, pressed ? slot.slice(OPTION.length) : text);
  if (answer === undefined) return null;
  if (answer.result.status === 'known') return tellFamily(turn, asTold(answer, text), about);
  // Not an answer to our question, and clearly something else.
  return !pressed && action === 'answer' && entities.yesNo === null ? null : stillUnclear(turn);
}

/** A code under the battery is sure; a year or a missing "4G" is somebody's memory. */
function asTold(answer: FamilyAnswer, text: string): FamilyAnswer {
  const code = /[a-z]{1,3}-?\d{3,}/i.test(text);
  return answer.certainty === 'sure' && !code ? { ...answer, certainty: 'likely' } : answer;
}

function tellFamily(turn: Turn, { result, certainty }: FamilyAnswer, key: string): Decision {
  return tellVerdict(turn, { ...result, certainty }, { told: certainty !== 'sure', key });
}
