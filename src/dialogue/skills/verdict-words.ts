/** A verdict on one phone in words: a card with the sign and why, the next step, and its sources. */
import { type Fact, factOn, switchOffOn, writeFact } from '../../content/fact.ts';
import type { HandsetMatch, HandsetResult } from '../../content/handset-lookup.ts';
import { inLocale } from '../../content/localized.ts';
import { type Verdict, type VerdictName, verdict } from '../../content/verdict.ts';
import { lastDay } from '../../day.ts';
import type { Card } from '../../message.ts';
import { plainName } from '../entities.ts';
import { carrierOf, type Listener } from '../turn.ts';

/** A phone judged on a day and a carrier, in words. */
export interface Judged {
  readonly verdict: Verdict;
  readonly card: Card;
  readonly next: string;
  readonly short: string;
  readonly facts: readonly Fact[];
}

const TONES: Readonly<Record<VerdictName, Card['tone']>> = {
  blocked: 'bad',
  'works-until-3g-off': 'care',
  'works-if-volte': 'care',
  works: 'good',
  'ask-back': 'unknown',
  unknown: 'unknown',
  'not-a-phone': 'unknown',
};

/** Judges a look-up and says it. `told` marks what rests on the citizen's own words. */
export function judge(turn: Listener, result: HandsetResult, told = false): Judged {
  const found = verdict(result, turn.content.facts, turn.on, carrierOf(turn) ?? undefined);
  const name = nameOf(result);
  const facts = factsFor(turn, found);
  const values = { ...valuesOf(turn, facts), network: result.network ?? '' };
  const text = (part: string) => turn.say(`handset.verdict.${verdictText(found)}.${part}`, values);
  const why = needsDate(found, facts) ? text('why-undated') : text('why');
  const sign = text('sign');
  const next = [text('next'), ...warnings(turn, found, values), fakeWarning(turn, result)]
    .filter(Boolean)
    .join(' ');
  return {
    verdict: found,
    card: {
      kind: 'verdict',
      tone: found.why === '2g-not-yet-stopped' ? 'care' : TONES[found.verdict],
      sign,
      title: withOwner(turn, name),
      lines: [describe(turn, result), why, basis(turn, result, found, told)].filter(Boolean),
    },
    next,
    short: turn.say('handset.short', { name, sign, why, next }),
    facts,
  };
}

/** The key of a verdict's texts: its own, or that of a reason that says more. */
export function verdictText({ verdict: name, why }: Verdict): string {
  const telling = ['2g-not-yet-stopped', '3g-off', '4g-without-volte'];
  return telling.includes(why) ? why : name;
}

/** "Nokia 105 (2019)": one name if all matches share it, else what they have in common. */
export function nameOf({ matches, query, family }: HandsetResult): string {
  const [first, ...others] = matches;
  if (first === undefined) return query;
  if (family !== undefined) return family.name;
  const variant = first.variant !== null && others.length === 0 ? ` ${first.variant}` : '';
  const name = `${first.brand} ${first.model}${variant}`;
  // "Samsung B310" is sold as "Guru Music 2": whoever typed the code must find it again.
  return isTyped(first.model, query) ? name : `${name} (${query})`;
}

function isTyped(model: string, query: string): boolean {
  const plain = (text: string) => plainName(text).replace(/[^a-z0-9]/g, '');
  const digits = model.match(/\d+/g) ?? [];
  const said = plain(query);
  return said === '' || said.includes(plain(model)) || digits.some((one) => said.includes(one));
}

/** The question that tells handsets of one name apart. */
export function whichHandset(
  turn: Pick<Listener, 'say' | 'conversation'>,
  result: HandsetResult,
): string {
  const { family, matches, reason } = result;
  if (family !== undefined) return inLocale(family.question, turn.conversation.locale);
  return turn.say(reason === 'brand-only' ? 'handset.brand-only' : 'handset.which', {
    brand: matches[0]?.brand ?? '',
    name: nameOf(result),
    list: variants(result),
  });
}

/** "E1200 (2G), E1205 (2G)": what the name may mean, at most four. */
function variants({ matches }: HandsetResult): string {
  return matches
    .slice(0, 4)
    .map(
      ({ model, variant, network }) => `${[model, variant].filter(Boolean).join(' ')} (${network})`,
    )
    .join(', ');
}

function withOwner(turn: Listener, name: string): string {
  const { person } = turn.conversation;
  if (person === null) return name;
  return `${name} (${turn.say('handset.owner', { person: person.word })})`;
}

