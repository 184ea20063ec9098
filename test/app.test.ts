/** The whole program as it is started by hand: what it prints, and how it refuses to start. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { UserError } from '../src/errors.ts';
import { SQLITE_FILE } from '../src/store/open.ts';
import { copyContent, edit, ROOT } from './helpers/content.ts';

/** Models trained by other tests are used again. */
const MODELS = join(ROOT, 'var/test');

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'app-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

function start(environment: Readonly<Record<string, string>>, args: readonly string[] = []) {
  const child = spawn(process.execPath, [...args, '--import', './src/guard.js', 'src/main.ts'], {
    cwd: ROOT,
    env: { ...process.env, PORT: '0', DATA_DIR: MODELS, LOG_LEVEL: 'silent', ...environment },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const exit = new Promise<number | null>((resolve) => child.on('close', resolve));
  const address = new Promise<string>((resolve) => {
    child.stdout.on('data', () => {
      const found = /http:\/\/\S+/.exec(output)?.[0];
      if (found !== undefined) resolve(found);
    });
  });
  return { child, exit, address, errors: () => errors, output: () => output };
}

describe('npm start', () => {
  it('prints its address, answers there, and stops in order on SIGTERM', async () => {
    const { child, address, exit } = start({});
    const url = await address;
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({ ready: true });
    expect(await (await fetch(`${url}/chat`)).text()).toContain('Kiểm tra máy');
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
  });

  it('prints a link for the first administrator until there is one', async () => {
    const dataDir = folder();
    symlinkSync(join(MODELS, 'models'), join(dataDir, 'models'));
    const LINK = /http\S+\/console\/welcome\?token=[\w-]{43}/;
    const started = async () => {
      const program = start({ DATA_DIR: dataDir });
      await expect.poll(program.output, { timeout: 60_000 }).toMatch(LINK);
      const link = new URL(LINK.exec(program.output())?.[0] ?? '');
      const stop = async () => {
        program.child.kill('SIGTERM');
        await program.exit;
      };
      return { link, stop };
    };
    const first = await started();
    await first.stop();
    const second = await started();
    expect((await fetch(second.link)).status).toBe(200);
    const old = new URL(first.link.pathname + first.link.search, second.link);
    expect((await fetch(old)).status).toBe(410);
    const token = second.link.searchParams.get('token') ?? '';
    const password = 'bảy con chó mực giữ nhà';
    const body = new URLSearchParams({ token, name: 'Lan', email: 'lan@x.vn', password });
    const made = await fetch(second.link, { method: 'POST', body, redirect: 'manual' });
    expect(made.status).toBe(303);
    await second.stop();
    const third = start({ DATA_DIR: dataDir });
    await third.address;
    third.child.kill('SIGTERM');
    expect(await third.exit).toBe(0);
    expect(third.output()).not.toMatch(LINK);
  }, 120_000);

  it('says which port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    onTestFinished(() => void other.close());
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { exit, errors } = start({ PORT: String(port) });
    expect(await exit).toBe(1);
    expect(errors()).toContain(`Port ${port} on 127.0.0.1 is taken`);
    expect(errors()).not.toContain('    at ');
  });

  it('says that the data folder cannot be written', async () => {
    const file = join(folder(), 'not-a-folder');
    writeFileSync(file, '');
    const { exit, errors } = start({ DATA_DIR: file });
    expect(await exit).toBe(1);
    expect(errors()).toContain(file);
    expect(errors()).not.toContain('    at ');
  });

  it('refuses a damaged database and leaves it as it is', async () => {
    const dataDir = folder();
    const damaged = 'this is no database, but somebody may still want it '.repeat(100);
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(join(dataDir, SQLITE_FILE), damaged);
    const { exit, errors } = start({ DATA_DIR: dataDir });
    expect(await exit).toBe(1);
    expect(errors()).toContain(SQLITE_FILE);
    expect(errors()).not.toContain('    at ');
    expect(readFileSync(join(dataDir, SQLITE_FILE), 'utf8')).toBe(damaged);
  });

  it('refuses a setting that means nothing', async () => {
    const { exit, errors } = start({ PORT: 'eighty' });
    expect(await exit).toBe(1);
    expect(errors()).toContain('PORT');
  });

  it('refuses broken content with file and line', async () => {
    const root = copyContent();
    edit(root, 'intents/volte.yaml', 'examples:', 'examples: [');
    const config = readConfig({ PORT: '0', DATA_DIR: MODELS, LOG_LEVEL: 'silent' });
    const starting = startApp(config, { root });
    await expect(starting).rejects.toThrow(UserError);
    await expect(starting).rejects.toThrow(/intents\/volte\.yaml:\d+: error: /);
  });
});
