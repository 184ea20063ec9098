/**
 * Is this phone hit? A verdict with its reason and one next step; a question where one name covers
 * several phones; "not in my list" where it is not. Never a verdict by likeness.
 */
import { factOn, writeFact } from '../../content/fact.ts';
import { answerFamily, type FamilyAnswer } from '../../content/handset-answer.ts';
import { type HandsetResult, lookupHandset } from '../../content/handset-lookup.ts';
import { inLocale } from '../../content/localized.ts';
import { choiceValue, type Draft, draft } from '../draft.ts';
import {
  carrierOf,
  type Decision,
  intentChoices,
  type Skill,
  type Turn,
  type WaitingFor,
} from '../turn.ts';
import { answerIntent } from './answer-intent.ts';
import { addHandset, inTalk, remembered } from './handset-memory.ts';
import { judge, whichHandset } from './verdict-words.ts';

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
  const again = last !== undefined && intent === 'check-model';
  if (again)
    return tell(
      turn,
      lookupHandset(turn.content.handsets, `${last.brand} ${last.model} ${last.variant ?? ''}`),
    );
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

/** The code that shows the IMEI, from its fact. */
function dialCode(turn: Turn): string {
  const fact = factOn(turn.content.facts, 'imei-dial', turn.on);
  return fact === undefined ? '' : writeFact(fact, turn.conversation.locale);
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
 * the surer ways, once; then what comes is read by itself.
 */
function resumeModel(turn: Turn, { slot }: WaitingFor): Decision | null {
  const { entities, residue, text, plain, action } = turn.understanding;
  if (entities.handsets.length + entities.tacs.length > 0) return null;
  const result = lookupHandset(turn.content.handsets, text);
  const found = result.status === 'known' || result.status === 'ambiguous';
  if (found && residue.split(' ').length <= 3) return tell(turn, result);
  const lost = DOES_NOT_KNOW.test(plain) || (action !== 'answer' && entities.carriers.length === 0);
  return lost && slot === 'model' && turn.kind === 'text' ? stillUnclear(turn) : null;
}

// === One phone ===

function tell(turn: Turn, result: HandsetResult): Decision {
  if (result.status === 'ambiguous') {
    return wasAsked(turn, result) ? stillUnclear(turn, 'again') : askBack(turn, result);
  }
  if (result.reason === 'other-device') return answerIntent.start(turn, 'alternative-devices');
  if (result.status !== 'known') return unknownPhone(turn, result);
  return tellVerdict(turn, result, { told: false });
}

function tellVerdict(
  turn: Turn,
  result: HandsetResult,
  { told, key }: { told: boolean; key?: string },
): Decision {
  const judged = judge(turn, result, told);
  return {
    draft: draft({
      intent: 'check-model',
      outcome: 'answered',
      lead: '',
      cards: [judged.card],
      tail: told
        ? `${judged.next} ${turn.say('handset.sure-way', { dial: dialCode(turn) })}`
        : judged.next,
      short: judged.short,
      sources: judged.facts,
      choices: nextChoices(turn, judged.verdict.verdict),
    }),
    remember: {
      ...remembered(turn, inTalk(result, judged.verdict, key)),
      topic: 'check-model',
      carrier: carrierOf(turn),
    },
  };
}

function nextChoices(turn: Turn, kind: string) {
  const wanted: Readonly<Record<string, readonly string[]>> = {
    blocked: ['offer-handset', 'cost-buy', 'reverify'],
    'works-until-3g-off': ['shutdown-3g', 'offer-handset'],
    'works-if-volte': ['volte', 'fake-4g'],
    works: ['volte', 'fake-4g'],
  };
  return intentChoices(turn, wanted[kind] ?? ['check-phone', 'offer-where']);
}

function unknownPhone(turn: Turn, result: HandsetResult): Decision {
  const known = ['no-such-network', 'tac-unknown'].find((reason) => reason === result.reason);
  const lead = turn.say(`handset.unknown.${known ?? 'not-in-list'}`, { query: result.query });
  const tail = turn.say('handset.unknown.next', { dial: dialCode(turn) });
  return {
    draft: draft({
      intent: 'check-model',
      outcome: 'no-data',
      lead,
      tail,
      short: `${lead} ${tail}`,
      choices: intentChoices(turn, ['fake-4g', 'offer-where']),
    }),
    remember: {
      topic: 'check-model',
      carrier: carrierOf(turn),
      waitingFor: { skill: 'check-handset', slot: 'model' },
    },
  };
}

// === One name, several phones ===

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

/** The citizen cannot tell: the IMEI or a shop can. */
function stillUnclear(turn: Turn, again?: 'again'): Decision {
  const text = again === undefined ? 'handset.still-unclear' : 'handset.still-unclear-again';
  const lead = turn.say(text, { dial: dialCode(turn) });
  return {
    draft: draft({
      intent: 'check-model',
      outcome: 'clarified',
      lead,
      short: lead,
      choices: intentChoices(turn, ['offer-where']),
    }),
    remember: { topic: 'check-model', waitingFor: { skill: 'check-handset', slot: 'last-model' } },
  };
}

// === Several phones at once ===

function tellSeveral(turn: Turn, results: readonly HandsetResult[]): Decision {
  const judged = results.map((result) => ({ result, ...judge(turn, result) }));
  const outcome: Draft['outcome'] = results.some(({ status }) => status === 'unknown')
    ? 'no-data'
    : results.some(({ status }) => status === 'ambiguous')
      ? 'clarified'
      : 'answered';
  return {
    draft: draft({
      intent: 'check-model',
      outcome,
      lead: turn.say('handset.several'),
      cards: judged.map(({ card }) => ({ ...card, lines: card.lines.slice(0, 2) })),
      short: judged.map(({ card }) => `${card.title}: ${card.sign}.`).join(' '),
      sources: judged.flatMap(({ facts }) => facts.slice(0, 1)),
      choices: intentChoices(turn, ['offer-handset', 'check-phone']),
    }),
    remember: {
      handsets: judged
        .map(({ result, verdict }) => inTalk(result, verdict))
        .reduce(addHandset, turn.conversation.handsets),
      topic: 'check-model',
      carrier: carrierOf(turn),
    },
  };
}
