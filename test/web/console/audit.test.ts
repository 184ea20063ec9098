import { expect, test } from 'vitest';
import { addAudit } from '../../../src/store/accounts/audit.ts';
import { inTransaction } from '../../../src/store/transaction.ts';
import { wordsOf } from '../../helpers/browserlike.ts';
import { signedIn } from '../../helpers/staff.ts';
import { type RunningWeb, startWeb } from '../../helpers/web-server.ts';

const AUDIT = '/console/audit';

/** Adds events of that action, one a minute from 1/6/2026, 23:58 in Vietnam. */
async function write(web: RunningWeb, action: string, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const at = new Date(Date.parse('2026-06-01T16:58:00Z') + n * 60_000);
    const actor = { id: 'lan', name: 'Lan' };
    const subject = `ticket:TL-${n}`;
    await inTransaction(web.store.db, (tx) =>
      addAudit(tx, { at, actor, from: '203.0.113.7', action, subject, reason: '=1+1' }),
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
  expect(lines[1]).toMatch(/"2026-06-01T16:59:00.000Z","Lan","203.0.113.7","ticket.take"/);
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
