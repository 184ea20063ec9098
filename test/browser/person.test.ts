/** The citizen's page, live, while a person is asked for, writes, and is gone again. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium, visit } from '../helpers/browser.ts';
import { startWebDesk } from '../helpers/web-desk.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

async function askForPerson(page: Page): Promise<void> {
  // Shown by the script: before it runs, Enter only begins a new line.
  await page.locator('#print:not([hidden])').waitFor({ state: 'attached' });
  await page.locator('#text').fill('gặp người thật');
  await page.keyboard.press('Enter');
  await page.getByText('Đang chờ người trực').waitFor();
}

const IN_CHARGE = 'Bạn đang nói chuyện với người trực';

test('the banner follows who is in charge, without a reload', async () => {
  const { web, desk } = await startWebDesk();
  const { page, troubles } = await visit(browser, `${web.url}/chat`);
  expect(await page.locator('#person').isVisible()).toBe(false);
  await askForPerson(page);
  expect(await page.locator('#bar').isVisible()).toBe(true);
  await desk.take();
  await page.getByText(IN_CHARGE).waitFor();
  expect(await page.locator('#bar').isVisible()).toBe(false);
  await desk.answer('Chào bác, cháu nghe đây.');
  await page.locator('.agent').getByText('Chào bác').waitFor();
  await page.locator('#text').fill('máy tôi hỏng');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('.me .st').last().textContent()).toBe('14:00');
  expect(await page.locator('#wait').textContent()).toBe('');
  await page.reload();
  await page.getByText(IN_CHARGE).waitFor();
  await page.getByRole('button', { name: 'Nói chuyện với máy' }).click();
  await page.getByText('Từ giờ máy trả lời bạn').waitFor();
  await page.locator('#person').waitFor({ state: 'hidden' });
  expect(await page.locator('#bar').isVisible()).toBe(true);
  expect((await desk.ticket()).state).toBe('abandoned');
  expect(troubles).toEqual([]);
});

test('each side sees that the other is writing', async () => {
  const { web, desk } = await startWebDesk();
  const told: string[] = [];
  web.bot.typing.subscribe((_address, who) => told.push(who));
  const { page, troubles } = await visit(browser, `${web.url}/chat`);
  await askForPerson(page);
  await page.locator('#text').pressSequentially('đang chờ');
  await desk.take();
  await page.getByText(IN_CHARGE).waitFor();
  expect(told).toEqual([]);
  const conversation = web.bot.db.selectFrom('conversation').select('address');
  const { address } = await conversation.executeTakeFirstOrThrow();
  web.bot.typing.agent(address);
  const sign = page.getByRole('status').filter({ hasText: 'Người trực đang viết…' });
  await sign.waitFor();
  await page.locator('#text').pressSequentially(' ở xã Phú Nghĩa');
  await expect.poll(() => told).toEqual(['agent', 'citizen']);
  await desk.answer('Cháu nghe đây.');
  await page.locator('.agent').waitFor();
  expect(await sign.count()).toBe(0);
  expect(troubles).toEqual([]);
});

test('the sign that somebody writes fades by itself', async () => {
  const { web, desk } = await startWebDesk();
  const { page } = await visit(browser, `${web.url}/chat`);
  await askForPerson(page);
  await desk.take();
  await page.getByText(IN_CHARGE).waitFor();
  await page.clock.install();
  const conversation = web.bot.db.selectFrom('conversation').select('address');
  web.bot.typing.agent((await conversation.executeTakeFirstOrThrow()).address);
  await page.getByText('Người trực đang viết…').waitFor();
  await page.clock.fastForward(6500);
  await expect.poll(() => page.locator('#wait').textContent()).toBe('');
});

test('afterwards the assistant is back, and one tap rates the help', async () => {
  const { web, desk } = await startWebDesk();
  const { page, troubles } = await visit(browser, `${web.url}/chat`);
  await askForPerson(page);
  await desk.take();
  await desk.answer('Xong rồi bác nhé.');
  await desk.close();
  await page.getByRole('button', { name: 'Rất tốt' }).click();
  await page.getByText('Cảm ơn bạn đã cho biết.').waitFor();
  expect((await desk.ticket()).rating).toBe(3);
  await page.getByRole('button', { name: 'Gửi lại bản ghi' }).click();
  await page.locator('.bot').getByText('Bản ghi cuộc trò chuyện với người trực').waitFor();
  expect(troubles).toEqual([]);
});

test('the conversation can be kept as a file', async () => {
  const { web } = await startWebDesk();
  const { page } = await visit(browser, `${web.url}/chat`);
  await askForPerson(page);
  await page.locator('.about summary').first().click();
  const arriving = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Tải cuộc trò chuyện' }).click();
  expect((await arriving).suggestedFilename()).toBe('tro-ly-2g-2026-11-24.txt');
});

test.each([
  ['light', 'light', 390],
  ['dark', 'dark', 320],
] as const)(
  'axe finds nothing, and nothing sticks out: %s, %s',
  async (_name, colorScheme, width) => {
    const { web, desk } = await startWebDesk();
    const viewport = { width, height: 3000 };
    const { page } = await visit(browser, `${web.url}/chat`, { viewport, colorScheme });
    await askForPerson(page);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await desk.take();
    await page.getByText(IN_CHARGE).waitFor();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    const button = page.getByRole('button', { name: 'Nói chuyện với máy' });
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  },
);
