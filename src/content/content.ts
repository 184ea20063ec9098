/** Everything the assistant knows, as one immutable value: one snapshot answers one message. */
import type { Day } from '../day.ts';
import type { Locale } from '../message.ts';
import type { CannedReply } from './canned.ts';
import type { Carrier, Offer, StateContact } from './carrier.ts';
import type { ChatWords } from './chat-words.ts';
import type { DeskSettings } from './desk.ts';
import { dayOf, type Fact, type Facts, factOn, writeFact } from './fact.ts';
import type { Catalogue } from './handset-catalogue.ts';
import type { Answer, Intent } from './intent.ts';
import { inLocale } from './localized.ts';
import type { Operator } from './operator.ts';
import type { Place } from './place.ts';
import { namesIn, type Texts } from './texts.ts';

export interface Snapshot {
  readonly intents: ReadonlyMap<string, Intent>;
  readonly facts: Facts;
  readonly carriers: ReadonlyMap<string, Carrier>;
  /** Offers that were said of all carriers together. */
  readonly commonOffers: readonly Offer[];
  readonly stateContacts: readonly StateContact[];
  readonly operator: Operator;
  /** What desks differ in; asked through `deskOf`. */
  readonly desks: DeskSettings;
  /** What the people at the desks have ready, in their order. */
  readonly canned: readonly CannedReply[];
  readonly places: readonly Place[];
  readonly handsets: Catalogue;
  readonly texts: Texts;
  /** Forms of chat spelling, as `data/chat-words.yaml` lists them. */
  readonly chatWords: ChatWords;
  /** Day on which the sources were last looked at as a whole. */
  readonly checkedOn: Day;
}

/** Names that templates may use beside facts. */
export const TEMPLATE_VARIABLES = ['operator', 'province'] as const;

/** A template with its facts put in, and the facts that it rests on. */
export interface Filled {
  readonly text: string;
  readonly short: string;
  readonly facts: readonly Fact[];
}

/**
 * The answer of an intent on a day: the first whose condition holds and whose facts had all been
 * announced by then.
 */
export function chooseAnswer(
  content: Snapshot,
  intent: Intent,
  on: Day,
  carrier: string | null,
): Answer | undefined {
  return intent.answers.find(
    (answer) => holds(content, answer, on, carrier) && factsOf(content, answer, on) !== undefined,
  );
}

function holds(content: Snapshot, answer: Answer, on: Day, carrier: string | null): boolean {
  const { when } = answer;
  if (when === undefined) return true;
  const day = (name: string) => dayOf(factOn(content.facts, name, on));
  return (
    (when.carrier === undefined || when.carrier === carrier) &&
    (when.known === undefined || factOn(content.facts, when.known, on) !== undefined) &&
    (when.unknown === undefined || factOn(content.facts, when.unknown, on) === undefined) &&
    (when.from === undefined || isReached(day(when.from), on)) &&
    (when.before === undefined || !isReached(day(when.before), on))
  );
}

function isReached(day: Day | undefined, on: Day): boolean {
  return day !== undefined && day <= on;
}

/** The facts of an answer in the order in which they are cited; undefined if one was not known. */
function factsOf(content: Snapshot, answer: Answer, on: Day): Fact[] | undefined {
  const names = new Set([
    ...answer.facts,
    ...[answer.text, answer.short].flatMap(({ vi, en = '' }) => namesIn(vi + en)),
  ]);
  for (const variable of TEMPLATE_VARIABLES) names.delete(variable);
  const facts = [...names].map((name) => factOn(content.facts, name, on));
  return facts.every((fact) => fact !== undefined) ? facts : undefined;
}

/** Puts the facts of a day into an answer. */
export function fillAnswer(content: Snapshot, answer: Answer, on: Day, locale: Locale): Filled {
  const facts = factsOf(content, answer, on) ?? [];
  const values = {
    operator: inLocale(content.operator.name, locale),
    province: inLocale(content.operator.province, locale),
    ...Object.fromEntries(facts.map((fact) => [fact.name, writeFact(fact, locale)])),
  };
  const fill = (template: string) => content.texts.fill(template, values).trim();
  return {
    text: fill(inLocale(answer.text, locale)),
    short: fill(inLocale(answer.short, locale)),
    facts,
  };
}

/** The label of the button that asks for an intent. */
export function buttonOf(content: Snapshot, intent: string, locale: Locale): string {
  const found = content.intents.get(intent);
  return found === undefined ? intent : inLocale(found.button, locale);
}
