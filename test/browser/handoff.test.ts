/**
 * The whole way: a province starts the assistant, lets two people in, and citizens on the web and
 * on Telegram are helped by them, with a restart in the middle.
 */
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type App, startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { launchChromium, visit } from '../helpers/browser.ts';
import { ROOT } from '../helpers/content.ts';
import { freePort } from '../helpers/postgres.ts';
import { firstAdministrator, makeAccount } from '../helpers/province.ts';
import { startTelegram, TOKEN } from '../providers/telegram.ts';

const PERSON = '2468458835291900010';
const DESKTOP = { viewport: { width: 1366, height: 768 } };
/** A Monday morning in office hours, from which the clock goes on. */
const MORNING = Date.parse('2026-11-23T02:00:00.000Z');

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

async function startProvince() {
  const telegram = await startTelegram();
  onTestFinished(() => telegram.close());
  const dataDir = mkdtempSync(join(tmpdir(), 'tro-ly-2g-walk-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  // Models of other tests are used again: training takes seconds.
  const models = join(ROOT, 'var/test/models');
  if (existsSync(models)) cpSync(models, join(dataDir, 'models'), { recursive: true });
  const port = String(await freePort());
  const settings = { TELEGRAM_TOKEN: TOKEN, TELEGRAM_API_ROOT: telegram.apiRoot };
  const config = readConfig({ PORT: port, DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...settings });
  const begun = Date.now();
  const now = () => new Date(MORNING + Date.now() - begun);
  let app: App = await startApp(config, { root: ROOT, now });
  onTestFinished(() => app.stop());
  return {
    telegram,
    url: app.url,
    firstAdminUrl: app.firstAdminUrl ?? '',
    shown: () => telegram.shown(PERSON).map(({ text }) => text),
    stop: () => app.stop(),
    start: async () => {
      app = await startApp(config, { root: ROOT, now });
    },
  };
}

async function openDesk(link: string, name: string): Promise<Page> {
  const { page } = await visit(browser, link, DESKTOP);
  await makeAccount(page, name);
  await page.goto(new URL('/console/desk', link).href);
  return page;
}

/** Takes the ticket that waits, without a mouse. */
async function takeFirst(page: Page): Promise<string> {
  await page.locator('#list a').first().waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.locator('#take').waitFor();
  await page.keyboard.press('t');
  await page.locator('#text').waitFor();
  // Keys are heard when the page's script is there.
  await page.waitForLoadState();
  return /TL-\w{4}/.exec(page.url())?.[0] ?? '';
}

async function answer(page: Page, words: string): Promise<void> {
  await page.locator('#text').fill(words);
  await page.keyboard.press('Control+Enter');
  await page.locator('#log').getByText(words).waitFor();
}

/** Telegram's people type in pieces: an answer comes a second later. */
function soon<T>(read: () => T) {
  return expect.poll(read, { timeout: 15_000 });
}

async function tell(page: Page, words: string): Promise<void> {
  await page.locator('#text').fill(words);
  await page.keyboard.press('Enter');
}

test('two people help a citizen on the web and one on Telegram, and the program is restarted meanwhile', async () => {
  const { telegram, url, firstAdminUrl, shown, stop, start } = await startProvince();
  const admin = await firstAdministrator(url, firstAdminUrl);
  const lan = await openDesk(await admin.invite('agent'), 'ban 1');
  const binh = await openDesk(await admin.invite('agent'), 'ban 2');

  const { page: citizen } = await visit(browser, `${url}/chat`);
  await tell(citizen, 'cho tôi gặp người thật');
  await citizen.getByText('Đang chờ người trực').waitFor();

  const code = await takeFirst(lan);
  await citizen.getByText('Bạn đang nói chuyện với người trực').waitFor();
  await answer(lan, 'Chào bác, cháu nghe đây ạ.');
  await citizen.locator('.agent').getByText('Chào bác, cháu nghe đây ạ.').waitFor();
  await tell(citizen, 'máy nokia 1280 của bà nội mất sóng');
  await lan.locator('#log').getByText('máy nokia 1280 của bà nội mất sóng').waitFor();
  await lan.locator('#note-text').fill('hỏi giúp bà nội');
  await lan.locator('#note button').click();
  await lan.locator('#side').getByText('hỏi giúp bà nội').waitFor();

  await telegram.write(PERSON, { text: 'gặp nhân viên' });
  await soon(() => shown().join()).toContain('TL-');
  await lan.locator('#transfer summary').click();
  await lan.locator('#transfer-reason').fill('hết ca');
  await lan.locator('#transfer button').click();
  await binh.getByRole('link').filter({ hasText: code }).click();
  await binh.locator('#log').getByText('máy nokia 1280').waitFor();

  await stop();
  const whileAway = telegram.write(PERSON, { text: 'có ai không ạ' });
  await start();
  await whileAway;

  await tell(citizen, 'bà ở xã Phú Nghĩa');
  await binh.locator('#log').getByText('bà ở xã Phú Nghĩa').waitFor();
  await answer(binh, 'Bà mang căn cước ra điểm giao dịch ạ.');
  await citizen.locator('.agent').getByText('Bà mang căn cước').waitFor();

  await lan.goto(`${url}/console/desk?view=waiting`);
  await takeFirst(lan);
  await answer(lan, 'Dạ em đây, bác cần gì ạ?');
  await soon(shown).toContain('Người trực: Dạ em đây, bác cần gì ạ?');
  const before = shown().length;
  await telegram.write(PERSON, { text: 'bao giờ tắt sóng 2G' });
  await lan.locator('#log').getByText('bao giờ tắt sóng 2G').waitFor();
  expect(shown()).toHaveLength(before);

  for (const page of [binh, lan]) {
    await page.locator('#close summary').click();
    await page.locator('#close button').click();
  }
  await citizen.getByText('Người trực đã kết thúc phiếu').waitFor();
  await citizen.getByRole('button', { name: 'Rất tốt' }).click();
  await citizen.getByText('Cảm ơn bạn đã cho biết').waitFor();
  await soon(() => shown().at(-1)).toContain('Người trực đã kết thúc phiếu');
  await telegram.press(PERSON, telegram.shown(PERSON).at(-1)?.buttons[2]?.data ?? '');
  await soon(() => shown().at(-1)).toContain('mình rất tiếc');
  await telegram.write(PERSON, { text: 'bao giờ tắt sóng 2G' });
  await soon(() => shown().at(-1)).toContain('15/9/2026');
}, 240_000);
