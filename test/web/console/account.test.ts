import { describe, expect, test } from 'vitest';
import type { Role } from '../../../src/accounts/permission.ts';
import { listAudit } from '../../../src/store/accounts/audit.ts';
import { movableClock } from '../../helpers/bot.ts';
import { Browserlike, wordsOf } from '../../helpers/browserlike.ts';
import { ENGINES, freshSettings } from '../../helpers/databases.ts';
import { codeNow, enrol, keyOn, PASSWORD, signedIn } from '../../helpers/staff.ts';
import { type RunningWeb, startWeb } from '../../helpers/web-server.ts';

const ACCOUNT = '/console/account';
const FACTOR = `${ACCOUNT}/second-factor`;
const FRESH = 'năm cái nón lá treo trên vách';

/** Signs the same person in once more, in another browser. */
async function elsewhere(
  web: RunningWeb,
  email: string,
  password = PASSWORD,
): Promise<Browserlike> {
  const browser = new Browserlike(web.url);
  await browser.submit('/console/sign-in', { email, password });
  return browser;
}

async function actions(web: RunningWeb): Promise<string[]> {
  return (await listAudit(web.store.db, { action: 'account' }, 100)).map(({ action }) => action);
}

describe.each(ENGINES)("one's own account on %s", (engine) => {
  test('a new password ends all other sessions, and the old one is worth nothing', async () => {
    const web = await startWeb({ database: await freshSettings(engine) });
    const here = await signedIn(web, ['agent']);
    const there = await elsewhere(web, here.staff.email);
    const page = await here.submit(`${ACCOUNT}/password`, { current: PASSWORD, password: FRESH });
    expect(wordsOf(page.html)).toContain('Đã đổi mật khẩu');
    expect((await there.get('/console')).url).toContain('sign-in');
    expect((await here.get('/console')).url).toBe('/console');
    const { email } = here.staff;
    expect((await (await elsewhere(web, email)).get('/console')).url).toContain('sign-in');
    expect((await (await elsewhere(web, email, FRESH)).get('/console')).url).toBe('/console');
    expect(await actions(web)).toEqual(['account.password']);
  });

  test('each sees where they are signed in, and ends one or all others', async () => {
    const web = await startWeb({ database: await freshSettings(engine) });
    const here = await signedIn(web, ['agent']);
    const others = await Promise.all([1, 2, 3].map(() => elsewhere(web, here.staff.email)));
    const { html } = await here.get(ACCOUNT);
    const sessions = [...html.matchAll(/name="session" value="([^"]+)"/g)].map(
      ([, id]) => id ?? '',
    );
    expect(sessions).toHaveLength(3);
    expect(wordsOf(html)).toContain('Nơi này');
    await here.submit(`${ACCOUNT}/sessions`, { session: sessions[0] ?? '' });
    const inside = async () => {
      const pages = await Promise.all(others.map((browser) => browser.get('/console')));
      return pages.filter(({ url }) => url === '/console').length;
    };
    expect(await inside()).toBe(2);
    await here.submit(`${ACCOUNT}/sessions`, {});
    expect(await inside()).toBe(0);
    expect((await here.get(ACCOUNT)).status).toBe(200);
  });

  test("nobody ends somebody else's session", async () => {
    const web = await startWeb({ database: await freshSettings(engine) });
    const mine = await signedIn(web, ['agent']);
    const theirs = await signedIn(web, ['agent']);
    const { id } = await web.store.db
      .selectFrom('staffSession')
      .select('id')
      .where('userId', '=', theirs.staff.id)
      .executeTakeFirstOrThrow();
    await mine.submit(`${ACCOUNT}/sessions`, { session: id });
    expect((await theirs.get('/console')).url).toBe('/console');
  });

  test('a second factor is set up, renewed and taken away', async () => {
    const web = await startWeb({ database: await freshSettings(engine) });
    const browser = await signedIn(web, ['agent']);
    const there = await elsewhere(web, browser.staff.email);
    const key = await enrol(browser);
    expect((await there.get('/console')).url).toContain('sign-in');
    const proof = { password: PASSWORD, code: codeNow(key, 1) };
    const renewed = await browser.submit(`${FACTOR}/codes`, proof);
    const shown = [...renewed.html.matchAll(/<li>(\w{5}-\w{5})<\/li>/g)].map(([, code]) => code);
    expect(shown).toEqual(await web.accounts.auth.backupCodes(browser.staff.id));
    expect(shown).toHaveLength(10);
    const [onPaper = ''] = shown;
    await browser.submit(`${FACTOR}/drop`, { password: PASSWORD, code: onPaper });
    const { email } = browser.staff;
    expect((await (await elsewhere(web, email)).get('/console')).url).toBe('/console');
    expect(await actions(web)).toEqual([
      'account.second-factor-off',
      'account.backup-codes',
      'account.second-factor-on',
    ]);
  });
});

