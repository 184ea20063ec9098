/** Fills ready-made replies with the facts of the day. */
import type { Day } from '../day.ts';
import type { Locale } from '../message.ts';
import type { CannedReply } from './canned.ts';
import { type Snapshot, TEMPLATE_VARIABLES } from './content.ts';
import { type Fact, factOn, writeFact } from './fact.ts';
import { type StatementState, statementState } from './fact-state.ts';
import { inLocale } from './localized.ts';
import { namesIn } from './texts.ts';

/** Names that replies may use beside facts, and beside those that all templates may use. */
export const CANNED_VARIABLES = ['carrier', 'code'] as const;

/** To whom, and when. */
export interface CannedSetting {
  readonly on: Day;
  /** The citizen's language. */
  readonly locale: Locale;
  /** Name of the carrier in talk; null while nobody knows it. */
  readonly carrier: string | null;
  readonly code: string;
}

export type FilledCanned =
  | {
      readonly usable: true;
      readonly text: string;
      /** Vietnamese where the citizen's language has no text of its own. */
      readonly locale: Locale;
      readonly facts: readonly Fact[];
    }
  | {
      readonly usable: false;
      /** The name that cannot be filled in, and why. */
      readonly name: string;
      readonly reason: Exclude<StatementState, 'current'> | 'no-carrier';
    };

/** The reply as it would be sent now, or why it cannot be. */
export function fillCanned(
  content: Snapshot,
  { text }: CannedReply,
  { on, locale, carrier, code }: CannedSetting,
): FilledCanned {
  const spoken = text[locale] === undefined ? 'vi' : locale;
  const template = inLocale(text, spoken);
  const names = factNames(template);
  for (const name of names) {
    const reason = statementState(factOn(content.facts, name, on), on);
    if (reason !== 'current') return { usable: false, name, reason };
  }
  if (carrier === null && namesIn(template).includes('carrier')) {
    return { usable: false, name: 'carrier', reason: 'no-carrier' };
  }
  const facts = names.flatMap((name) => factOn(content.facts, name, on) ?? []);
  const values = {
    ...{ carrier: carrier ?? '', code },
    operator: inLocale(content.operator.name, spoken),
    province: inLocale(content.operator.province, spoken),
    ...Object.fromEntries(facts.map((fact) => [fact.name, writeFact(fact, spoken)])),
  };
  const filled = content.texts.fill(template, values).trim();
  return { usable: true, text: filled, locale: spoken, facts };
}

/** The facts that a text names, each once. */
export function factNames(template: string): string[] {
  const others: readonly string[] = [...TEMPLATE_VARIABLES, ...CANNED_VARIABLES];
  return [...new Set(namesIn(template))].filter((name) => !others.includes(name));
}
