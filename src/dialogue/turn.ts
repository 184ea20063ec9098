/** One turn as the skills see it, and what they make of it. */
import type { Snapshot } from '../content/content.ts';
import { buttonOf } from '../content/content.ts';
import type { Say } from '../content/texts.ts';
import type { Day } from '../day.ts';
import type { Choice, InboundKind } from '../message.ts';
import type { ConversationState, Effect } from './conversation.ts';
import { choiceValue, type Draft } from './draft.ts';
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

/** The carrier that the message names, else the one in talk. */
export function carrierOf(turn: Pick<Listener, 'conversation' | 'understanding'>): string | null {
  return turn.understanding.entities.carriers.at(-1) ?? turn.conversation.carrier;
}
