/** What is said of phones that were looked up: a verdict, several, or that no list knows it. */
import { factOn, writeFact } from '../../content/fact.ts';
import type { HandsetResult } from '../../content/handset-lookup.ts';
import type { Verdict } from '../../content/verdict.ts';
import { type Draft, draft } from '../draft.ts';
import { carrierOf, type Decision, intentChoices, type Turn } from '../turn.ts';
import { addHandset, inTalk, remembered } from './handset-memory.ts';
import { type Judged, judge } from './verdict-words.ts';

/** The code that shows the IMEI, from its fact. */
export function dialCode(turn: Turn): string {
  const fact = factOn(turn.content.facts, 'imei-dial', turn.on);
  return fact === undefined ? '' : writeFact(fact, turn.conversation.locale);
}

/** The verdict on one phone. `told`: it rests on what the citizen remembers; `key`: the entry that it replaces. */
export function tellVerdict(
  turn: Turn,
  result: HandsetResult,
  { told, key }: { told: boolean; key?: string },
): Decision {
  const judged = excepted(turn, judge(turn, result, told));
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
      choices: nextChoices(turn, judged.verdict),
    }),
    remember: {
      ...remembered(turn, inTalk(result, judged.verdict, key)),
      topic: 'check-model',
      carrier: carrierOf(turn),
    },
  };
}

const ISLANDS = /\b(truong sa|hoang sa|nha gian)\b/;

/** On the islands and platforms that the circulars except, a phone with 2G only is another matter. */
function excepted(turn: Turn, judged: Judged): Judged {
  const until = factOn(turn.content.facts, 'islands-2g-until', turn.on);
  const islander = judged.verdict.verdict === 'blocked' && ISLANDS.test(turn.understanding.plain);
  if (!islander || until === undefined) return judged;
  const day = writeFact(until, turn.conversation.locale);
  const sign = turn.say('handset.islands.sign');
  const why = turn.say('handset.islands.why', { until: day });
  const [what = '', , ...rest] = judged.card.lines;
  return {
    ...judged,
    verdict: { ...judged.verdict, verdict: 'unknown', certainty: 'unknown' },
    card: { ...judged.card, tone: 'unknown', sign, lines: [what, why, ...rest] },
    next: turn.say('handset.islands.next'),
    short: `${judged.card.title}: ${sign}. ${why}`,
    facts: [until],
  };
}

function nextChoices(turn: Turn, { verdict, why }: Verdict) {
  const wanted: Readonly<Record<string, readonly string[]>> = {
    blocked: ['offer-handset', 'cost-buy', 'reverify'],
    'works-until-3g-off': ['shutdown-3g', 'offer-handset'],
    'works-if-volte': ['volte', 'fake-4g'],
    works: ['volte', 'fake-4g'],
  };
  const ending = why === '2g-not-yet-stopped';
  const ids = ending
    ? ['offer-handset', 'cost-buy']
    : (wanted[verdict] ?? ['check-phone', 'offer-where']);
  // Before the rule of 2026 nobody knew of a face check.
  const checked = factOn(turn.content.facts, 'face-check-rule', turn.on) !== undefined;
  return intentChoices(turn, checked ? ids : ids.filter((id) => id !== 'reverify'));
}

/** Not in any list: said so, with the ways to find out. */
export function unknownPhone(turn: Turn, result: HandsetResult): Decision {
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

/** The citizen cannot tell: the IMEI or a shop can. */
export function stillUnclear(turn: Turn, again?: 'again'): Decision {
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
    remember: {
      topic: 'check-model',
      waitingFor: {
        skill: 'check-handset',
        slot: again === undefined ? 'last-model' : 'no-model',
      },
    },
  };
}

/** Up to three phones in one message, a card each. */
export function tellSeveral(turn: Turn, results: readonly HandsetResult[]): Decision {
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
      tail: judged.find(({ verdict }) => verdict.verdict === 'blocked')?.next ?? '',
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
