/** Pictures and recordings of citizens, in a real browser at the desk. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium, visit } from '../helpers/browser.ts';
import { startFiles } from '../helpers/desk-files.ts';
import { signedIn } from '../helpers/staff.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** A red dot. */
const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

type World = Awaited<ReturnType<typeof startFiles>>;

/** Opens the ticket at the desk, signed in. */
async function atTicket({ web, code }: World, options: { javaScriptEnabled?: boolean } = {}) {
  const agent = await signedIn(web, ['agent']);
  const viewport = { width: 1366, height: 768 };
  const opened = await visit(browser, `${web.url}/chat`, { viewport, ...options });
  await opened.context.addCookies(agent.cookiesFor(web.url));
  // Without JavaScript the page never ends loading: that is how the desk knows that it is open.
  await opened.page.goto(`${web.url}/console/desk/${code}`, { waitUntil: 'domcontentloaded' });
  return opened;
}

async function sayWhy(page: Page): Promise<void> {
  await page.locator('details.file > summary').click();
  await page.getByLabel('Vì sao cần mở?').fill('đọc tên máy');
  await page.getByLabel('Vì sao cần mở?').press('Enter');
}

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).include('.file').analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

test('a picture is shown below its message once somebody has said why', async () => {
  const world = await startFiles();
  await world.send({ bytes: DOT, type: 'image/png' }, {}, 'máy này');
  const { page, context, troubles } = await atTicket(world);
  await page.locator('details.file > summary').click();
  expect(await violations(page)).toEqual([]);
  await page.locator('details.file > summary').click();
  await sayWhy(page);
  const picture = page.getByRole('img', { name: 'Ảnh' });
  await picture.waitFor();
  expect(await picture.evaluate((img: { naturalWidth?: number }) => img.naturalWidth)).toBe(1);
  expect(await violations(page)).toEqual([]);
  const [tab] = await Promise.all([context.waitForEvent('page'), page.keyboard.press('Enter')]);
  await tab.getByRole('img').waitFor();
  expect(await world.deeds()).toHaveLength(1);
  expect(troubles).toEqual([]);
});

test('what calls itself a picture and is none is offered to be saved', async () => {
  const world = await startFiles();
  const path = await world.send({ bytes: '<script>alert(1)</script>', type: 'image/png' });
  const { page } = await atTicket(world);
  await sayWhy(page);
  const save = page.getByRole('link', { name: 'Lưu tệp về máy này' });
  await save.waitFor();
  expect(await save.getAttribute('href')).toBe(world.web.url + path);
  const [saved] = await Promise.all([page.waitForEvent('download'), save.click()]);
  expect(saved.suggestedFilename()).toMatch(/^TL-[A-Z0-9]{4}-[0-9a-f]{6}\.bin$/);
  expect(page.url()).toContain('/console/desk/TL-');
});

/** 23 milliseconds of silence in AAC, in the frame of a recording of the Zalo Bot Platform. */
const SILENCE = Buffer.from('fff15080021ffc210049900219002380', 'hex');

test('a recording is played below its message', async () => {
  const world = await startFiles();
  const bytes = Buffer.concat(Array.from({ length: 200 }, () => SILENCE));
  await world.send({ bytes, type: 'application/octet-stream' }, { kind: 'voice' });
  const { page, troubles } = await atTicket(world);
  await sayWhy(page);
  const player = page.locator('audio[aria-label="Ghi âm"]');
  await player.waitFor();
  const seconds = await player.evaluate((audio: { duration?: number }) => audio.duration);
  expect(seconds).toBeCloseTo(4.6, 0);
  expect(await violations(page)).toEqual([]);
  expect(troubles).toEqual([]);
});

test('a recording that cannot be had is explained, and can be asked for again', async () => {
  const world = await startFiles();
  await world.send({ bytes: '', fault: { status: 404 } }, { kind: 'voice' });
  const { page } = await atTicket(world);
  await sayWhy(page);
  await page.getByText('Kênh không còn giữ tệp này.').waitFor();
  expect(await page.getByRole('button', { name: 'Mở', exact: true }).isVisible()).toBe(true);
  expect(await violations(page)).toEqual([]);
});

test('without JavaScript the file opens in a tab of its own', async () => {
  const world = await startFiles();
  await world.send({ bytes: DOT });
  const { page, context } = await atTicket(world, { javaScriptEnabled: false });
  const [tab] = await Promise.all([context.waitForEvent('page'), sayWhy(page)]);
  await tab.waitForURL(/\/console\/desk\/attachments\//);
  expect(await tab.locator('img').count()).toBe(1);
});

test('a page in disguise is saved, never opened', async () => {
  const world = await startFiles();
  await world.send({ bytes: '<h1>Đăng nhập</h1>', type: 'text/html' }, { kind: 'file' });
  const { page, context } = await atTicket(world);
  const given: (string | undefined)[] = [];
  context.on('response', (response) => {
    if (response.url().includes('/attachments/') && response.status() === 200) {
      given.push(response.headers()['content-disposition']);
    }
  });
  await sayWhy(page);
  // A tab of which nothing is left but a file on the disk closes by itself.
  await expect.poll(() => given).toEqual([expect.stringMatching(/^attachment; .*\.bin"$/)]);
  await expect.poll(() => context.pages().length).toBe(1);
});
