import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const ROOT = join(import.meta.dirname, '../..');

/** Runs the command as other programs do. */
async function run(args: readonly string[], input: string | Buffer) {
  const child = spawn(
    process.execPath,
    ['--import', './src/guard.js', 'src/cli.ts', 'handset', ...args],
    { cwd: ROOT, env: { ...process.env, TZ: 'UTC' } },
  );
  child.stdin.end(input);
  const [stdout, stderr] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { stdout, stderr, status: child.exitCode };
}

const answer = z.strictObject({
  query: z.string(),
  status: z.enum(['known', 'ambiguous', 'unknown', 'invalid-imei']),
  network: z.enum(['2G', '3G', '4G', '5G']).nullable(),
  volte: z.enum(['yes', 'no', 'unknown']),
  matches: z
    .array(
      z.strictObject({
        brand: z.string(),
        model: z.string(),
        variant: z.string().nullable(),
        network: z.enum(['2G', '3G', '4G', '5G']),
        volte: z.enum(['yes', 'no', 'unknown']),
        confidence: z.string(),
        source: z.string(),
      }),
    )
    .max(10),
  verdict: z.string(),
});

/** The answers, one to a line; anything else on the output fails. */
async function ask(input: string | Buffer, ...args: string[]) {
  const { stdout, stderr } = await run(['--json', ...args], input);
  expect(stderr).toBe('');
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => answer.parse(JSON.parse(line)));
}

describe('handset --json', () => {
  it('answers every line in its place, an empty one too', async () => {
    const answers = await ask('nokia 1280\n\n  no kia 1o5 4G\r\nnokia 105\nmáy lạ xyz 99');
    expect(
      answers.map(({ query, status, network, verdict }) => [query, status, network, verdict]),
    ).toEqual([
      ['nokia 1280', 'known', '2G', 'blocked'],
      ['', 'unknown', null, 'unknown'],
      ['no kia 1o5 4G', 'known', '4G', 'works'],
      ['nokia 105', 'ambiguous', null, 'ask-back'],
      ['máy lạ xyz 99', 'unknown', null, 'unknown'],
    ]);
  });

  it('never echoes an IMEI, a phone number or an identity number', async () => {
    const answers = await ask(
      'IMEI 1: 352099001761481\n0912345678\n079123456789\nnokia 1280 0912 345 678',
    );
    expect(answers.map(({ query }) => query)).toEqual([
      'IMEI 1: 35209900*******',
      '**********',
      '************',
      'nokia 1280 **********',
    ]);
  });

  it('reads back an IMEI that it had masked itself', async () => {
    const [tac, imei, masked] = await ask('01020100\n010201001234568\n01020100*******');
    expect(tac?.network).toBe('2G');
    expect(imei).toEqual({ ...tac, query: '01020100*******' });
    expect(masked).toEqual(imei);
  });

  it('knows only what had been announced by the day asked for', async () => {
    const [before] = await ask('nokia 1280', '--as-of', '2024-10-15');
    const [after] = await ask('nokia 1280', '--as-of', '2024-10-16');
    expect([before?.verdict, after?.verdict]).toEqual(['works', 'blocked']);
  });
});

describe('handset --csv', () => {
  const table = (mark: string) =>
    [
      `Họ tên${mark}Tên máy`,
      `"Bà Tư${mark} ấp 3"${mark}"Nokia ""1280"""`,
      '',
      `Ông Bảy${mark}iphone 4`,
      `Cô Ba`,
    ].join('\r\n');

  it.each([
    ['commas', ','],
    ['semicolons', ';'],
    ['tabs', '\t'],
  ])('reads one column of a table with %s, row by row', async (_, mark) => {
    const answers = await ask(table(mark), '--csv', 'Tên máy');
    expect(answers.map(({ query, verdict }) => [query, verdict])).toEqual([
      ['Nokia "1280"', 'blocked'],
      ['', 'unknown'],
      ['iphone 4', 'works-until-3g-off'],
      ['', 'unknown'],
    ]);
  });

  it('reads what Excel saves as UTF-8, with its byte order mark', async () => {
    const [first] = await ask(Buffer.from('\uFEFFmáy\nnokia 1280\n'), '--csv', 'máy');
    expect(first?.verdict).toBe('blocked');
  });

  it('names the columns when there is none of that name', async () => {
    const { stderr, stdout, status } = await run(['--json', '--csv', 'model'], 'tên,máy\na,b\n');
    expect(stderr).toBe('No column "model". There is: tên, máy.\n');
    expect([stdout, status]).toEqual(['', 1]);
  });

  it('says on which line a quotation mark was left open', async () => {
    const { stderr, status } = await run(['--json', '--csv', 'máy'], 'máy\n"nokia\n1280\n');
    expect(stderr).toMatch(/^The table cannot be read at line \d+: .*\n$/);
    expect(status).toBe(1);
  });
});

describe('handset for people', () => {
  it('says the verdict in words', async () => {
    const { stdout } = await run([], 'nokia 1280\n');
    expect(stdout).toMatch(/^nokia 1280 +Nokia 1280 +2G +Không dùng được\n$/);
  });
});
