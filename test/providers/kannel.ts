/**
 * A real Kannel: bearerbox and smsbox with the kannel.conf of docs/operations.md, the carrier alone
 * is fake. Phones write by fakesmsc, another fakesmsc is the phones' screen.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../helpers/postgres.ts';
import { readSms, type Sms } from './fakesmsc.ts';

const FAKESMSC = '/usr/lib/kannel/test/fakesmsc';
const PROGRAMS = ['/usr/sbin/bearerbox', '/usr/sbin/smsbox', FAKESMSC];

/** What the operator would set. */
export const ACCOUNT = {
  username: 'bot',
  password: 'p&w=d%+1',
  from: '1022',
  smsc: 'carrier',
} as const;

export interface KannelOptions {
  /** Where our server is. */
  readonly url: string;
  /** As it stands in kannel.conf. */
  readonly secret: string;
  /** How Kannel brings messages; by POST as documented unless told otherwise. */
  readonly method?: 'get' | 'post';
  /** Kannel's own recoding into UTF-8, as documented unless switched off. */
  readonly recode?: boolean;
}

export interface Kannel {
  readonly sendUrl: string;
  /**
   * Somebody's phone sends a message; resolves when the carrier has it.
   *
   * @param text sent as UCS-2 where `alphabet` says so
   */
  phone(from: string, text: string, alphabet?: 'text' | 'ucs2'): Promise<void>;
  /** What the phones got, joined from its segments, in order. */
  received(): readonly Sms[];
  /** What Kannel itself wrote into its logs. */
  logged(): string;
  close(): Promise<void>;
}

/** @throws Error with the command that installs it, when Kannel is missing */
export async function startKannel(options: KannelOptions): Promise<Kannel> {
  requirePrograms();
  const folder = mkdtempSync(join(tmpdir(), 'tro-ly-2g-kannel-'));
  for (const name of ['store', 'dlr', 'log']) mkdirSync(join(folder, name));
  const ports = {
    admin: await freePort(),
    smsbox: await freePort(),
    sendsms: await freePort(),
    carrier: await freePort(),
    phones: await freePort(),
  };
  writeFileSync(join(folder, 'kannel.conf'), configuration(folder, ports, options));
  const running: ChildProcess[] = [];
  const run = (program: string, ...args: string[]) => {
    const child = keep(folder, program, ...args);
    child.stderr?.resume();
    running.push(child);
    return child;
  };

  run('/usr/sbin/bearerbox', 'kannel.conf');
  await Promise.all([ports.smsbox, ports.carrier, ports.phones].map(answering));
  run('/usr/sbin/smsbox', 'kannel.conf');
  await answering(ports.sendsms);
  let screen = '';
  const carrier = run(FAKESMSC, '-r', String(ports.carrier), '-m', '0', '0 0 text unused');
  carrier.stderr?.on('data', (chunk: Buffer) => {
    screen += chunk.toString();
  });

  let writing: Promise<void> = Promise.resolve();
  return {
    sendUrl: `http://127.0.0.1:${ports.sendsms}/cgi-bin/sendsms`,
    phone(from, text, alphabet = 'text') {
      const words = alphabet === 'text' ? text : ucs2(text);
      writing = writing.then(() =>
        write(folder, ports.phones, `${from} ${ACCOUNT.from} ${alphabet} ${words}`),
      );
      return writing;
    },
    received: () => readSms(screen),
    logged: () =>
      ['bearerbox', 'smsbox']
        .map((name) => readFileSync(join(folder, 'log', `${name}.log`), 'latin1'))
        .join('\n'),
    async close() {
      await Promise.all(running.reverse().map(end));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function requirePrograms(): void {
  if (PROGRAMS.every((program) => existsSync(program))) return;
  throw new Error(
    'The SMS tests need a real Kannel: run "apt-get install kannel kannel-extras" (Debian).',
  );
}

type Ports = Readonly<Record<'admin' | 'smsbox' | 'sendsms' | 'carrier' | 'phones', number>>;

/** The documented file, with what differs from machine to machine. */
function configuration(folder: string, ports: Ports, options: KannelOptions): string {
  const { url, secret, method = 'post', recode = true } = options;
  const values: Readonly<Record<string, string | number>> = {
    'admin-port': ports.admin,
    'smsbox-port': ports.smsbox,
    'sendsms-port': ports.sendsms,
    password: `"${ACCOUNT.password}"`,
    'store-location': join(folder, 'store'),
    'dlr-spool': join(folder, 'dlr'),
    'mo-recode': String(recode),
    'http-queue-delay': 1,
  };
  const groups = documented().split('\n\n');
  const carriers = `${fakeCarrier(ACCOUNT.smsc, ports.carrier)}\n\n${fakeCarrier('phones', ports.phones)}`;
  return `${groups
    .map((group) => (group.includes('smsc = smpp') ? carriers : group))
    .join('\n\n')
    .replace(/^([\w-]+) = .*$/gm, (line, name: string) =>
      Object.hasOwn(values, name) ? `${name} = ${values[name]}` : line,
    )
    .replaceAll('/var/log/kannel/', `${folder}/log/`)
    .replace('SMS_SECRET', secret)
    .replace('@127.0.0.1:3000', `@${new URL(url).host}`)
    .replace(/^post-url = "(.*)"$/m, method === 'post' ? '$&' : `get-url = "$1${BY_GET}"`)}\n`;
}

/** What an address needs where Kannel calls it by GET, as documented. */
const BY_GET = '&from=%p&to=%P&ts=%T&coding=%c&charset=%C&text=%b';

function documented(): string {
  const text = readFileSync(join(import.meta.dirname, '../../docs/operations.md'), 'utf8');
  const conf = /^```kannel\.conf\n([\s\S]*?)\n```$/m.exec(text)?.[1];
  if (conf === undefined) throw new Error('docs/operations.md has no kannel.conf');
  return conf;
}

function fakeCarrier(id: string, port: number): string {
  return `group = smsc\nsmsc = fake\nsmsc-id = ${id}\nallowed-smsc-id = ${id}\nport = ${port}\nconnect-allow-ip = 127.0.0.1`;
}

/** Ends the program when its standard input ends, which it does however we die. */
const KEEPER = '"$@" & cat >/dev/null; kill $! 2>/dev/null; wait $!';

function keep(folder: string, program: string, ...args: string[]): ChildProcess {
  const stdio = ['pipe', 'ignore', 'pipe'] as const;
  // Detached, so that Ctrl-C in a terminal is ours alone.
  const options = { cwd: folder, stdio: [...stdio], detached: true };
  return spawn('sh', ['-c', KEEPER, 'sh', program, ...args], options);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = once(child, 'exit');
  child.stdin?.end();
  await gone;
}

/** One phone, one message: fakesmsc tells when it is sent. */
async function write(folder: string, port: number, message: string): Promise<void> {
  const child = keep(folder, FAKESMSC, '-r', String(port), '-i', '0.01', '-m', '1', message);
  let said = '';
  for await (const chunk of child.stderr ?? []) {
    said += chunk;
    if (said.includes('sent message 1')) break;
  }
  await end(child);
}

function ucs2(text: string): string {
  const bytes = Buffer.from(text, 'utf16le').swap16();
  return [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
}

const START_TIMEOUT_MS = 20_000;

async function answering(port: number): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await accepts(port))) {
    if (Date.now() > deadline) throw new Error(`Kannel did not start (port ${port})`);
    await sleep(50);
  }
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const opened = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return opened;
}
