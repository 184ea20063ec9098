import { describe, expect, test } from 'vitest';
import { invite, invitePassword, lookUpLink } from '../../../src/accounts/invite.ts';
import { appoint, disable } from '../../../src/accounts/people.ts';
import { listAudit, verifyAudit } from '../../../src/store/accounts/audit.ts';
import { findStaff } from '../../../src/store/accounts/staff.ts';
import { Browserlike, wordsOf } from '../../helpers/browserlike.ts';
import { ENGINES, freshSettings } from '../../helpers/databases.ts';
import { makeStaff, PASSWORD, signedIn } from '../../helpers/staff.ts';
import { type RunningWeb, startWeb } from '../../helpers/web-server.ts';

const PEOPLE = '/console/people';
const NOBODY = { staff: null, address: null };

/** The last event of the audit log. */
async function lastEvent(web: RunningWeb) {
  const [event] = await listAudit(web.store.db, {}, 1);
  return event;
}

describe.each(ENGINES)('people on %s', (engine) => {
  test('whoever is disabled is out at once, and comes in no more until enabled', async () => {
    const web = await startWeb({ database: await freshSettings(engine) });
    const admin = await signedIn(web, ['admin']);
    const agent = await signedIn(web, ['agent']);
    const path = `${PEOPLE}/${agent.staff.id}`;
    const page = await admin.submit(`${path}/disable`, { reason: 'nghỉ việc' });
    expect(wordsOf(page.html)).toContain('Đã ngừng tài khoản');
    expect((await agent.get('/console')).url).toContain('sign-in');
    const fields = { email: agent.staff.email, password: PASSWORD };
    expect((await agent.submit('/console/sign-in', fields)).status).toBe(401);
    expect(await lastEvent(web)).toMatchObject({ action: 'sign-in.failed' });
    await admin.submit(`${path}/enable`, { reason: 'trở lại' });
    expect((await agent.submit('/console/sign-in', fields)).url).toBe('/console');
  });

  test('roles take effect with the next request', async () => {
    const web = await startWeb({ database: await freshSettings(engine) });
    const admin = await signedIn(web, ['admin']);
    const agent = await signedIn(web, ['agent']);
    expect((await agent.get('/console/reports')).status).toBe(403);
    await admin.submit(`${PEOPLE}/${agent.staff.id}/roles`, [
      ['roles', 'agent'],
      ['roles', 'lead'],
      ['reason', 'làm trưởng ca'],
    ]);
    expect(wordsOf((await agent.get('/console')).html)).toContain('Trưởng ca');
    expect((await agent.get('/console/reports')).status).not.toBe(403);
    expect(await lastEvent(web)).toMatchObject({
      action: 'people.roles',
      actorName: admin.staff.name,
      subject: `staff:${agent.staff.id}`,
      reason: 'làm trưởng ca',
      ip: '127.0.0.1',
      details: { before: ['agent'], after: ['agent', 'lead'] },
    });
  });

  test('whoever becomes administrator sets up a second factor first', async () => {
    const web = await startWeb({ database: await freshSettings(engine) });
    const admin = await signedIn(web, ['admin']);
    const agent = await signedIn(web, ['agent']);
    await admin.submit(`${PEOPLE}/${agent.staff.id}/roles`, { roles: 'admin', reason: 'thay ca' });
    expect((await agent.get(PEOPLE)).url).toBe('/console/account/second-factor');
  });

  test('the last administrator keeps the role and the account', async () => {
    const web = await startWeb({ database: await freshSettings(engine) });
    const admin = await signedIn(web, ['admin']);
    const path = `${PEOPLE}/${admin.staff.id}`;
    for (const [deed, roles] of [
      ['disable', 'admin'],
      ['roles', 'lead'],
    ]) {
      const page = await admin.submit(`${path}/${deed}`, { roles: roles ?? '', reason: 'thử' });
      expect(page.status, deed).toBe(409);
      expect(wordsOf(page.html)).toContain('quản trị cuối cùng');
    }
    expect(await findStaff(web.store.db, admin.staff.id)).toMatchObject({
      roles: ['admin'],
      disabledAt: null,
    });
  });

  test('two who take each other the role away at once leave one', async () => {
    const web = await startWeb({ database: await freshSettings(engine) });
    const both = [
      await makeStaff(web.accounts, ['admin']),
      await makeStaff(web.accounts, ['admin']),
    ];
    const results = await Promise.all(
      both.map(({ id }, n) =>
        n === 0
          ? disable(web.accounts, NOBODY, { staffId: id, reason: 'thử' })
          : appoint(web.accounts, NOBODY, { staffId: id, reason: 'thử', roles: [] }),
      ),
    );
    expect(results.sort()).toEqual(['done', 'last-admin']);
  });

  test('a lost phone: the second factor goes, and the sessions with it', async () => {
    const web = await startWeb({ database: await freshSettings(engine) });
    const admin = await signedIn(web, ['admin']);
    const other = await signedIn(web, ['publisher']);
    await admin.submit(`${PEOPLE}/${other.staff.id}/second-factor`, { reason: 'mất máy' });
    expect((await other.get('/console')).url).toContain('sign-in');
    const fields = { email: other.staff.email, password: PASSWORD };
    const page = await other.submit('/console/sign-in', fields);
    expect(page.url).toBe('/console/account/second-factor');
    expect((await verifyAudit(web.store.db)).broken).toBeUndefined();
  });

  test.each(['disabled', 'no administrator any more'])(
    'whoever is %s leaves no link that lets somebody in',
    async (how) => {
      const web = await startWeb({ database: await freshSettings(engine) });
      const { accounts } = web;
      const [boss, bad] = [
        await makeStaff(accounts, ['admin']),
        await makeStaff(accounts, ['admin', 'agent']),
      ];
      const by = { staff: bad, address: '203.0.113.7' };
      const kept = await invite(accounts, { ...by, staff: boss }, { roles: ['agent'], note: 'x' });
      const links = [
        await invite(accounts, by, { roles: ['admin'], note: 'x' }),
        await invitePassword(accounts, by, { staffId: boss.id, reason: 'x' }),
      ];
      const what = { staffId: bad.id, reason: 'thử' };
      if (how === 'disabled') {
        links.push(await invitePassword(accounts, NOBODY, what));
        await disable(accounts, NOBODY, what);
      } else await appoint(accounts, NOBODY, { ...what, roles: ['agent'] });
      for (const link of links) {
        expect(await lookUpLink(accounts, link)).toEqual({ kind: 'revoked' });
      }
      expect(await lookUpLink(accounts, kept)).toMatchObject({ kind: 'open' });
      expect(await lastEvent(web)).toMatchObject({ details: { withdrawn: links.length } });
    },
  );

  test('a session that an administrator ends is out at once; others go on', async () => {
    const web = await startWeb({ database: await freshSettings(engine) });
    const admin = await signedIn(web, ['admin']);
    const here = await signedIn(web, ['agent']);
    const there = new Browserlike(web.url);
    await there.submit('/console/sign-in', { email: here.staff.email, password: PASSWORD });
    const page = await admin.get(`${PEOPLE}/${here.staff.id}`);
    const [, session = ''] = /name="session" value="([^"]+)"/.exec(page.html) ?? [];
    await admin.submit(`${PEOPLE}/${here.staff.id}/sign-out`, { session, reason: 'máy lạ' });
    const out = [await here.get('/console'), await there.get('/console')].map(({ url }) => url);
    expect(out.filter((url) => url === '/console')).toHaveLength(1);
    await admin.submit(`${PEOPLE}/${here.staff.id}/sign-out`, { reason: 'tất cả' });
    expect((await here.get('/console')).url).toContain('sign-in');
    expect((await there.get('/console')).url).toContain('sign-in');
  });
});

