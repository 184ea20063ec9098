import { describe, expect, test } from 'vitest';
import { unlock } from '../../../src/accounts/people.ts';
import { createLog } from '../../../src/log.ts';
import { listAudit } from '../../../src/store/accounts/audit.ts';
import { movableClock } from '../../helpers/bot.ts';
import { Browserlike, wordsOf } from '../../helpers/browserlike.ts';
import { ENGINES, freshSettings } from '../../helpers/databases.ts';
import { codeNow, enrol, makeStaff, PASSWORD, signedIn } from '../../helpers/staff.ts';
import { type RunningWeb, startWeb } from '../../helpers/web-server.ts';

const SIGN_IN = '/console/sign-in';
const MINUTE = 60_000;

function trying(web: RunningWeb, email: string) {
  return (password: string) => new Browserlike(web.url).submit(SIGN_IN, { email, password });
}

/** The cookie of a browser in which the password was given and the code is to come. */
async function challengeOf(web: RunningWeb, email: string): Promise<string> {
  const browser = new Browserlike(web.url);
  await browser.submit(SIGN_IN, { email, password: PASSWORD });
  return browser.cookies.get('console.two_factor') ?? '';
}

async function actions(web: RunningWeb): Promise<string[]> {
  return (await listAudit(web.store.db, {}, 100)).map(({ action }) => action).reverse();
}

describe.each(ENGINES)('signing in on %s', (engine) => {
  test('with name and password leads to the page that was asked for', async () => {
    const web = await startWeb({ database: await freshSettings(engine) });
    const { email } = await makeStaff(web.accounts, ['agent'], { name: 'Lan', email: 'lan@x.vn' });
    const browser = new Browserlike(web.url);
    const asked = await browser.get('/console/account');
    expect(asked.url).toBe('/console/sign-in?next=%2Fconsole%2Faccount');
    const fields = {
      email: ` ${email.toUpperCase()} `,
      password: PASSWORD,
      next: '/console/account',
    };
    const page = await browser.submit(SIGN_IN, fields);
    expect(page.url).toBe('/console/account');
    expect(wordsOf(page.html)).toContain('Lan');
    expect(await actions(web)).toEqual(['sign-in.in']);
  });

  test('signing out ends the session, also for whoever kept the cookie', async () => {
    const web = await startWeb({ database: await freshSettings(engine) });
    const browser = await signedIn(web, ['agent']);
    const kept = new Map(browser.cookies);
    await browser.submit('/console/sign-out', {});
    expect((await browser.get('/console')).url).toContain(SIGN_IN);
    const thief = new Browserlike(web.url);
    for (const [name, value] of kept) thief.setCookie(name, value);
    expect((await thief.get('/console')).url).toContain(SIGN_IN);
    expect(await actions(web)).toEqual(['sign-in.in', 'sign-in.out']);
  });

  test('five wrong passwords lock for 15 minutes, the right one too; then it is open again', async () => {
    const clock = movableClock(new Date());
    const database = await freshSettings(engine);
    const web = await startWeb({ database, parts: { now: clock.now } });
    const { email } = await makeStaff(web.accounts, ['agent']);
    const attempt = trying(web, email);
    for (let n = 1; n < 5; n += 1) expect((await attempt('falsch')).status).toBe(401);
    expect((await attempt('falsch')).status).toBe(429);
    const locked = await attempt(PASSWORD);
    expect(locked.status).toBe(429);
    expect(wordsOf(locked.html)).toContain('Thử lại sau 15 phút');
    clock.forward(15 * MINUTE);
    expect((await attempt(PASSWORD)).url).toBe('/console');
    const failed = Array.from({ length: 5 }, () => 'sign-in.failed');
    expect(await actions(web)).toEqual([...failed, 'sign-in.locked', 'sign-in.in']);
  });

  test('an administrator ends a lock-out', async () => {
    const web = await startWeb({ database: await freshSettings(engine) });
    const { id, email } = await makeStaff(web.accounts, ['agent']);
    for (let n = 0; n < 5; n += 1) await trying(web, email)('falsch');
    const by = { staff: null, address: null };
    await unlock(web.accounts, by, { staffId: id, reason: 'đã gọi hỏi' });
    expect((await trying(web, email)(PASSWORD)).url).toBe('/console');
  });
});

