/** Checks of ready-made replies: names that nothing fills, doubled ids, missing languages. */
import type { Day } from '../day.ts';
import { LOCALES } from '../message.ts';
import type { CannedReply } from './canned.ts';
import type { Snapshot } from './content.ts';
import { factOn } from './fact.ts';
import { statementState } from './fact-state.ts';
import { factNames } from './fill-canned.ts';
import type { Report } from './problems.ts';

/** One screen of a telephone. */
const SCREEN = 600;

export function checkCanned(
  content: Snapshot,
  replies: readonly CannedReply[],
  on: Day,
  report: Report,
): void {
  const seen = new Set<string>();
  replies.forEach((reply, at) => {
    if (seen.has(reply.id)) report([at, 'id'], `id "${reply.id}" stands twice`);
    seen.add(reply.id);
    for (const locale of LOCALES) checkText(content, reply, on, [at, 'text', locale], report);
  });
}

function checkText(
  content: Snapshot,
  { id, text }: CannedReply,
  on: Day,
  path: [number, 'text', (typeof LOCALES)[number]],
  report: Report,
): void {
  const [at, , locale] = path;
  const template = text[locale];
  if (template === undefined) {
    report([at, 'text'], `"${id}" has no text in "${locale}": Vietnamese is offered`, 'warning');
    return;
  }
  if (template.length > SCREEN) report(path, `"${id}" is longer than one screen`, 'warning');
  for (const name of factNames(template)) {
    const state = statementState(factOn(content.facts, name, on), on);
    if (!content.facts.has(name)) report(path, `unknown fact "${name}"`);
    else if (state !== 'current')
      report(path, `"${name}" is ${state}: the reply cannot be used`, 'warning');
  }
}
