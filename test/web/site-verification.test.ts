import { expect, test } from 'vitest';
import { startWeb } from '../helpers/web-server.ts';

const TAG = '<meta name="zalo-platform-site-verification" content="Ab-1_2">';

test("the home page proves to Zalo whose domain this is, if it was told Zalo's code", async () => {
  const proving = await startWeb({ settings: { zaloVerifier: 'Ab-1_2' } });
  expect(await (await fetch(proving.url)).text()).toContain(TAG);
  const silent = await startWeb();
  expect(await (await fetch(silent.url)).text()).not.toContain('zalo');
});
