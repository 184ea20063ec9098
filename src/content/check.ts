/**
 * The checks that look across files: broken references, missing texts, doubled examples and unknown
 * facts are errors; ended offers, unverified numbers and facts due for review are warnings.
 */
import type { Day } from '../day.ts';
import { checkCanned } from './check-canned.ts';
import { checkCarrierNames, checkDue, checkFacts } from './check-data.ts';
import { checkDesks, checkHolidays } from './check-desks.ts';
import { checkExamples, checkIntent } from './check-intents.ts';
import type { Snapshot } from './content.ts';
import type { ContentFiles } from './content-files.ts';
import type { Problem, Report } from './problems.ts';
import type { TextTree } from './texts.ts';
import type { YamlFile } from './yaml-file.ts';

/** Everything that is wrong or due in a snapshot on a day, with the place where it stands. */
export function checkContent(content: Snapshot, files: ContentFiles, on: Day): Problem[] {
  const problems: Problem[] = [];
  const reporter =
    (file: YamlFile<unknown>): Report =>
    (path, message, level = 'error') => {
      problems.push({ file: file.file, line: file.line(path), level, message });
    };
  for (const file of files.intents) checkIntent(content, file, reporter(file));
  checkExamples(files.intents, reporter);
  for (const file of files.facts) checkFacts(content, file.value ?? [], on, reporter(file));
  checkCarrierNames(files.carriers, reporter);
  for (const file of files.carriers) {
    const { contacts = [], offers = [] } = file.value ?? {};
    for (const [at, item] of contacts.entries())
      checkDue(item, on, ['contacts', at], reporter(file));
    for (const [at, item] of offers.entries()) checkDue(item, on, ['offers', at], reporter(file));
  }
  for (const [desk, { contacts }] of (files.stateContacts.value ?? []).entries()) {
    for (const [at, item] of contacts.entries()) {
      checkDue(item, on, [desk, 'contacts', at], reporter(files.stateContacts));
    }
  }
  checkHolidays(content.operator, on, reporter(files.operator));
  checkDesks(content, reporter(files.desks));
  checkCanned(content, content.canned, on, reporter(files.canned));
  return [...problems, ...checkTexts(files.texts)];
}

/** Every Vietnamese text in every language, and none that only another language has. */
function checkTexts(texts: ContentFiles['texts']): Problem[] {
  const { vi, ...others } = texts;
  const wanted = new Set(keysOf(vi));
  return Object.entries(others).flatMap(([locale, tree]) => {
    const file = `locales/${locale}.json`;
    const found = new Set(keysOf(tree));
    const missing = [...wanted].filter((key) => !found.has(key));
    const extra = [...found].filter((key) => !wanted.has(key));
    return [
      ...missing.map(
        (key): Problem => ({
          file,
          line: 1,
          level: 'warning',
          message: `no text "${key}": Vietnamese is shown`,
        }),
      ),
      ...extra.map(
        (key): Problem => ({
          file,
          line: 1,
          level: 'error',
          message: `text "${key}" is not in locales/vi.json`,
        }),
      ),
    ];
  });
}

/** Keys as they are said: the plural forms of one text count as one. */
function keysOf(tree: TextTree, prefix = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [prefix + key.replace(/_(one|other)$/, '')]
      : keysOf(value, `${prefix}${key}.`),
  );
}
