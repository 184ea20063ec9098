import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium, visit } from '../helpers/browser.ts';
import { startWeb } from '../helpers/web-server.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** High enough that the dock at its foot covers nothing, which axe would take for a small target. */
const WHOLE = { viewport: { width: 390, height: 3000 } };

/** What axe finds, as one line each. */
async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
}

test.each([
  ['light', 'light', '1.normal.vi'],
  ['dark', 'dark', '1.normal.vi'],
  ['high contrast', 'light', '1.more.vi'],
  ['high contrast in the dark', 'dark', '1.more.en'],
  ['the largest text', 'light', '4.normal.en'],
] as const)('axe finds nothing: %s', async (_name, colorScheme, view) => {
  const web = await startWeb();
  const { page, context } = await visit(browser, 'about:blank', { ...WHOLE, colorScheme });
  await context.addCookies([{ name: 'view', value: view, url: web.url }]);
  await page.goto(`${web.url}/chat`);
  expect(await violations(page)).toEqual([]);
  await page.locator('.about summary').first().click();
  await page.locator('#text').fill('nokia 1280');
  await page.keyboard.press('Enter');
  await page.locator('.card').waitFor();
  await page.locator('#helpful').waitFor();
  await page.route('**/chat/messages*', (route) => route.abort());
  await page.locator('#text').fill('câu không gửi được');
  await page.keyboard.press('Enter');
  await page.locator('button.st').waitFor();
  expect(await violations(page)).toEqual([]);
});

test('axe finds nothing: notices and error pages', async () => {
  const web = await startWeb();
  const { page, context } = await visit(browser, `${web.url}/khong-co`, WHOLE);
  expect(await violations(page)).toEqual([]);
  await context.addCookies([{ name: 'chat', value: 'forged', url: `${web.url}/chat` }]);
  await page.goto(`${web.url}/chat`);
  await page.locator('.note').waitFor();
  expect(await violations(page)).toEqual([]);
});

test('everything that one can press is at least 44 pixels high', async () => {
  const web = await startWeb();
  const { page } = await visit(browser, `${web.url}/chat`);
  await page.locator('.about summary').first().click();
  await page.locator('#text').fill('nokia 1280');
  await page.keyboard.press('Enter');
  await page.locator('#helpful').waitFor();
  const low = await page.evaluate<string[]>(`
    [...document.querySelectorAll('button, summary, .button, textarea')]
      .filter((target) => target.checkVisibility() && target.getBoundingClientRect().height < 44)
      .map((target) => target.outerHTML)`);
  expect(low).toEqual([]);
});

test('a screen reader hears each new message once, and none of the old ones', async () => {
  const web = await startWeb();
  const { page } = await visit(browser, `${web.url}/chat`);
  await page.locator('#text').fill('một');
  await page.keyboard.press('Enter');
  await page.getByText('1: một').waitFor();
  await page.reload();
  // Whatever is added to the live region is read aloud.
  await page.evaluate(`
    window.added = [];
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) {
        for (const node of addedNodes) if (node.nodeName === 'ARTICLE') added.push(node.textContent);
      }
    }).observe(document.querySelector('[role=log]'), { childList: true, subtree: true });`);
  await page.locator('#text').fill('hai');
  await page.keyboard.press('Enter');
  await page.getByText('2: hai').waitFor();
  expect(await page.evaluate('added')).toEqual([
    expect.stringContaining('hai'),
    expect.stringContaining('2: hai'),
  ]);
  expect(await page.locator('[role=log] [role=status], [role=log] form').count()).toBe(0);
});

test('every message says its language', async () => {
  const web = await startWeb();
  const { page } = await visit(browser, `${web.url}/chat`);
  await page.locator('#text').fill('nokia 1280');
  await page.keyboard.press('Enter');
  await page.locator('.card').waitFor();
  expect(await page.locator('article:not([lang])').count()).toBe(0);
});
