import { describe, expect, test } from 'vitest';
import type { Role } from '../../../src/accounts/permission.ts';
import { operatorSchema } from '../../../src/content/operator.ts';
import { Browserlike, wordsOf } from '../../helpers/browserlike.ts';
import { signedIn } from '../../helpers/staff.ts';
import { insertWeek } from '../../helpers/ticket-week.ts';
import { webContent } from '../../helpers/web-content.ts';
import { startWeb } from '../../helpers/web-server.ts';

const PATH = '/console/reports';
const WEEK = 'period=custom&from=2026-11-16&to=2026-11-22';

const content = {
  ...webContent,
  operator: operatorSchema.parse({
    ...webContent.operator,
    officeHours: [
      { days: ['mon', 'tue', 'wed', 'thu', 'fri'], hours: ['07:30-11:30', '13:30-17:00'] },
    ],
  }),
};

async function startWithWeek() {
  const web = await startWeb({ content });
  await insertWeek(web.store.db);
  return web;
}

const csvRows = (text: string) =>
  text
    .trimEnd()
    .split('\r\n')
    .map((line) => line.slice(1, -1).split('","'));

describe('who may read reports', () => {
  const pages = [PATH, `${PATH}/now`, `${PATH}/tickets.csv`];

  test.each<[Role, number]>([
    ['admin', 200],
    ['lead', 200],
    ['agent', 403],
    ['editor', 403],
    ['publisher', 403],
    ['carrier:viettel', 403],
  ])('%s is answered %i', async (role, status) => {
    const web = await startWeb({ content });
    const browser = await signedIn(web, [role]);
    for (const page of pages) expect((await browser.raw(page)).status).toBe(status);
  });

  test('nobody who is not signed in', async () => {
    const web = await startWeb({ content });
    for (const page of pages) {
      const response = await new Browserlike(web.url).raw(page);
      expect(response.status).toBe(303);
      expect(response.headers.get('location')).toMatch(/^\/console\/sign-in\?/);
    }
  });
});

describe('the report of a week', () => {
  test('shows its figures, and how they are counted', async () => {
    const web = await startWithWeek();
    const lead = await signedIn(web, ['lead']);
    const { status, html } = await lead.get(`${PATH}?${WEEK}`);
    const words = wordsOf(html);
    expect(status).toBe(200);
    expect(words).toContain('Từ 16/11/2026 đến hết 22/11/2026 (7 ngày)');
    expect(words).toContain('Phiếu được mở 7');
    expect(words).toContain('Giải quyết xong 4 57% (4/7)');
    expect(words).toContain('Trả lời đầu đúng mục tiêu 1 20% (1/5)');
    expect(words).toContain('Chờ người nhận 4 5 phút 20 phút 5 phút 62 giờ 50 phút');
    expect(words).toContain('Tới câu trả lời đầu 4 22 phút 30 phút 22 phút 62 giờ 55 phút');
    expect(words).toContain('Rất tốt 1 33% (1/3)');
    expect(words).toContain('“Một nửa” là trung vị');
    expect(html).not.toContain('TL-');
  });

  test('is written in English for whoever chose it', async () => {
    const web = await startWithWeek();
    const lead = await signedIn(web, ['lead']);
    const words = wordsOf((await lead.get(`${PATH}?${WEEK}&lang=en`)).html);
    expect(words).toContain('Tickets opened 7');
    expect(words).toContain('Wait until somebody took it 4 5 min 20 min 5 min 62 h 50 min');
  });

  test('is narrowed down by desk, channel and topic, and says so', async () => {
    const web = await startWithWeek();
    const lead = await signedIn(web, ['lead']);
    const opened = async (query: string) => {
      const words = wordsOf((await lead.get(`${PATH}?${WEEK}&${query}`)).html);
      return /Phiếu được mở (\d+)/.exec(words)?.[1] ?? words;
    };
    expect(await opened('channel=web')).toBe('3');
    expect(await opened('topic=shutdown-when')).toBe('3');
    expect(await opened('topic=shutdown-when&channel=web')).toBe('2');
    expect(await opened('desk=province')).toBe('6');
    expect(await opened('desk=nowhere&channel=pigeon&topic=none')).toBe('7');
    const { html } = await lead.get(`${PATH}?${WEEK}&channel=web`);
    expect(wordsOf(html)).toContain('· Kênh: Trang web ·');
    expect(html).toContain('<option value="web" selected>');
  });

  test('sorts a table by a link, and turns it round by the same link', async () => {
    const web = await startWithWeek();
    const lead = await signedIn(web, ['lead']);
    const channels = (html: string) => {
      const [, table = ''] = html.split('id="table-channel-title"');
      return [...(table.split('</table>')[0] ?? '').matchAll(/<th scope="row">([^<]*)/g)].map(
        ([, n]) => n,
      );
    };
    const links = (html: string) =>
      [...html.matchAll(/href="([^"]*sort=channel\.opened[^"]*)#table-channel"/g)].map(
        ([, href = '']) => href.replaceAll('&amp;', '&'),
      );
    const plain = (await lead.get(`${PATH}?${WEEK}`)).html;
    expect(channels(plain)).toEqual([
      ...['Trang web', 'Telegram', 'Zalo OA', 'Tin nhắn SMS', 'Không còn biết'],
    ]);
    const [down = ''] = links(plain);
    const falling = (await lead.get(`${PATH}${down}`)).html;
    expect(falling).toContain('<th scope="col" class="number" aria-sort="descending">');
    const [up = ''] = links(falling);
    const rising = (await lead.get(`${PATH}${up}`)).html;
    expect(channels(rising).at(-1)).toBe('Trang web');
    expect(rising).toContain('Từ 16/11/2026');
  });

  test('says so when there is nothing to count, and when the days are none', async () => {
    const web = await startWithWeek();
    const lead = await signedIn(web, ['lead']);
    const empty = await lead.get(`${PATH}?period=custom&from=2025-01-01&to=2025-01-31`);
    expect(empty.status).toBe(200);
    expect(wordsOf(empty.html)).toContain('Trong kỳ này không có phiếu nào.');
    const wrong = await lead.get(`${PATH}?period=custom&from=2025-01-31&to=2025-01-01`);
    expect(wrong.status).toBe(400);
    expect(wordsOf(wrong.html)).toContain('Ngày đầu phải trước ngày cuối.');
  });

  test('shows what each person did to whoever oversees the desk, not to an administrator', async () => {
    const web = await startWithWeek();
    const lead = await signedIn(web, ['lead']);
    const admin = await signedIn(web, ['admin']);
    expect(wordsOf((await lead.get(`${PATH}?${WEEK}`)).html)).toContain('Theo người trực');
    expect(wordsOf((await admin.get(`${PATH}?${WEEK}`)).html)).not.toContain('Theo người trực');
    expect((await admin.get(`${PATH}/agent.csv?${WEEK}`)).status).toBe(404);
    const rows = csvRows(await (await lead.raw(`${PATH}/agent.csv?${WEEK}`)).text());
    expect(rows.slice(1)).toEqual([
      ['one', '2', '1', '1', '2', '100'],
      ['three', '1', '5', '5', '1', '0'],
      ['two', '2', '10', '21', '1', '0'],
    ]);
  });
});

