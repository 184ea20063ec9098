import { expect, test } from 'vitest';
import { switchChannel } from '../../src/store/switches.ts';
import { Browserlike } from '../helpers/browserlike.ts';
import { startWeb } from '../helpers/web-server.ts';

test('pages forbid everything inline, everything from elsewhere, and every frame but those named', async () => {
  const web = await startWeb({ settings: { embedOrigins: ['https://xa.example.gov.vn'] } });
  const { html, headers } = await new Browserlike(web.url).get('/chat');
  expect(headers.get('content-security-policy')).toBe(
    "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;connect-src 'self';" +
      "form-action 'self';base-uri 'none';frame-ancestors 'self' https://xa.example.gov.vn",
  );
  expect(headers.get('x-frame-options')).toBeNull();
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-powered-by')).toBeNull();
  expect(html).not.toMatch(/<style|<script(?! type="module" src=)| style=| on[a-z]+=/);
});

test('without named sites only our own pages may frame the chat', async () => {
  const web = await startWeb();
  const { headers } = await new Browserlike(web.url).get('/chat');
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
  expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
});

test('style sheets and scripts are kept by browsers for good, and travel packed', async () => {
  const web = await startWeb();
  const citizen = new Browserlike(web.url);
  const { html } = await citizen.get('/chat');
  const path = /href="(\/assets\/[^"]+\/chat\.css)"/.exec(html)?.[1] ?? '';
  const asset = await citizen.raw(path, { headers: { 'Accept-Encoding': 'gzip' } });
  expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(asset.headers.get('content-encoding')).toBe('gzip');
  expect(asset.headers.get('content-type')).toBe('text/css; charset=utf-8');
  expect(await asset.text()).toContain('.card');
});

test.each([
  '/assets/0000000000/chat.css',
  '/assets/x/..%2f..%2fserver.ts',
  '/assets/tsconfig.json',
])('nothing else is served: %s', async (path) => {
  const web = await startWeb();
  expect((await new Browserlike(web.url).get(path)).status).toBe(404);
});

test('alive and ready are two questions', async () => {
  const web = await startWeb();
  const alive = await fetch(`${web.url}/healthz`);
  expect([alive.status, await alive.text()]).toEqual([200, 'ok\n']);
  const ready = await fetch(`${web.url}/readyz`);
  expect(ready.status).toBe(200);
  expect(await ready.json()).toMatchObject({ ready: true, database: 'ok', outboxLagSeconds: 0 });
});

test('alive but not ready without its database', async () => {
  const web = await startWeb();
  await web.store.close();
  expect((await fetch(`${web.url}/healthz`)).status).toBe(200);
  const ready = await fetch(`${web.url}/readyz`);
  expect(ready.status).toBe(503);
  expect(await ready.json()).toEqual({ ready: false, database: 'failed' });
});

test('not ready while answers wait and nobody sends them', async () => {
  const web = await startWeb();
  await new Browserlike(web.url).write('xin chào');
  await web.store.db
    .updateTable('outbox')
    .set({ status: 'queued', channel: 'sms', dueAt: new Date(Date.now() - 90_000).toISOString() })
    .execute();
  const ready = await fetch(`${web.url}/readyz`);
  expect(ready.status).toBe(503);
  expect(await ready.json()).toMatchObject({
    ready: false,
    outboxLagSeconds: expect.closeTo(90, -1),
  });
});

test('ready while answers wait for a channel that is switched off', async () => {
  const web = await startWeb();
  await new Browserlike(web.url).write('xin chào');
  await web.store.db
    .updateTable('outbox')
    .set({ status: 'queued', channel: 'sms', dueAt: new Date(Date.now() - 90_000).toISOString() })
    .execute();
  const change = { channel: 'sms', reason: 'gateway down', changedBy: 'test' } as const;
  const changedAt = new Date().toISOString();
  await switchChannel(web.store.db, { ...change, id: '1', off: 1, changedAt });
  expect((await fetch(`${web.url}/readyz`)).status).toBe(200);
  await switchChannel(web.store.db, { ...change, id: '2', off: 0, changedAt });
  expect((await fetch(`${web.url}/readyz`)).status).toBe(503);
});

test('a database that fails in the middle costs one polite sentence, never a stack', async () => {
  const web = await startWeb();
  const citizen = new Browserlike(web.url);
  const nonce = await citizen.nonce();
  await web.store.close();
  const { status, html } = await citizen.submit('/chat/messages', { nonce, text: 'xin chào' });
  expect(status).toBe(500);
  expect(html).toContain('Máy chủ gặp lỗi.');
  expect(html).not.toMatch(/\.ts:|node_modules|Error:/);
});
