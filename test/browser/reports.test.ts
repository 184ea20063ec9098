import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium, visit } from '../helpers/browser.ts';
import { signedIn } from '../helpers/staff.ts';
import { insertWeek } from '../helpers/ticket-week.ts';
import { startWeb } from '../helpers/web-server.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const WEEK = 'period=custom&from=2026-11-16&to=2026-11-22';

async function open(path: string, options: Parameters<typeof visit>[2] = {}) {
  const web = await startWeb();
  await insertWeek(web.store.db);
  const lead = await signedIn(web, ['lead']);
  const { page, context, troubles } = await visit(browser, 'about:blank', {
    viewport: { width: 1366, height: 768 },
    ...options,
  });
  await context.addCookies(lead.cookiesFor(web.url));
  await page.goto(`${web.url}/console/reports${path}`);
  return { web, page, troubles };
}

/** What axe finds, as one line each. */
async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
}

describe.each([
  ['a desk', { width: 1366, height: 768 }],
  ['a tablet', { width: 768, height: 1024 }],
] as const)('reports on %s', (_screen, viewport) => {
  test.each([
    ['a week', `?${WEEK}`, 'light'],
    ['a week, sorted and filtered', `?${WEEK}&desk=province&sort=topic.opened.descending`, 'dark'],
    ['no tickets', '?period=custom&from=2025-01-01&to=2025-01-02', 'light'],
    ['wrong days', '?period=custom&from=2025-01-02&to=2025-01-01', 'dark'],
    ['what stands now', '/now', 'light'],
    ['what stands now', '/now', 'dark'],
  ] as const)(
    'axe finds nothing on %s, and nothing sticks out',
    async (_page, path, colorScheme) => {
      const { page } = await open(path, { viewport, colorScheme });
      for (const summary of await page.locator('summary').all()) await summary.click();
      expect(await violations(page)).toEqual([]);
      const [inner, outer] = await page.evaluate<[number, number]>(
        '[document.documentElement.scrollWidth, innerWidth]',
      );
      expect(inner).toBeLessThanOrEqual(outer);
    },
  );
});

test('everything that one can press is at least 44 pixels high, but for links in headings', async () => {
  const { page } = await open(`?${WEEK}`);
  const low = await page.evaluate<string[]>(`
    [...document.querySelectorAll('main :is(button, summary, .button, select, input, .tabs a)')]
      .filter((target) => target.checkVisibility() && target.getBoundingClientRect().height < 44)
      .map((target) => target.outerHTML)`);
  expect(low).toEqual([]);
});

test('the report works by keyboard: a table is sorted and comes back in view', async () => {
  const { page, troubles } = await open(`?${WEEK}`);
  await page.locator('#table-channel th a').nth(1).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/sort=channel\.opened\.descending#table-channel$/);
  await expect
    .poll(async () => (await page.locator('#table-channel').boundingBox())?.y ?? -1)
    .toBeLessThan(100);
  const order = await page.locator('#table-channel th[aria-sort]').getAttribute('aria-sort');
  expect(order).toBe('descending');
  const ids = await page.evaluate<string[]>(
    '[...document.querySelectorAll("[id]")].map((e) => e.id)',
  );
  expect(new Set(ids).size).toBe(ids.length);
  expect(troubles).toEqual([]);
});

test('on paper there are tables and definitions, and nothing to press', async () => {
  const { page } = await open(`?${WEEK}`);
  await page.emulateMedia({ media: 'print' });
  const shown = (selector: string) => page.locator(selector).first().isVisible();
  expect(await shown('#table-tickets table')).toBe(true);
  expect(await shown('#table-tickets .define li')).toBe(true);
  expect(await shown('.span')).toBe(true);
  for (const selector of ['.tabs', '.periods', 'form.filters', '.side', '.report .button']) {
    expect(await shown(selector)).toBe(false);
  }
});

describe('what stands now', () => {
  const waiting = (page: Page) => page.locator('#now tbody tr').first().locator('td').nth(1);

  test('stays fresh by itself, says when it cannot, and rests when told to', async () => {
    const { web, page, troubles } = await open('/now');
    await page.clock.install();
    await page.reload();
    expect(await waiting(page).textContent()).toBe('3');
    await web.store.db.deleteFrom('ticket').where('id', '=', 't0').execute();
    await page.clock.fastForward(15_000);
    await expect.poll(() => waiting(page).textContent()).toBe('2');
    expect(troubles).toEqual([]);

    await page.locator('#pause').click();
    await web.store.db.deleteFrom('ticket').where('id', '=', 't8').execute();
    await page.clock.fastForward(60_000);
    expect(await waiting(page).textContent()).toBe('2');
    await page.locator('#pause').click();
    await expect.poll(() => waiting(page).textContent()).toBe('1');

    await page.context().clearCookies();
    await page.clock.fastForward(15_000);
    await page.locator('#stale').waitFor();
    expect(await waiting(page).textContent()).toBe('1');
    expect(await violations(page)).toEqual([]);
  });

  test('works without its script', async () => {
    const { page } = await open('/now', { javaScriptEnabled: false });
    expect(await waiting(page).textContent()).toBe('3');
    expect(await page.locator('#pause').isVisible()).toBe(false);
    expect(await page.locator('#refresh').isVisible()).toBe(true);
  });
});
