import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium, visit } from '../helpers/browser.ts';
import { Browserlike } from '../helpers/browserlike.ts';
import { freshSettings } from '../helpers/databases.ts';
import { startWeb } from '../helpers/web-server.ts';

/** A device with a Vietnamese voice, of which Chromium in a container has none. */
const VOICE = `
  const spoken = [];
  Object.defineProperty(window, 'speechSynthesis', {
    value: Object.assign(new EventTarget(), {
      spoken,
      speaking: false,
      getVoices: () => [{ lang: 'vi-VN', name: 'Linh' }],
      speak: (words) => spoken.push(words.text),
      cancel: () => undefined,
    }),
  });
  window.SpeechSynthesisUtterance = class extends EventTarget {
    constructor(text) {
      super();
      this.text = text;
    }
  };`;

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

test('a question is answered without reloading the page', async () => {
  const web = await startWeb();
  const { page, troubles } = await visit(browser, `${web.url}/chat`);
  await page.evaluate(`document.body.setAttribute('data-same-page', '')`);
  await page.getByLabel('Viết câu hỏi của bạn').fill('nokia 1280');
  await page.keyboard.press('Enter');
  const answer = page.locator('.bot').last();
  await answer.getByText('Không dùng được').waitFor();
  expect(await answer.getByRole('link', { name: '1800 0000' }).getAttribute('href')).toBe(
    'tel:18000000',
  );
  await page.getByText('Có ích không?').waitFor();
  expect(await page.locator('body[data-same-page]').count()).toBe(1);
  expect(troubles).toEqual([]);
});

test('buttons ask, also those of an earlier answer, and appear by their labels', async () => {
  const web = await startWeb();
  const { page } = await visit(browser, `${web.url}/chat`);
  await page.getByRole('button', { name: /^Kiểm tra máy Máy có gọi/ }).click();
  await page.getByRole('button', { name: 'Nokia 1280' }).click();
  await page.getByText('2: f:1280').waitFor();
  await page.getByRole('button', { name: 'Nokia 1280' }).click();
  await page.getByText('3: f:1280').waitFor();
  expect(await page.locator('.me .vh + p').allTextContents()).toEqual([
    'Kiểm tra máy',
    'Nokia 1280',
    'Nokia 1280',
  ]);
});

test('a double tap asks once; a later tap on the same button asks again', async () => {
  const web = await startWeb();
  const { page } = await visit(browser, `${web.url}/chat`);
  const answers = page.locator('.log .bot');
  await page.getByRole('button', { name: /^Kiểm tra máy Máy có gọi/ }).dblclick();
  await page.getByRole('button', { name: 'Nokia 1280' }).dblclick();
  await page.getByText('2: f:1280').waitFor();
  const atHand = page.locator('.bar').getByRole('button', { name: 'Khiếu nại' });
  await atHand.dblclick();
  await page.getByText('3: i:complaint').waitFor();
  await atHand.click();
  await page.getByText('4: i:complaint').waitFor();
  expect(await page.locator('.me').count()).toBe(4);
  expect(await answers.count()).toBe(4);
});

test('"Có ích không?" takes one tap and says thanks', async () => {
  const web = await startWeb();
  const { page } = await visit(browser, `${web.url}/chat`);
  await page.locator('#text').fill('nokia 1280');
  await page.getByRole('button', { name: 'Gửi', exact: true }).click();
  await page.getByRole('button', { name: 'Có', exact: true }).click();
  await page.getByText('Cảm ơn bạn').waitFor();
  expect(await page.getByText('Có ích không?').isVisible()).toBe(false);
  expect(await web.store.db.selectFrom('feedback').select('helpful').execute()).toEqual([
    { helpful: 1 },
  ]);
});

test('without JavaScript every part of it works', async () => {
  const web = await startWeb();
  const { page } = await visit(browser, `${web.url}/chat`, { javaScriptEnabled: false });
  await page.locator('#text').fill('nokia 1280');
  await page.getByRole('button', { name: 'Gửi', exact: true }).click();
  await page.getByText('Không dùng được').waitFor();
  await page.getByRole('button', { name: 'Không', exact: true }).click();
  await page.getByText('Cảm ơn bạn').waitFor();
  await page.locator('.ch').getByRole('button', { name: 'Hỗ trợ đổi máy' }).click();
  await page.getByText('2: i:offer-handset').waitFor();
  await page.getByRole('button', { name: 'Chữ to hơn' }).click();
  expect(await page.locator('html').getAttribute('data-size')).toBe('2');
  await page.getByText('Ai trả lời bạn, dữ liệu của bạn').click();
  await page.getByText('Xoá cuộc trò chuyện').click();
  await page.getByRole('button', { name: 'Xoá hết' }).click();
  await page.getByText('Đã xoá cuộc trò chuyện.').waitFor();
  expect(await page.locator('article').count()).toBe(0);
});

