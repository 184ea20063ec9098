/** The desk in a real browser: with the keyboard, live, and for everybody. */
import { randomUUID } from 'node:crypto';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endSessions } from '../../src/store/accounts/sessions.ts';
import { movableClock } from '../helpers/bot.ts';
import { type ContextOptions, launchChromium, type OpenPage, visit } from '../helpers/browser.ts';
import { askForPerson, atDesk, startDesk, write } from '../helpers/desk.ts';
import type { StaffBrowser } from '../helpers/staff.ts';
import type { RunningWeb } from '../helpers/web-server.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const LAPTOP = { viewport: { width: 1366, height: 768 } };
const TABLET = { viewport: { width: 768, height: 1024 } };

/** Opens the desk in a browser in which somebody is signed in. */
async function sit(
  web: RunningWeb,
  agent: StaffBrowser,
  path = '',
  options: ContextOptions = LAPTOP,
): Promise<OpenPage> {
  const opened = await visit(browser, 'about:blank', options);
  await opened.context.addCookies(agent.cookiesFor(web.url));
  const live = opened.page.waitForResponse((response) => response.url().includes('/desk/stream'));
  await opened.page.goto(`${web.url}/console/desk${path}`);
  await live;
  return opened;
}

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
}

test.each([
  ['a laptop', LAPTOP, 'light'],
  ['a laptop in the dark', LAPTOP, 'dark'],
  ['a tablet', TABLET, 'light'],
  ['a tablet in the dark', TABLET, 'dark'],
] as const)('axe finds nothing on %s', async (_name, size, colorScheme) => {
  const web = await startDesk();
  const { code } = await askForPerson(web, 'web:hoa', 'máy tôi không gọi được', 'urgent');
  await askForPerson(web, 'sms:84912', 'alo');
  const agent = await atDesk(web, ['agent', 'lead']);
  await atDesk(web);
  const { page, troubles } = await sit(web, agent, '', { ...size, colorScheme });
  expect(await violations(page)).toEqual([]);
  await page.goto(`${web.url}/console/desk/${code}`);
  expect(await violations(page)).toEqual([]);
  await page.locator('#take').click();
  await write(web, 'web:hoa', 'alo');
  await page.locator('#use-suggestion').waitFor();
  expect(await violations(page)).toEqual([]);
  for (const act of ['#close', '#transfer', '#hand-on', '#release', '#history']) {
    await page.locator(`${act} > summary`).click();
  }
  expect(await violations(page)).toEqual([]);
  await page.locator('#facts-box > summary').click();
  await page.locator('#facts-q').fill('viettel ho ngheo');
  await page.locator('#facts-found .piece').first().waitFor();
  expect(await violations(page)).toEqual([]);
  await page.locator('#canned-box > summary').click();
  await page.locator('#canned-box li button').first().click();
  await page.locator('#canned-box > summary').click();
  await page.locator('#canned-box button[value="canned:stop-2g"]').click();
  await page.locator('#cited input').waitFor();
  await page.locator('#scroll').focus();
  await page.keyboard.press('?');
  await page.locator('#keys').waitFor();
  expect(await violations(page)).toEqual([]);
  expect(troubles).toEqual([]);
});

