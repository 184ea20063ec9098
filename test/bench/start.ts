/** From the start of the process to its first answer, beside a bare node:http server. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compare, figure, heading, residentMb } from './report.ts';

const ROOT = join(import.meta.dirname, '../..');
const BARE =
  "require('node:http').createServer((q, s) => s.end('ok')).listen(0, () => console.log('http://127.0.0.1'))";

export async function benchStart(): Promise<void> {
  heading('start');
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const cold = await launch(['--import', './src/guard.js', 'src/main.ts'], folder);
  const warm = await launch(['--import', './src/guard.js', 'src/main.ts'], folder);
  const bare = await launch(['-e', BARE], folder);
  compare(
    'to listening, first time (trains the model)',
    cold.ms,
    { name: 'node:http', value: bare.ms },
    'ms',
  );
  compare('to listening, later', warm.ms, { name: 'node:http', value: bare.ms }, 'ms');
  compare('memory once listening', warm.mb, { name: 'node:http', value: bare.mb }, 'MB');
  figure('stops on SIGTERM', warm.code === 0 ? 'exit 0' : `exit ${warm.code}`);
  rmSync(folder, { recursive: true });
}

/** Starts a process, waits for the address that it prints, stops it. */
async function launch(args: readonly string[], dataDir: string) {
  const begun = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve) =>
    child.stdout.on('data', (text) => String(text).includes('http') && resolve()),
  );
  const ms = performance.now() - begun;
  const mb = await residentMb(child.pid ?? 0);
  child.kill('SIGTERM');
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { ms, mb, code };
}
