/** Pictures of the desk and the reports, with citizens who wait: a part of `npm run screenshots`. */
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { App } from '../src/app.ts';
import { firstAdministrator, makeAccount } from './helpers/province.ts';

const SCREENS = [
  { width: 1366, height: 768 },
  { width: 768, height: 1024 },
] as const;

/** What citizens say before they ask for a person. */
const CITIZENS: readonly (readonly string[])[] = [
  ['nokia 1280 của bà nội mạng viettel còn dùng được không', 'gặp người thật', 'ở xã Phú Nghĩa'],
  ['khiếu nại vinaphone ở đâu', 'cho gặp nhân viên'],
  ['có người gọi bảo đọc mã otp để nâng sim', 'gặp người thật'],
];

/** Takes them all; the one at a desk in daylight goes to `best`. */
export async function takeDeskPictures(
  browser: Browser,
  app: App,
  { all, best }: { readonly all: string; readonly best: string },
): Promise<void> {
  const admin = await firstAdministrator(app.url, app.firstAdminUrl ?? '');
  for (const words of CITIZENS) await askAll(browser, app.url, words);
  const lead = await browser.newContext({ reducedMotion: 'reduce' });
  const page = await lead.newPage();
  await page.goto(await admin.invite('lead'));
  await makeAccount(page, 'Bàn trực 1');
  await answerFirst(page, app.url);
  for (const screen of SCREENS) {
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize(screen);
      const name = `${screen.width}-${scheme}`;
      await page.screenshot({ path: join(all, `desk-${name}.png`) });
      if (name === '1366-light') await page.screenshot({ path: join(best, 'desk.png') });
      await takeOther(lead, app.url, { path: join(all, `reports-${name}.png`), screen, scheme });
    }
  }
  await lead.close();
}

async function askAll(browser: Browser, url: string, words: readonly string[]): Promise<void> {
  const context = await browser.newContext({ locale: 'vi-VN' });
  const page = await context.newPage();
  await page.goto(`${url}/chat`);
  for (const [turn, text] of words.entries()) {
    await page.locator('#text').fill(text);
    await page.locator('#text').press('Enter');
    await page.locator('.log .bot').nth(turn).waitFor();
  }
  await context.close();
}

async function answerFirst(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/console/desk`);
  await page.locator('#list a').filter({ hasText: 'Viettel' }).first().click();
  await page.locator('#take').click();
  await page.locator('#text').fill('Chào bác, cháu nghe đây ạ. Máy của bà mất sóng từ hôm nào?');
  await page.keyboard.press('Control+Enter');
  await page.locator('#log').getByText('Chào bác').waitFor();
}

async function takeOther(
  context: BrowserContext,
  url: string,
  {
    path,
    screen,
    scheme,
  }: { path: string; screen: (typeof SCREENS)[number]; scheme: 'light' | 'dark' },
): Promise<void> {
  const page = await context.newPage();
  await page.emulateMedia({ colorScheme: scheme });
  await page.setViewportSize(screen);
  await page.goto(`${url}/console/reports`);
  await page.screenshot({ path });
  await page.close();
}
