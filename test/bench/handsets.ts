/** Looking up misspelt handset names, beside fuse.js and minisearch over the same names. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import Fuse from 'fuse.js';
import MiniSearch from 'minisearch';
import type { Handset } from '../../src/content/handset.ts';
import { buildCatalogue } from '../../src/content/handset-catalogue.ts';
import { lookupHandset } from '../../src/content/handset-lookup.ts';
import { type Random, seededRandom } from '../../src/dialogue/random.ts';
import { compare, figure, heading, quantiles, residentMb, timed } from './report.ts';

const ROOT = join(import.meta.dirname, '../..');
const NAMES = 20_000;
const TYPOS = 1000;
const LINES = 1_000_000;

export async function benchHandsets(): Promise<void> {
  heading(`handsets: ${NAMES} names, ${TYPOS} with a slip of one letter`);
  const random = seededRandom(2026);
  const before = await residentMb('self');
  const rows = madeUpHandsets(random);
  const [building] = await timed(1, () => buildCatalogue(rows, [], []));
  const catalogue = buildCatalogue(rows, [], []);
  figure('index built in', building ?? 0, 'ms');
  figure('memory of rows and index', (await residentMb('self')) - before, 'MB');
  const slips = Array.from({ length: TYPOS }, () => {
    const row = pick(rows, random);
    return { row, typed: misspell(`${row.brand} ${row.model}`, random) };
  });
  const names = rows.map((row) => ({ id: row.key, name: `${row.brand} ${row.model}` }));
  const fuse = new Fuse(names, { keys: ['name'], includeScore: true });
  const mini = new MiniSearch<{ id: string; name: string }>({
    fields: ['name'],
    searchOptions: { fuzzy: 0.2, prefix: true },
  });
  mini.addAll(names);

  const ours = await race(slips, (typed) =>
    lookupHandset(catalogue, typed).matches.map(({ key }) => key),
  );
  const minis = await race(slips, (typed) =>
    mini
      .search(typed)
      .slice(0, 1)
      .map(({ id }) => String(id)),
  );
  const fuses = await race(slips.slice(0, 60), (typed) =>
    fuse.search(typed, { limit: 1 }).map(({ item }) => item.id),
  );
  compare('recall@1', ours.recall, { name: 'minisearch', value: minis.recall }, '%');
  compare('recall@1', ours.recall, { name: 'fuse.js (60 of them)', value: fuses.recall }, '%');
  compare('p50', ours.p50, { name: 'minisearch', value: minis.p50 }, 'ms');
  compare('p50', ours.p50, { name: 'fuse.js', value: fuses.p50 }, 'ms');
  compare('p99', ours.p99, { name: 'minisearch', value: minis.p99 }, 'ms');
}

async function race(
  slips: readonly { row: Handset; typed: string }[],
  search: (typed: string) => string[],
) {
  const found: boolean[] = [];
  const samples = await timed(slips.length, (at) => {
    const slip = slips[at];
    if (slip !== undefined) found.push(search(slip.typed)[0] === slip.row.key);
  });
  return { recall: (found.filter(Boolean).length / slips.length) * 100, ...quantiles(samples) };
}

/** A million lines through the command line: the memory at the end beside that at the beginning. */
export async function benchBatch(): Promise<void> {
  heading(`handsets: ${LINES} lines through the command line`);
  const child = spawn(
    process.execPath,
    ['--import', './src/guard.js', 'src/cli.ts', 'handset', '--json'],
    {
      cwd: ROOT,
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  let received = 0;
  const memory: number[] = [];
  child.stdout.on('data', (chunk: Buffer) => {
    for (const byte of chunk) if (byte === 10) received += 1;
  });
  const begun = performance.now();
  const watch = setInterval(async () => {
    if (received > 0) memory.push(await residentMb(child.pid ?? 0).catch(() => 0));
  }, 1000);
  const names = [
    'nokia 1280',
    'samsung j7',
    'ip 6s plus',
    '353314081234567',
    'con may khong ten',
    'masstel izi 300',
  ];
  for (let at = 0; at < LINES; at += 1) {
    const line = `${names[at % names.length]}\n`;
    if (!child.stdin.write(line))
      await new Promise((resolve) => child.stdin.once('drain', resolve));
  }
  child.stdin.end();
  await new Promise((resolve) => child.on('close', resolve));
  clearInterval(watch);
  const seconds = (performance.now() - begun) / 1000;
  figure('lines out', received);
  figure('lines a second', LINES / seconds, '/s');
  const early = memory[1] ?? memory[0] ?? 0;
  compare('memory, most', Math.max(...memory), { name: 'after two seconds', value: early }, 'MB');
}

function madeUpHandsets(random: Random): Handset[] {
  const brands = [
    'Nokia',
    'Samsung',
    'Masstel',
    'Mobell',
    'Oppo',
    'Vivo',
    'Xiaomi',
    'Huawei',
    'Motorola',
    'Lenovo',
  ];
  const seen = new Map<string, Handset>();
  while (seen.size < NAMES) {
    const brand = pick(brands, random);
    const model = `${word(random)} ${word(random)} ${Math.floor(random() * 90) + 10}`;
    const key = `${brand}-${model}`.toLowerCase().replaceAll(' ', '-');
    const [year, network, volte] = [2015, '4G', 'unknown'] as const;
    const shared = { variant: null, year, network, volte, source: 'made up' } as const;
    seen.set(key, {
      ...shared,
      aliases: [],
      key,
      brand,
      model,
      sold_in_vn: 'yes',
      confidence: 'high',
    });
  }
  return [...seen.values()];
}

function word(random: Random): string {
  const syllables = [
    'ka',
    'ro',
    'mi',
    'ne',
    'lu',
    'tex',
    'von',
    'sa',
    'pri',
    'dor',
    'gal',
    'zen',
    'bo',
    'quin',
    'ther',
  ];
  return Array.from({ length: 3 }, () => pick(syllables, random)).join('');
}

/** One letter wrong, missing, doubled or swapped; digits stay, since another number is another phone. */
function misspell(name: string, random: Random): string {
  const letters = [...name].flatMap((letter, at) => (/[a-z]/.test(letter) ? [at] : []));
  const at = pick(letters, random);
  const ways = [
    name.slice(0, at) + name.slice(at + 1),
    name.slice(0, at) + name.charAt(at) + name.slice(at),
    `${name.slice(0, at)}x${name.slice(at + 1)}`,
    name.slice(0, at) + name.charAt(at + 1) + name.charAt(at) + name.slice(at + 2),
  ];
  return pick(ways, random);
}

function pick<T>(items: readonly T[], random: Random): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}
