import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openContent } from '../../src/content/files.ts';
import { type ContextOptions, launchChromium, visit } from '../helpers/browser.ts';
import { ROOT } from '../helpers/content.ts';
import { startWeb } from '../helpers/web-server.ts';

const content = openContent(ROOT, '2026-11-22');
const LIST = 'nokia 1280\nno kia 1o5 4G\nnokia 105\niphone 4\n010201001234568\nmáy lạ xyz';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

async function open(options: ContextOptions = {}) {
  const web = await startWeb({ content });
  return { web, ...(await visit(browser, `${web.url}/kiem-tra`, options)) };
}

async function check(page: Page, list: string) {
  // Typing thousands of lines, which `fill` does, takes half a minute; pasting does not.
  await page
    .locator('#list')
    .evaluate((field, text) => Object.assign(field, { value: text }), list);
  await page.locator('#go').click();
}

async function chooseFile(page: Page, name: string, bytes: string | Buffer) {
  const buffer = Buffer.from(bytes);
  await page.locator('#file').setInputFiles({ name, mimeType: 'text/csv', buffer });
}

/** The file that the page gives to take home. */
async function download(page: Page): Promise<string[]> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('#download').click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^ket-qua-kiem-tra-may-\d{4}-\d\d-\d\d\.csv$/);
  return (await readFile(await file.path(), 'utf8')).trimEnd().split('\r\n');
}

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
}

test('a pasted list is checked without a reload, and the file is the one without JavaScript', async () => {
  const { page, troubles } = await open();
  await check(page, LIST);
  await page.getByText('Đã kiểm tra xong 6 dòng.').first().waitFor();
  expect(await page.locator('#rows tr').count()).toBe(6);
  expect(await page.locator('#groups li').first().innerText()).toMatch(/Không dùng được\s+2 máy/);
  expect(await page.evaluate('document.activeElement.id')).toBe('result-title');
  const withScript = await download(page);
  expect(troubles).toEqual([]);

  const { page: plain } = await open({ javaScriptEnabled: false });
  expect(await plain.locator('#file').isVisible()).toBe(false);
  await check(plain, LIST);
  await plain.locator('#rows tr').nth(5).waitFor();
  expect(await plain.locator('#rows').innerText()).toBe(await page.locator('#rows').innerText());
  expect(await download(plain)).toEqual(withScript);
});

test('of a table only the column of handsets leaves the device; the file holds all columns', async () => {
  const { page } = await open();
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.postData() ?? ''));
  await chooseFile(
    page,
    'ap-3.csv',
    '\uFEFFHọ tên;Số điện thoại;Tên máy\r\n"Bà Tư; ấp 3";0912345678;Nokia 1280\r\n=1+1;;iphone 4\r\n',
  );
  expect(await page.locator('#column option:checked').innerText()).toBe('Tên máy');
  await page.locator('#go').click();
  await page.getByText('Đã kiểm tra xong 2 dòng.').first().waitFor();
  expect(sent.join()).toContain('Nokia 1280');
  expect(sent.join()).not.toMatch(/Bà Tư|0912345678/);
  const [header, first, second] = await download(page);
  expect(header).toMatch(/^\uFEFF"Họ tên","Số điện thoại","Trong danh sách","Mình hiểu là",/);
  expect(first).toMatch(/^"Bà Tư; ấp 3","0912345678","Nokia 1280","Nokia 1280","2G",/);
  expect(second).toMatch(/^"'=1\+1","","iphone 4","Apple iPhone 4","3G",/);
});

test('cells copied from a spreadsheet are a table too, and the helper may choose the column', async () => {
  const { page } = await open();
  await page.locator('#list').fill('Bà Tư\tnokia 1280\nÔng Bảy\tiphone 4');
  await page.locator('#column').selectOption({ index: 1 });
  await page.locator('#header').setChecked(false);
  await page.locator('#go').click();
  await page.getByText('Đã kiểm tra xong 2 dòng.').first().waitFor();
  expect(await page.locator('#rows .query').allInnerTexts()).toEqual(['nokia 1280', 'iphone 4']);
});

test.each([
  ['UTF-16, as "Unicode text"', Buffer.from('\uFEFFTên máy\tGhi chú\r\nmáy lạ ở ấp\tx', 'utf16le')],
  ['the Vietnamese code page', Buffer.from('m\xe1y l\xaa \xab,', 'latin1')],
])('reads files that Excel writes in %s', async (_, bytes) => {
  const { page } = await open();
  await chooseFile(page, 'list.txt', bytes);
  await page.locator('#header').setChecked(bytes.length > 20);
  await page.locator('#go').click();
  await page.locator('#rows tr').first().waitFor();
  expect(await page.locator('#rows .query').first().innerText()).toMatch(/^máy l/);
});

