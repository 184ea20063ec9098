/**
 * Many handsets at once: one verdict for each line or row, in their order, at constant memory.
 * The command line and the page for helpers both work with it.
 */

import type { Day } from '../day.ts';
import { mask } from '../mask.ts';
import type { Snapshot } from './content.ts';
import type { Volte } from './handset.ts';
import { type HandsetResult, lookupHandset } from './handset-lookup.ts';
import { type Verdict, verdict } from './verdict.ts';

/** Against what all handsets of a list are judged. */
export interface BatchSetting {
  readonly content: Pick<Snapshot, 'handsets' | 'facts'>;
  readonly on: Day;
  readonly carrier?: string | undefined;
}

export interface CheckedHandset {
  readonly result: HandsetResult;
  readonly verdict: Verdict;
  /** As the carrier says, if it was named and gave a list; else as our table does. */
  readonly volte: Volte;
}

/** No handset has a longer name; what follows in a line is not read. */
const LONGEST_QUERY = 200;
/** What remains of an IMEI in a list that we checked before. */
const MASKED_IMEI = /^(\d{8})\*{6,9}$/;

/** Checks one line of a list. */
export function checkHandset({ content, on, carrier }: BatchSetting, line: string): CheckedHandset {
  const text = line.trim().slice(0, LONGEST_QUERY);
  const [, tac = text] = MASKED_IMEI.exec(text) ?? [];
  const result = { ...lookupHandset(content.handsets, tac), query: mask(text) };
  return {
    result,
    verdict: verdict(result, content.facts, on, carrier),
    volte: volteOf(result, carrier),
  };
}

function volteOf({ matches, volte }: HandsetResult, carrier: string | undefined): Volte {
  if (
    carrier === undefined ||
    matches.every((match) => match.carrierVolte[carrier] === undefined)
  ) {
    return volte;
  }
  const said = new Set(matches.map((match) => match.carrierVolte[carrier] ?? match.volte));
  const [first = 'unknown'] = said;
  return said.size === 1 ? first : 'unknown';
}

/** Checks line after line. */
export async function* checkHandsets(
  setting: BatchSetting,
  lines: AsyncIterable<string>,
): AsyncGenerator<CheckedHandset> {
  for await (const line of lines) yield checkHandset(setting, line);
}