test('two agents and a citizen: taken, answered, noted, passed on and closed', async () => {
  const web = await startDesk();
  const lan = await atDesk(web, ['agent'], 'Lan');
  const minh = await atDesk(web, ['agent'], 'Minh');
  const [one, two] = [await sit(web, lan), await sit(web, minh)];
  const citizen = await visit(browser, `${web.url}/chat`);
  await citizen.page.locator('#text').fill('person tôi cần gặp người thật');
  await citizen.page.keyboard.press('Enter');

  // It comes to both without a reload; the first opens and takes it with keys alone.
  await two.page.locator('#queue li').waitFor();
  await expect.poll(() => two.page.title()).toMatch(/^\(1\) Bàn trực/);
  await one.page.locator('#queue li').waitFor();
  await one.page.keyboard.press('j');
  await one.page.keyboard.press('Enter');
  await one.page.locator('#take').waitFor();
  await one.page.keyboard.press('t');
  await one.page.locator('#answer').waitFor();
  await two.page.locator('#nobody').waitFor();
  await expect.poll(() => two.page.title()).toMatch(/^Bàn trực/);

  await one.page.keyboard.press('r');
  await one.page.keyboard.type('Chào bác, bác ở xã nào ạ?');
  await one.page.keyboard.press('Control+Enter');
  await citizen.page.getByText('bác ở xã nào ạ?').waitFor();
  expect(await citizen.page.locator('#log').textContent()).not.toContain('Lan');
  await one.page.locator('#log .agent').waitFor();
  await one.page.locator('#log .agent .delivery.sent').waitFor();
  expect(await one.page.locator('#text').inputValue()).toBe('');

  // What the citizen writes appears, and the agent goes on writing where they were.
  await one.page.locator('#text').pressSequentially('đang viết dở');
  await citizen.page.locator('#text').fill('tôi ở xã An Bình');
  await citizen.page.keyboard.press('Enter');
  await one.page.locator('#log').getByText('tôi ở xã An Bình').waitFor();
  expect(await one.page.evaluate('document.activeElement.id')).toBe('text');
  expect(await one.page.locator('#text').inputValue()).toBe('đang viết dở');

  await one.page.locator('#note-text').fill('cần người biết Viettel');
  await one.page.locator('#note button').click();
  await one.page.locator('.notes').getByText('cần người biết Viettel').waitFor();
  expect(await one.page.locator('#text').inputValue()).toBe('đang viết dở');

  await one.page.locator('#transfer > summary').click();
  await one.page.locator('#transfer-to').selectOption({ label: 'Minh' });
  await one.page.locator('#transfer-reason').fill('hết ca');
  await one.page.locator('#transfer button').click();
  await two.page.locator('#queue li.own a').click();
  await two.page.locator('#close > summary').click();
  await two.page.locator('#close').getByText('Đã trả lời xong').click();
  await two.page.locator('#close button').click();
  await two.page.getByText('Đã kết thúc phiếu.').waitFor();
  await citizen.page.getByText('Từ giờ máy trả lời bạn').waitFor();
  for (const { troubles } of [one, two, citizen]) expect(troubles).toEqual([]);
});

test('a ready-made reply is found by "/" and put in with Enter, its source with it', async () => {
  const web = await startDesk();
  const { code } = await askForPerson(web, 'web:hoa', 'alo');
  const agent = await atDesk(web);
  await agent.submit(`/console/desk/${code}/take`, {});
  const { page } = await sit(web, agent, `/${code}`);
  await page.keyboard.press('/');
  await page.keyboard.type('ngung tu ngay');
  expect(await page.locator('#canned-box').getAttribute('open')).not.toBeNull();
  await page.keyboard.press('Enter');
  expect(await page.locator('#text').inputValue()).toMatch(/^Từ 16\/10\/2024/);
  expect(await page.locator('#cited input').getAttribute('value')).toBe('canned:stop-2g');
  await page.keyboard.press('Control+Enter');
  await page.locator('#log .agent').getByText('Nguồn:').waitFor();
});

test('the suggestion is put in by one key, and sent by the same one again', async () => {
  const web = await startDesk();
  const { code } = await askForPerson(web, 'web:hoa', 'alo');
  const agent = await atDesk(web);
  await agent.submit(`/console/desk/${code}/take`, {});
  const { page } = await sit(web, agent, `/${code}`);
  await write(web, 'web:hoa', 'two');
  await page.locator('#suggestion').getByText('2a').waitFor();
  await page.keyboard.press('Alt+s');
  expect(await page.locator('#text').inputValue()).toBe('2a\n2b');
  await page.keyboard.press('Alt+s');
  await page.locator('#log .agent').getByText('2b').waitFor();
  await page.locator('#use-suggestion').waitFor({ state: 'detached' });
});

/** How far the end of a text lies below what is visible of the conversation, in pixels. */
async function hiddenBelow(page: Page, words: string): Promise<number> {
  const [text, box] = [
    await page.locator('#log').getByText(words, { exact: true }).boundingBox(),
    await page.locator('#scroll').boundingBox(),
  ];
  if (text === null || box === null) throw new Error(`${words} is not there`);
  return text.y + text.height - (box.y + box.height);
}