describe('an invitation', () => {
  test('is shown once, listed without its token, and can be withdrawn', async () => {
    const web = await startWeb();
    const admin = await signedIn(web, ['admin']);
    const made = await admin.submit(`${PEOPLE}/invitations`, { roles: 'agent', note: 'chị Lan' });
    const [, link = ''] = /id="link">([^<]+)</.exec(made.html) ?? [];
    expect(link).toMatch(new RegExp(`^${web.url}/console/welcome\\?token=[\\w-]{43}$`));
    const { html } = await admin.get(PEOPLE);
    expect(html).not.toContain(link.split('=')[1]);
    expect(wordsOf(html)).toContain('chị Lan');
    const [, withdraw = ''] = /action="([^"]+\/withdraw)"/.exec(html) ?? [];
    const after = await admin.submit(withdraw, {});
    expect(wordsOf(after.html)).toContain('Đã thu hồi link');
    const page = await new Browserlike(web.url).get(link.replace(web.url, ''));
    expect(page.status).toBe(410);
    expect(wordsOf(page.html)).toContain('đã bị thu hồi');
    expect((await admin.submit(withdraw, {})).status).toBe(404);
  });

  test('is made once, however often its form is sent, also at the same moment', async () => {
    const web = await startWeb();
    const admin = await signedIn(web, ['admin']);
    const [, id = ''] = /name="id" value="([^"]+)"/.exec((await admin.get(PEOPLE)).html) ?? [];
    const fields = { id, roles: 'agent', note: 'chị Lan' };
    const send = () => admin.submit(`${PEOPLE}/invitations`, fields);
    const [one, other] = await Promise.all([send(), send()]);
    expect([one.status, other.status].sort()).toEqual([200, 409]);
    const again = await send();
    expect(again.status).toBe(409);
    expect(again.html).not.toContain('token=');
    const short = `…${id.slice(-6)}`;
    expect(wordsOf(again.html)).toContain(`Không có link mới: link ${short} đã hiện một lần`);
    const list = wordsOf((await admin.get(PEOPLE)).html);
    expect(list.split(short)).toHaveLength(3);
    const [, withdraw = ''] = /action="([^"]+\/withdraw)"/.exec(again.html) ?? [];
    expect(wordsOf((await admin.submit(withdraw, {})).html)).toContain('Đã thu hồi link');
    expect((await send()).html).not.toContain('/withdraw');
    expect(await web.store.db.selectFrom('invitation').select('id').execute()).toEqual([{ id }]);
    const made = await listAudit(web.store.db, { action: 'people.invite' }, 9);
    expect(made.map(({ subject }) => subject)).toEqual([`invitation:${id}`]);
  });

  test('for a password stays good when its page is loaded anew', async () => {
    const web = await startWeb();
    const admin = await signedIn(web, ['admin']);
    const { id: staffId } = await makeStaff(web.accounts, ['agent']);
    const path = `${PEOPLE}/${staffId}`;
    const [, id = ''] = /name="id" value="([^"]+)"/.exec((await admin.get(path)).html) ?? [];
    const fields = { id, reason: 'quên' };
    const made = await admin.submit(`${path}/password-link`, fields);
    const [, token = ''] = /token=([\w-]{43})/.exec(made.html) ?? [];
    const again = await admin.submit(`${path}/password-link`, fields);
    expect(again.status).toBe(409);
    expect(wordsOf(again.html)).toContain('link cũ hết dùng được ngay');
    expect(await lookUpLink(web.accounts, token)).toMatchObject({ kind: 'open' });
  });

  test('carries the address that citizens know, if there is one', async () => {
    const web = await startWeb({ settings: { publicUrl: 'https://tro-ly.example.gov.vn' } });
    const admin = await signedIn(web, ['admin']);
    const made = await admin.submit(`${PEOPLE}/invitations`, { roles: 'agent', note: 'chị Lan' });
    expect(made.html).toContain('https://tro-ly.example.gov.vn/console/welcome?token=');
  });

  test.each([
    [{ note: 'chị Lan' }, 'Chọn ít nhất một vai trò'],
    [{ roles: 'agent' }, 'Ghi link này cho ai'],
    [{ roles: 'agent', note: 'a'.repeat(201) }, 'Ghi chú dài quá'],
  ])('%j is not enough', async (fields, sentence) => {
    const web = await startWeb();
    const admin = await signedIn(web, ['admin']);
    const page = await admin.submit(`${PEOPLE}/invitations`, fields as Record<string, string>);
    expect(page.status).toBe(400);
    expect(wordsOf(page.html)).toContain(sentence);
    expect(await web.store.db.selectFrom('invitation').select('id').execute()).toEqual([]);
  });

  test.each(['owner', 'carrier:nobody', ''])('there is no role "%s"', async (roles) => {
    const web = await startWeb();
    const admin = await signedIn(web, ['admin']);
    const page = await admin.submit(`${PEOPLE}/invitations`, { roles, note: 'x' });
    expect(page.status).toBe(400);
  });
});

