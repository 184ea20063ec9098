import { expect, test } from 'vitest';
import { openContent } from '../../../src/content/files.ts';
import { type AuditDetails, addAudit } from '../../../src/store/accounts/audit.ts';
import { inTransaction } from '../../../src/store/transaction.ts';
import { Browserlike, wordsOf } from '../../helpers/browserlike.ts';
import { ROOT } from '../../helpers/content.ts';
import { signedIn } from '../../helpers/staff.ts';
import { type RunningWeb, startWeb } from '../../helpers/web-server.ts';

const AUDIT = '/console/audit';

/** Adds events of that action, one a minute from 1/6/2026, 23:58 in Vietnam. */
async function write(
  web: RunningWeb,
  action: string,
  count: number,
  details: AuditDetails = {},
): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const at = new Date(Date.parse('2026-06-01T16:58:00Z') + n * 60_000);
    const actor = { id: 'lan', name: 'Lan' };
    const subject = `ticket:TL-${n}`;
    await inTransaction(web.store.db, (tx) =>
      addAudit(tx, { at, actor, from: '203.0.113.7', action, subject, reason: '=1+1', details }),
    );
  }
}

/** The numbers of the rows on a page. */
function numbersIn(html: string): number[] {
  return [...html.matchAll(/<td class="number">(\d+)<\/td>/g)].map(([, n]) => Number(n));
}

test('it says who did what, about whom, in words', async () => {
  const web = await startWeb();
  const admin = await signedIn(web, ['admin'], { name: 'Hương' });
  const agent = await signedIn(web, ['agent'], { name: 'Bình' });
  await admin.submit(`/console/people/${agent.staff.id}/disable`, { reason: 'nghỉ việc' });
  const { html } = await admin.get(`${AUDIT}?action=people`);
  expect(wordsOf(html)).toMatch(/Hương 127\.0\.0\.1 Ngừng tài khoản Bình nghỉ việc/);
  expect(numbersIn(html)).toHaveLength(1);
});

/** What the log knows of a ticket that was handed on, put back and ended. */
const DETAILS: AuditDetails = {
  ...{ outcome: 'unreachable', desk: 'carrier:viettel', kind: 'voice', from: '' },
  ...{ until: '2026-06-01T17:00:00.000Z', roles: ['admin', 'carrier:viettel'], after: 'admin' },
  invitation: '0190a7c3-0000-7000-8000-00000012ab9f',
};
const IN_WORDS = [
  ...['kết quả: Không liên lạc được', 'bàn: Bàn Viettel', 'loại: Ghi âm'],
  ...['đến: 00:00 2/6/2026', 'vai trò: Quản trị, Nhân viên Viettel', 'sau: admin', 'link: …12ab9f'],
];

test('details are words of the language and times of Vietnam, on the page and in the file', async () => {
  const web = await startWeb({ content: openContent(ROOT, '2026-06-01') });
  const admin = await signedIn(web, ['admin']);
  await write(web, 'ticket.close', 1, DETAILS);
  const { html } = await admin.get(`${AUDIT}?action=ticket`);
  const more = [...html.matchAll(/<small class="quiet">([^<]*)<\/small>/g)].map(([, text]) => text);
  expect(more.slice(1)).toEqual(IN_WORDS);
  const file = await (await admin.raw(`${AUDIT}/audit.csv?action=ticket`)).text();
  expect(file).toContain(`"${IN_WORDS.join('; ')}"`);
});

test('a file says in words and codes what the program and strangers did', async () => {
  const web = await startWeb();
  const admin = await signedIn(web, ['admin'], { name: 'Hương' });
  await new Browserlike(web.url).submit('/console/sign-in', { email: 'ai@x.vn', password: 'x' });
  const file = await (await admin.raw(`${AUDIT}/audit.csv?action=sign-in.failed`)).text();
  expect(file).toContain('"Chưa đăng nhập","unknown","127.0.0.1","Đăng nhập sai","sign-in.failed"');
  expect(file).toContain('"Tên không có tài khoản","staff:unknown"');
});

test('an action that has no words yet stands as it is stored', async () => {
  const web = await startWeb();
  const admin = await signedIn(web, ['admin']);
  await write(web, 'future.deed', 1);
  const page = wordsOf((await admin.get(`${AUDIT}?action=future`)).html);
  expect(page).toContain('future.deed Phiếu TL-0 =1+1');
});

test('page by page, the newest first, each event once', async () => {
  const web = await startWeb();
  const admin = await signedIn(web, ['admin']);
  await write(web, 'ticket.take', 120);
  const seen: number[] = [];
  let path: string | undefined = `${AUDIT}?action=ticket`;
  while (path !== undefined) {
    const { html } = await admin.get(path);
    seen.push(...numbersIn(html));
    const [, older] = /href="([^"]*before=[^"]*)"/.exec(html) ?? [];
    path = older?.replaceAll('&amp;', '&');
  }
  expect(seen).toHaveLength(120);
  expect(seen).toEqual([...seen].sort((a, b) => b - a));
});

test('by day of Vietnam, by person and by subject', async () => {
  const web = await startWeb();
  const admin = await signedIn(web, ['admin']);
  await write(web, 'ticket.take', 4);
  const count = async (query: string) =>
    numbersIn((await admin.get(`${AUDIT}?${query}`)).html).length;
  expect(await count('from=2026-06-01&to=2026-06-01')).toBe(2);
  expect(await count('from=2026-06-02&to=2026-06-02')).toBe(2);
  expect(await count('who=lan')).toBe(4);
  expect(await count('subject=ticket:TL-3')).toBe(1);
  expect(await count('who=lan&from=khong&to=2026-02-31&before=x')).toBe(4);
});

test('the file holds what the filter shows, and no formula', async () => {
  const web = await startWeb();
  const admin = await signedIn(web, ['admin']);
  await write(web, 'ticket.take', 2);
  const response = await admin.raw(`${AUDIT}/audit.csv?action=ticket`);
  expect(response.headers.get('content-disposition')).toContain('nhat-ky.csv');
  const lines = (await response.text()).trimEnd().split('\r\n');
  expect(lines).toHaveLength(3);
  expect(lines[0]).toContain('"Số","Lúc","Ai","Ai (mã)","Địa chỉ mạng","Việc","Việc (mã)"');
  expect(lines[1]).toContain('"2026-06-01T23:59:00.000+07:00","Lan","lan","203.0.113.7"');
  expect(lines[1]).toContain('"Nhận phiếu","ticket.take","Phiếu TL-1","ticket:TL-1"');
  expect(lines[1]).toContain(`"'=1+1"`);
});

test('a check finds what somebody changed in the database', async () => {
  const web = await startWeb();
  const admin = await signedIn(web, ['admin']);
  expect(wordsOf((await admin.get(`${AUDIT}?check=1`)).html)).toContain('Chuỗi nguyên vẹn: 2 dòng');
  await web.store.db
    .updateTable('auditEvent')
    .set({ actorName: 'X' })
    .where('number', '=', 2)
    .execute();
  expect(wordsOf((await admin.get(`${AUDIT}?check=1`)).html)).toContain('bị đứt ở dòng 2');
});
