import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openContent } from '../../src/content/files.ts';
import { createLog } from '../../src/log.ts';
import { Browserlike, wordsOf } from '../helpers/browserlike.ts';
import { ROOT } from '../helpers/content.ts';
import { startWeb, type WebOptions } from '../helpers/web-server.ts';

const content = openContent(ROOT, '2026-11-22');

async function open(options: WebOptions = {}) {
  const web = await startWeb({ content, ...options });
  return { web, helper: new Browserlike(web.url) };
}

/** The table of the result, row by row, as words. */
function rowsIn(html: string): string[] {
  const [, body = ''] = /<tbody[^>]*id="rows">([\s\S]*?)<\/tbody>/.exec(html) ?? [];
  return [...body.matchAll(/<tr[\s\S]*?<\/tr>/g)].map(([row]) => wordsOf(row).trim());
}

/** The file that the result page offers without asking the server again. */
function downloadIn(html: string): string {
  const [, address = ''] = /id="download"[^>]*href="([^"]*)"/.exec(html) ?? [];
  expect(address).toMatch(/^data:text\/csv;charset=utf-8,/);
  return decodeURIComponent(address.replace(/^[^,]*,/, '').replaceAll('&#39;', "'"));
}

interface Part {
  readonly rows: readonly { query: string; name: string; words: number }[];
  readonly words: readonly { sign: string; next: string }[];
}

test('a pasted list comes back as a table, with the worst first in the summary', async () => {
  const { helper } = await open();
  const { status, html } = await helper.submit('/kiem-tra', {
    list: 'no kia 1o5 4G\r\n\r\n1. nokia 1280\r\nnokia 105\r\nmáy lạ xyz\r\nđồng hồ định vị',
  });
  expect(status).toBe(200);
  expect(rowsIn(html)).toEqual([
    expect.stringMatching(/^1 no kia 1o5 4G Nokia 105 4G 4G Dùng được Bật VoLTE/),
    expect.stringMatching(
      /^2 1\. nokia 1280 Nokia 1280 2G Không dùng được Cần đổi sang máy 4G .* khuôn mặt/,
    ),
    expect.stringMatching(/^3 nokia 105 Nokia 105 Cần hỏi thêm .*\?$/),
    expect.stringMatching(
      /^4 máy lạ xyz Chưa rõ Không có trong danh sách của mình, nên mình không đoán\. Bấm \*#06#/,
    ),
    expect.stringMatching(/^5 đồng hồ định vị Không phải điện thoại/),
  ]);
  const groups = wordsOf(/<ul class="groups"[\s\S]*?<\/ul>/.exec(html)?.[0] ?? '');
  expect(groups).toMatch(/Không dùng được 1 máy .* Cần hỏi thêm 1 máy .* Dùng được 1 máy/);
  expect(groups).toContain('Nguồn: ');
});

test('the result without JavaScript is a file that Excel opens with its accents', async () => {
  const { helper } = await open();
  const { html } = await helper.submit('/kiem-tra', { list: 'nokia 1280, của "bà Tư"' });
  const [header = '', row = '', end] = downloadIn(html).split('\r\n');
  expect(header).toBe(
    '\uFEFF"Trong danh sách","Mình hiểu là","Mạng cao nhất","Kết luận","Vì sao","Việc cần làm","Nguồn"',
  );
  expect(row).toMatch(/^"nokia 1280, của ""bà Tư""","Nokia 1280","2G","Không dùng được",/);
  expect(end).toBe('');
});

test('what a spreadsheet would take for a formula is disarmed', async () => {
  const { helper } = await open();
  const list = ['=HYPERLINK("http://x")', '+84', '-1', '@SUM(A1)'].join('\n');
  const { html } = await helper.submit('/kiem-tra', { list });
  const cells = downloadIn(html).split('\r\n').slice(1, 5);
  expect(cells.map((line) => line.slice(0, 3))).toEqual([`"'=`, `"'+`, `"'-`, `"'@`]);
});

test('of an IMEI, a phone number or an identity number nothing but a TAC comes back', async () => {
  const { web, helper } = await open();
  const secrets = ['010201001234568', '0912345678', '079123456789'];
  const page = await helper.submit('/kiem-tra', { list: secrets.join('\n') });
  const part = await helper.post('/kiem-tra/lines', { lines: secrets });
  for (const answer of [page.html, decodeURIComponent(page.html), await part.text()]) {
    expect(answer).toContain('01020100*******');
    for (const secret of secrets) expect(answer).not.toContain(secret.slice(-7));
  }
  const stored = await web.store.db.selectFrom('inboundMessage').select('id').execute();
  expect(stored).toEqual([]);
});

test('the log learns how many lines there were and nothing else', async () => {
  const lines: string[] = [];
  const log = createLog('trace', { write: (line) => void lines.push(line) });
  const { helper } = await open({ parts: { log } });
  await helper.submit('/kiem-tra', { list: 'nokia 1280\n010201001234568' });
  await helper.post('/kiem-tra/lines', { lines: ['nokia 1280'], carrier: 'viettel' });
  expect(lines.map((line) => JSON.parse(line).lines)).toEqual([2, 1]);
  expect(lines.join()).not.toMatch(/nokia|01020100|viettel/);
});

