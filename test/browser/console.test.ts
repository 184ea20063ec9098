import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { firstAdminToken, invite } from '../../src/accounts/invite.ts';
import { openContent } from '../../src/content/files.ts';
import { welcomePath } from '../../src/web/console/link.ts';
import { type ContextOptions, launchChromium, visit } from '../helpers/browser.ts';
import { ROOT } from '../helpers/content.ts';
import { codeNow, makeStaff, PASSWORD, signedIn } from '../helpers/staff.ts';
import { startWeb } from '../helpers/web-server.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const content = openContent(ROOT, '2026-11-22');

/** What axe finds, with all its rules, as one line each. */
async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
}

/** What does not fit: the page scrolls sideways, or something to press is too small. */
async function misfits(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const wide = document.documentElement.scrollWidth > innerWidth ? ['the page is too wide'] : [];
    const low = [...document.querySelectorAll('button, .button, input:not(.vh), select, nav a, label.tick')]
      .filter((target) => target.checkVisibility() && !target.closest('label.tick input'))
      .filter((target) => !target.matches('.tick input') && target.getBoundingClientRect().height < 44)
      .map((target) => target.outerHTML);
    return [...wide, ...low];
  })()`);
}

const LOOKS: readonly (readonly [name: string, options: ContextOptions])[] = [
  ['1366, light', { viewport: { width: 1366, height: 768 }, colorScheme: 'light' }],
  ['1366, dark', { viewport: { width: 1366, height: 768 }, colorScheme: 'dark' }],
  ['768, light', { viewport: { width: 768, height: 1024 }, colorScheme: 'light' }],
  ['768, dark', { viewport: { width: 768, height: 1024 }, colorScheme: 'dark' }],
];

describe.each(LOOKS)('every page at %s', (_, look) => {
  test('has nothing that axe finds, fits, and loads without trouble', async () => {
    const web = await startWeb({ content });
    const admin = await signedIn(web, ['admin', 'lead'], { name: 'Nguyễn Thị Hương' });
    const agent = await signedIn(web, ['agent', 'carrier:viettel'], { name: 'Trần Văn Bình' });
    const gone = await makeStaff(web.accounts, ['editor'], { name: 'Lê Hoàng Anh' });
    await admin.submit(`/console/people/${gone.id}/disable`, { reason: 'nghỉ việc' });
    const by = { staff: admin.staff, address: '203.0.113.7' };
    const token = await invite(web.accounts, by, { roles: ['agent'], note: 'chị Lan' });
    const { page, context, troubles } = await visit(browser, 'about:blank', look);
    const check = async (path: string) => {
      await page.goto(`${web.url}${path}`);
      await page.evaluate('document.fonts.ready');
      expect(await violations(page), path).toEqual([]);
      expect(await misfits(page), path).toEqual([]);
    };
    for (const path of ['/console/sign-in', '/console/sign-in/code', welcomePath(token)]) {
      await check(path);
    }
    expect(troubles).toEqual([]);
    await check(welcomePath('x'));
    await context.addCookies(admin.cookiesFor(web.url));
    const people = `/console/people/${agent.staff.id}`;
    for (const path of ['', '/audit', '/audit?check=1', '/account', '/account/second-factor']) {
      await check(`/console${path}`);
    }
    for (const path of [
      '/console/people',
      people,
      `/console/people/${gone.id}`,
      '/console/nothing',
    ]) {
      await check(path);
    }
    await context.addCookies([{ name: 'view', value: '1.more.en', url: web.url }]);
    await check('/console/audit');
  });
});

test.each(LOOKS)('the first administrator comes in by keyboard alone, at %s', async (_, look) => {
  const web = await startWeb({ content });
  const token = (await firstAdminToken(web.accounts)) ?? '';
  const { page, troubles } = await visit(browser, `${web.url}${welcomePath(token)}`, look);
  await page.locator('#name').fill('Nguyễn Thị Hương');
  await page.keyboard.press('Tab');
  await page.keyboard.type('huong@example.vn');
  await page.keyboard.press('Tab');
  await page.keyboard.type('12345');
  await page.keyboard.press('Enter');
  await page.locator('#password-error').waitFor();
  expect(await page.locator('#name').inputValue()).toBe('Nguyễn Thị Hương');
  expect(await violations(page)).toEqual([]);
  await page.locator('#password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/console/account/second-factor');
  expect(await violations(page)).toEqual([]);
  await page.locator('#password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('.qr').waitFor();
  expect(await violations(page)).toEqual([]);
  const key = (await page.locator('.secret').innerText()).replaceAll(' ', '');
  await page.locator('#code').fill('000000');
  await page.keyboard.press('Enter');
  await page.locator('#code-error').waitFor();
  expect(await violations(page)).toEqual([]);
  expect((await page.locator('.secret').innerText()).replaceAll(' ', '')).toBe(key);
  await page.locator('#code').fill(codeNow(key));
  await page.keyboard.press('Enter');
  await page.locator('.codes').waitFor();
  expect(await page.getByRole('button', { name: 'In trang này' }).isVisible()).toBe(true);
  expect(await violations(page)).toEqual([]);
  expect(await misfits(page)).toEqual([]);
  await page.getByRole('link', { name: 'Đã cất xong' }).click();
  await page.getByRole('heading', { name: 'Chào Nguyễn Thị Hương' }).waitFor();
  // What the browser says of the form that was refused.
  expect(troubles.filter((trouble) => !trouble.includes('400'))).toEqual([]);
});

test('a password is shown while somebody wants to see it, and sent as a password', async () => {
  const web = await startWeb({ content });
  const { staff } = await signedIn(web, ['agent']);
  const { page } = await visit(browser, `${web.url}/console/sign-in`);
  const password = page.locator('#password');
  await page.getByLabel('E-mail').fill(staff.email);
  await password.fill(PASSWORD);
  const show = page.getByRole('button', { name: 'Hiện mật khẩu Mật khẩu' });
  await show.click();
  expect(await password.getAttribute('type')).toBe('text');
  expect(await show.getAttribute('aria-pressed')).toBe('true');
  expect(await violations(page)).toEqual([]);
  expect(await misfits(page)).toEqual([]);
  await show.click();
  expect(await password.getAttribute('type')).toBe('password');
  await show.click();
  await page.evaluate(`addEventListener('pagehide', () =>
    sessionStorage.setItem('sent', document.getElementById('password').type))`);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await page.waitForURL('**/console');
  expect(await page.evaluate("sessionStorage.getItem('sent')")).toBe('password');
});

test.each(LOOKS)(
  'the page with a link, loaded anew, makes no second one, at %s',
  async (_, look) => {
    const web = await startWeb({ content });
    const admin = await signedIn(web, ['admin']);
    const { page, context } = await visit(browser, 'about:blank', look);
    await context.addCookies(admin.cookiesFor(web.url));
    await page.goto(`${web.url}/console/people`);
    await page.getByLabel('Cho ai').fill('chị Lan');
    await page.getByLabel('Trưởng ca').check();
    await page.getByRole('button', { name: 'Tạo link' }).click();
    await page.locator('#link').waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Link này đã hiện rồi' }).waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await misfits(page)).toEqual([]);
    await page.getByRole('link', { name: 'Quay lại' }).click();
    expect(await page.getByRole('button', { name: /^Thu hồi/ }).count()).toBe(1);
    expect(await misfits(page)).toEqual([]);
  },
);

test('the skip link leads past the navigation', async () => {
  const web = await startWeb({ content });
  const admin = await signedIn(web, ['admin']);
  const { page, context } = await visit(browser, 'about:blank');
  await context.addCookies(admin.cookiesFor(web.url));
  await page.goto(`${web.url}/console/people`);
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Đến nội dung chính');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.closest("main") !== null')).toBe(true);
});

test('on paper there is the page, in black on white, without its navigation', async () => {
  const web = await startWeb({ content });
  const admin = await signedIn(web, ['admin']);
  const { page, context } = await visit(browser, 'about:blank', { colorScheme: 'dark' });
  await context.addCookies(admin.cookiesFor(web.url));
  await page.goto(`${web.url}/console/audit`);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  expect(await page.locator('nav').first().isVisible()).toBe(false);
  expect(await page.locator('table').isVisible()).toBe(true);
  const ink = await page.evaluate('getComputedStyle(document.body).color');
  expect(ink).toBe('rgb(27, 31, 36)');
  await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
  await context.addCookies([{ name: 'theme', value: 'dark', url: `${web.url}/console` }]);
  await page.reload();
  expect(await page.evaluate('getComputedStyle(document.body).color')).toBe('rgb(236, 233, 225)');
});

test("an administrator's work, by the pages' own forms", async () => {
  const web = await startWeb({ content });
  const admin = await signedIn(web, ['admin'], { name: 'Nguyễn Thị Hương' });
  const { page, context } = await visit(browser, 'about:blank', {
    viewport: { width: 1366, height: 768 },
  });
  await context.addCookies(admin.cookiesFor(web.url));
  await page.goto(`${web.url}/console/people`);
  await page.getByLabel('Cho ai').fill('chị Lan');
  await page.getByLabel('Trưởng ca').check();
  await page.getByLabel('Nhân viên Viettel').check();
  await page.getByRole('button', { name: 'Tạo link' }).click();
  const link = await page.locator('#link').innerText();
  const lan = await visit(browser, link);
  await lan.page.getByLabel('Họ và tên').fill('Phạm Thị Lan');
  await lan.page.getByLabel('E-mail').fill('lan@example.vn');
  await lan.page.getByLabel('Mật khẩu mới').fill(PASSWORD);
  await lan.page.getByRole('button', { name: 'Tạo tài khoản' }).click();
  await lan.page.getByRole('heading', { name: 'Chào Phạm Thị Lan' }).waitFor();

  await page.getByRole('link', { name: 'Đã chép xong' }).click();
  await page.getByRole('link', { name: 'Phạm Thị Lan' }).click();
  expect(await page.getByLabel('Trưởng ca').isChecked()).toBe(true);
  await page.getByLabel('Trưởng ca').uncheck();
  const roles = page.locator('form[action$="/roles"]');
  await roles.getByLabel('Lý do').fill('chỉ trực cho Viettel');
  await roles.getByRole('button', { name: 'Lưu vai trò' }).click();
  await page.getByText('Đã lưu vai trò.').waitFor();
  await lan.page.reload();
  expect(await lan.page.locator('.who').innerText()).toContain('Nhân viên Viettel');
  expect(await lan.page.locator('.who').innerText()).not.toContain('Trưởng ca');

  await page.getByRole('button', { name: /^Kết thúc/ }).click();
  await page.getByText('Đã đăng xuất.').waitFor();
  await lan.page.reload();
  await lan.page.getByRole('heading', { name: 'Đăng nhập' }).waitFor();
  await lan.page.getByLabel('E-mail').fill('lan@example.vn');
  await lan.page.getByLabel('Mật khẩu').fill(PASSWORD);
  await lan.page.getByRole('button', { name: 'Đăng nhập' }).click();
  await lan.page.getByRole('heading', { name: 'Chào Phạm Thị Lan' }).waitFor();

  const disable = page.locator('form[action$="/disable"]');
  await disable.getByLabel('Lý do').fill('nghỉ việc');
  await disable.getByRole('button', { name: 'Ngừng tài khoản' }).click();
  await page.getByText('Đã ngừng tài khoản.').waitFor();
  await lan.page.reload();
  await lan.page.getByRole('heading', { name: 'Đăng nhập' }).waitFor();
  await page.getByRole('link', { name: 'Nhật ký', exact: true }).click();
  await page.getByLabel('Việc').selectOption({ label: 'Quản lý tài khoản' });
  await page.getByRole('button', { name: 'Lọc' }).click();
  const first = page.locator('tbody tr').first();
  expect(await first.innerText()).toMatch(/Nguyễn Thị Hương[\s\S]*Ngừng tài khoản[\s\S]*nghỉ việc/);
});

test('everybody changes their own password and ends other sessions by the page', async () => {
  const web = await startWeb({ content });
  const agent = await signedIn(web, ['agent']);
  const { page, context } = await visit(browser, 'about:blank');
  await context.addCookies(agent.cookiesFor(web.url));
  const other = await visit(browser, `${web.url}/console/sign-in?next=/console/account`);
  await other.page.getByLabel('E-mail').fill(agent.staff.email);
  await other.page.getByLabel('Mật khẩu').fill(PASSWORD);
  await other.page.keyboard.press('Enter');
  await other.page.getByRole('heading', { name: 'Tài khoản của tôi' }).waitFor();
  await page.goto(`${web.url}/console/account`);
  await page.getByRole('button', { name: 'Kết thúc mọi nơi khác' }).click();
  await page.getByText('Đã kết thúc.').waitFor();
  await other.page.reload();
  await other.page.getByRole('heading', { name: 'Đăng nhập' }).waitFor();
  await page.getByLabel('Mật khẩu hiện tại').fill(PASSWORD);
  await page.getByLabel('Mật khẩu mới').fill('năm cái nón lá treo trên vách');
  await page.getByRole('button', { name: 'Đổi mật khẩu' }).click();
  await page.getByText('Đã đổi mật khẩu.').waitFor();
  await page.getByRole('button', { name: 'Tối' }).click();
  expect(await page.evaluate('getComputedStyle(document.body).color')).toBe('rgb(236, 233, 225)');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'My account' }).waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
});