test('last use is noted, but not more than once a minute', async () => {
  const clock = movableClock(new Date());
  const web = await startWeb({ parts: { now: clock.now } });
  const browser = await signedIn(web, ['agent']);
  const lastUse = async () => {
    await browser.get('/console');
    const rows = await web.store.db.selectFrom('staffSession').select('updatedAt').execute();
    return rows[0]?.updatedAt;
  };
  const first = await lastUse();
  clock.forward(30_000);
  expect(await lastUse()).toBe(first);
  clock.forward(31_000);
  expect(await lastUse()).toBe(clock.now().toISOString());
});

test('the name is changed, and the log keeps both', async () => {
  const web = await startWeb();
  const browser = await signedIn(web, ['agent'], { name: 'Lan' });
  const page = await browser.submit(`${ACCOUNT}/name`, { name: '  Phạm Thị Lan ' });
  expect(page.html).toContain('value="Phạm Thị Lan"');
  const [event] = await listAudit(web.store.db, { action: 'account.name' }, 1);
  expect(event?.details).toEqual({ before: 'Lan', after: 'Phạm Thị Lan' });
  const empty = await browser.submit(`${ACCOUNT}/name`, { name: ' ' });
  expect(empty.status).toBe(400);
});

test.each([
  [{ current: 'falsch', password: FRESH }, 'Mật khẩu không đúng', 'current'],
  [{ current: PASSWORD, password: 'ngắn quá' }, 'ít nhất 12 ký tự', 'password'],
  [{ current: PASSWORD, password: 'nguoi-77 và chó mực' }, 'tên hoặc e-mail', 'password'],
])('a new password %j is refused beside its field', async (fields, sentence, field) => {
  const web = await startWeb();
  const browser = await signedIn(web, ['agent'], { email: 'nguoi-77@x.vn', name: 'Nguoi' });
  const page = await browser.submit(`${ACCOUNT}/password`, fields);
  expect(page.status).toBe(400);
  expect(new RegExp(`id="${field}-error">([^<]+)<`).exec(page.html)?.[1]).toContain(sentence);
});

test('a stolen session does not serve to guess the password', async () => {
  const web = await startWeb();
  const browser = await signedIn(web, ['agent']);
  const statuses: number[] = [];
  for (const path of [`${ACCOUNT}/password`, `${FACTOR}/begin`, `${FACTOR}/begin`]) {
    for (let n = 0; n < 2; n += 1) {
      const fields = { current: 'falsch', password: 'nicht das richtige' };
      statuses.push((await browser.submit(path, fields)).status);
    }
  }
  expect(statuses).toEqual([400, 400, 400, 400, 429, 429]);
});

