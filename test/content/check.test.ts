import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadContent, openContent } from '../../src/content/files.ts';
import { UserError } from '../../src/errors.ts';
import { copyContent, edit, errorsIn, lineOf, ROOT } from '../helpers/content.ts';

const TODAY = '2026-11-22';

describe('check', () => {
  it('finds no error in the content that is shipped', () => {
    expect(errorsIn(ROOT)).toEqual([]);
  });

  it('names file and line of an answer that uses an unknown fact', () => {
    const root = copyContent();
    edit(root, 'intents/shutdown-when.yaml', '{{end-2g-network}}', '{{end-of-2g}}');
    const line = lineOf(root, 'intents/shutdown-when.yaml', '{{end-of-2g}}');
    const [error = ''] = errorsIn(root);
    expect(error).toContain('intents/shutdown-when.yaml:');
    expect(error).toContain('unknown fact "end-of-2g"');
    // A block of text begins on the line above its first words.
    expect(Number(error.split(':')[1])).toBeGreaterThanOrEqual(line - 1);
    expect(Number(error.split(':')[1])).toBeLessThanOrEqual(line);
  });

  it('finds a button that leads nowhere', () => {
    const root = copyContent();
    edit(root, 'intents/volte.yaml', 'choices: [check-model', 'choices: [no-such-intent');
    expect(errorsIn(root)).toContainEqual(
      expect.stringContaining('unknown intent "no-such-intent"'),
    );
  });

  it('finds an example that stands in two intents', () => {
    const root = copyContent();
    const example = openContent(ROOT, TODAY).intents.get('thanks')?.examples.vi[0] ?? '';
    edit(root, 'intents/goodbye.yaml', '  vi:\n', `  vi:\n    - "${example.toUpperCase()}!"\n`);
    expect(errorsIn(root)).toContainEqual(
      expect.stringMatching(/example ".*" stands in intents\//),
    );
  });

  it.each([
    ['an alias', 'aliases: [mytel, viettel]', 'alias "viettel"', 'viettel'],
    ['an alias but for marks and case', 'aliases: [MANG LOCAL]', 'alias "MANG LOCAL"', 'local'],
    ['a name', 'aliases: [MobiFone]', 'alias "MobiFone"', 'mobifone'],
    ['an id', 'aliases: [fpt]', 'alias "fpt"', 'fpt'],
  ])('finds two carriers that share %s', (_what, aliases, shared, owner) => {
    const root = copyContent();
    const head = 'id: zz\nname: MyTel\nfullName: MyTel\ntype: mvno\n';
    writeFileSync(join(root, 'data/carriers/zz.yaml'), `${head}${aliases}\n`);
    const [error] = errorsIn(root);
    expect(error).toContain(`data/carriers/zz.yaml:5: error: ${shared} stands in `);
    expect(error).toMatch(new RegExp(`data/carriers/${owner}\\.yaml:\\d+ already$`));
  });

  it('says on which line YAML is broken, and loads nothing', () => {
    const root = copyContent();
    edit(root, 'data/contacts.yaml', '- id:', '- id: [');
    const { snapshot } = loadContent(root, TODAY);
    expect(snapshot).toBeUndefined();
    expect(errorsIn(root)[0]).toMatch(/^data\/contacts\.yaml:\d+: error: /);
    expect(() => openContent(root, TODAY)).toThrow(UserError);
  });

  it('refuses a fact without a source', () => {
    const root = copyContent();
    edit(root, 'data/facts.yaml', '  source: {', '  sauce: {');
    expect(errorsIn(root).join('\n')).toMatch(/data\/facts\.yaml:\d+: error: .*source/);
  });

  it('refuses a second version of a fact that does not say what it supersedes', () => {
    const root = copyContent();
    const path = join(root, 'data/switch-off.yaml');
    writeFileSync(path, readFileSync(path, 'utf8').replace(/\n {2}supersedes: .*/, ''));
    expect(errorsIn(root)).toContainEqual(expect.stringContaining('must say "supersedes:'));
  });

  it('refuses a text that only one language has', () => {
    const root = copyContent();
    edit(root, 'locales/en.json', '"no-data"', '"stray": "x",\n  "no-data"');
    expect(errorsIn(root)).toContainEqual(
      expect.stringContaining('text "stray" is not in locales/vi.json'),
    );
  });

  it('only warns of numbers that nobody verified and of offers that have ended', () => {
    const warnings = loadContent(ROOT, TODAY).problems.map(
      ({ level, message }) => `${level}: ${message}`,
    );
    expect(warnings).toContainEqual(expect.stringMatching(/^warning: not verified/));
    expect(warnings).toContainEqual(expect.stringMatching(/^warning: ended/));
    expect(warnings).toContainEqual(expect.stringMatching(/^warning: presumed-ended/));
  });

  it('warns when the day for another look has passed', () => {
    const late = loadContent(ROOT, '2030-01-01').problems;
    expect(late).toContainEqual(
      expect.objectContaining({
        level: 'warning',
        message: expect.stringContaining('due for review since'),
      }),
    );
  });
});