describe('a change without a reason', () => {
  test.each(['disable', 'roles', 'second-factor', 'unlock', 'sign-out', 'password-link', 'enable'])(
    '%s is not made, and the page says so',
    async (deed) => {
      const web = await startWeb();
      const admin = await signedIn(web, ['admin']);
      const { id } = await makeStaff(web.accounts, ['agent']);
      const before = await lastEvent(web);
      const page = await admin.submit(`${PEOPLE}/${id}/${deed}`, { reason: '  ' });
      expect(page.status).toBe(400);
      expect(await lastEvent(web)).toEqual(before);
      expect(await findStaff(web.store.db, id)).toMatchObject({
        roles: ['agent'],
        disabledAt: null,
      });
    },
  );
});

test('somebody that there is not, and a deed that there is not', async () => {
  const web = await startWeb();
  const admin = await signedIn(web, ['admin']);
  expect((await admin.get(`${PEOPLE}/nobody`)).status).toBe(404);
  expect((await admin.submit(`${PEOPLE}/nobody/disable`, { reason: 'x' })).status).toBe(404);
  for (const deed of ['delete', 'toString', '__proto__']) {
    const path = `${PEOPLE}/${admin.staff.id}/${deed}`;
    expect((await admin.submit(path, { reason: 'x' })).status, deed).toBe(404);
  }
});

test('names and notes are text, never markup', async () => {
  const web = await startWeb();
  const admin = await signedIn(web, ['admin']);
  const name = '<script>alert(1)</script>';
  const { id } = await makeStaff(web.accounts, ['agent'], { name, email: '"><b>@x.vn' });
  await admin.submit(`${PEOPLE}/invitations`, { roles: 'agent', note: '<img src=x>' });
  for (const path of [PEOPLE, `${PEOPLE}/${id}`, '/console/audit']) {
    const { html } = await admin.get(path);
    expect(html).not.toMatch(/<script>alert|<img src=x|"><b>@/);
  }
});
