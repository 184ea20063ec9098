/** A reply as SMS: without marks, and as short as it can be. */
import { toGsm7 } from '../../gsm7.ts';
import type { Choice, Outcome, Reply } from '../../message.ts';
import { splitText } from '../split.ts';
import { segmentsOf } from './segments.ts';

/** What one message may cost, in segments; longer texts, which only people write, are several. */
const MOST_SEGMENTS = 2;

/** Characters of such a message. */
export const TEXT_LIMIT = 306;

/** The texts to send, in order; the choices are below the last. */
export function textsOf({ short, choices, outcome }: Reply): string[] {
  const texts = splitText(plain(short), MOST_SEGMENTS, segmentsOf);
  return texts.map((text, at) =>
    at === texts.length - 1 ? withChoices(text, choices, outcome) : text,
  );
}

/** Letters that losing their marks would not make Latin, such as Khmer, are sent as they are. */
const OTHER_LETTERS = /[^\P{L}\p{Script=Latin}]/u;

function plain(text: string): string {
  const latin = toGsm7(text);
  return latin === '' || OTHER_LETTERS.test(text) ? text.normalize('NFC') : latin;
}

/** Without its choices a question of ours cannot be answered: they are worth a segment more. */
const QUESTIONS: readonly Outcome[] = ['clarified', 'not-understood'];

/**
 * Adds the choices as numbered lines, as far as there is room. The last one, which is the way to a
 * person, comes first; each keeps the number by which the conversation knows it.
 */
function withChoices(text: string, choices: readonly Choice[], outcome: Outcome): string {
  const most = Math.max(segmentsOf(text), QUESTIONS.includes(outcome) ? MOST_SEGMENTS : 1);
  const lines = choices.map(({ label }, at) => `${at + 1}. ${toGsm7(label)}`);
  const last = lines.length - 1;
  let shown: readonly number[] = [];
  for (const next of [last, ...lines.keys()].slice(0, lines.length)) {
    const more = [...shown, next].sort((a, b) => a - b);
    if (segmentsOf(written(text, lines, more)) <= most) shown = more;
  }
  return written(text, lines, shown);
}

function written(text: string, lines: readonly string[], shown: readonly number[]): string {
  return [text, ...shown.map((at) => lines[at] ?? '')].join('\n');
}