test('what is no text, too long or empty is refused with one sentence', async () => {
  const { page } = await open();
  await chooseFile(page, 'list.xlsx', Buffer.from('PK\x03\x04\0\0'));
  await page.getByText('Đây không phải tệp chữ').waitFor();
  expect(await page.locator('#file').inputValue()).toBe('');
  await chooseFile(page, 'list.csv', 'nokia 1280');
  await page.getByText('Đây không phải tệp chữ').waitFor({ state: 'hidden' });
  // By its mark or by its name alone.
  await chooseFile(page, 'list.csv', 'PK\x03\x04 and so on');
  await page.getByText('Đây không phải tệp chữ').waitFor();
  await chooseFile(page, 'list.csv', 'nokia 1280');
  await page.getByText('Đây không phải tệp chữ').waitFor({ state: 'hidden' });
  await chooseFile(page, 'list.XLSX', 'PK');
  await page.getByText('Đây không phải tệp chữ').waitFor();
  await chooseFile(page, 'list.csv', Buffer.alloc(5 * 1024 * 1024 + 1, 'a'));
  await page.getByText('Tệp lớn hơn 5 MB.').waitFor();
  await check(page, 'nokia 1280\n'.repeat(2001));
  await page.getByText('Ô này chỉ nhận 2.000 dòng.').waitFor();
  await check(page, ' \n ');
  await page.getByText('Bạn chưa đưa dòng nào.').waitFor();
});

test('a broken line stops at what is done, and goes on from there', async () => {
  const { page, context } = await open();
  let parts = 0;
  await page.route('**/kiem-tra/lines*', async (route) => {
    parts += 1;
    if (parts === 3) await context.setOffline(true);
    await route.continue();
  });
  await chooseFile(page, 'list.txt', 'nokia 1280\n'.repeat(1250));
  await page.locator('#go').click();
  await page.getByText('Mất mạng. Phần đã làm còn nguyên').waitFor();
  expect(await page.locator('#done').innerText()).toBe('Đã dừng ở dòng 400/1.250.');
  expect(await page.locator('#bar').getAttribute('value')).toBe('400');
  await context.setOffline(false);
  await page.locator('#resume').click();
  await page.getByText('Đã kiểm tra xong 1.250 dòng.').first().waitFor();
  expect(await page.locator('#groups b').allInnerTexts()).toEqual(['1250 máy']);
  expect(await page.locator('#rows tr').count()).toBe(1000);
  expect(await page.locator('#first-rows').innerText()).toContain('1000 dòng đầu');
  expect(await download(page)).toHaveLength(1251);
});

test('the helper may stop', async () => {
  const { page } = await open();
  await page.route('**/kiem-tra/lines*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 200));
    await route.continue();
  });
  await check(page, 'nokia 1280\n'.repeat(2000));
  await page.getByText('Đã kiểm tra 200/2.000 dòng').waitFor();
  await page.locator('#stop').click();
  await page
    .getByText(/^Đã dừng ở dòng \d+00\/2\.000\.$/)
    .first()
    .waitFor();
  expect(await page.locator('#notice').isVisible()).toBe(false);
  expect(await page.locator('#resume').isVisible()).toBe(true);
});

test.each([
  ['light', 'light', '1.normal.vi', 390],
  ['dark', 'dark', '1.normal.en', 1280],
  ['high contrast', 'light', '1.more.vi', 768],
  ['the largest text on the smallest screen', 'light', '4.normal.vi', 320],
] as const)('axe finds nothing and nothing sticks out: %s', async (_, colorScheme, view, width) => {
  const { web, page, context } = await open({ colorScheme, viewport: { width, height: 800 } });
  await context.addCookies([{ name: 'view', value: view, url: web.url }]);
  await page.goto(`${web.url}/kiem-tra`);
  expect(await violations(page)).toEqual([]);
  await page.locator('#list').fill('Bà Tư\tnokia 1280\n');
  await page.locator('#columns').waitFor();
  await check(page, LIST);
  await page.locator('#rows tr').nth(5).waitFor();
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
});

test('everything that one can press is at least 44 pixels high', async () => {
  const { page } = await open();
  await check(page, LIST);
  await page.locator('#rows tr').nth(5).waitFor();
  for (const target of await page.locator('main :is(button, select, a.button, input)').all()) {
    const box = await target.boundingBox();
    if (box !== null) expect(box.height, await target.innerText()).toBeGreaterThanOrEqual(44);
  }
});

test('a change of text size keeps the list that was pasted', async () => {
  const { page } = await open();
  await page.locator('#list').fill(LIST);
  await page.locator('#display [value=larger]').click();
  expect(await page.evaluate('document.documentElement.dataset.size')).toBe('2');
  expect(await page.locator('#list').inputValue()).toBe(LIST);
});
