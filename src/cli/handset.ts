/** `handset`: names, TACs or IMEIs in, verdicts out; a million lines at constant memory. */
import type { Readable } from 'node:stream';
import type { Snapshot } from '../content/content.ts';
import { type BatchSetting, type CheckedHandset, checkHandsets } from '../content/handset-batch.ts';
import type { HandsetMatch } from '../content/handset-lookup.ts';
import { columnOf } from '../content/table-column.ts';
import type { Say } from '../content/texts.ts';
import type { Day } from '../day.ts';
import { nameOf, verdictText } from '../dialogue/skills/verdict-words.ts';
import { inputLines, writeJson, writeLine } from './lines.ts';

export interface HandsetOptions {
  readonly json: boolean;
  readonly on: Day;
  /** Id of the carrier whose own VoLTE list and dates count. */
  readonly carrier?: string;
  /** Name of the column to read when the input is a table with a header. */
  readonly column?: string;
}

/**
 * Checks each line, or one column of each row.
 *
 * @throws UserError when the table has no such column.
 */
export async function runHandset(
  content: Snapshot,
  { json, on, carrier, column }: HandsetOptions,
  input: Readable = process.stdin,
): Promise<void> {
  const setting: BatchSetting = { content, on, carrier };
  const lines = column === undefined ? inputLines(input) : columnOf(input, column);
  const say = content.texts.say('vi');
  for await (const checked of checkHandsets(setting, lines)) {
    if (json) await writeJson(describe(checked));
    else await writeLine(tableLine(checked, say));
  }
}

function describe({ result, verdict, volte }: CheckedHandset): object {
  const { query, status, network, matches } = result;
  return {
    query,
    status,
    network,
    volte,
    matches: matches.map(describeMatch),
    verdict: verdict.verdict,
  };
}

function describeMatch(match: HandsetMatch): object {
  const { brand, model, variant, network, volte, confidence, source } = match;
  return { brand, model, variant, network, volte, confidence, source };
}

/** "nokia đèn pin 1280   Nokia 1280   2G   Không dùng được", in columns for the eye. */
function tableLine({ result, verdict }: CheckedHandset, say: Say): string {
  const name = result.status === 'known' ? nameOf(result) : '';
  const sign = say(`handset.verdict.${verdictText(verdict)}.sign`);
  return [result.query.padEnd(32), name.padEnd(32), (result.network ?? '–').padEnd(3), sign].join(
    ' ',
  );
}
