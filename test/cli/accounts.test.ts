/** The audit log and the way back in, through the real command line. */
import { spawn } from 'node:child_process';
import { describe, expect, onTestFinished, test } from 'vitest';
import { addAudit } from '../../src/store/accounts/audit.ts';
import { findStaff } from '../../src/store/accounts/staff.ts';
import { openStore } from '../../src/store/open.ts';
import { inTransaction } from '../../src/store/transaction.ts';
import { NOW } from '../helpers/bot.ts';
import { Browserlike } from '../helpers/browserlike.ts';
import { ROOT } from '../helpers/content.ts';
import { freshSettings } from '../helpers/databases.ts';
import { signedIn } from '../helpers/staff.ts';
import { startWeb } from '../helpers/web-server.ts';

async function run(dataDir: string, args: readonly string[]) {
  const child = spawn(process.execPath, ['--import', './src/guard.js', 'src/cli.ts', ...args], {
    cwd: ROOT,
    env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '', PUBLIC_URL: 'https://t.example' },
  });
  onTestFinished(() => void child.kill());
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, lines: stdout.split('\n').slice(0, -1), stderr };
}

/** A data folder whose audit log holds so many events. */
async function folderWith(count: number): Promise<string> {
  const settings = await freshSettings('SQLite');
  const store = await openStore(settings);
  const actor = { id: 'lan', name: 'Lan' };
  await inTransaction(store.db, async (tx) => {
    for (let n = 1; n <= count; n += 1) {
      const entry = { at: NOW, actor, from: null, action: 'people.disable', subject: `staff:${n}` };
      await addAudit(tx, { ...entry, reason: 'một\nhai' });
    }
  });
  await store.close();
  return settings.dataDir;
}

describe('audit', () => {
  test('prints every event on one line, the newest first', async () => {
    const { lines, code } = await run(await folderWith(501), ['audit']);
    expect(code).toBe(0);
    expect(lines).toHaveLength(501);
    expect(lines[0]?.split('\t')).toEqual([
      ...['501', NOW.toISOString(), 'Lan', '-', 'people.disable', 'staff:501', 'một hai', '{}'],
    ]);
    expect(lines[500]).toMatch(/^1\t/);
  });

  test('--verify says how many there are and the last hash; it fails when one was changed', async () => {
    const dataDir = await folderWith(3);
    const whole = await run(dataDir, ['audit', '--verify']);
    expect(whole).toMatchObject({ code: 0 });
    expect(whole.lines[0]).toMatch(/^3 events, whole\. Last hash: [0-9a-f]{64}$/);
    const store = await openStore({ databaseUrl: undefined, dataDir });
    await store.db.updateTable('auditEvent').set({ reason: 'x' }).where('number', '=', 2).execute();
    await store.close();
    const broken = await run(dataDir, ['audit', '--verify']);
    expect(broken.code).toBe(1);
    expect(broken.stderr).toContain('broken at event 2');
  });
});

describe('accounts', () => {
  test('rescue lets the last administrator back in, who lost phone and password', async () => {
    const database = await freshSettings('SQLite');
    const web = await startWeb({ database });
    const admin = await signedIn(web, ['admin'], { name: 'Hương', email: 'huong@x.vn' });
    const { dataDir } = database;
    const listed = await run(dataDir, ['accounts']);
    expect(listed.lines).toEqual(['huong@x.vn\tHương\tadmin\tsecond factor\tactive']);
    const call = ['accounts', 'rescue', 'Huong@X.vn', '--why', 'mất máy', '--by', 'root'];
    const { lines } = await run(dataDir, call);
    const [, token = ''] =
      /^https:\/\/t\.example\/console\/welcome\?token=([\w-]{43})$/.exec(lines[0] ?? '') ?? [];
    expect((await admin.get('/console')).url).toContain('sign-in');
    const password = 'sáu hạt mít luộc trong nồi';
    const browser = new Browserlike(web.url);
    await browser.submit('/console/welcome', { token, password });
    const inside = await browser.submit('/console/sign-in', { email: 'huong@x.vn', password });
    expect(inside.url).toBe('/console/account/second-factor');
    const { code, lines: events } = await run(dataDir, ['audit', '--json']);
    expect(code).toBe(0);
    expect(events.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({
        action: 'people.rescue',
        reason: 'mất máy',
        details: { by: 'root' },
      }),
    );
    expect(await findStaff(web.store.db, admin.staff.id)).toMatchObject({ secondFactor: false });
  });

  test.each([
    ['no reason', ['rescue', 'a@x.vn']],
    ['nobody of that name', ['rescue', 'a@x.vn', '--why', 'x']],
    ['another word', ['delete', 'a@x.vn', '--why', 'x']],
  ])('refuses %s', async (_, words) => {
    const { code, stderr } = await run(await folderWith(0), ['accounts', ...words]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/Usage|No account/);
  });
});
