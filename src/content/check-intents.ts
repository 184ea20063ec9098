/** Checks of intents: what they refer to, how long they are, what they repeat. */
import { LOCALES, type Locale } from '../message.ts';
import { type Snapshot, TEMPLATE_VARIABLES } from './content.ts';
import { writeFact } from './fact.ts';
import type { Answer, Intent } from './intent.ts';
import type { Report } from './problems.ts';
import { namesIn } from './texts.ts';
import type { YamlFile } from './yaml-file.ts';

const BUTTON_LENGTH = 20;
const TEXT_LENGTH = 600;
/** An SMS answer has 300 characters, of which the source takes up to 70. */
const SHORT_LENGTH = 230;
const LEAST_EXAMPLES = { vi: 25, en: 10 };

/** Everything that is wrong with one intent. */
export function checkIntent(
  content: Snapshot,
  { value: intent, file }: YamlFile<Intent>,
  report: Report,
): void {
  if (intent === undefined) return;
  if (!file.endsWith(`/${intent.id}.yaml`))
    report(['id'], `id "${intent.id}" is not the file's name`);
  for (const locale of LOCALES) {
    const button = intent.button[locale];
    if (button === undefined) report(['button'], `no button text in "${locale}"`, 'warning');
    else if (button.length > BUTTON_LENGTH)
      report(['button', locale], `longer than ${BUTTON_LENGTH}`);
    const count = intent.examples[locale].length;
    if (count < LEAST_EXAMPLES[locale]) {
      report(['examples', locale], `${count} examples, fewer than ${LEAST_EXAMPLES[locale]}`);
    }
  }
  if (intent.answers.length === 0 && intent.skill === undefined)
    report([], 'neither a skill nor answers');
  intent.answers.forEach((answer, at) => {
    checkAnswer(content, answer, (path, message, level) =>
      report(['answers', at, ...path], message, level),
    );
  });
}

function checkAnswer(content: Snapshot, answer: Answer, report: Report): void {
  checkCondition(content, answer, report);
  answer.facts.forEach((name, at) => {
    if (!content.facts.has(name)) report(['facts', at], `unknown fact "${name}"`);
  });
  answer.choices.forEach((id, at) => {
    if (!content.intents.has(id)) report(['choices', at], `unknown intent "${id}"`);
  });
  for (const part of ['text', 'short'] as const) {
    for (const locale of LOCALES) {
      const text = answer[part][locale];
      if (text === undefined)
        report([part], `no text in "${locale}": Vietnamese is shown`, 'warning');
      else checkTemplate(content, text, (message) => report([part, locale], message));
    }
  }
  tooLong(content, answer, report);
}

function checkTemplate(
  content: Snapshot,
  template: string,
  report: (message: string) => void,
): void {
  for (const name of namesIn(template)) {
    const known =
      content.facts.has(name) || TEMPLATE_VARIABLES.some((variable) => variable === name);
    if (!known) report(`unknown fact "${name}"`);
  }
  if (/\{\{|\}\}/.test(template.replaceAll(/\{\{\s*[a-z0-9-]+\s*\}\}/g, ''))) {
    report('broken placeholder: write {{fact-name}}');
  }
}

function checkCondition(content: Snapshot, { when }: Answer, report: Report): void {
  if (when === undefined) return;
  for (const key of ['from', 'before', 'known', 'unknown'] as const) {
    const name = when[key];
    if (name === undefined) continue;
    const versions = content.facts.get(name);
    if (versions === undefined) report(['when', key], `unknown fact "${name}"`);
    else if ((key === 'from' || key === 'before') && versions.some(({ type }) => type !== 'day')) {
      report(['when', key], `fact "${name}" is not a day`);
    }
  }
  if (when.carrier !== undefined && !content.carriers.has(when.carrier)) {
    report(['when', 'carrier'], `unknown carrier "${when.carrier}"`);
  }
}

/** Measured with the longest version of every fact, so that no day brings a surprise. */
function tooLong(content: Snapshot, answer: Answer, report: Report): void {
  for (const [part, most] of [
    ['text', TEXT_LENGTH],
    ['short', SHORT_LENGTH],
  ] as const) {
    for (const locale of LOCALES) {
      const filled = fillLongest(content, answer[part][locale] ?? '', locale);
      if (filled.length > most)
        report([part, locale], `${filled.length} characters, more than ${most}`);
    }
  }
}

function fillLongest(content: Snapshot, template: string, locale: Locale): string {
  return template.replaceAll(/\{\{\s*([a-z0-9-]+)\s*\}\}/g, (_all, name: string) =>
    (content.facts.get(name) ?? [])
      .map((fact) => writeFact(fact, locale))
      .reduce((longest, one) => (one.length > longest.length ? one : longest), ''),
  );
}

/** Rows that stand twice: in one intent a waste, in two a contradiction. */
export function checkExamples(
  files: readonly YamlFile<Intent>[],
  reporter: (file: YamlFile<Intent>) => Report,
): void {
  const seen = new Map<string, string>();
  for (const file of files) {
    for (const locale of LOCALES) {
      file.value?.examples[locale].forEach((row, at) => {
        if (!/\p{L}/u.test(row)) {
          reporter(file)(['examples', locale, at], `example "${row}" has no letter`);
        }
        const key = row
          .normalize('NFC')
          .toLowerCase()
          .replace(/[\s\p{P}]+/gu, ' ')
          .trim();
        const before = seen.get(key);
        if (before !== undefined) {
          reporter(file)(['examples', locale, at], `example "${row}" stands in ${before} already`);
        } else seen.set(key, file.file);
      });
    }
  }
}
