import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type ImportOptions, importList } from '../../src/cli/import.ts';
import { copyContent, errorsIn, ROOT } from '../helpers/content.ts';

/** Imports a list into a copy of the project's data and returns what was printed. */
async function run(text: string, options: Partial<ImportOptions> = {}) {
  const root = options.root ?? copyContent();
  const file = join(root, 'list.csv');
  writeFileSync(file, text);
  const printed: string[] = [];
  const print = async (line: string) => void printed.push(line);
  const common = { root, file, kind: 'tqc', asOf: '2024-09-10', source: 'Danh mục thử' };
  await importList({ ...common, apply: false, all: false, ...options }, print);
  return { root, printed: printed.join('\n') };
}

const read = (root: string, name: string) => readFileSync(join(root, name), 'utf8');

test('without --apply nothing is written; with it the table changes and still passes the check', async () => {
  const list = 'brand,model\nMasstel,Fami X1\nNokia,1280\nNokia,8110 4G\n';
  const dry = await run(list);
  expect(dry.printed).toMatch(/new: 1\n {2}line 2: Masstel Fami X1 → masstel-fami-x1 \(2G\)\n/);
  expect(dry.printed).toMatch(/contradicts our table: not applied: 1\n {2}line 4: Nokia 8110 4G/);
  expect(dry.printed).toContain('Dry run: nothing was written.');
  expect(read(dry.root, 'data/handsets.csv')).toBe(read(ROOT, 'data/handsets.csv'));

  const { root } = await run(list, { apply: true });
  const changed = read(root, 'data/handsets.csv').split('\n');
  const before = new Set(read(ROOT, 'data/handsets.csv').split('\n'));
  expect(changed.filter((line) => !before.has(line))).toHaveLength(2);
  expect(changed).toHaveLength(before.size + 1);
  expect(readdirSync(join(root, 'data')).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  expect(errorsIn(root)).toEqual([]);
});

test("a carrier's list becomes its file, and the snapshot loads it", async () => {
  const { root } = await run('brand,model\nNokia,8110 4G\n', {
    kind: 'volte',
    carrier: 'viettel',
    apply: true,
  });
  expect(read(root, 'data/volte/viettel.csv')).toBe(
    'key,volte,source,as_of\nnokia-8110-4g,yes,Danh mục thử,2024-09-10\n',
  );
  expect(errorsIn(root)).toEqual([]);
});

test('licensed TACs never mix with the free ones', async () => {
  const { root } = await run('TAC|Brand Name|Model Name\n99000001|Nokia|1280\n', {
    kind: 'tac',
    apply: true,
  });
  expect(read(root, 'data/tac.csv')).toBe(read(ROOT, 'data/tac.csv'));
  expect(read(root, 'data/tac-licensed.csv')).toBe(
    'tac,brand,model,keys,source\n99000001,Nokia,1280,nokia-1280,"Danh mục thử, 2024-09-10"\n',
  );
  expect(errorsIn(root)).toEqual([]);
});

test.each([
  ['of an unknown carrier', { kind: 'volte', carrier: 'nobody' }, /No carrier "nobody"/],
  ['of no carrier', { kind: 'volte' }, /Say whose list it is/],
  ['of an unknown kind', { kind: 'gsma' }, /There is: tqc, volte, tac, osmocom\./],
  ['that is not there', { file: '/nowhere/list.csv' }, /Cannot read \/nowhere\/list\.csv/],
] as const)('a list %s is refused', async (_, options, sentence) => {
  await expect(run('brand,model\nNokia,8110 4G\n', { apply: true, ...options })).rejects.toThrow(
    sentence,
  );
});

test('a list that would break the table is refused as a whole', async () => {
  // What has 4G in its name is not 2G only.
  const list = 'brand,model\nMasstel,Fami X1\nNokia,Lumia 4G\n';
  const root = copyContent();
  await expect(run(list, { root, apply: true })).rejects.toThrow(/would break data\/handsets\.csv/);
  expect(read(root, 'data/handsets.csv')).toBe(read(ROOT, 'data/handsets.csv'));
});

test('a file in an old code page is refused, and nothing is written', async () => {
  const root = copyContent();
  writeFileSync(join(root, 'old.csv'), Buffer.from('brand,model\nNokia,m\xe1y\n', 'latin1'));
  const file = join(root, 'old.csv');
  await expect(run('', { root, file, kind: 'volte', carrier: 'viettel' })).rejects.toThrow(
    /is not UTF-8/,
  );
  expect(existsSync(join(root, 'data/volte'))).toBe(false);
});

test('the command says how it is called', () => {
  const { stderr, status } = spawnSync(process.execPath, ['src/cli.ts', 'data:import'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect(stderr).toMatch(
    /^Say what to import: npm run data:import -- tqc\|volte\|tac\|osmocom FILE/,
  );
  expect(status).toBe(1);
});