describe('a name that there is not', () => {
  test('gets the same answers, also when it is locked, and is not kept', async () => {
    const web = await startWeb();
    const { email } = await makeStaff(web.accounts, ['agent']);
    const answers = async (name: string) => {
      const pages = [];
      for (let n = 0; n < 6; n += 1) pages.push(await trying(web, name)('falsch'));
      return pages.map(({ status, html }) => [status, wordsOf(html)]);
    };
    expect(await answers('khong-co@x.vn')).toEqual(await answers(email));
    const stored = JSON.stringify([
      await web.store.db.selectFrom('auditEvent').selectAll().execute(),
      await web.store.db.selectFrom('signInLock').selectAll().execute(),
    ]);
    expect(stored).not.toContain('khong-co');
  });

  test('costs as much work as a known one: a hash is made all the same', async () => {
    const web = await startWeb();
    const work = async (email: string) => {
      const before = process.cpuUsage();
      await trying(web, email)('falsch');
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    let [known, unknown] = [0, 0];
    for (let n = 0; n < 5; n += 1) {
      known += await work((await makeStaff(web.accounts, [])).email);
      unknown += await work(`khong-${n}@x.vn`);
    }
    // Without the hash it is a small part of it.
    expect(unknown).toBeGreaterThan(known * 0.5);
  });
});

describe('the second factor', () => {
  test.each(ENGINES)('is asked for after the password, on %s', async (engine) => {
    const web = await startWeb({ database: await freshSettings(engine) });
    const { staff, secondFactorKey: key } = await signedIn(web, ['admin']);
    const browser = new Browserlike(web.url);
    const fields = { email: staff.email, password: PASSWORD, next: '/console/audit' };
    const page = await browser.submit(SIGN_IN, fields);
    expect(page.url).toBe('/console/sign-in/code?next=%2Fconsole%2Faudit');
    expect((await browser.get('/console/audit')).url).toContain(SIGN_IN);
    const wrong = await browser.submit(`${SIGN_IN}/code`, { code: '000000' });
    expect(wrong.status).toBe(401);
    const next = '/console/audit';
    const inside = await browser.submit(`${SIGN_IN}/code`, { code: codeNow(key, 1), next });
    expect(inside.url).toBe(next);
    expect(inside.status).toBe(200);
  });

  test('takes each code once', async () => {
    const web = await startWeb();
    const { staff, secondFactorKey: key } = await signedIn(web, ['admin']);
    const code = codeNow(key, 1);
    const enter = async () => {
      const browser = new Browserlike(web.url);
      await browser.submit(SIGN_IN, { email: staff.email, password: PASSWORD });
      return browser.submit(`${SIGN_IN}/code`, { code });
    };
    expect((await enter()).url).toBe('/console');
    expect((await enter()).status).toBe(401);
  });

  test('takes no code again, also when others were used since', async () => {
    const web = await startWeb();
    // The codes of the app must not move on in the middle.
    await expect.poll(() => Date.now() % 30_000, { timeout: 15_000 }).toBeLessThan(20_000);
    const { staff, secondFactorKey: key } = await signedIn(web, ['admin']);
    const statuses: number[] = [];
    // The app shows one code in 30 seconds; those beside it are taken, too. One was used at the start.
    for (const steps of [1, 0, -1, 1, 0, -1]) {
      const browser = new Browserlike(web.url);
      await browser.submit(SIGN_IN, { email: staff.email, password: PASSWORD });
      const page = await browser.submit(`${SIGN_IN}/code`, { code: codeNow(key, steps) });
      statuses.push(page.status);
    }
    expect(statuses.slice(0, 3).filter((status) => status === 200)).toHaveLength(2);
    expect(statuses.slice(3)).toEqual([401, 401, 401]);
  });

  test('wrong codes lock the account as wrong passwords do', async () => {
    const web = await startWeb();
    const { staff, secondFactorKey: key } = await signedIn(web, ['admin']);
    const browser = new Browserlike(web.url);
    await browser.submit(SIGN_IN, { email: staff.email, password: PASSWORD });
    for (let n = 0; n < 5; n += 1) await browser.submit(`${SIGN_IN}/code`, { code: '000000' });
    expect((await trying(web, staff.email)(PASSWORD)).status).toBe(429);
    const right = await browser.submit(`${SIGN_IN}/code`, { code: codeNow(key, 1) });
    expect(right.status).toBeGreaterThan(400);
    expect((await browser.get('/console')).url).toContain(SIGN_IN);
  });

  test('a right password between wrong codes does not buy more of them', async () => {
    const web = await startWeb();
    const { staff } = await signedIn(web, ['admin']);
    const statuses: number[] = [];
    for (let n = 0; n < 6; n += 1) {
      const browser = new Browserlike(web.url);
      const page = await browser.submit(SIGN_IN, { email: staff.email, password: PASSWORD });
      if (page.status === 429) return expect(n).toBe(5);
      statuses.push((await browser.submit(`${SIGN_IN}/code`, { code: '000000' })).status);
    }
    expect(statuses).toBe('locked after five');
  });

  test('a code on paper works once', async () => {
    const web = await startWeb();
    const { staff } = await signedIn(web, ['admin']);
    const [code = ''] = await web.accounts.auth.backupCodes(staff.id);
    const enter = async () => {
      const browser = new Browserlike(web.url);
      await browser.submit(SIGN_IN, { email: staff.email, password: PASSWORD });
      return browser.submit(`${SIGN_IN}/code`, { code: ` ${code} ` });
    };
    expect((await enter()).url).toBe('/console');
    expect((await enter()).status).toBe(401);
    expect(await web.accounts.auth.backupCodes(staff.id)).toHaveLength(9);
  });

  test.each(['app', 'paper'])(
    'is that of whoever gave the password: another code of the %s is wrong',
    async (kind) => {
      const web = await startWeb();
      const victim = await makeStaff(web.accounts, ['agent']);
      const away = new Browserlike(web.url);
      await away.submit(SIGN_IN, { email: victim.email, password: PASSWORD });
      await enrol(away);
      const insider = await signedIn(web, ['admin']);
      insider.setCookie('console.two_factor', await challengeOf(web, victim.email));
      for (let n = 0; n < 3; n += 1) await insider.submit(`${SIGN_IN}/code`, { code: '000000' });
      const [onPaper = ''] = await web.accounts.auth.backupCodes(insider.staff.id);
      const code = kind === 'app' ? codeNow(insider.secondFactorKey, 1) : onPaper;
      expect((await insider.submit(`${SIGN_IN}/code`, { code })).status).toBe(401);
      const [lock] = await web.store.db.selectFrom('signInLock').selectAll().execute();
      expect(lock?.failures).toBe(4);
      const [event] = await listAudit(web.store.db, {}, 1);
      expect(event?.action).toBe('sign-in.failed');
      expect(await web.accounts.auth.backupCodes(insider.staff.id)).toContain(onPaper);
    },
  );

  test('two sign-ins in one browser are not mixed up', async () => {
    const web = await startWeb();
    const [victim, insider] = [await signedIn(web, ['admin']), await signedIn(web, ['admin'])];
    const browser = new Browserlike(web.url);
    // Whoever reads cookies differently takes the first one.
    browser.setCookie('console.two_factor ', await challengeOf(web, insider.staff.email));
    browser.setCookie('console.two_factor', await challengeOf(web, victim.staff.email));
    const code = codeNow(insider.secondFactorKey, 1);
    expect((await browser.submit(`${SIGN_IN}/code`, { code })).status).toBe(401);
  });

  test('a code without a password before it is worth nothing', async () => {
    const web = await startWeb();
    const { secondFactorKey: key } = await signedIn(web, ['admin']);
    const browser = new Browserlike(web.url);
    const page = await browser.submit(`${SIGN_IN}/code`, { code: codeNow(key, 1) });
    expect(page.status).toBe(401);
    browser.setCookie('console.two_factor', '%ZZ%');
    expect((await browser.submit(`${SIGN_IN}/code`, { code: '123456' })).status).toBe(401);
  });

  test.each(['admin', 'publisher'] as const)(
    'every page of %s leads to it until it is on',
    async (role) => {
      const web = await startWeb();
      const staff = await makeStaff(web.accounts, [role, 'lead']);
      const browser = new Browserlike(web.url);
      const first = await browser.submit(SIGN_IN, { email: staff.email, password: PASSWORD });
      expect(first.url).toBe('/console/account/second-factor');
      for (const path of ['', '/account', '/people', '/audit', '/desk', '/reports']) {
        expect((await browser.get(`/console${path}`)).url, path).toBe(
          '/console/account/second-factor',
        );
      }
      expect((await browser.get('/console/people', { Accept: 'application/json' })).status).toBe(
        403,
      );
      await enrol(browser);
      expect((await browser.get('/console/account')).url).toBe('/console/account');
    },
  );
});

describe('where a sign-in leads to', () => {
  test.each([
    'https://evil.example/console',
    '//evil.example/console',
    '/\\evil.example/console',
    '/console/../../evil',
    'javascript:alert(1)',
    '/chat',
    '/consoles',
    '\t//evil.example',
    '/console@evil.example',
  ])('is never "%s"', async (next) => {
    const web = await startWeb();
    const { email } = await makeStaff(web.accounts, []);
    const browser = new Browserlike(web.url);
    const form = await browser.get(`${SIGN_IN}?${new URLSearchParams({ next })}`);
    expect(/name="next" value="([^"]*)"/.exec(form.html)?.[1]).toBe('/console');
    const body = new URLSearchParams({ email, password: PASSWORD, next });
    const response = await browser.raw(SIGN_IN, { method: 'POST', body });
    expect(response.headers.get('location')).toBe('/console');
    const settings = new URLSearchParams({ theme: 'dark', back: next });
    const back = await browser.raw('/console/settings', { method: 'POST', body: settings });
    expect(back.headers.get('location')).toBe('/console');
  });
});