/** "ra năm 2010, chỉ có 2G." */
function describe(turn: Listener, { matches, network }: HandsetResult): string {
  const years = new Set(matches.map(({ year }) => year));
  const [year] = years;
  const said = [
    years.size === 1 && year != null ? turn.say('handset.year', { year }) : '',
    network === null ? '' : networkWords(turn, network),
  ].filter(Boolean);
  const sentence = said.join(', ');
  return sentence === '' ? '' : `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

function networkWords(turn: Listener, network: HandsetMatch['network']): string {
  return network === '2G'
    ? turn.say('handset.network-only-2g')
    : turn.say('handset.network-highest', { network });
}

/** How sure we are and why: a layman decides with it how far to trust the answer. */
function basis(
  turn: Listener,
  result: HandsetResult,
  { certainty }: Verdict,
  told: boolean,
): string {
  if (certainty === 'sure' && !told) return turn.say('handset.certainty.sure');
  if (result.status !== 'known') return '';
  const reason = told
    ? 'told'
    : result.reason === 'fuzzy' || result.reason === 'tac'
      ? result.reason
      : 'weak-source';
  return turn.say('handset.certainty.likely', { reason: turn.say(`handset.reason.${reason}`) });
}

/** The facts that a verdict rests on, the leading one first. */
function factsFor(turn: Listener, found: Verdict): Fact[] {
  const { facts } = turn.content;
  const carrier = carrierOf(turn) ?? undefined;
  const wanted = {
    stop: switchOffOn(facts, '2g', 'handsets', turn.on),
    end2g: switchOffOn(facts, '2g', 'network', turn.on),
    carrierEnd2g: switchOffOn(facts, '2g', 'network', turn.on, carrier),
    end3g: switchOffOn(facts, '3g', 'network', turn.on),
    faceCheck: factOn(facts, 'face-check-hours', turn.on),
  };
  const lists: Readonly<Record<string, (Fact | undefined)[]>> = {
    blocked: [wanted.stop, wanted.faceCheck],
    '2g-not-yet-stopped': [wanted.stop],
    '3g-off': [wanted.end3g, wanted.faceCheck],
    '4g-without-volte': [wanted.end3g, wanted.end2g, wanted.carrierEnd2g],
    'works-until-3g-off': [wanted.end3g, wanted.end2g, wanted.carrierEnd2g],
    'works-if-volte': [wanted.end2g, wanted.carrierEnd2g],
    works: [wanted.end2g],
  };
  const list = (lists[verdictText(found)] ?? []).filter((fact) => fact !== undefined);
  return [...new Set(list)];
}

/** The facts as values of the texts. */
function valuesOf(turn: Listener, facts: readonly Fact[]): Record<string, string> {
  const { locale } = turn.conversation;
  const write = (fact: Fact | undefined) => (fact === undefined ? '' : writeFact(fact, locale));
  const carrier = (fact: Fact) => fact.switchOff?.carrier;
  const own = facts.find((fact) => carrier(fact) !== undefined);
  const of = (technology: string, stage: string) =>
    facts.find(
      ({ switchOff }) =>
        switchOff?.technology === technology &&
        switchOff.stage === stage &&
        switchOff.carrier === undefined,
    );
  return {
    stop: write(of('2g', 'handsets')),
    end2g: write(of('2g', 'network')),
    end3g: write(of('3g', 'network')),
    hours: write(facts.find(({ name }) => name === 'face-check-hours')),
    day: write(own),
    carrier: turn.content.carriers.get((own && carrier(own)) ?? '')?.name ?? '',
  };
}

function needsDate({ verdict: kind }: Verdict, facts: readonly Fact[]): boolean {
  return (
    kind === 'works-until-3g-off' && !facts.some(({ switchOff }) => switchOff?.technology === '3g')
  );
}

/** What goes with the next step: the face check after a change, what the plan says, the carrier. */
function warnings(
  turn: Listener,
  { verdict: kind }: Verdict,
  values: Readonly<Record<string, string>>,
): string[] {
  const { hours, end2g, carrier } = values;
  const change = kind === 'blocked' && hours !== '' ? [turn.say('handset.face-check', values)] : [];
  const lean = kind === 'works-if-volte' || kind === 'works-until-3g-off';
  const passed =
    lean && isPast(turn, '2g') && end2g !== ''
      ? [turn.say('handset.switch-off-passed', values)]
      : [];
  const unsure =
    kind === 'works-until-3g-off' && isPast(turn, '3g') ? [turn.say('handset.3g-date-passed')] : [];
  const differs = lean && carrier !== '' ? [turn.say('handset.carrier-differs', values)] : [];
  return [...change, ...unsure, ...(unsure.length > 0 ? [] : passed), ...differs];
}

/** A "4G" in the name is what fakes print on themselves. */
function fakeWarning(turn: Listener, result: HandsetResult): string {
  return result.network === '4G' && /\b4G\b/.test(nameOf(result)) ? turn.say('handset.fake') : '';
}

/** Whether the day on which a network was to end lies behind us. */
function isPast(turn: Listener, technology: '2g' | '3g'): boolean {
  const end = switchOffOn(turn.content.facts, technology, 'network', turn.on);
  return end?.type === 'day' && lastDay(end.value) < turn.on;
}
