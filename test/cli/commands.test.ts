/** The shapes that other programs parse, through the real command line. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SETTING_NAMES } from '../../src/config.ts';
import { ROOT } from '../helpers/content.ts';

interface Run {
  readonly code: number | null;
  readonly lines: readonly string[];
  readonly stderr: string;
}

/** Whoever runs the tests may have settings, here or in .env; an empty one counts as not set. */
const NO_CHANNELS = Object.fromEntries(
  SETTING_NAMES.filter((name) => /^(TELEGRAM|ZALO|SMS)_/.test(name)).map((name) => [name, '']),
);

/** Runs a command as `npm run` does, with lines on its standard input. */
async function run(
  args: readonly string[],
  input = '',
  environment: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const child = spawn(process.execPath, ['--import', './src/guard.js', 'src/cli.ts', ...args], {
    cwd: ROOT,
    env: { ...process.env, DATA_DIR: join(ROOT, 'var/test'), DATABASE_URL: '', ...environment },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, lines: stdout.split('\n').slice(0, -1), stderr };
}

async function askAll(questions: readonly string[], ...options: string[]) {
  const { lines } = await run(['ask', '--json', ...options], `${questions.join('\n')}\n`);
  return lines.map((line) => JSON.parse(line));
}

describe('ask', () => {
  it('gives one object for each line, in order, also for an empty one', async () => {
    const answers = await askAll(['bao giờ tắt sóng 2g', '', 'cảm ơn nhé']);
    expect(answers.map(({ text }) => text)).toEqual(['bao giờ tắt sóng 2g', '', 'cảm ơn nhé']);
    expect(answers.map(({ intent }) => intent)).toEqual(['shutdown-when', null, 'thanks']);
    expect(answers.map(({ outcome }) => outcome)).toEqual([
      'answered',
      'not-understood',
      'answered',
    ]);
  });

  it('takes its arguments as questions, one each', async () => {
    const { lines } = await run(['ask', '--json', 'cảm ơn nhé', 'chào bạn'], 'tắt sóng\n');
    const texts = lines.map((line) => JSON.parse(line).text);
    expect(texts).toEqual(['cảm ơn nhé', 'chào bạn']);
  });

  it('shows people the question, the answer and its buttons', async () => {
    const { lines } = await run(['ask', 'nokia 105 của 0912345678']);
    expect(lines[0]).toBe('› nokia 105 của **********');
    expect(lines.slice(2).join('\n')).toMatch(/Nokia 105.*\n {2}1\. .*\n {2}2\. /s);
  });

  it('ends a line only at a line feed', async () => {
    const answers = await askAll(['cảm\u2028ơn', 'chào\rbạn', 'cảm ơn']);
    expect(answers).toHaveLength(3);
  });

  it('has the shape of the interface', async () => {
    const [answer] = await askAll(['nokia 1280 xài mạng viettel còn được không']);
    expect(answer).toEqual({
      text: 'nokia 1280 xài mạng viettel còn được không',
      language: 'vi',
      intent: 'check-model',
      intents: ['check-model'],
      score: expect.any(Number),
      alternatives: expect.any(Array),
      outcome: 'answered',
      entities: {
        carriers: ['viettel'],
        handsets: ['nokia 1280'],
        tac: [],
        places: [],
        person: null,
      },
      reply: {
        text: expect.stringContaining('Nokia 1280'),
        choices: expect.arrayContaining([{ label: expect.any(String), value: expect.any(String) }]),
        sources: expect.arrayContaining([
          { title: expect.any(String), url: expect.any(String), asOf: expect.any(String) },
        ]),
      },
    });
  });

  it('knows as of a day only what had been announced by then', async () => {
    const question = ['bao giờ tắt sóng 2g'];
    const before = await askAll(question, '--as-of', '2024-09-01');
    const after = await askAll(question, '--as-of', '2024-09-20');
    expect(before[0].reply.text).toContain('16/9/2024');
    expect(before[0].reply.text).not.toContain('16/10/2024');
    expect(after[0].reply.text).toContain('16/10/2024');
  });

  it('never echoes personal data: of an IMEI only its TAC', async () => {
    const [answer] = await askAll(['imei 353314081234567 số em 0912345678']);
    expect(JSON.stringify(answer)).not.toContain('1234567');
    expect(JSON.stringify(answer)).not.toContain('0912345678');
    expect(answer.entities.tac).toEqual(['35331408']);
  });
});

describe('chat', () => {
  it('holds one conversation over its lines, with choices, events and a clock', async () => {
    const { lines } = await run(
      ['chat', '--json', '--as-of', '2026-11-22'],
      [
        'viettel có hỗ trợ đổi máy không',
        'thế còn vina?',
        '{"kind":"choice","value":"i:handoff-human"}',
        '{"kind":"time","at":"2026-11-23T08:00:00+07:00"}',
        '{"kind":"image"}',
      ].join('\n'),
    );
    const turns = lines.map((line) => JSON.parse(line));
    expect(turns).toHaveLength(5);
    expect(turns.map(({ conversation }) => conversation.carrier).slice(0, 2)).toEqual([
      'viettel',
      'vinaphone',
    ]);
    expect(turns[1].replies[0]).toMatchObject({ intent: 'offer-handset' });
    expect(turns[2]).toMatchObject({
      replies: [{ intent: 'handoff-human', outcome: 'handed-off' }],
      conversation: { status: 'waiting', ticket: expect.stringMatching(/^TL-/) },
    });
    expect(turns[3].replies).toEqual([]);
    expect(turns[4].replies).toHaveLength(1);
  });
});

describe('channels', () => {
  it('tells a channel without settings from one that is on or off', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'channels-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const settings = {
      ...NO_CHANNELS,
      DATA_DIR: folder,
      TELEGRAM_TOKEN: `123456:${'A'.repeat(35)}`,
    };
    await run(['channels', 'off', 'zalo-bot', '--why', 'đang thử'], '', settings);
    const { lines } = await run(['channels'], '', settings);
    expect(lines.map((line) => line.split('\t').slice(0, 2).join(' '))).toEqual([
      'web on',
      'telegram on',
      'zalo-oa not set up',
      'zalo-bot off',
      'sms not set up',
    ]);
  });
});

describe('a wrong call', () => {
  it.each([
    [['dance'], 'No command "dance"'],
    [['ask', '--as-of', '2024-13-45'], 'neither a day'],
    [['ask', '--loud'], '--loud'],
    [['handset', '--json', '--carrier', 'nokia'], 'No carrier "nokia"'],
    [['check', 'foo'], '"check" takes no argument, so not "foo"'],
    [['handset', 'nokia 1280'], 'standard input'],
    [['unanswered', '7'], 'takes no argument'],
    [['channels', 'foo'], 'Usage: channels'],
    [['dead-letters', 'foo'], 'Usage: dead-letters'],
    [['data:verify', 'viettel:18008098'], '--by'],
    [['evaluate', '--questions', '/no/such.tsv'], 'Cannot read'],
  ])('%j is one sentence and exit 1', async (args, sentence) => {
    const { code, stderr } = await run(args);
    expect(code).toBe(1);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toContain('    at ');
  });
});