test('by keyboard alone: ask, choose, say that it helped', async () => {
  const web = await startWeb();
  const { page } = await visit(browser, `${web.url}/chat`);
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Tới ô viết câu hỏi');
  await page.keyboard.press('Enter');
  await page.keyboard.type('nokia 1280');
  await page.keyboard.press('Enter');
  await page.getByText('Không dùng được').waitFor();
  expect(await page.evaluate('document.activeElement.id')).toBe('text');
  const focused = () => page.evaluate<string>('document.activeElement.textContent.trim()');
  while ((await focused()) !== 'Hỗ trợ đổi máy') await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await page.getByText('2: i:offer-handset').waitFor();
  while ((await focused()) !== 'Có') await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.getByText('Cảm ơn bạn').waitFor();
});

test('while an input method composes a letter, Enter belongs to it', async () => {
  const web = await startWeb();
  const { page } = await visit(browser, `${web.url}/chat`);
  await page.locator('#text').fill('điện thoạ');
  await page.locator('#text').dispatchEvent('keydown', { key: 'Enter', isComposing: true });
  expect(await page.locator('.me').count()).toBe(0);
  await page.locator('#text').dispatchEvent('keydown', { key: 'Enter' });
  await page.locator('.me').waitFor();
});

test('what is written without a connection is kept, and goes out by itself when it is back', async () => {
  const web = await startWeb();
  const { page, context } = await visit(browser, `${web.url}/chat`);
  await page.locator('#text').fill('câu đầu');
  await page.keyboard.press('Enter');
  await page.getByText('1: câu đầu').waitFor();
  await context.setOffline(true);
  await page.locator('#text').fill('câu trên xe');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Chưa gửi, chạm để gửi lại' }).waitFor();
  await page.getByText('Mất mạng. Tin của bạn được giữ lại').waitFor();
  await context.setOffline(false);
  await page.getByText('2: câu trên xe').waitFor();
  expect(await page.getByText('Chưa gửi').count()).toBe(0);
});

test('a message that could not be sent outlives the page, and one tap sends it, once', async () => {
  const web = await startWeb();
  const { page } = await visit(browser, `${web.url}/chat`);
  await page.route('**/chat/messages*', (route) => route.abort());
  await page.locator('#text').fill('câu quan trọng');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Chưa gửi, chạm để gửi lại' }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Chưa gửi, chạm để gửi lại' }).waitFor();
  await page.unroute('**/chat/messages*');
  await page.getByRole('button', { name: 'Chưa gửi, chạm để gửi lại' }).click();
  await page.getByText('1: câu quan trọng').waitFor();
  await page.reload();
  await page.getByText('1: câu quan trọng').waitFor();
  expect(await page.locator('article').count()).toBe(2);
  expect(await web.store.db.selectFrom('inboundMessage').selectAll().execute()).toHaveLength(1);
});

test('an answer whose way back was cut is shown once, after the message was sent again', async () => {
  const web = await startWeb();
  const { page } = await visit(browser, `${web.url}/chat`);
  let cut = true;
  await page.route('**/chat/messages*', async (route) => {
    if (cut) await route.fetch();
    return cut ? route.abort() : route.continue();
  });
  await page.locator('#text').fill('một câu');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Chưa gửi, chạm để gửi lại' }).waitFor();
  cut = false;
  await page.getByRole('button', { name: 'Chưa gửi, chạm để gửi lại' }).click();
  await page.getByText('1: một câu').waitFor();
  expect(await page.locator('article').count()).toBe(2);
});

test('the stream resumes after a restart of the server: nothing lost, nothing twice', async () => {
  const database = await freshSettings('SQLite');
  const before = await startWeb({ database });
  const { page } = await visit(browser, `${before.url}/chat`);
  await page.locator('#text').fill('trước');
  await page.keyboard.press('Enter');
  await page.getByText('1: trước').waitFor();
  await before.stop();
  const after = await startWeb({ database, port: before.port });
  await page.locator('#text').fill('sau');
  await page.keyboard.press('Enter');
  await page.getByText('2: sau').waitFor();
  expect(await page.locator('.bot[id]').allTextContents()).toEqual([
    expect.stringContaining('1: trước'),
    expect.stringContaining('2: sau'),
  ]);
  await after.stop();
});

test('two pages of one browser show the same conversation', async () => {
  const web = await startWeb();
  const { page, context } = await visit(browser, `${web.url}/chat`);
  await page.locator('#text').fill('trang một');
  await page.keyboard.press('Enter');
  await page.getByText('1: trang một').waitFor();
  const other = await context.newPage();
  await other.goto(`${web.url}/chat`);
  await other.locator('#text').fill('trang hai');
  await other.keyboard.press('Enter');
  await other.getByText('2: trang hai').waitFor();
  await page.bringToFront();
  await page.getByText('2: trang hai').waitFor();
  expect(await page.locator('.me .vh + p').allTextContents()).toEqual(['trang một', 'trang hai']);
});

