/** A province that has just started the assistant, and lets its people in. */
import type { Page } from 'playwright-core';
import { Browserlike } from './browserlike.ts';
import { enrol, PASSWORD } from './staff.ts';

export interface Administrator {
  /** A link for somebody with that role. */
  invite(role: string): Promise<string>;
}

/** The first administrator follows the printed link, with a second factor. */
export async function firstAdministrator(url: string, link: string): Promise<Administrator> {
  const admin = new Browserlike(url);
  const token = new URL(link).searchParams.get('token') ?? '';
  const who = { name: 'Quản trị', email: 'quan-tri@example.vn', password: PASSWORD };
  await admin.submit('/console/welcome', { token, ...who });
  await enrol(admin);
  return {
    async invite(role) {
      const page = await admin.submit('/console/people/invitations', { note: role, roles: role });
      const path = /\/console\/welcome\?token=[\w-]+/.exec(page.html)?.[0];
      if (path === undefined) throw new Error('no invitation link');
      return url + path;
    },
  };
}

/** Somebody who has opened an invitation makes an account. */
export async function makeAccount(page: Page, name: string): Promise<void> {
  await page.locator('#name').fill(name);
  await page.locator('#email').fill(`${name.replaceAll(/\W+/g, '-')}@example.vn`);
  await page.locator('#password').fill(PASSWORD);
  await page.locator('main form button.fill').click();
  await page.waitForURL(/\/console(?!\/welcome)/);
}