describe('taking a second factor away', () => {
  test.each(['codes', 'drop'])('%s: a session and the password are not enough', async (form) => {
    const web = await startWeb();
    const browser = await signedIn(web, ['admin']);
    const { id } = browser.staff;
    const onPaper = await web.accounts.auth.backupCodes(id);
    for (const code of [{}, { code: '000000' }, { code: 'aaaaa-aaaaa' }]) {
      const page = await browser.submit(`${FACTOR}/${form}`, { password: PASSWORD, ...code });
      expect(page.status).toBe(400);
      const beside = new RegExp(`id="${form}-code-error">([^<]+)<`).exec(page.html)?.[1];
      expect(beside).toContain('Mã không đúng');
    }
    const wrong = { password: 'falsch', code: codeNow(browser.secondFactorKey, 1) };
    expect((await browser.submit(`${FACTOR}/${form}`, wrong)).status).toBe(400);
    expect(await web.accounts.auth.backupCodes(id)).toEqual(onPaper);
    expect(await actions(web)).toEqual(['account.second-factor-on']);
  });

  test('codes are not guessed there: they lock as at sign-in', async () => {
    const web = await startWeb();
    const browser = await signedIn(web, ['admin']);
    const statuses: number[] = [];
    for (let n = 0; n < 6; n += 1) {
      const proof = { password: PASSWORD, code: '000000' };
      statuses.push((await browser.submit(`${FACTOR}/drop`, proof)).status);
    }
    expect(statuses).toEqual([400, 400, 400, 400, 429, 429]);
  });

  test('all other sessions end with it', async () => {
    const web = await startWeb();
    const browser = await signedIn(web, ['agent']);
    await enrol(browser);
    const [first = '', second = ''] = await web.accounts.auth.backupCodes(browser.staff.id);
    const there = await elsewhere(web, browser.staff.email);
    await there.submit('/console/sign-in/code', { code: first });
    expect((await there.get('/console')).url).toBe('/console');
    await browser.submit(`${FACTOR}/drop`, { password: PASSWORD, code: second });
    expect((await there.get('/console')).url).toContain('sign-in');
    expect((await browser.get('/console')).url).toBe('/console');
  });
});

describe('setting up a second factor', () => {
  test('takes the password, shows a picture and a key, and is off until a code was right', async () => {
    const web = await startWeb();
    const browser = await signedIn(web, ['agent']);
    expect((await browser.submit(`${FACTOR}/begin`, { password: 'falsch' })).status).toBe(400);
    const page = await browser.submit(`${FACTOR}/begin`, { password: PASSWORD });
    expect(page.html).toMatch(/<svg class="qr"[^>]*role="img"/);
    expect(keyOn(page.html)).toMatch(/^[A-Z2-7]{32,}$/);
    const wrong = await browser.submit(`${FACTOR}/complete`, { code: '000000' });
    expect(wrong.status).toBe(400);
    const other = await elsewhere(web, browser.staff.email);
    expect((await other.get('/console')).url).toBe('/console');
    const right = await browser.submit(`${FACTOR}/complete`, { code: codeNow(keyOn(page.html)) });
    expect(right.status).toBe(200);
    expect(wordsOf(right.html)).toContain('Xác minh hai bước đang bật');
  });

  test('a wrong code leaves picture and key where they were', async () => {
    const web = await startWeb();
    const browser = await signedIn(web, ['agent']);
    const page = await browser.submit(`${FACTOR}/begin`, { password: PASSWORD });
    const uri = /name="uri" value="([^"]+)"/.exec(page.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const wrong = await browser.submit(`${FACTOR}/complete`, { uri, code: '000000' });
    const picture = (html: string) => /<svg class="qr".*<\/svg>/.exec(html)?.[0];
    expect(picture(wrong.html)).toBe(picture(page.html));
    expect(keyOn(wrong.html)).toBe(keyOn(page.html));
    const code = codeNow(keyOn(wrong.html));
    expect((await browser.submit(`${FACTOR}/complete`, { uri, code })).status).toBe(200);
  });

  test.each(['', 'https://x.vn/?secret=AAAAAAAAAAAAAAAA', 'otpauth://totp/x?secret=<b>'])(
    'after a wrong code a picture is shown of no other address: "%s"',
    async (uri) => {
      const web = await startWeb();
      const browser = await signedIn(web, ['agent']);
      await browser.submit(`${FACTOR}/begin`, { password: PASSWORD });
      const wrong = await browser.submit(`${FACTOR}/complete`, { uri, code: '000000' });
      expect(wrong.status).toBe(400);
      expect(wrong.html).not.toContain('class="qr"');
      expect(wordsOf(wrong.html)).toContain('Làm lại từ đầu');
    },
  );

  test('codes for paper say whose they are', async () => {
    const web = await startWeb();
    const browser = await signedIn(web, ['agent'], { name: 'Phạm Thị Lan', email: 'lan@x.vn' });
    const page = await browser.submit(`${FACTOR}/begin`, { password: PASSWORD });
    const code = codeNow(keyOn(page.html));
    const { html } = await browser.submit(`${FACTOR}/complete`, { code });
    expect(wordsOf(html)).toContain('Mã của Phạm Thị Lan · lan@x.vn');
  });

  test('done once, no form shows the key or the codes again', async () => {
    const web = await startWeb();
    const browser = await signedIn(web, ['admin']);
    for (const path of [`${FACTOR}/begin`, `${FACTOR}/complete`]) {
      const page = await browser.submit(path, {
        password: PASSWORD,
        code: codeNow(browser.secondFactorKey),
      });
      expect(page.url).toBe(FACTOR);
      expect(page.html).not.toContain('class="qr"');
      expect(page.html).not.toMatch(/\w{5}-\w{5}<\/li>/);
    }
  });

  test('an administrator who moves to another phone is led to set it up at once', async () => {
    const web = await startWeb();
    const browser = await signedIn(web, ['admin']);
    const code = codeNow(browser.secondFactorKey, 1);
    await browser.submit(`${FACTOR}/drop`, { password: PASSWORD, code });
    expect((await browser.get('/console/people')).url).toBe(FACTOR);
    await enrol(browser);
    expect((await browser.get('/console/people')).status).toBe(200);
  });

  test('the key is kept encrypted', async () => {
    const web = await startWeb();
    const browser = await signedIn(web, ['admin']);
    const rows = JSON.stringify(
      await web.store.db.selectFrom('staffTwoFactor').selectAll().execute(),
    );
    expect(rows).not.toContain(browser.secondFactorKey);
    for (const code of await web.accounts.auth.backupCodes(browser.staff.id)) {
      expect(rows).not.toContain(code);
    }
  });
});

