/**
 * `evaluate`: how well questions and names of handsets are understood, beside stock nlp.js trained
 * on the same rows. Without a file it measures the project's own held-out rows and exits with 1
 * below its floors.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { examplesOf } from '../bot/dialogue.ts';
import { openContent } from '../content/files.ts';
import { lookupHandset } from '../content/handset-lookup.ts';
import { vietnamDay } from '../day.ts';
import type { AnswerTurn } from '../dialogue/conversation.ts';
import { UserError } from '../errors.ts';
import { evaluateHandsets, type HandsetReport, parseHandsetRows } from '../evaluate/handsets.ts';
import { type Ask, evaluateQuestions, type Report } from '../evaluate/metrics.ts';
import { type LabelledQuestion, parseQuestions } from '../evaluate/questions.ts';
import { stockNlp } from '../evaluate/rivals.ts';
import { restyle, STYLES, type Style } from '../evaluate/styles.ts';
import { askOnce } from './ask.ts';
import type { Call } from './call.ts';
import { openDialogue } from './dialogue.ts';
import { writeJson, writeLine } from './lines.ts';
import { ROOT } from './root.ts';

const HELD_OUT = join(ROOT, 'test/held-out');

/** What the project's own held-out rows must reach; see docs/decisions. */
const FLOORS = { solved: 0.85, wrong: 0.06, far: 0.03, near: 0.15, handsets: 0.95 };

/** Reports by writing style. */
type ByStyle = Readonly<Record<Style, Report>>;

export async function runEvaluate({ values, arguments: [file], now }: Call): Promise<void> {
  if (values.handsets)
    return reportHandsets(
      file ?? join(HELD_OUT, 'handsets.tsv'),
      now(),
      values.json,
      file === undefined,
    );
  if (!values.questions && file !== undefined)
    throw new UserError('Say what the file holds: --questions FILE or --handsets FILE.');
  await reportQuestions(
    file ?? join(HELD_OUT, 'questions.tsv'),
    now(),
    values.json,
    file === undefined,
  );
  if (!values.questions)
    await reportHandsets(join(HELD_OUT, 'handsets.tsv'), now(), values.json, true);
}

// === Questions ===

async function reportQuestions(
  file: string,
  now: Date,
  json: boolean,
  own: boolean,
): Promise<void> {
  const questions = parseQuestions(readRows(file));
  const { content, answer } = await openDialogue(now);
  const ours = await inAllStyles(questions, asker(answer, now));
  const stock = await inAllStyles(questions, await stockNlp(examplesOf(content)));
  if (json) await writeJson({ ...ours['as-given'], styles: ours, stock });
  else await writeTable(ours, stock);
  if (own && isBelowFloor(ours['as-given'])) process.exitCode = 1;
}

/** The whole assistant as it answers the first message of a conversation. */
function asker(answer: AnswerTurn, now: Date): Ask {
  return (text) => {
    const { understood, replies } = askOnce(answer, text, 'vi', now);
    return {
      intent: understood.intent,
      outcome: replies[0]?.outcome ?? 'failed',
      alternatives: understood.alternatives.map(({ intent }) => intent),
    };
  };
}

async function inAllStyles(questions: readonly LabelledQuestion[], ask: Ask): Promise<ByStyle> {
  const reports: [Style, Report][] = [];
  for (const style of STYLES) {
    const restyled = questions.map((one, at) => ({
      ...one,
      text: restyle(one.text, style, at + 1),
    }));
    reports.push([style, await evaluateQuestions(restyled, ask)]);
  }
  return Object.fromEntries(reports) as ByStyle;
}

function isBelowFloor({ solved, wrong, outOfScope: { near, far } }: Report): boolean {
  return (
    solved < FLOORS.solved ||
    wrong > FLOORS.wrong ||
    far.answered > FLOORS.far ||
    near.answered > FLOORS.near
  );
}

async function writeTable(ours: ByStyle, stock: ByStyle): Promise<void> {
  const { rows, inScope } = ours['as-given'];
  await writeLine(
    `${rows} questions, ${inScope} of them in scope; shares in %; stock nlp.js in brackets`,
  );
  await writeLine(
    row('style', 'strict', 'lenient', 'top-2', 'solved', 'wrong', 'asked', 'far', 'near'),
  );
  for (const style of STYLES) {
    const [a, b] = [figures(ours[style]), figures(stock[style])];
    await writeLine(row(style, ...a.map((figure, at) => `${figure} (${b[at]})`)));
  }
  await writeLine('\nlabel: recall, solved (rows), worst first');
  for (const { label, recall, solved, rows: count } of ours['as-given'].labels) {
    if (recall < 1)
      await writeLine(`  ${label}: ${percent(recall)}, ${percent(solved)} (${count})`);
  }
  await writeLine('\nanswered at once and wrongly: label → intent');
  for (const { label, intent, rows: count } of ours['as-given'].confusions) {
    await writeLine(`  ${label} → ${intent}: ${count}`);
  }
}

function figures(report: Report): string[] {
  const { strict, lenient, topTwo, solved, wrong, clarified, outOfScope } = report;
  const shares = [strict, lenient, topTwo, solved, wrong, clarified];
  return [...shares, outOfScope.far.answered, outOfScope.near.answered].map(percent);
}

function row(...cells: string[]): string {
  return cells.map((cell, at) => (at === 0 ? cell.padEnd(10) : cell.padStart(13))).join('');
}

function percent(share: number): string {
  return (share * 100).toFixed(1);
}

// === Handsets ===

async function reportHandsets(file: string, now: Date, json: boolean, own: boolean): Promise<void> {
  const { handsets } = openContent(ROOT, vietnamDay(now));
  const report = evaluateHandsets(parseHandsetRows(readRows(file)), (query) =>
    lookupHandset(handsets, query),
  );
  await (json ? writeJson(report) : writeHandsets(report));
  if (own && (report.right < FLOORS.handsets || report.falselyFine > 0)) process.exitCode = 1;
}

async function writeHandsets(report: HandsetReport): Promise<void> {
  await writeLine(
    `\n${report.rows} handset names: ${percent(report.right)} % right, ` +
      `${report.falselyFine} phones with 2G only said to have more, ${report.confidentErrors} confident errors, ` +
      `ambiguous asked back ${percent(report.ambiguousAskedBack)} %, unknown said so ${percent(report.unknownSaidUnknown)} %`,
  );
  for (const { query, expected, got } of report.mistakes) {
    await writeLine(`  ${query}: ${expected} expected, ${got} said`);
  }
}

function readRows(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new UserError(`Cannot read ${file}.`);
  }
}