describe('the door', () => {
  test('other sites cannot send its forms', async () => {
    const web = await startWeb();
    const browser = await signedIn(web, ['agent']);
    for (const headers of [
      { 'Sec-Fetch-Site': 'cross-site' },
      { Origin: 'https://evil.example' },
    ]) {
      const response = await browser.raw('/console/sign-out', { method: 'POST', headers });
      expect(response.status).toBe(403);
    }
    expect((await browser.get('/console')).status).toBe(200);
  });

  test('nobody frames a page, nobody keeps one', async () => {
    const web = await startWeb({ settings: { embedOrigins: ['https://portal.example'] } });
    const { headers } = await new Browserlike(web.url).get(SIGN_IN);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|portal/);
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test('one address may not try without a pause', async () => {
    const web = await startWeb({ settings: { signInRate: { perSecond: 3, perMinute: 20 } } });
    const attempts = Array.from({ length: 8 }, (_, n) => trying(web, `a${n}@x.vn`)('falsch'));
    const refused = (await Promise.all(attempts)).filter(({ headers }) =>
      headers.has('retry-after'),
    );
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.status).toBe(429);
  });

  test('cookies go over HTTPS alone where the browser came that way', async () => {
    const web = await startWeb({ settings: { trustProxy: ['loopback'] } });
    const { email } = await makeStaff(web.accounts, []);
    const signInBy = (protocol: string) =>
      new Browserlike(web.url).raw(SIGN_IN, {
        method: 'POST',
        body: new URLSearchParams({ email, password: PASSWORD }),
        headers: { 'X-Forwarded-Proto': protocol },
      });
    expect((await signInBy('https')).headers.getSetCookie()[0]).toMatch(/; Secure$/);
    expect((await signInBy('http')).headers.getSetCookie()[0]).not.toMatch(/Secure/);
  });

  test('cookies go over HTTPS alone where this installation is reached so', async () => {
    const web = await startWeb({ settings: { publicUrl: 'https://tro-ly.example.gov.vn' } });
    const { email } = await makeStaff(web.accounts, []);
    const body = new URLSearchParams({ email, password: PASSWORD });
    const response = await new Browserlike(web.url).raw(SIGN_IN, { method: 'POST', body });
    expect(response.headers.getSetCookie()[0]).toMatch(/; Secure$/);
  });

  test('no password, code, key, token or name gets into the log', async () => {
    const lines: string[] = [];
    const log = createLog('trace', { write: (line) => void lines.push(line) });
    const web = await startWeb({ parts: { log } });
    const browser = await signedIn(web, ['admin']);
    await trying(web, browser.staff.email)('ein falsches passwort');
    await trying(web, 'khong-co@x.vn')('ein falsches passwort');
    const codes = await web.accounts.auth.backupCodes(browser.staff.id);
    const secrets = [
      PASSWORD,
      'falsches',
      'khong-co',
      browser.staff.email,
      browser.secondFactorKey,
    ];
    for (const secret of [...secrets, ...codes, ...browser.cookies.values()]) {
      expect(lines.join()).not.toContain(secret);
    }
  });
});