test('where a proxy lets no stream through, the page asks for what is new', async () => {
  const web = await startWeb();
  const { page, context } = await visit(browser, `${web.url}/chat`);
  await page.route('**/chat/stream*', (route) => route.abort());
  await page.locator('#text').fill('một');
  await page.keyboard.press('Enter');
  await page.getByText('1: một').waitFor();
  const elsewhere = new Browserlike(web.url);
  const [key] = await context.cookies(`${web.url}/chat`);
  elsewhere.setCookie('chat', key?.value ?? '');
  await elsewhere.write('hai');
  await page.getByText('2: hai').waitFor();
});

test('a key that has expired costs nothing that was written', async () => {
  const web = await startWeb();
  const { page } = await visit(browser, `${web.url}/chat`);
  await page.locator('#text').fill('trước');
  await page.keyboard.press('Enter');
  await page.getByText('1: trước').waitFor();
  await web.store.db.updateTable('webSession').set({ expiresAt: '2020-01-01' }).execute();
  await page.locator('#text').fill('sau');
  await page.keyboard.press('Enter');
  await page.getByText('1: sau').waitFor();
});

test('a conversation that has just begun can be deleted at once', async () => {
  const web = await startWeb();
  const { page } = await visit(browser, `${web.url}/chat`);
  await page.getByText('Ai trả lời bạn, dữ liệu của bạn').click();
  expect(await page.getByText('Xoá cuộc trò chuyện').isVisible()).toBe(false);
  await page.locator('#text').fill('bí mật');
  await page.keyboard.press('Enter');
  await page.getByText('1: bí mật').waitFor();
  await page.getByText('Xoá cuộc trò chuyện').click();
  await page.getByRole('button', { name: 'Xoá hết' }).click();
  await page.getByText('Đã xoá cuộc trò chuyện.').waitFor();
  expect(await page.locator('article').count()).toBe(0);
  expect(await web.store.db.selectFrom('conversation').selectAll().execute()).toEqual([]);
});

test('a link to a topic asks it at once, and only once', async () => {
  const web = await startWeb();
  const { page } = await visit(browser, `${web.url}/chat?hoi=complaint&nguon=loa-phuong`);
  await page.getByText('1: i:complaint').waitFor();
  expect(new URL(page.url()).search).toBe('?nguon=loa-phuong');
  await page.reload();
  expect(await page.locator('article').count()).toBe(2);
});

test('size and contrast change at once and are there after a reload', async () => {
  const web = await startWeb();
  const { page } = await visit(browser, `${web.url}/chat`);
  const kept = () => page.waitForResponse('**/chat/settings');
  await Promise.all([kept(), page.getByRole('button', { name: 'Chữ to hơn' }).click()]);
  await Promise.all([kept(), page.getByRole('button', { name: 'Tương phản' }).click()]);
  const html = page.locator('html');
  expect(await html.getAttribute('data-size')).toBe('2');
  expect(await html.getAttribute('data-contrast')).toBe('more');
  await page.reload();
  expect(await html.getAttribute('data-size')).toBe('2');
  expect(await html.getAttribute('data-contrast')).toBe('more');
  await page.getByRole('button', { name: 'Tương phản' }).click();
  expect(await html.getAttribute('data-contrast')).toBeNull();
});

test('HTML that somebody writes stays words, on the page and after a reload', async () => {
  const web = await startWeb();
  const { page, troubles } = await visit(browser, `${web.url}/chat`);
  const attack = '<img src=x onerror="document.title=1"><b>đậm</b>';
  await page.locator('#text').fill(attack);
  await page.keyboard.press('Enter');
  await page.getByText(`1: ${attack}`).waitFor();
  await page.reload();
  expect(await page.locator('article img, article b').count()).toBe(0);
  expect(await page.title()).not.toBe('1');
  expect(troubles).toEqual([]);
});

test('the newest answer can be read aloud where there is a Vietnamese voice', async () => {
  const web = await startWeb();
  const { page, context } = await visit(browser, `${web.url}/chat`);
  expect(await page.getByRole('button', { name: 'Nghe đọc' }).count()).toBe(0);
  await context.addInitScript(VOICE);
  await page.reload();
  await page.locator('#text').fill('nokia 1280');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Nghe đọc' }).click();
  const spoken = await page.evaluate<string[]>('speechSynthesis.spoken');
  expect(spoken.join(' ')).toMatch(/^Máy này không gọi được nữa\..*Nokia 1280.*4G\.$/s);
  expect(spoken.join(' ')).not.toContain('Nguồn');
  expect(spoken.every((part) => part.length <= 200)).toBe(true);
});

test.each([320, 390, 768, 1280])('nothing is cut off at %i px, at any text size', async (width) => {
  const web = await startWeb();
  const { page } = await visit(browser, `${web.url}/chat`, { viewport: { width, height: 700 } });
  await page.locator('#text').fill('nokia 1280');
  await page.keyboard.press('Enter');
  await page.getByText('Không dùng được').waitFor();
  for (let press = 0; press < 4; press += 1) {
    const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
    expect(wide).toBeLessThanOrEqual(width);
    await page.getByRole('button', { name: 'Chữ to hơn' }).click();
  }
});
