/** What is said of one line of a list: the verdict, why, and the next step. */
import type { Snapshot } from '../../content/content.ts';
import { type Fact, factOn, writeFact } from '../../content/fact.ts';
import type { BatchSetting, CheckedHandset } from '../../content/handset-batch.ts';
import type { LookupReason } from '../../content/handset-lookup.ts';
import type { Say } from '../../content/texts.ts';
import { citation } from '../../dialogue/render.ts';
import { judge, nameOf, whichHandset } from '../../dialogue/skills/verdict-words.ts';
import type { Listener } from '../../dialogue/turn.ts';
import type { Card, Locale } from '../../message.ts';
import { sourceLine } from '../../sourced.ts';

/** Words that many lines share. */
export interface Words {
  readonly tone: Card['tone'];
  readonly sign: string;
  readonly why: string;
  readonly next: string;
  /** What the verdict rests on; empty where it rests on no fact. */
  readonly source: string;
}

/** Against what a list is judged, and in which language it is said. */
export interface ListSetting extends BatchSetting {
  readonly content: Snapshot;
  readonly locale: Locale;
}

/** The handset as we understood the line; empty when we did not. */
export function nameFor({ result }: CheckedHandset): string {
  if (result.status === 'known') return nameOf(result);
  return result.family?.name ?? '';
}

/** The words for one checked line. */
export function wordsFor(setting: ListSetting, { result, verdict }: CheckedHandset): Words {
  const to = listener(setting);
  if (result.status === 'known') {
    const { card, next, facts } = judge(to, result);
    const [why = ''] = card.lines.slice(1);
    return { tone: card.tone, sign: card.sign, why, next, source: sourcesOf(facts, to.say) };
  }
  const text = (part: string) => to.say(`handset.verdict.${verdict.verdict}.${part}`);
  const sign = { tone: 'unknown', sign: text('sign'), source: '' } as const;
  if (result.status === 'ambiguous') {
    return { ...sign, why: text('why'), next: whichHandset(to, result) };
  }
  if (verdict.verdict === 'not-a-phone') return { ...sign, why: text('why'), next: text('next') };
  const dial = dialCode(setting);
  return {
    ...sign,
    why: to.say(`check.unknown.${UNKNOWN[result.reason] ?? 'not-in-list'}`),
    next: to.say('check.unknown.next', { dial }),
  };
}

/** The sources of the facts, each once. */
function sourcesOf(facts: readonly Fact[], say: Say): string {
  const sources = new Set(facts.map((fact) => citation(sourceLine(fact), say)));
  return sources.size === 0 ? '' : say('source.line', { sources: [...sources].join('; ') });
}

/** Reasons with a sentence of their own. */
const UNKNOWN: Partial<Readonly<Record<LookupReason, string>>> = {
  'no-such-network': 'no-such-network',
  'tac-unknown': 'tac-unknown',
  'invalid-imei': 'invalid-imei',
  'phone-number': 'private-number',
  'citizen-id': 'private-number',
};

function listener({ content, on, locale, carrier }: ListSetting): Listener {
  return {
    content,
    on,
    say: content.texts.say(locale),
    conversation: { locale, carrier: carrier ?? null, person: null },
    understanding: { entities: { carriers: [] } },
  };
}

/** The code that shows the IMEI, from its fact. */
function dialCode({ content, on, locale }: ListSetting): string {
  const fact = factOn(content.facts, 'imei-dial', on);
  return fact === undefined ? '' : writeFact(fact, locale);
}