test('the script gets a part of a list, the words of many rows once', async () => {
  const { helper } = await open();
  const response = await helper.post('/kiem-tra/lines', {
    lines: ['nokia 1280', '', 'it2163', 'no kia 1o5 4G'],
  });
  const { rows, words } = (await response.json()) as Part;
  expect(rows.map(({ query, name, words: at }) => [query, name, words[at]?.sign])).toEqual([
    ['nokia 1280', 'Nokia 1280', 'Không dùng được'],
    ['', '', 'Chưa rõ'],
    ['it2163', 'itel it2163', 'Không dùng được'],
    ['no kia 1o5 4G', 'Nokia 105 4G', 'Dùng được'],
  ]);
  expect(rows[2]?.words).toBe(rows[0]?.words);
});

test('only the first 2,000 lines are checked, and the page says so', async () => {
  const { helper } = await open();
  const { html } = await helper.submit('/kiem-tra', { list: 'nokia 1280\n'.repeat(2001) });
  expect(rowsIn(html)).toHaveLength(2000);
  expect(wordsOf(html)).toContain('Mình chỉ kiểm tra 2.000 dòng đầu');
});

test('it speaks English to whoever asks for it', async () => {
  const { helper } = await open();
  const { html } = await helper.get('/kiem-tra?lang=en');
  expect(html).toContain('<html lang="en"');
  const settled = await helper.submit('/kiem-tra/settings', { lang: 'en' });
  expect(wordsOf(settled.html)).toContain('Check many phones at once');
  const result = await helper.submit('/kiem-tra', { list: 'nokia 1280' });
  expect(rowsIn(result.html)[0]).toMatch(/^1 nokia 1280 Nokia 1280 2G Does not work It has to be/);
});

test.each([
  ['nothing', { list: ' \n\t\n' }, 400, 'Bạn chưa đưa dòng nào.'],
  ['too much', { list: 'a'.repeat(2_200_000) }, 413, 'Danh sách lớn quá.'],
  ['a carrier that there is not', { list: 'a', carrier: 'x' }, 400, 'Mình không đọc được yêu cầu'],
])('a form with %s is answered with one sentence', async (_, fields, status, sentence) => {
  const { helper } = await open();
  const page = await helper.submit('/kiem-tra', fields);
  expect(page.status).toBe(status);
  expect(wordsOf(page.html)).toContain(sentence);
});

test.each([
  ['begins as an archive does', 'PK\u0003\u0004 [Content_Types].xml'],
  ['holds a NUL', 'nokia 1280\u0000'],
])('a list that %s is no list of handsets, and the page says what to do', async (_, list) => {
  const { helper } = await open();
  const { status, html } = await helper.submit('/kiem-tra', { list });
  expect(status).toBe(415);
  expect(wordsOf(html)).toContain('lưu thành CSV hoặc TXT');
  expect(rowsIn(html)).toEqual([]);
  expect((await helper.post('/kiem-tra/lines', { lines: [list] })).status).toBe(415);
});

test.each([
  ['no list', {}],
  ['lines that are no text', { lines: [1] }],
  ['more than 200 lines', { lines: Array.from({ length: 201 }, () => 'nokia 1280') }],
  ['a line of more than 200 characters', { lines: ['a'.repeat(201)] }],
])('the script is refused with 400 for %s', async (_, body) => {
  const { helper } = await open();
  expect((await helper.post('/kiem-tra/lines', body)).status).toBe(400);
});

test('other sites and other kinds of body are refused', async () => {
  const { helper } = await open();
  const body = { lines: ['nokia 1280'] };
  const foreign = { 'Sec-Fetch-Site': 'cross-site' };
  expect((await helper.post('/kiem-tra/lines', body, foreign)).status).toBe(403);
  const xml = { 'Content-Type': 'application/xml' };
  expect((await helper.post('/kiem-tra/lines', '<a/>', xml)).status).toBe(415);
});

test('whoever sends without a pause is told when to go on', async () => {
  const { helper } = await open();
  const sent = Array.from({ length: 12 }, () =>
    helper.post('/kiem-tra/lines', { lines: ['nokia 1280'] }),
  );
  const refused = (await Promise.all(sent)).filter(({ status }) => status === 429);
  expect(refused).not.toEqual([]);
  expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('pages carry the headers of pages and first open within 50 kB', async () => {
  const { helper } = await open();
  const { html, headers } = await helper.get('/kiem-tra');
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(headers.get('cache-control')).toBe('no-store');
  const linked = [...html.matchAll(/(?:href|src)="(\/[^"]*\.(?:css|js|svg))"/g)].map(
    ([, address = '']) => address,
  );
  const [script = ''] = linked.filter((address) => address.endsWith('check.js'));
  const parts = ['results.js', 'table.js'].map((name) => script.replace('check.js', name));
  const files = await Promise.all(
    [...new Set([...linked, ...parts])].map(async (address) => {
      const response = await helper.raw(address);
      expect(response.status, address).toBe(200);
      return gzipSync(await response.bytes()).length;
    }),
  );
  const total = files.reduce((sum, size) => sum + size, gzipSync(html).length);
  expect(files.length).toBeGreaterThanOrEqual(7);
  expect(total).toBeLessThan(50_000);
});
