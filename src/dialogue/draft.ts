/** What a turn decided to say, before it is put into the form of a reply. */
import type { Card, Choice, Outcome } from '../message.ts';
import type { Citable } from '../sourced.ts';

export interface Draft {
  readonly intent: string | null;
  readonly outcome: Outcome;
  /** The answer itself. */
  readonly lead: string;
  readonly cards: readonly Card[];
  /** What comes after the cards: the next step, one question. */
  readonly tail: string;
  /** The same for one SMS, with marks and without source. */
  readonly short: string;
  readonly sources: readonly Citable[];
  /** General how-to: marked so, in place of a source. */
  readonly guide: boolean;
  readonly choices: readonly Choice[];
  /** Whether "Gặp người thật" stands last among the buttons. */
  readonly person: boolean;
  readonly askHelpful: boolean;
}

/** A draft with the usual defaults. */
export function draft(
  parts: Pick<Draft, 'intent' | 'outcome' | 'lead' | 'short'> & Partial<Draft>,
): Draft {
  return {
    cards: [],
    tail: '',
    sources: [],
    guide: false,
    choices: [],
    person: true,
    askHelpful: parts.outcome === 'answered' || parts.outcome === 'no-data',
    ...parts,
  };
}

/** Values of buttons: short ASCII, so that every channel can carry them. */
export const choiceValue = {
  intent: (id: string) => `i:${id}`,
  carrier: (id: string) => `c:${id}`,
  family: (key: string, option: string) => `f:${key}:${option}`,
  yes: 'yes',
  no: 'no',
  menu: 'i:help',
  person: 'i:handoff-human',
  machine: 'h:machine',
  callback: 'h:callback',
} as const;
