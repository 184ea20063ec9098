/**
 * `npm run demo:channels`: the assistant on every channel at once, against stand-ins of the
 * providers, so that no account is needed. With `--once` it ends after the samples.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { type App, startApp } from '../src/app.ts';
import { type Config, readConfig } from '../src/config.ts';
import { openStore } from '../src/store/open.ts';
import { type Phone, until } from './demo/phone.ts';
import { smsPhone, telegramPhone, zaloBotPhone, zaloPhone } from './demo/phones.ts';
import { showReply, showWritten } from './demo/terminal.ts';
import { freePort } from './helpers/postgres.ts';

const ROOT = join(import.meta.dirname, '..');
/** An answer in several messages is shown when nothing more came for so long. */
const QUIET_MS = 700;
/** Where the input ends, what was written last is answered by then. */
const LAST_ANSWER_MS = 3000;

const interrupt = new AbortController();
process.once('SIGINT', () => interrupt.abort());
const dataDir = mkdtempSync(join(tmpdir(), 'tro-ly-2g-demo-'));
const port = await freePort();
const phones = await openPhones(`http://127.0.0.1:${port}`);
const app = await start(phones);
const shown = new Map(phones.map((phone) => [phone, 0]));
greet(app);
for (const phone of phones) await playSamples(phone);
if (!process.argv.includes('--once') && !interrupt.signal.aborted) await takeLines();
await end();

async function openPhones(url: string): Promise<Phone[]> {
  const phones = [await telegramPhone(), await zaloPhone(), await zaloBotPhone()];
  try {
    phones.push(await smsPhone(url));
  } catch (error) {
    console.log(`No SMS: ${error instanceof Error ? error.message : error}`);
  }
  return phones;
}

/** The program as `npm start` starts it, with the settings of the stand-ins. */
async function start(phones: readonly Phone[]): Promise<App> {
  const settings = phones.map((phone) => phone.settings);
  const own = { PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'error' };
  const config = readConfig(Object.assign({}, own, ...settings));
  await prepare(config);
  console.log('Starting: the first time, the model is trained for a few seconds.');
  const app = await startApp(config, { root: ROOT });
  for (const phone of phones) await phone.meet(app.url);
  return app;
}

async function prepare(config: Config): Promise<void> {
  const store = await openStore(config);
  for (const phone of phones) await phone.prepare?.(store.db);
  await store.close();
}

function greet({ url }: App): void {
  const names = phones.map(({ title }) => title).join(', ');
  console.log(`\nTrợ lý 2G on ${names}, and on the web at ${url}`);
  console.log('›  what a citizen does     ‹  what the phone shows     [1 …]  a button\n');
}

async function playSamples(phone: Phone): Promise<void> {
  for (const line of phone.samples) {
    if (interrupt.signal.aborted) return;
    const before = phone.screen().length;
    showWritten(phone, await phone.write(line));
    await until(() => phone.screen().length > before);
    await sleep(QUIET_MS);
    showNews();
  }
}

/** Prints what came since the last time. */
function showNews(): void {
  for (const phone of phones) {
    const screen = phone.screen();
    for (const one of screen.slice(shown.get(phone))) showReply(phone, one);
    shown.set(phone, screen.length);
  }
}

/** Whoever watches writes, until Ctrl-C or the end of the input. */
async function takeLines(): Promise<void> {
  const names = phones.map(({ name }) => `"${name}: …"`).join(', ');
  console.log(`Now you: ${names}. A number presses that button. Ctrl-C ends.\n`);
  const watching = setInterval(showNews, 200);
  const { signal } = interrupt;
  for await (const line of createInterface({ input: process.stdin, signal })) await takeLine(line);
  if (!signal.aborted) await sleep(LAST_ANSWER_MS);
  clearInterval(watching);
}

async function takeLine(line: string): Promise<void> {
  const [, name = '', text = ''] = /^\s*([\w-]+)\s*:\s*(.+)$/.exec(line) ?? [];
  const phone = phones.find((one) => one.name === name.toLowerCase());
  if (phone !== undefined) showWritten(phone, await phone.write(text.trim()));
  else if (line.trim() !== '') console.log(`Write for example "${phones[0]?.name}: xin chào".`);
}

async function end(): Promise<void> {
  await app.stop();
  for (const phone of phones) await phone.close();
  rmSync(dataDir, { recursive: true });
}
