/** Accounts for tests, and browsers in which somebody is signed in. */
import { createHmac } from 'node:crypto';
import type { Accounts } from '../../src/accounts/accounts.ts';
import { needsSecondFactor, type Role } from '../../src/accounts/permission.ts';
import type { Staff } from '../../src/accounts/staff.ts';
import { insertStaff } from '../../src/store/accounts/staff.ts';
import { Browserlike, wordsOf } from './browserlike.ts';
import type { RunningWeb } from './web-server.ts';

export const PASSWORD = 'ba con trâu gặm cỏ ven sông';

let hash: Promise<string> | undefined;
let count = 0;

/** Makes an account with `PASSWORD`, without a second factor. */
export async function makeStaff(
  accounts: Accounts,
  roles: readonly Role[],
  named: { readonly name?: string; readonly email?: string } = {},
): Promise<Staff> {
  count += 1;
  const { name = `Người thử ${count}`, email = `nguoi-${count}@example.vn` } = named;
  hash ??= accounts.auth.hashPassword(PASSWORD);
  const staff = { id: accounts.newId(), name, email, roles };
  const at = accounts.now().toISOString();
  await insertStaff(accounts.db, { ...staff, passwordHash: await hash, at });
  return staff;
}

/** A browser in which somebody is signed in, with the key of their second factor if there is one. */
export class StaffBrowser extends Browserlike {
  readonly staff: Staff;
  secondFactorKey = '';

  constructor(base: string, staff: Staff) {
    super(base);
    this.staff = staff;
  }

  /** Its cookies as Playwright takes them. */
  cookiesFor(url: string): { name: string; value: string; url: string }[] {
    return [...this.cookies].map(([name, value]) => ({ name, value, url: `${url}/console` }));
  }
}

/** Signs somebody new in with these roles; with a second factor where the roles demand one. */
export async function signedIn(
  web: RunningWeb,
  roles: readonly Role[],
  named: { readonly name?: string; readonly email?: string } = {},
): Promise<StaffBrowser> {
  const staff = await makeStaff(web.accounts, roles, named);
  const browser = new StaffBrowser(web.url, staff);
  await browser.submit('/console/sign-in', { email: staff.email, password: PASSWORD });
  if (needsSecondFactor(roles)) browser.secondFactorKey = await enrol(browser);
  return browser;
}

/** Sets up a second factor, as somebody with an app on the phone does. Returns its key. */
export async function enrol(browser: Browserlike): Promise<string> {
  const page = await browser.submit('/console/account/second-factor/begin', { password: PASSWORD });
  const key = keyOn(page.html);
  const code = codeNow(key);
  const done = await browser.submit('/console/account/second-factor/complete', { code });
  if (done.status !== 200) throw new Error(`no second factor: ${wordsOf(done.html)}`);
  return key;
}

/** The key as the page shows it for typing. */
export function keyOn(html: string): string {
  return /<p class="secret">([A-Z2-7 ]+)<\/p>/.exec(html)?.[1]?.replaceAll(' ', '') ?? '';
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** What an app shows for a key in base32, `steps` of 30 seconds from now (RFC 6238). */
export function codeNow(key: string, steps = 0): string {
  const bits = [...key].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, '0'));
  const bytes = bits.join('').match(/.{8}/g) ?? [];
  const secret = Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const place = (mac.at(-1) ?? 0) & 15;
  const number = mac.readUInt32BE(place) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}
