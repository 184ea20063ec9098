import { describe, expect, test } from 'vitest';
import {
  firstAdminToken,
  invite,
  invitePassword,
  lookUpLink,
} from '../../../src/accounts/invite.ts';
import type { Role } from '../../../src/accounts/permission.ts';
import { listAudit } from '../../../src/store/accounts/audit.ts';
import { welcomePath } from '../../../src/web/console/link.ts';
import { movableClock } from '../../helpers/bot.ts';
import { Browserlike, wordsOf } from '../../helpers/browserlike.ts';
import { ENGINES, freshSettings } from '../../helpers/databases.ts';
import { makeStaff, PASSWORD, signedIn } from '../../helpers/staff.ts';
import { type RunningWeb, startWeb } from '../../helpers/web-server.ts';

const NOBODY = { staff: null, address: null };
const HOUR = 3_600_000;
const GIVEN = { name: 'Phạm Thị Lan', email: 'Lan@Example.vn', password: PASSWORD };

function invitation(web: RunningWeb, roles: readonly Role[] = ['agent']): Promise<string> {
  return invite(web.accounts, NOBODY, { roles, note: 'chị Lan' });
}

/** Fills in the page of a link as a new person would. */
function accept(web: RunningWeb, token: string, given: Partial<typeof GIVEN> = {}) {
  const browser = new Browserlike(web.url);
  return browser.submit('/console/welcome', { ...GIVEN, ...given, token });
}

describe.each(ENGINES)('a link on %s', (engine) => {
  test('the first administrator comes in by it, once', async () => {
    const web = await startWeb({ database: await freshSettings(engine) });
    const token = (await firstAdminToken(web.accounts)) ?? '';
    const page = await new Browserlike(web.url).get(welcomePath(token));
    expect(wordsOf(page.html)).toContain('Quản trị');
    const inside = await accept(web, token);
    expect(inside.url).toBe('/console/account/second-factor');
    expect((await accept(web, token, { email: 'b@x.vn' })).status).toBe(410);
    expect(await firstAdminToken(web.accounts)).toBeUndefined();
  });

  test('each start makes a new one while there is no administrator, and the old one is void', async () => {
    const web = await startWeb({ database: await freshSettings(engine) });
    await makeStaff(web.accounts, ['agent']);
    const first = (await firstAdminToken(web.accounts)) ?? '';
    const second = (await firstAdminToken(web.accounts)) ?? '';
    expect((await accept(web, first)).status).toBe(410);
    expect((await accept(web, second)).status).toBe(200);
  });

  test('servers that start at once leave one good link', async () => {
    const web = await startWeb({ database: await freshSettings(engine) });
    const tokens = await Promise.all([1, 2, 3, 4].map(() => firstAdminToken(web.accounts)));
    const states = await Promise.all(
      tokens.map(async (token = '') => (await lookUpLink(web.accounts, token)).kind),
    );
    expect(states.sort()).toEqual(['open', 'revoked', 'revoked', 'revoked']);
  });

  test('of an invitation makes an account with its roles, once', async () => {
    const web = await startWeb({ database: await freshSettings(engine) });
    const token = await invitation(web, ['agent', 'carrier:viettel']);
    const inside = await accept(web, token);
    expect(inside.url).toBe('/console');
    expect(wordsOf(inside.html)).toContain('Chào Phạm Thị Lan');
    const [row] = await web.store.db.selectFrom('staff').selectAll().execute();
    expect(row).toMatchObject({ name: GIVEN.name, email: 'lan@example.vn', disabledAt: null });
    const again = await accept(web, token, { email: 'b@x.vn' });
    expect(again.status).toBe(410);
    expect(wordsOf(again.html)).toContain('đã dùng rồi');
  });

  test('that two use at once makes one account', async () => {
    const web = await startWeb({ database: await freshSettings(engine) });
    const token = await invitation(web);
    const both = await Promise.all(
      ['a@x.vn', 'b@x.vn'].map((email) => accept(web, token, { email })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 410]);
    expect(await web.store.db.selectFrom('staff').select('id').execute()).toHaveLength(1);
  });

  test('two who take one sign-in name at once: one has it, the other is told', async () => {
    const web = await startWeb({ database: await freshSettings(engine) });
    const tokens = [await invitation(web), await invitation(web)];
    const both = await Promise.all(tokens.map((token) => accept(web, token)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 400]);
    const refused = both.find(({ status }) => status === 400);
    expect(wordsOf(refused?.html ?? '')).toContain('đã có tài khoản');
    const open = await web.store.db
      .selectFrom('invitation')
      .where('usedAt', 'is', null)
      .select('id')
      .execute();
    expect(open).toHaveLength(1);
  });

  test('for a new password sets it, ends all sessions and every lock-out', async () => {
    const web = await startWeb({ database: await freshSettings(engine) });
    const old = await signedIn(web, ['agent']);
    const { id: staffId, email } = old.staff;
    for (let n = 0; n < 5; n += 1) {
      await new Browserlike(web.url).submit('/console/sign-in', { email, password: 'falsch' });
    }
    const token = await invitePassword(web.accounts, NOBODY, { staffId, reason: 'quên' });
    const password = 'bốn con vịt xiêm ngoài ruộng';
    const browser = new Browserlike(web.url);
    const done = await browser.submit('/console/welcome', { token, password });
    expect(wordsOf(done.html)).toContain('Đã đặt mật khẩu mới');
    expect((await old.get('/console')).url).toContain('sign-in');
    expect((await browser.submit('/console/sign-in', { email, password })).url).toBe('/console');
    const refused = await browser.submit('/console/welcome', { token, password: `${password} 2` });
    expect(refused.status).toBe(410);
  });
});