test('the newest message stays in view whatever takes room from it, unless somebody reads on above', async () => {
  const web = await startDesk();
  const { code } = await askForPerson(web, 'web:hoa', 'alo');
  const agent = await atDesk(web);
  await agent.submit(`/console/desk/${code}/take`, {});
  for (let at = 0; at < 12; at += 1) await write(web, 'web:hoa', `dài lê thê ${at}`);
  await agent.post(`/console/desk/${code}/answer`, { id: randomUUID(), text: 'Dạ' });
  const { page } = await sit(web, agent, `/${code}`);
  await write(web, 'web:hoa', 'two');
  await page.locator('#use-suggestion').waitFor();
  await page.locator('#text').fill('một\nhai\nba\nbốn\nnăm\nsáu');
  await expect.poll(() => hiddenBelow(page, 'two')).toBeLessThan(0);
  expect(await page.locator('#fresh').isVisible()).toBe(false);

  await page.locator('#scroll').evaluate((box) => box.scrollTo(0, 0));
  await expect.poll(() => hiddenBelow(page, 'two')).toBeGreaterThan(0);
  await write(web, 'web:hoa', 'tin sau cùng');
  await page.locator('#fresh').click();
  await expect.poll(() => hiddenBelow(page, 'tin sau cùng')).toBeLessThan(0);
  expect(await page.locator('#fresh').isVisible()).toBe(false);
});

test('on a laptop the queue, what sends and what takes over are there without scrolling', async () => {
  const web = await startDesk();
  const { code } = await askForPerson(web, 'web:hoa', 'alo', 'urgent');
  const agent = await atDesk(web);
  const lead = await atDesk(web, ['lead'], 'Trưởng bàn');
  await agent.submit(`/console/desk/${code}/take`, {});
  await write(web, 'web:hoa', 'alo');
  const height = LAPTOP.viewport.height;
  const bottom = async (page: Page, part: string) => {
    const box = await page.locator(part).boundingBox();
    return (box?.y ?? Number.NaN) + (box?.height ?? 0);
  };

  const own = await sit(web, agent, `/${code}?done=noted`);
  await own.page.locator('#text').fill('dòng\n'.repeat(20));
  expect(await bottom(own.page, '#send')).toBeLessThanOrEqual(height);
  const other = await sit(web, lead, `/${code}`);
  expect(await bottom(other.page, '#take-over button')).toBeLessThanOrEqual(height);
  const list = await other.page.locator('#list').boundingBox();
  expect(list?.y).toBeLessThanOrEqual(205);
  const rows = await other.page.goto(`${web.url}/console/desk?view=all`);
  expect(rows?.ok()).toBe(true);
  const row = await other.page.locator('#queue a').first().boundingBox();
  expect(row?.height).toBeLessThan(80);
});

test('how long somebody waits is counted by the clock of the server', async () => {
  const clock = movableClock(new Date('2026-11-24T03:00:00.000Z'));
  const web = await startDesk({ parts: { now: clock.now } });
  await askForPerson(web, 'web:hoa', 'alo');
  clock.forward(25 * 60_000);
  const agent = await atDesk(web);
  // The agent's own clock is hours behind.
  const opened = await visit(browser, 'about:blank', LAPTOP);
  await opened.page.clock.setFixedTime(new Date('2026-11-23T20:00:00.000Z'));
  await opened.context.addCookies(agent.cookiesFor(web.url));
  await opened.page.goto(`${web.url}/console/desk`);
  expect(await opened.page.locator('#queue .waits').textContent()).toBe('25 phút');
  expect(await opened.page.locator('#queue .late').isVisible()).toBe(true);
});

test('what is held is counted while it waits for the citizen, too', async () => {
  const web = await startDesk();
  const { code } = await askForPerson(web, 'web:hoa', 'alo', 'urgent');
  const agent = await atDesk(web);
  const { page } = await sit(web, agent, `/${code}`);
  await agent.submit(`/console/desk/${code}/take`, {});
  await page.locator('#n-held').getByText('1').waitFor();
  await page.locator('#in-hand').getByText('đang giữ 1/5').waitFor();
  await agent.post(`/console/desk/${code}/answer`, { id: randomUUID(), text: 'Dạ' });
  await page.locator('#standing').getByText('chờ người dân nhắn').waitFor();
  expect(await page.locator('#n-held').textContent()).toBe('1');
  expect(await page.locator('#urgent').isVisible()).toBe(true);
});

