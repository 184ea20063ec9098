/**
 * The desk: from a citizen's message to what 50 open desks are told of it while 500 citizens wait.
 * Server, readers and a real browser share the machine; the floor is the bare fan-out of the same
 * bytes to as many readers.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createHttpServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openAccounts } from '../../src/accounts/open.ts';
import { apologyIn } from '../../src/bot/apology.ts';
import { type Bot, createBot } from '../../src/bot/context.ts';
import { openDialogue } from '../../src/bot/dialogue.ts';
import { receive } from '../../src/bot/receive.ts';
import { webChannel } from '../../src/channels/web.ts';
import { openContent } from '../../src/content/files.ts';
import { vietnamDay } from '../../src/day.ts';
import { createLog } from '../../src/log.ts';
import type { Address } from '../../src/message.ts';
import { openStore } from '../../src/store/open.ts';
import { createServer } from '../../src/web/server.ts';
import { launchChromium } from '../helpers/browser.ts';
import { type StaffBrowser, signedIn } from '../helpers/staff.ts';
import { compare, figure, heading, quantiles } from './report.ts';

const ROOT = join(import.meta.dirname, '../..');
const DESKS = 50;
const WAITING = 500;
const CHANGES = 200;
const EVERY_MS = 50;
/** All at once, as after an announcement on the loudspeakers. */
const BURST = 100;
const TARGET_MS = 500;
/** What arrives later than this does not arrive. */
const PATIENCE_MS = 10_000;

export async function benchDesk(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const running = await start(folder);
  heading(`desk: ${DESKS} open desks, ${WAITING} citizens waiting`);
  const tickets = await fill(running.bot);
  const desks = await Promise.all(
    Array.from({ length: DESKS }, () => signedIn(running, ['agent'])),
  );
  const clock = stopwatch();
  const lines = await Promise.all(desks.map((desk) => open(running.url, desk, clock.heard)));
  const screen = await openScreen(running.url, desks[0]);

  const paced = await measure(clock, screen, async () => {
    for (let at = 0; at < CHANGES; at += 1) {
      write(running.bot, tickets[at % tickets.length], clock);
      await pause(EVERY_MS);
    }
  });
  const burst = await measure(clock, screen, async () => {
    for (let at = 0; at < BURST; at += 1) write(running.bot, tickets[at], clock);
  });
  const floor = await fanOut(clock, CHANGES, clock.bytes());

  report(`a message every ${EVERY_MS} ms`, paced, floor);
  report(`${BURST} messages at once`, burst, floor);
  figure('bytes a change and desk', clock.bytes());
  for (const line of lines) line.abort();
  await screen.close();
  await running.stop();
  rmSync(folder, { recursive: true });
}

interface Measured {
  readonly lines: readonly number[];
  readonly screen: readonly number[];
  readonly lost: number;
}

function report(name: string, { lines, screen, lost }: Measured, floor: readonly number[]): void {
  const [ours, bare, seen] = [lines, floor, screen].map(quantiles);
  if (ours === undefined || bare === undefined || seen === undefined) return;
  compare(`${name}: to the desk, p50`, ours.p50, { name: 'bare fan-out', value: bare.p50 }, 'ms');
  compare(`${name}: to the desk, p99`, ours.p99, { name: 'bare fan-out', value: bare.p99 }, 'ms');
  compare(`${name}: on the screen, p99`, seen.p99, { name: 'target', value: TARGET_MS }, 'ms');
  if (lost > 0) figure(`${name}: never arrived`, lost);
}

// === The server ===

async function start(folder: string) {
  const now = () => new Date();
  const content = openContent(ROOT, vietnamDay(now()));
  const store = await openStore({ databaseUrl: undefined, dataDir: folder });
  const answer = await openDialogue(content, folder);
  const log = createLog('silent');
  const bot = createBot({
    ...{ store, answer: () => answer, apology: apologyIn(content), content: () => content },
    ...{ now, random: (bytes: number) => randomBytes(bytes), log },
  });
  const { newId, random } = bot;
  const secret = randomBytes(32).toString('hex');
  const accounts = openAccounts({
    ...{ db: store.db, secret, publicUrl: undefined, now, newId, random, log },
  });
  const channel = webChannel();
  const settings = {
    ...({ trustProxy: false, embedOrigins: [], keepDays: 90 } as const),
    signInRate: { perSecond: 1e6, perMinute: 1e6 },
  };
  const { app, close } = createServer({
    bot,
    web: channel,
    content: () => content,
    accounts,
    settings,
  });
  const server = createHttpServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const stop = async () => {
    close();
    server.close();
    server.closeAllConnections();
    await store.close();
  };
  return { url: `http://127.0.0.1:${port}`, port, bot, store, channel, accounts, stop };
}

interface Waiting {
  readonly address: Address;
  readonly ticketId: string;
}

async function fill(bot: Bot): Promise<Waiting[]> {
  for (let at = 0; at < WAITING; at += 1) await say(bot, `web:${at}`, 'cho tôi gặp người thật');
  const rows = await bot.db
    .selectFrom('ticket')
    .innerJoin('conversation', 'conversation.id', 'ticket.conversationId')
    .select(['ticket.id as ticketId', 'conversation.address'])
    .execute();
  if (rows.length < WAITING) throw new Error(`only ${rows.length} wait`);
  return rows;
}

let said = 0;

