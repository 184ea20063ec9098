/** One turn as the skills see it, and what they make of it. */
import type { Snapshot } from '../content/content.ts';
import { buttonOf } from '../content/content.ts';
import type { Say } from '../content/texts.ts';
import type { Day } from '../day.ts';
import type { Choice, InboundKind } from '../message.ts';
import type { ConversationState, DeskNews, Effect } from './conversation.ts';
import { choiceValue, type Draft } from './draft.ts';
import { plainName } from './entities.ts';
import type { Understanding } from './understand.ts';

export interface Turn {
  readonly conversation: ConversationState;
  readonly kind: InboundKind;
  readonly understanding: Understanding;
  readonly content: Snapshot;
  readonly now: Date;
  /** The day of `now` in Vietnam: what may be said depends on it. */
  readonly on: Day;
  /** The texts in the conversation's language. */
  readonly say: Say;
  readonly ticketCode: string;
  /** Who is at the desk, where that is known. */
  readonly desk: DeskNews | undefined;
  /** Whether a ticket waits for a person. */
  readonly waiting: boolean;
}

/** What to say, what to remember, what to have done. */
export interface Decision {
  readonly draft: Draft;
  /** Changes to the conversation. `waitingFor` is cleared by every decision that does not set it. */
  readonly remember?: Partial<ConversationState>;
  readonly effects?: readonly Effect[];
}

/** An ability with turns of its own. */
export interface Skill {
  /** Answers an intent of this skill. */
  start(turn: Turn, intent: string): Decision;
  /** Takes the answer to the skill's own question; null when the message is about something else. */
  resume?(turn: Turn, waitingFor: WaitingFor): Decision | null;
}

export type WaitingFor = NonNullable<ConversationState['waitingFor']>;

/** Buttons that ask for intents, labelled in the language of the turn. */
export function intentChoices(turn: Turn, ids: readonly string[]): Choice[] {
  return ids.map((id) => ({
    label: buttonOf(turn.content, id, turn.conversation.locale),
    value: choiceValue.intent(id),
  }));
}

/** Buttons for the carriers that run networks of their own. */
export function carrierChoices(turn: Turn): Choice[] {
  return [...turn.content.carriers.values()]
    .filter(({ type }) => type === 'mno')
    .slice(0, 4)
    .map(({ id, name }) => ({ label: name, value: choiceValue.carrier(id) }));
}

/** What a verdict in words depends on: a turn has it, and so has a line of a list. */
export type Listener = Pick<Turn, 'content' | 'on' | 'say'> & {
  readonly conversation: Pick<ConversationState, 'locale' | 'carrier' | 'person'>;
  readonly understanding: { readonly entities: Pick<Understanding['entities'], 'carriers'> };
};

/**
 * The answer to "which carrier?": a carrier, also by a name that means something else in other
 * places ("local", "itel"); null for one that we do not know; undefined when it is no answer.
 */
export function carrierAnswered(turn: Turn): string | null | undefined {
  const { entities, plain } = turn.understanding;
  const [named] = entities.carriers;
  if (named !== undefined) return named;
  const word = plain
    .replace(/^(?:mang|nha mang|sim|em|toi|minh|tui|dung|xai|da|la)\b\s*/g, '')
    .trim();
  const carrier = [...turn.content.carriers.values()].find(({ name }) => plainName(name) === word);
  if (carrier !== undefined) return carrier.id;
  return OTHER_CARRIER.test(plain) ? null : undefined;
}

/** The turn as if its message had named that carrier. */
export function withCarrier(turn: Turn, carrier: string): Turn {
  const entities = { ...turn.understanding.entities, carriers: [carrier] };
  return { ...turn, understanding: { ...turn.understanding, entities } };
}

const OTHER_CARRIER =
  /\b(mang khac|khong biet|ko biet|khong ro|chua biet|k biet|khong nho|other|don't know|not sure)\b/;

/** The carrier that the message names, else the one in talk. */
export function carrierOf(turn: Pick<Listener, 'conversation' | 'understanding'>): string | null {
  return turn.understanding.entities.carriers.at(-1) ?? turn.conversation.carrier;
}