test('whoever is on a row with the keyboard stays there while the queue moves', async () => {
  const web = await startDesk();
  await askForPerson(web, 'web:an', 'một');
  const { id } = await askForPerson(web, 'web:binh', 'hai');
  const { page } = await sit(web, await atDesk(web));
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await write(web, 'web:binh', 'hai nữa');
  await askForPerson(web, 'web:chi', 'gấp', 'urgent');
  await page.locator('#queue li:nth-child(3)').waitFor();
  const focused = 'document.activeElement.closest("li")?.id';
  expect(await page.evaluate(focused)).toBe(`t-${id}`);
  expect(await page.locator('#queue li').first().textContent()).toContain('Gấp');
});

test('what is typed survives a refusal, and says why', async () => {
  const web = await startDesk();
  const { code } = await askForPerson(web, 'web:hoa', 'alo');
  const agent = await atDesk(web);
  const lead = await atDesk(web, ['lead'], 'Trưởng bàn');
  await agent.submit(`/console/desk/${code}/take`, {});
  const { page } = await sit(web, agent, `/${code}`);
  await page.locator('#text').fill('câu trả lời đã viết xong');
  await lead.submit(`/console/desk/${code}/take-over`, { reason: 'hết ca' });
  await page.locator('#changed').getByText('Trưởng bàn').waitFor();
  await page.locator('#send').click();
  await page.locator('#refused').getByText('Trưởng bàn đang giữ phiếu này.').waitFor();
  expect(await page.locator('#text').inputValue()).toBe('câu trả lời đã viết xong');
});

test('a hostile text does nothing when it comes live', async () => {
  const web = await startDesk();
  const { code } = await askForPerson(web, 'web:hoa', 'alo');
  const agent = await atDesk(web);
  await agent.submit(`/console/desk/${code}/take`, {});
  const { page, troubles } = await sit(web, agent, `/${code}`);
  await write(web, 'web:hoa', '<img src=x onerror="document.title=1"><b id=send>đậm</b>');
  await page.locator('#log').getByText('<b id=send>đậm</b>').waitFor();
  expect(await page.locator('#log img').count()).toBe(0);
  expect(troubles).toEqual([]);
});

test('both sides see that the other is writing', async () => {
  const web = await startDesk();
  const { code } = await askForPerson(web, 'web:hoa', 'alo');
  const agent = await atDesk(web);
  await agent.submit(`/console/desk/${code}/take`, {});
  const { page } = await sit(web, agent, `/${code}`);
  await page.locator('#text').pressSequentially('d');
  await expect.poll(() => web.bot.typing.isWriting('web:hoa', 'agent')).toBe(true);
  web.bot.typing.citizen('web:hoa');
  await page.getByText('Người dân đang viết…').waitFor();
});

test('on a tablet the queue gives way to the conversation, with a way back', async () => {
  const web = await startDesk();
  await askForPerson(web, 'web:hoa', 'alo');
  const { page } = await sit(web, await atDesk(web), '', TABLET);
  await page.locator('#queue a').click();
  await page.locator('#log').waitFor();
  expect(await page.locator('.queue').isVisible()).toBe(false);
  const wide = 'document.documentElement.scrollWidth > innerWidth';
  expect(await page.evaluate(wide)).toBe(false);
  await page.locator('.back a').click();
  await page.locator('#queue li').waitFor();
});

test('a line that was refused comes back, unless the session is over', async () => {
  const web = await startDesk();
  const agent = await atDesk(web);
  const { page } = await sit(web, agent);
  const line = '**/desk/stream*';
  await page.route(line, (route) => route.fulfill({ status: 502 }));
  await page.reload();
  await page.getByText('Mất kết nối').waitFor();
  await page.unroute(line);
  await askForPerson(web, 'web:hoa', 'alo');
  await page.locator('#queue li').waitFor();
  expect(await page.locator('#line').isVisible()).toBe(false);

  await page.route(line, (route) => route.fulfill({ status: 401 }));
  await page.reload();
  await endSessions(web.store.db, agent.staff.id);
  await page.getByText('Bạn đã bị đăng xuất').waitFor();
});