async function say(bot: Bot, address: Address, text: string): Promise<void> {
  said += 1;
  const receivedAt = bot.now().toISOString();
  await receive(bot, { address, externalId: `bench-${said}`, receivedAt, kind: 'text', text });
}

/** One more word of somebody who waits: their row changes on all desks. */
function write(bot: Bot, waiting: Waiting | undefined, clock: Stopwatch): void {
  if (waiting === undefined) return;
  clock.begin(waiting.ticketId);
  void say(bot, waiting.address, 'tôi vẫn đang chờ');
}

// === The readers ===

interface Stopwatch {
  begin(ticketId: string): void;
  heard(text: string): void;
  /** Ends a round: how long each change took to each reader. */
  lap(): { readonly samples: number[]; readonly begun: number };
  /** When a change began, by the wall clock, which a browser has too. */
  begunAt(ticketId: string): number | undefined;
  /** Mean length of a row as it travels. */
  bytes(): number;
}

function stopwatch(): Stopwatch {
  const begun = new Map<string, number>();
  const wall = new Map<string, number>();
  let samples: number[] = [];
  let count = 0;
  let [rows, bytes] = [0, 0];
  return {
    begin(ticketId) {
      count += 1;
      begun.set(ticketId, performance.now());
      wall.set(ticketId, Date.now());
    },
    heard(text) {
      const at = performance.now();
      for (const [event, id = ''] of text.matchAll(/event: row\ndata: \{"id":"([^"]+)".*\n\n/g)) {
        rows += 1;
        bytes += Buffer.byteLength(event);
        const since = begun.get(id);
        if (since !== undefined) samples.push(at - since);
      }
    },
    lap() {
      const lap = { samples, begun: count };
      samples = [];
      count = 0;
      return lap;
    },
    begunAt: (ticketId) => wall.get(ticketId),
    bytes: () => (rows === 0 ? 0 : Math.round(bytes / rows)),
  };
}

async function open(
  url: string,
  desk: Pick<StaffBrowser, 'cookies'>,
  heard: (text: string) => void,
): Promise<AbortController> {
  const line = new AbortController();
  const cookie = [...desk.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const headers = { Cookie: cookie, Accept: 'text/event-stream' };
  const response = await fetch(`${url}/console/desk/stream`, { headers, signal: line.signal });
  if (!response.ok) throw new Error(`no line: ${response.status}`);
  read(response, heard).catch(() => {});
  return line;
}

async function read(response: Response, heard: (text: string) => void): Promise<void> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    const end = text.lastIndexOf('\n\n');
    if (end < 0) continue;
    heard(text.slice(0, end + 2));
    text = text.slice(end + 2);
  }
}

/** A browser with the desk open: when each row has changed there, on the machine's clock. */
async function openScreen(url: string, desk: StaffBrowser | undefined) {
  if (desk === undefined) throw new Error('nobody is at the desk');
  const browser = await launchChromium();
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  await context.addCookies(desk.cookiesFor(url));
  const page = await context.newPage();
  await page.goto(`${url}/console/desk`);
  await page.waitForSelector('#queue li');
  await page.evaluate(WATCH);
  return { page, close: () => browser.close() };
}

/** Notes the time of the frame after a row was written anew. */
const WATCH = `
  window.seen = [];
  new MutationObserver((changes) => {
    const ids = new Set(changes.map(({ target }) => target.closest?.('li')?.id).filter(Boolean));
    requestAnimationFrame(() => { for (const id of ids) window.seen.push([id.slice(2), Date.now()]); });
  }).observe(document.querySelector('#list'), { subtree: true, childList: true });
`;

async function measure(
  clock: Stopwatch,
  { page }: { page: Page },
  change: () => Promise<void>,
): Promise<Measured> {
  await change();
  const until = performance.now() + PATIENCE_MS;
  let lap = clock.lap();
  const lines = [...lap.samples];
  const expected = lap.begun * DESKS;
  while (lines.length < expected && performance.now() < until) {
    await pause(100);
    lap = clock.lap();
    lines.push(...lap.samples);
  }
  await pause(300);
  const seen = (await page.evaluate('window.seen.splice(0)')) as [string, number][];
  const screen = seen.flatMap(([id, at]) => {
    const since = clock.begunAt(id);
    return since === undefined ? [] : [at - since];
  });
  return { lines, screen, lost: Math.max(0, expected - lines.length) };
}

// === The floor ===

/** As many readers, the same number of bytes, and nothing else. */
async function fanOut(clock: Stopwatch, changes: number, bytes: number): Promise<number[]> {
  const readers: ServerResponse[] = [];
  const server = createHttpServer((_req, res) => {
    res.writeHead(200, { 'Content-Type': 'text/event-stream' });
    res.write('retry: 2000\n\n');
    readers.push(res);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const lines = await Promise.all(
    Array.from({ length: DESKS }, () =>
      open(`http://127.0.0.1:${port}`, { cookies: new Map() }, clock.heard),
    ),
  );
  clock.lap();
  for (let at = 0; at < changes; at += 1) {
    clock.begin(`floor-${at}`);
    const text = `event: row\ndata: {"id":"floor-${at}","html":"${'x'.repeat(bytes)}"}\n\n`;
    for (const reader of readers) reader.write(text);
    await pause(EVERY_MS / 5);
  }
  await pause(500);
  for (const line of lines) line.abort();
  server.close();
  server.closeAllConnections();
  return clock.lap().samples;
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
