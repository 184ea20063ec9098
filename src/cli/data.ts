/** Commands over the content: no database, and a classifier only where examples are checked. */

import { readConfig } from '../config.ts';
import { loadContent, openContent } from '../content/files.ts';
import { type Problem, writeProblem } from '../content/problems.ts';
import { isDay, vietnamDay } from '../day.ts';
import { UserError } from '../errors.ts';
import type { Call } from './call.ts';
import { runHandset } from './handset.ts';
import { importList } from './import.ts';
import { writeLine } from './lines.ts';
import { ROOT } from './root.ts';
import { listUnverified, verify } from './verify.ts';

/** `handset`: names, TACs or IMEIs in, verdicts out. */
export async function runHandsets({ values, now }: Call): Promise<void> {
  const on = vietnamDay(now());
  const content = openContent(ROOT, on);
  const { carrier, json, csv } = values;
  if (carrier !== undefined && !content.carriers.has(carrier)) {
    throw new UserError(
      `No carrier "${carrier}". There is: ${[...content.carriers.keys()].join(', ')}.`,
    );
  }
  await runHandset(content, { json, on, ...(carrier && { carrier }), ...(csv && { column: csv }) });
}

/**
 * `check`: everything wrong with the content, errors first; exit 1 if there are errors. With
 * `--examples` also the examples that stand nearer to another intent.
 */
export async function runCheck({ values, now }: Call): Promise<void> {
  const content = loadContent(ROOT, vietnamDay(now()));
  const problems = [...content.problems, ...(values.examples ? await strays(content) : [])];
  const errors = problems.filter(({ level }) => level === 'error');
  const warnings = problems.filter(({ level }) => level === 'warning');
  for (const problem of [...errors, ...warnings]) await writeLine(writeProblem(problem));
  await writeLine(`${errors.length} errors, ${warnings.length} warnings`);
  if (errors.length > 0) process.exitCode = 1;
}

/** Broken content has no model; its errors are told first. */
async function strays({ files, snapshot }: ReturnType<typeof loadContent>): Promise<Problem[]> {
  if (snapshot === undefined) return [];
  const { modelOf } = await import('../bot/dialogue.ts');
  const { lintExamples } = await import('../bot/publish.ts');
  return lintExamples(files.intents, await modelOf(snapshot, readConfig(process.env).dataDir));
}

/** `data:verify`: without a key lists what waits; with one records who confirmed it. */
export async function runVerify({ values, arguments: [key], now }: Call): Promise<void> {
  const today = vietnamDay(now());
  const { files } = loadContent(ROOT, today);
  if (key === undefined) return listUnverified(files, today);
  const { by, on = today } = values;
  if (by === undefined || by.trim() === '') {
    throw new UserError(
      'Say who confirmed it: npm run data:verify -- KEY --by "Name" [--on YYYY-MM-DD]',
    );
  }
  if (!isDay(on) || on > today) throw new UserError(`--on "${on}" is no day up to today.`);
  await writeLine(`${key} confirmed in ${verify(ROOT, files, key, by.trim(), on)}`);
}

/** `data:import`: a list of handsets against our tables; writes with `--apply` only. */
export async function runImport({ values, arguments: [kind, file], now }: Call): Promise<void> {
  if (kind === undefined || file === undefined) {
    throw new UserError(
      'Say what to import: npm run data:import -- tqc|volte|tac|osmocom FILE [--carrier ID] [--source TITLE] [--as-of DAY] [--apply]',
    );
  }
  const { carrier, source, apply, all } = values;
  const asOf = vietnamDay(now());
  await importList({ root: ROOT, kind, file, carrier, source, asOf, apply, all });
}
