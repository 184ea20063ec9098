import { expect, test } from 'vitest';
import { Browserlike, wordsOf } from '../../helpers/browserlike.ts';
import { makeStaff, PASSWORD } from '../../helpers/staff.ts';
import { startWeb } from '../../helpers/web-server.ts';

const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';

test.each([
  [
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/140.0.0.0 Safari/537.36`,
    'Chrome · Windows',
  ],
  [
    `Mozilla/5.0 (Windows NT 10.0) ${WEBKIT} coc_coc_browser/130.0 Chrome/124.0.0.0 Safari/537.36`,
    'Cốc Cốc · Windows',
  ],
  [
    `Mozilla/5.0 (Windows NT 10.0) ${WEBKIT} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`,
    'Edge · Windows',
  ],
  [
    `Mozilla/5.0 (Linux; Android 10; K) ${WEBKIT} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`,
    'Samsung Internet · Android',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox · Linux'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
    'Safari · iOS',
  ],
  ['curl/8.0 <b>', 'curl/8.0 <b>'],
  ['', '?'],
])('"%s" is shown as "%s"', async (agent, shown) => {
  const web = await startWeb();
  const { email } = await makeStaff(web.accounts, []);
  const browser = new Browserlike(web.url);
  const headers = { 'User-Agent': agent };
  const body = new URLSearchParams({ email, password: PASSWORD });
  const response = await browser.raw('/console/sign-in', { method: 'POST', headers, body });
  const [cookie = ''] = response.headers.getSetCookie();
  const page = await browser.get('/console/account', { Cookie: cookie.split(';')[0] ?? '' });
  const [, device = ''] = /<tbody><tr><th scope="row">([\s\S]*?)<\/th>/.exec(page.html) ?? [];
  expect(wordsOf(device)).toBe(shown);
});
