import type { Browser, FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ContextOptions, launchChromium, visit } from '../helpers/browser.ts';
import { startWeb } from '../helpers/web-server.ts';
import { startWidgetHost } from '../helpers/widget-host.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const DESKTOP: ContextOptions = { viewport: { width: 1280, height: 800 } };

async function openHost(options: ContextOptions = DESKTOP) {
  const host = await startWidgetHost();
  const web = await startWeb({ settings: { embedOrigins: [host.url] } });
  host.assistant = web.url;
  const opened = await visit(browser, host.url, options);
  return { web, host, ...opened, chat: opened.page.frameLocator('iframe') };
}

function launcher(page: Page) {
  return page.getByRole('button', { name: 'Hỏi Trợ lý 2G' });
}

async function ask(chat: FrameLocator, text: string) {
  // Shown by the script: before it runs, Enter only begins a new line.
  await chat.locator('#print:not([hidden])').waitFor({ state: 'attached' });
  await chat.locator('#text').fill(text);
  await chat.locator('#text').press('Enter');
}

test('one script tag: a button, then the chat, in a page with a strict policy of its own', async () => {
  const { page, chat, troubles } = await openHost();
  expect(await launcher(page).getAttribute('aria-expanded')).toBe('false');
  expect(await page.locator('iframe').count()).toBe(0);
  await launcher(page).click();
  expect(await launcher(page).getAttribute('aria-expanded')).toBe('true');
  await ask(chat, 'nokia 1280');
  await chat.getByText('Không dùng được').waitFor();
  expect(troubles.filter((trouble) => !trouble.includes('favicon'))).toEqual([]);
});

test('the styles of the page around it do not reach it', async () => {
  const { page } = await openHost();
  const look = await page.evaluate(`
    const { shadowRoot } = document.querySelector('tro-ly-2g');
    const { fontStyle, textTransform, backgroundColor } = getComputedStyle(shadowRoot.querySelector('button'));
    ({ fontStyle, textTransform, backgroundColor });`);
  expect(look).toEqual({
    fontStyle: 'normal',
    textTransform: 'none',
    backgroundColor: 'rgb(11, 107, 83)',
  });
});

test('without its cookie the conversation is there again when the page comes back', async () => {
  const { page, chat, context } = await openHost();
  await launcher(page).click();
  await ask(chat, 'nokia 1280');
  await chat.getByText('Không dùng được').waitFor();
  expect(await context.cookies()).toEqual([]);
  await page.reload();
  await launcher(page).click();
  await chat.getByText('Không dùng được').waitFor();
  await ask(chat, 'câu thứ hai');
  await chat.getByText('2: câu thứ hai').waitFor();
});

test('in the frame, too, one changes the language and deletes the conversation', async () => {
  const { web, page, chat } = await openHost();
  await launcher(page).click();
  await ask(chat, 'xin chào');
  await chat.getByText('1: xin chào').waitFor();
  await chat.getByRole('button', { name: 'English' }).click();
  await chat.getByText('2: l:en').waitFor();
  await chat.getByText('Who answers, and your data').click();
  await chat.getByText('Delete the conversation').click();
  await chat.getByRole('button', { name: 'Delete everything' }).click();
  await chat.getByText('The conversation is deleted.').waitFor();
  expect(await web.store.db.selectFrom('webSession').selectAll().execute()).toEqual([]);
});

test('a frame that is denied all storage talks as long as its page lives', async () => {
  const { page, chat, context } = await openHost();
  await context.addInitScript(`
    Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied'); } });`);
  await page.reload();
  await launcher(page).click();
  await ask(chat, 'một');
  await chat.getByText('1: một').waitFor();
  await ask(chat, 'hai');
  await chat.getByText('2: hai').waitFor();
});

test('Escape closes it from inside and gives the focus back', async () => {
  const { page, chat } = await openHost();
  await launcher(page).focus();
  await page.keyboard.press('Enter');
  await chat.locator('#text:focus').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('iframe').waitFor({ state: 'hidden' });
  expect(await launcher(page).getAttribute('aria-expanded')).toBe('false');
  expect(await launcher(page).evaluate((button) => button.matches(':focus'))).toBe(true);
});

test('an answer that comes while it is closed is counted on the button', async () => {
  const { page, chat } = await openHost();
  await launcher(page).click();
  await chat.locator('#text').fill('câu hỏi');
  await page.route('**/chat/messages*', async (route) => {
    await page.getByRole('button', { name: 'Đóng' }).click();
    await route.continue();
  });
  await chat.locator('#text').press('Enter');
  await page.getByRole('button', { name: 'Hỏi Trợ lý 2G (1 trả lời chưa đọc)' }).click();
  await chat.getByText('1: câu hỏi').waitFor();
  expect(await launcher(page).textContent()).not.toContain('1');
});

test('on a phone it takes the whole screen, and Tab stays in it', async () => {
  const { page, chat } = await openHost({ viewport: { width: 390, height: 844 } });
  await launcher(page).click();
  await chat.locator('#text').waitFor();
  const box = await page.getByRole('dialog').boundingBox();
  expect(box).toEqual({ x: 0, y: 0, width: 390, height: 844 });
  expect(await page.getByRole('dialog').getAttribute('aria-modal')).toBe('true');
  const close = page.getByRole('button', { name: 'Đóng' });
  await close.focus();
  let rounds = 0;
  for (let press = 0; press < 60; press += 1) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.tagName')).not.toBe('A');
    if (await close.evaluate((button) => button.matches(':focus'))) rounds += 1;
  }
  expect(rounds).toBeGreaterThan(0);
});

test('messages of strangers do nothing', async () => {
  const { page, chat } = await openHost();
  await launcher(page).click();
  await chat.locator('#text').waitFor();
  await page.evaluate(`
    postMessage({ app: 'tro-ly-2g', type: 'close' }, '*');
    const frame = document.querySelector('tro-ly-2g').shadowRoot.querySelector('iframe');
    frame.contentWindow.postMessage({ app: 'tro-ly-2g', type: '__proto__' }, '*');
    frame.contentWindow.postMessage('tro-ly-2g', '*');
    frame.contentWindow.postMessage(null, '*');`);
  await ask(chat, 'vẫn còn đây');
  await chat.getByText('1: vẫn còn đây').waitFor();
  expect(await page.getByRole('dialog').isVisible()).toBe(true);
});

test('a site that was not named cannot show the chat in a frame', async () => {
  const host = await startWidgetHost();
  const web = await startWeb({ settings: { embedOrigins: ['https://elsewhere.example'] } });
  host.assistant = web.url;
  const { page, troubles } = await visit(browser, host.url, DESKTOP);
  await launcher(page).click();
  await expect.poll(() => troubles.join()).toContain('frame-ancestors');
});