test.each([
  ['after 7 days', 7 * 24 * HOUR, 'đã hết hạn'],
  ['just before', 7 * 24 * HOUR - 1000, 'dùng được một lần'],
])('an invitation %s', async (_, ms, words) => {
  const clock = movableClock(new Date());
  const web = await startWeb({ parts: { now: clock.now } });
  const token = await invitation(web);
  clock.forward(ms);
  expect(wordsOf((await new Browserlike(web.url).get(welcomePath(token))).html)).toContain(words);
});

test('the first link is good for 24 hours', async () => {
  const clock = movableClock(new Date());
  const web = await startWeb({ parts: { now: clock.now } });
  const token = (await firstAdminToken(web.accounts)) ?? '';
  clock.forward(24 * HOUR);
  expect((await accept(web, token)).status).toBe(410);
});

test('a link that was never made says so', async () => {
  const web = await startWeb();
  for (const path of ['/console/welcome', welcomePath('x'.repeat(43))]) {
    const page = await new Browserlike(web.url).get(path);
    expect(page.status).toBe(404);
    expect(wordsOf(page.html)).toContain('Không có link này');
  }
});

test('the sign-in by a link is in the audit log, and nobody has locked the name before', async () => {
  const web = await startWeb();
  const fields = { email: GIVEN.email, password: 'falsch' };
  for (let n = 0; n < 5; n += 1) await new Browserlike(web.url).submit('/console/sign-in', fields);
  expect((await accept(web, await invitation(web))).url).toBe('/console');
  const events = await listAudit(web.store.db, {}, 2);
  expect(events.map(({ action, actorName, ip }) => [action, actorName, ip])).toEqual([
    ['sign-in.in', GIVEN.name, '127.0.0.1'],
    ['people.join', GIVEN.name, '127.0.0.1'],
  ]);
});

test("the page's own requests do not carry its address on", async () => {
  const web = await startWeb();
  const { headers } = await new Browserlike(web.url).get(welcomePath(await invitation(web)));
  expect(headers.get('referrer-policy')).toBe('strict-origin');
});

test('of a link only the hash is kept', async () => {
  const web = await startWeb();
  const token = await invitation(web);
  const rows = [
    await web.store.db.selectFrom('invitation').selectAll().execute(),
    await web.store.db.selectFrom('auditEvent').selectAll().execute(),
  ];
  expect(JSON.stringify(rows)).not.toContain(token);
});

describe('what is filled in wrongly', () => {
  test.each([
    [{ name: ' ' }, 'name', 'Chưa có họ tên'],
    [{ name: 'a'.repeat(81) }, 'name', 'Tên dài quá'],
    [{ email: 'lan' }, 'email', 'chưa đúng dạng'],
    [{ email: 'a@b@c' }, 'email', 'chưa đúng dạng'],
    [{ password: 'ngắn quá' }, 'password', 'ít nhất 12 ký tự'],
    [{ password: 'matkhau123456' }, 'password', 'dễ bị đoán'],
  ])('%j is said beside its field, and the link stays good', async (given, field, sentence) => {
    const web = await startWeb();
    const token = await invitation(web);
    const page = await accept(web, token, given);
    expect(page.status).toBe(400);
    expect(wordsOf(page.html)).toContain(sentence);
    const input = new RegExp(`<input id="${field}"[^>]*>`).exec(page.html)?.[0] ?? '';
    expect(input).toContain('aria-invalid="true"');
    expect(input).toContain(`${field}-error`);
    expect((await accept(web, token)).url).toBe('/console');
  });

  test('nothing that was typed is lost but the password', async () => {
    const web = await startWeb();
    const given = { name: 'Lan "<b>"', email: 'lan@x.vn', password: 'ngắn "quá' };
    const { html } = await accept(web, await invitation(web), given);
    expect(html).toContain('value="Lan &quot;&lt;b&gt;&quot;"');
    expect(html).toContain('value="lan@x.vn"');
    expect(html).not.toContain('ngắn &quot;quá');
  });

  test('a name that is taken is said, whoever typed it', async () => {
    const web = await startWeb();
    await makeStaff(web.accounts, ['agent'], { email: 'lan@example.vn' });
    const page = await accept(web, await invitation(web));
    expect(page.status).toBe(400);
    expect(wordsOf(page.html)).toContain('đã có tài khoản');
  });

  test('a link for a password makes no account', async () => {
    const web = await startWeb();
    const { id: staffId, name } = await makeStaff(web.accounts, ['agent']);
    const token = await invitePassword(web.accounts, NOBODY, { staffId, reason: 'quên' });
    await accept(web, token);
    const rows = await web.store.db.selectFrom('staff').select('name').execute();
    expect(rows).toEqual([{ name }]);
  });
});