describe('how the pages look', () => {
  test('English for whoever chose it, light or dark as chosen, without JavaScript', async () => {
    const web = await startWeb();
    const browser = await signedIn(web, ['agent']);
    const english = await browser.submit('/console/settings', { lang: 'en', back: ACCOUNT });
    expect(english.url).toBe(ACCOUNT);
    expect(english.html).toContain('<html lang="en"');
    expect(wordsOf(english.html)).toContain('Where you are signed in');
    const dark = await browser.submit('/console/settings', { theme: 'dark', back: ACCOUNT });
    expect(dark.html).toContain('/tokens-dark.css');
    expect(dark.html).not.toMatch(/<script(?![^>]* src=)/);
  });

  test('sheets, fonts and pictures are all there', async () => {
    const web = await startWeb();
    const browser = await signedIn(web, ['agent']);
    const { html } = await browser.get('/console');
    const linked = [...html.matchAll(/(?:href|src)="(\/[^"]*\.(?:css|svg))"/g)].map(
      ([, at]) => at ?? '',
    );
    const sheet = linked.find((address) => address.endsWith('/fonts.css')) ?? '';
    const fonts = [...(await (await browser.raw(sheet)).text()).matchAll(/url\("([^"]+)"\)/g)];
    expect(fonts).toHaveLength(6);
    const addresses = [
      ...linked,
      ...fonts.map(([, name]) => sheet.replace('fonts.css', name ?? '')),
    ];
    for (const address of addresses) {
      const response = await browser.raw(address);
      expect(response.status, address).toBe(200);
      expect(response.headers.get('cache-control')).toContain('immutable');
    }
    const [, light = ''] = /href="([^"]*tokens-light\.css)"/.exec(html) ?? [];
    expect(await (await browser.raw(light)).text()).toContain('@media not all');
    const dark = await (await browser.raw(light.replace('light', 'dark'))).text();
    expect(dark).not.toContain('prefers-color-scheme');
  });
});

test.each<[Role, boolean]>([
  ['editor', true],
  ['publisher', true],
  ['agent', false],
])('the first page tells %s that the pages for content come later: %s', async (role, told) => {
  const web = await startWeb();
  const words = wordsOf((await (await signedIn(web, [role])).get('/console')).html);
  expect(words.includes('Trang sửa và đăng nội dung chưa có trong bản này')).toBe(told);
});