describe('the spreadsheet', () => {
  test('holds bare numbers, opens with its accents, and is called after table and days', async () => {
    const web = await startWithWeek();
    const admin = await signedIn(web, ['admin']);
    const response = await admin.raw(`${PATH}/times.csv?${WEEK}`);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename=bao-cao-mat-bao-lau-2026-11-16-2026-11-22.csv',
    );
    expect(response.headers.get('cache-control')).toContain('no-store');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(csvRows(bytes.subarray(3).toString())).toEqual([
      [
        'Khoảng thời gian',
        'Phiếu được đo',
        'Một nửa, giờ làm việc (phút)',
        'Chín phần mười, giờ làm việc (phút)',
        'Một nửa, giờ đồng hồ (phút)',
        'Chín phần mười, giờ đồng hồ (phút)',
      ],
      ['Chờ người nhận', '4', '5', '20', '5', '3770'],
      ['Tới câu trả lời đầu', '4', '22', '30', '22', '3775'],
      ['Tới lúc giải quyết xong', '4', '60', '450', '180', '3840'],
    ]);
  });

  test('has the order that the page has', async () => {
    const web = await startWithWeek();
    const admin = await signedIn(web, ['admin']);
    const csv = `${PATH}/channel.csv?${WEEK}&sort=channel.name.ascending`;
    const rows = csvRows(await (await admin.raw(csv)).text());
    expect(rows.slice(1).map(([name]) => name)).toEqual([
      ...['Không còn biết', 'Telegram', 'Tin nhắn SMS', 'Trang web', 'Zalo OA'],
    ]);
  });

  test('runs nothing that somebody put into a name', async () => {
    const web = await startWithWeek();
    await web.store.db.updateTable('ticketEvent').set({ actor: '=HYPERLINK("x")' }).execute();
    const lead = await signedIn(web, ['lead']);
    const text = await (await lead.raw(`${PATH}/agent.csv?${WEEK}`)).text();
    expect(text).toContain(`"'=HYPERLINK(""x"")"`);
  });

  test('is refused for a table or days that there are not', async () => {
    const web = await startWithWeek();
    const lead = await signedIn(web, ['lead']);
    expect((await lead.get(`${PATH}/secrets.csv?${WEEK}`)).status).toBe(404);
    expect((await lead.get(`${PATH}/tickets.csv?period=custom`)).status).toBe(400);
  });
});

describe('what stands now', () => {
  test('names desks, what is overdue, and who is there', async () => {
    const web = await startWithWeek();
    const lead = await signedIn(web, ['lead']);
    await web.store.db
      .insertInto('agentPresence')
      .values({
        ...{ staffId: 'one', name: 'Trực một', desks: null, available: 1 },
        seenAt: web.bot.now().toISOString(),
      })
      .execute();
    const { html } = await lead.get(`${PATH}/now`);
    const words = wordsOf(html);
    expect(words).toMatch(/Bàn thử (Đang mở|Đóng, mở lại lúc [\d:/ ]+) 3 \d+ giờ \d+ phút 0 1 0 0/);
    expect(words).toContain('Trực một Nhận phiếu 0');
    expect(html).not.toContain('TL-');
    expect(html).toContain('href="/console/desk?view=all&amp;desk=province"');
    const admin = await signedIn(web, ['admin']);
    expect((await admin.get(`${PATH}/now`)).html).not.toContain('view=all');
  });

  test('shows the own desk even when nothing is open', async () => {
    const web = await startWeb({ content });
    const words = wordsOf((await (await signedIn(web, ['admin'])).get(`${PATH}/now`)).html);
    expect(words).toContain('Bàn thử');
    expect(words).toContain('Không có người trực nào đang mở bàn.');
  });
});
