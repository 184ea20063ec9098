/**
 * Telegram's webhook at 300 messages a second with the whole program behind it, beside a bare
 * webhook with one insert. Each server is a process of its own; the load and Telegram's stand-in
 * are in this one.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { WEBHOOK_PATH } from '../../src/channels/telegram/webhook.ts';
import { SQLITE_FILE } from '../../src/store/open.ts';
import { startTelegram, type Telegram, TOKEN } from '../providers/telegram.ts';
import { compare, figure, heading, quantiles } from './report.ts';
import { QUESTIONS } from './web.ts';

const ROOT = join(import.meta.dirname, '../..');
const SECRET = 'secret-of-the-benchmark';
/** As `npm start` does it. */
const AS_STARTED = ['--max-semi-space-size=4', '--import', './src/guard.js', 'src/main.ts'];
const PER_SECOND = 300;
const SECONDS = 10;
const WARM_UP_SECONDS = 3;
/** Each writes every other second: nobody's messages become one turn. */
const PEOPLE = 600;
/** For so long the sending of what waits in the outbox is watched. */
const SENDING_SECONDS = 10;
/** Connections that Telegram opens at most, unless it is told otherwise (Bot API, setWebhook). */
const CONNECTIONS = 40;

export async function benchChannels(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const telegram = await startTelegram();
  for (let person = 0; person < PEOPLE; person += 1) telegram.chat(idOf(person));
  heading(`Telegram webhook: ${PER_SECOND} messages a second for ${SECONDS} s`);

  const floor = await launch(['test/bench/webhook-floor.ts', join(folder, 'floor.db'), SECRET], {});
  await load(floor.url, WARM_UP_SECONDS);
  const bare = await measured(floor, () => load(floor.url, SECONDS));
  await end(floor);

  const ours = await launch(AS_STARTED, {
    ...{ PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'error', PUBLIC_URL: 'http://127.0.0.1:9' },
    ...{ TELEGRAM_TOKEN: TOKEN, TELEGRAM_API_ROOT: telegram.apiRoot },
    ...{ TELEGRAM_MODE: 'webhook', TELEGRAM_WEBHOOK_SECRET: SECRET },
  });
  const path = ours.url + WEBHOOK_PATH;
  await load(path, WARM_UP_SECONDS);
  await everyTurnTaken(folder);
  const full = await measured(ours, async () => {
    const samples = await load(path, SECONDS);
    await everyTurnTaken(folder);
    return samples;
  });
  const sending = await measuredSending(ours, telegram);
  await end(ours);
  await telegram.close();
  rmSync(folder, { recursive: true });

  const peer = (value: number) => ({ name: 'node:http + secret + one insert', value });
  const [took, least] = [quantiles(full.result), quantiles(bare.result)];
  const messages = PER_SECOND * SECONDS;
  compare('accepted in, p50', took.p50, peer(least.p50), 'ms');
  compare('accepted in, p99', took.p99, peer(least.p99), 'ms');
  compare('accepted in, p99', took.p99, { name: 'budget', value: 50 }, 'ms');
  compare('accepted in, worst', took.worst, peer(least.worst), 'ms');
  compare('CPU a message, answered', full.cpu / messages, peer(bare.cpu / messages), 'µs');
  figure('CPU a reply, sent at the pace of Telegram', sending.cpu / sending.result, 'µs');
  figure('replies sent a second meanwhile', sending.result / SENDING_SECONDS, '/s');
}

/** Sends at an even pace, whatever comes back; milliseconds from the due time to the 200. */
async function load(url: string, seconds: number): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const total = PER_SECOND * seconds;
  const begun = performance.now();
  const answers: Promise<number>[] = [];
  while (answers.length < total) {
    const due = begun + (answers.length * 1000) / PER_SECOND;
    const early = due - performance.now();
    if (early > 0) await sleep(early);
    answers.push(post(url, agent, nextUpdate()).then(() => performance.now() - due));
  }
  const samples = await Promise.all(answers);
  agent.destroy();
  return samples;
}

let written = 0;

/** The next message; people take turns. */
function nextUpdate(): string {
  written += 1;
  const id = Number(idOf(written % PEOPLE));
  const message = {
    message_id: written,
    date: Math.floor(Date.now() / 1000),
    chat: { id, type: 'private' },
    from: { id, is_bot: false, first_name: 'Bench' },
    text: QUESTIONS[written % QUESTIONS.length],
  };
  return JSON.stringify({ update_id: written, message });
}

function idOf(person: number): string {
  return String(100_000 + person);
}

async function post(url: string, agent: Agent, body: string): Promise<void> {
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'x-telegram-bot-api-secret-token': SECRET,
  };
  const call = request(url, { method: 'POST', agent, headers }).end(body);
  const [response] = await once(call, 'response');
  response.resume();
  if (response.statusCode !== 200) throw new Error(`${url}: ${response.statusCode}`);
}

async function everyTurnTaken(dataDir: string): Promise<void> {
  const db = new Database(join(dataDir, SQLITE_FILE), { readonly: true });
  const waiting = db.prepare(
    'select 1 from "inboundMessage" where "turnDueAt" is not null limit 1',
  );
  while (waiting.get() !== undefined) await sleep(100);
  db.close();
}

/** Telegram takes a limited number of messages a second: what waits goes out one after the other. */
async function measuredSending(server: Server, telegram: Telegram) {
  const sent = () => telegram.calls.filter(({ method }) => method === 'sendMessage').length;
  const before = sent();
  return measured(server, async () => {
    await sleep(SENDING_SECONDS * 1000);
    return sent() - before;
  });
}

interface Server {
  readonly url: string;
  readonly child: ChildProcess;
}

/** What a task gives, and the CPU that the server used meanwhile, in µs. */
async function measured<T>(
  { child }: Server,
  task: () => Promise<T>,
): Promise<{ result: T; cpu: number }> {
  const before = cpuOf(child.pid);
  const result = await task();
  return { result, cpu: cpuOf(child.pid) - before };
}

/** User and system time of a process with all its threads; proc(5) counts in hundredths of a second. */
function cpuOf(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}

async function launch(
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<Server> {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.once('exit', () => child.kill('SIGKILL'));
  const [printed] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  const url = /http:\S+/.exec(String(printed))?.[0];
  if (url === undefined) throw new Error(`${args.join(' ')} did not start`);
  return { url, child };
}

/** What waits to be sent would hold up an orderly end. */
async function end({ child }: Server): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
