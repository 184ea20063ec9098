/** A list as it was checked: one row a line, and the words that rows share, each once. */
import { setImmediate as otherWorkFirst } from 'node:timers/promises';
import { type CheckedHandset, checkHandset } from '../../content/handset-batch.ts';
import { type ListSetting, nameFor, type Words, wordsFor } from './words.ts';

export interface Row {
  /** The line, with personal data masked. */
  readonly query: string;
  /** The handset as understood, or empty. */
  readonly name: string;
  readonly network: string;
  /** Understood, but with a doubt. */
  readonly likely: boolean;
  /** Place of its words in the report. */
  readonly words: number;
}

export interface Report {
  readonly rows: readonly Row[];
  readonly words: readonly Words[];
}

/** So many lines are checked in one go; then whoever else waits has a turn. */
const GO = 200;

/** Checks the lines in their order. */
export async function checkList(setting: ListSetting, lines: readonly string[]): Promise<Report> {
  const rows: Row[] = [];
  const shared = sharedWords(setting);
  for (const [at, line] of lines.entries()) {
    if (at > 0 && at % GO === 0) await otherWorkFirst();
    const checked = checkHandset(setting, line);
    rows.push(rowOf(checked, shared.placeOf(checked)));
  }
  return { rows, words: shared.words };
}

/** Collects words; lists name the same few models again and again. */
function sharedWords(setting: ListSetting) {
  const words: Words[] = [];
  const places = new Map<string, number>();
  const placeOf = (checked: CheckedHandset): number => {
    const { status, reason, matches } = checked.result;
    const found = `${status} ${reason} ${matches.map(({ key }) => key)}`;
    const known = places.get(found);
    if (known !== undefined) return known;
    const said = wordsFor(setting, checked);
    const text = JSON.stringify(said);
    const place = places.get(text) ?? words.push(said) - 1;
    places.set(found, place).set(text, place);
    return place;
  };
  return { words, placeOf };
}

function rowOf(checked: CheckedHandset, words: number): Row {
  const { result, verdict } = checked;
  return {
    query: result.query,
    name: nameFor(checked),
    network: result.network ?? '',
    likely: result.status === 'known' && verdict.certainty !== 'sure',
    words,
  };
}

/** How many lines have which verdict; the worst first. */
export function summarize({ rows, words }: Report): { words: Words; count: number }[] {
  const groups = new Map<string, { words: Words; count: number }>();
  for (const row of rows) {
    const said = words[row.words];
    if (said === undefined) continue;
    const group = groups.get(said.sign) ?? { words: said, count: 0 };
    group.count += 1;
    groups.set(said.sign, group);
  }
  return [...groups.values()].sort(
    (left, right) => TONES.indexOf(left.words.tone) - TONES.indexOf(right.words.tone),
  );
}

const TONES: readonly Words['tone'][] = ['bad', 'care', 'unknown', 'good'];
