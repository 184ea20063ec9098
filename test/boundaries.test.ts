import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = join(import.meta.dirname, '..');

const report = z.object({
  diagnostics: z.array(
    z.object({ category: z.string(), location: z.object({ path: z.string() }) }),
  ),
});

/** Lints files that hold one import each, in a folder of their own under the project's rules. */
function lint(imports: readonly (readonly [file: string, specifier: string])[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'boundaries-'));
  copyFileSync(join(root, 'biome.json'), join(folder, 'biome.json'));
  for (const [at, [file, specifier]] of imports.entries()) {
    const path = join(folder, planted(file, at));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `import '${specifier}';\n`);
  }
  const { stdout } = spawnSync(
    join(root, 'node_modules/.bin/biome'),
    ['lint', '--vcs-enabled=false', '--reporter=json', '--max-diagnostics=none', '.'],
    { cwd: folder, encoding: 'utf8' },
  );
  rmSync(folder, { recursive: true });
  const { diagnostics } = report.parse(JSON.parse(stdout));
  return diagnostics
    .filter(({ category }) => category === 'lint/style/noRestrictedImports')
    .map(({ location }) => location.path);
}

/** A file that exists once is planted under its own name, others under a name of their own. */
function planted(file: string, at: number): string {
  return file.replace('planted.ts', `planted-${at}.ts`);
}

/** One forbidden import for each row of the table in docs/architecture.md. */
const FORBIDDEN: readonly (readonly [file: string, specifier: string])[] = [
  ['src/message.ts', './content/content.ts'],
  ['src/sourced.ts', './store/open.ts'],
  ['src/config.ts', './bot/receive.ts'],
  ['src/content/planted.ts', '../dialogue/answer.ts'],
  ['src/content/planted.ts', '../web/server.ts'],
  ['src/dialogue/planted.ts', '../store/open.ts'],
  ['src/dialogue/planted.ts', '../content/files.ts'],
  ['src/dialogue/planted.ts', 'node:fs'],
  ['src/dialogue/planted.ts', '@nlpjs/basic'],
  ['src/dialogue/skills/planted.ts', '../../bot/receive.ts'],
  ['src/dialogue/classifier.ts', '../store/open.ts'],
  ['src/channels/planted.ts', '../store/outbox.ts'],
  ['src/channels/planted.ts', 'grammy'],
  ['src/channels/telegram.ts', '../bot/receive.ts'],
  ['src/store/planted.ts', '../dialogue/answer.ts'],
  ['src/store/planted.ts', 'better-sqlite3'],
  ['src/store/planted.ts', 'pg'],
  ['src/store/open.ts', '../bot/receive.ts'],
  ['src/content/planted.ts', '../accounts/permission.ts'],
  ['src/channels/planted.ts', '../accounts/permission.ts'],
  ['src/accounts/planted.ts', '../web/server.ts'],
  ['src/accounts/planted.ts', '../bot/receive.ts'],
  ['src/accounts/planted.ts', '../content/files.ts'],
  ['src/accounts/planted.ts', 'better-auth'],
  ['src/accounts/auth.ts', '../dialogue/answer.ts'],
  ['src/web/console/planted.ts', 'better-auth/api'],
  ['src/store/planted.ts', 'better-auth'],
  ['src/bot/planted.ts', '../web/server.ts'],
  ['src/bot/planted.ts', '../channels/telegram.ts'],
  ['src/bot/planted.ts', 'express'],
  ['src/web/planted.ts', '../channels/telegram.ts'],
  ['src/web/planted.ts', '../channels/zalo-oa.ts'],
  ['src/web/chat/planted.ts', 'better-sqlite3'],
  ['src/cli/planted.ts', '@nlpjs/basic'],
  ['src/main.ts', 'pg'],
];

const ALLOWED: readonly (readonly [file: string, specifier: string])[] = [
  ['src/dialogue/planted.ts', '../content/content.ts'],
  ['src/dialogue/classifier.ts', '@nlpjs/basic'],
  ['src/bot/planted.ts', '../channels/channel.ts'],
  ['src/store/open.ts', 'better-sqlite3'],
  ['src/channels/telegram.ts', 'grammy'],
  ['src/web/planted.ts', 'express'],
  ['src/main.ts', './channels/web.ts'],
  ['src/accounts/planted.ts', '../store/accounts/staff.ts'],
  ['src/accounts/auth.ts', 'better-auth'],
];

describe('who may import whom', () => {
  it('finds every forbidden import', () => {
    const found = lint(FORBIDDEN);
    const expected = FORBIDDEN.map(([file], at) => planted(file, at));
    expect(found.sort()).toEqual(expected.sort());
  });

  it('lets every allowed import through', () => {
    expect(lint(ALLOWED)).toEqual([]);
  });

  it('finds no clock and no chance in the dialogue', () => {
    for (const file of filesBelow('src/dialogue')) {
      const text = readFileSync(join(root, file), 'utf8');
      expect(text, file).not.toMatch(
        /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bperformance\.now\b/,
      );
    }
  });
});

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}
