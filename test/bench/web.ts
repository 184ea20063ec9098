/** The web chat: bytes on the wire, and messages a second through HTTP with everything switched on. */

import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { compare, figure, heading, quantiles } from './report.ts';

const ROOT = join(import.meta.dirname, '../..');
const MESSAGES = 2000;
const IN_FLIGHT = 16;
const FAST = { perSecond: 1e6, perMinute: 1e6 };

/** As citizens type. */
export const QUESTIONS = [
  'bao gio tat song 2g vay',
  'nokia 1280 của bà nội còn xài được không',
  'viettel có hỗ trợ gì không',
  'khiếu nại ở đâu',
  'đổi máy xong không gọi đi được',
];

export async function benchWeb(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const config = readConfig({ PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'silent' });
  const app = await startApp(config, { root: ROOT, limits: { browser: FAST, address: FAST } });
  heading('web chat: bytes');
  await weighPages(app.url);
  heading('web chat: messages through HTTP');
  const floor = await bareServer(join(folder, 'floor.db'));
  const ours = await flood(`${app.url}/chat/messages`, 'ours');
  const bare = await flood(floor.url, 'floor');
  compare(
    'messages a second',
    ours.perSecond,
    { name: 'node:http + one insert', value: bare.perSecond },
    '/s',
  );
  compare('CPU a message', ours.cpu, { name: 'node:http + one insert', value: bare.cpu }, 'µs');
  figure('answered in, p50 / p99', `${ours.p50.toFixed(1)} / ${ours.p99.toFixed(1)}`, 'ms');
  floor.stop();
  await app.stop();
  rmSync(folder, { recursive: true });
}

async function weighPages(url: string): Promise<void> {
  const html = await (await fetch(`${url}/chat`)).text();
  const assets = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(
    ([, path]) => path ?? '',
  );
  const bodies = await Promise.all(
    [...new Set(assets)].map(async (path) => (await fetch(url + path)).text()),
  );
  const total = [html, ...bodies].join('');
  compare(
    'first page with all it needs',
    Buffer.byteLength(total) / 1000,
    { name: 'budget', value: 50 },
    'kB',
  );
  figure('the same, gzip', gzipSync(total).length / 1000, 'kB');
  for (const text of QUESTIONS) {
    const { html } = JSON.parse(await send(`${url}/chat/messages`, text, { after: 0 }));
    // What the page already shows, the citizen's own words, does not travel when the chat streams.
    const answer = html.slice(html.indexOf('<article class="bot"'));
    compare(
      `answer to "${text}"`,
      Buffer.byteLength(answer) / 1000,
      { name: 'budget', value: 2 },
      'kB',
    );
  }
}

async function send(url: string, text: string, more: object = {}): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      'sec-fetch-site': 'same-origin',
    },
    body: JSON.stringify({
      id: randomUUID(),
      nonce: randomBytes(16).toString('base64url'),
      text,
      ...more,
    }),
  });
  const body = await response.text();
  if (!response.ok) throw new Error(`${response.status}: ${body}`);
  return body;
}

async function flood(url: string, marker: string) {
  const samples: number[] = [];
  const cpu = process.cpuUsage();
  const begun = performance.now();
  let next = 0;
  const worker = async () => {
    while (next < MESSAGES) {
      const text = `${QUESTIONS[next % QUESTIONS.length]} ${marker}`;
      next += 1;
      const sent = performance.now();
      await send(url, text);
      samples.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  const { user, system } = process.cpuUsage(cpu);
  const seconds = (performance.now() - begun) / 1000;
  return { perSecond: MESSAGES / seconds, cpu: (user + system) / MESSAGES, ...quantiles(samples) };
}

/** The least that a durable answer can cost: read the body, one insert, one line back. */
async function bareServer(file: string) {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('create table message (id text primary key, body text)');
  const insert = db.prepare('insert into message values (?, ?)');
  const server = createServer(async (req, res) => {
    let body = '';
    for await (const chunk of req) body += chunk;
    insert.run(randomUUID(), body);
    res.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () => {
    server.close();
    db.close();
  };
  return { url: `http://127.0.0.1:${port}`, stop };
}
