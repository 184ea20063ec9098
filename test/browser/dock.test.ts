/** The dock at the foot of the page: what it may never hide. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium, visit } from '../helpers/browser.ts';
import { Browserlike } from '../helpers/browserlike.ts';
import { startWeb } from '../helpers/web-server.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

test('the composer never covers the end of the last answer', async () => {
  const web = await startWeb();
  const { page } = await visit(browser, `${web.url}/chat`);
  await page.locator('#text').fill('nokia 1280');
  await page.keyboard.press('Enter');
  await page.getByText('Có ích không?').waitFor();
  await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
  const bottom = await page.locator('#helpful').evaluate((e) => e.getBoundingClientRect().bottom);
  const dock = await page.locator('.dock').evaluate((e) => e.getBoundingClientRect().top);
  expect(bottom).toBeLessThanOrEqual(dock);
});

test('"Có ích không?" is not cut in half where the whole answer has room', async () => {
  const web = await startWeb();
  const { page } = await visit(browser, `${web.url}/chat`);
  const ask = async (turn: number) => {
    await page.locator('#text').fill('nokia 1280');
    await page.keyboard.press('Enter');
    await page
      .locator('.log .bot')
      .nth(turn - 1)
      .waitFor();
    await page.locator('#helpful').waitFor();
  };
  const top = (selector: string) =>
    page.locator(selector).evaluate((e) => e.getBoundingClientRect().top);
  await ask(1);
  // A window whose dock would begin in the middle of the buttons, with the question on top.
  const needed = (await top('#helpful')) - (await top('.me')) + 55;
  const dock = await page.locator('.dock').evaluate((e) => e.getBoundingClientRect().height);
  await page.setViewportSize({ width: 390, height: Math.round(needed + dock) });
  await ask(2);
  const bottom = await page.locator('#helpful').evaluate((e) => e.getBoundingClientRect().bottom);
  expect(bottom).toBeLessThanOrEqual(await top('.dock'));
});

test('news of an answer covers nothing that is being read, and goes when the answer is seen', async () => {
  const web = await startWeb();
  const { page } = await visit(browser, `${web.url}/chat`, {
    viewport: { width: 360, height: 640 },
  });
  await page.locator('#text').fill('nokia 1280');
  await page.keyboard.press('Enter');
  await page.locator('.log .bot').first().waitFor();
  const [address, nonce] = [`${web.url}/chat/messages`, new Browserlike(web.url).nonce()];
  await page.evaluate('scrollTo(0, 0)');
  await page.request.post(address, {
    headers: { Origin: web.url },
    data: { id: crypto.randomUUID(), nonce: await nonce, text: 'từ trang khác' },
  });
  const news = page.getByRole('button', { name: 'Có trả lời mới' });
  await news.waitFor();
  const box = await news.evaluate((e) => e.getBoundingClientRect().top);
  expect(box).toBeGreaterThanOrEqual(
    await page.locator('.dock').evaluate((e) => e.getBoundingClientRect().top),
  );
  await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
  await news.waitFor({ state: 'hidden' });
});
