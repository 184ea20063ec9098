import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { movableClock } from '../helpers/bot.ts';
import { Browserlike, messagesIn, receiptOf, wordsOf } from '../helpers/browserlike.ts';
import { startWeb } from '../helpers/web-server.ts';

test('looking stores nothing; the first message begins a conversation with a key of its own', async () => {
  const web = await startWeb();
  const citizen = new Browserlike(web.url);
  await citizen.get('/chat');
  expect(await web.store.db.selectFrom('webSession').selectAll().execute()).toEqual([]);
  const response = await citizen.say('xin chào');
  const [cookie = ''] = response.headers.getSetCookie();
  expect(cookie).toMatch(/^chat=[\w-]{22};/);
  expect(cookie).toContain('HttpOnly');
  expect(cookie).toContain('SameSite=Lax');
  expect(cookie).toContain('Path=/chat');
});

test('the database holds only a hash of the key', async () => {
  const web = await startWeb();
  const citizen = new Browserlike(web.url);
  await citizen.write('xin chào');
  const rows = await web.store.db.selectFrom('webSession').selectAll().execute();
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain(citizen.cookies.get('chat'));
});

test('the same message twice: the same answer, stored once', async () => {
  const web = await startWeb();
  const citizen = new Browserlike(web.url);
  const message = { id: randomUUID(), nonce: await citizen.nonce(), text: 'xin chào', after: 0 };
  const first = await (await citizen.post('/chat/messages', message)).json();
  const second = await (await citizen.post('/chat/messages', message)).json();
  expect(second).toEqual(first);
  expect(await web.store.db.selectFrom('inboundMessage').selectAll().execute()).toHaveLength(1);
  expect(await web.store.db.selectFrom('outbox').selectAll().execute()).toHaveLength(1);
});

test('a first message whose answer was lost on the way finds its own conversation again', async () => {
  const web = await startWeb();
  const nonce = await new Browserlike(web.url).nonce();
  const message = { id: randomUUID(), nonce, text: 'xin chào', after: 0 };
  // Each time without cookie: the browser never saw the first answer, and so not its cookie.
  const first = await new Browserlike(web.url).post('/chat/messages', message);
  const again = await new Browserlike(web.url).post('/chat/messages', message);
  expect(await again.json()).toEqual(await first.json());
  const key = (response: Response) => response.headers.getSetCookie()[0]?.split(';')[0];
  expect(key(again)).toBe(key(first));
  expect(await web.store.db.selectFrom('conversation').selectAll().execute()).toHaveLength(1);
});

test('two first messages at the same moment make one conversation', async () => {
  const web = await startWeb();
  const nonce = await new Browserlike(web.url).nonce();
  const responses = await Promise.all(
    ['một', 'hai', 'ba'].map((text) =>
      new Browserlike(web.url).post('/chat/messages', { id: randomUUID(), nonce, text }),
    ),
  );
  expect(responses.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(await web.store.db.selectFrom('conversation').selectAll().execute()).toHaveLength(1);
});

test('a form sent twice from the same page is one message; another button of it is another', async () => {
  const web = await startWeb();
  const citizen = new Browserlike(web.url);
  const nonce = await citizen.nonce();
  await citizen.submit('/chat/messages', { nonce, choice: 'i:complaint' });
  await citizen.submit('/chat/messages', { nonce, choice: 'i:complaint' });
  const { html } = await citizen.submit('/chat/messages', { nonce, choice: 'i:reverify' });
  expect(messagesIn(html)).toHaveLength(4);
});

test.each(['forged-forged-forged-x', 'x'.repeat(5000), '%00', 'a b'])(
  'a key that opens nothing gets 401, a polite page and the way to a new conversation: %.22s',
  async (key) => {
    const web = await startWeb();
    const citizen = new Browserlike(web.url);
    citizen.setCookie('chat', key);
    const { status, html } = await citizen.get('/chat');
    expect(status).toBe(401);
    expect(wordsOf(html)).toContain('Mời bạn bắt đầu lại');
    expect(citizen.cookies.has('chat')).toBe(false);
    expect((await citizen.write('xin chào')).status).toBe(200);
  },
);

test('a message with a key that opens nothing is not lost: it stands in the field again', async () => {
  const web = await startWeb();
  const citizen = new Browserlike(web.url);
  const nonce = await citizen.nonce();
  citizen.setCookie('chat', 'forged-forged-forged-x');
  const { status, html } = await citizen.submit('/chat/messages', { nonce, text: 'câu của tôi' });
  expect(status).toBe(401);
  expect(html).toMatch(/<textarea[^>]*>câu của tôi</);
  expect(await web.store.db.selectFrom('inboundMessage').selectAll().execute()).toEqual([]);
});

test('scripts with such a key hear 401 and why', async () => {
  const web = await startWeb();
  const citizen = new Browserlike(web.url);
  for (const path of ['/chat/messages?after=0', '/chat/stream']) {
    const response = await citizen.raw(path, {
      headers: { Accept: 'application/json', 'X-Chat-Token': 'forged-forged-forged-x' },
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({
      error: 'Cuộc trò chuyện trước đã hết hạn. Mời bạn bắt đầu lại.',
    });
  }
});

test('a conversation is gone for its browser after thirty days away', async () => {
  const clock = movableClock();
  const web = await startWeb({ parts: { now: clock.now } });
  const citizen = new Browserlike(web.url);
  await citizen.write('xin chào');
  clock.forward(29 * 86_400_000);
  expect((await citizen.get('/chat')).status).toBe(200);
  clock.forward(31 * 86_400_000);
  expect((await citizen.get('/chat')).status).toBe(401);
});

test('a page that stayed open until its key had expired still sends, into a new conversation', async () => {
  const clock = movableClock();
  const web = await startWeb({ parts: { now: clock.now } });
  const citizen = new Browserlike(web.url);
  const nonce = await citizen.nonce();
  await citizen.submit('/chat/messages', { nonce, text: 'trước' });
  clock.forward(31 * 86_400_000);
  citizen.forget();
  const { status, html } = await citizen.submit('/chat/messages', { nonce, text: 'sau' });
  expect(status).toBe(200);
  expect(messagesIn(html)).toEqual([expect.stringContaining('sau'), 'Trợ lý: 1: sau']);
});

test('nobody sees the conversation of somebody else', async () => {
  const web = await startWeb();
  const grandma = new Browserlike(web.url);
  await grandma.write('chuyện của bà');
  const stranger = new Browserlike(web.url);
  await stranger.write('xin chào');
  expect((await stranger.get('/chat')).html).not.toContain('chuyện của bà');
  const news = await stranger.raw('/chat/messages?after=0');
  expect(await news.text()).not.toContain('chuyện của bà');
});

test('in another site’s frame the key goes to the script, and comes back as a header', async () => {
  const web = await startWeb();
  const frame = new Browserlike(web.url);
  const nonce = await frame.nonce('/chat?embed=1');
  const message = { id: randomUUID(), nonce, text: 'xin chào', embed: true };
  const { token } = await receiptOf(await frame.post('/chat/messages', message));
  const later = await new Browserlike(web.url).raw('/chat/messages?after=0', {
    headers: { 'X-Chat-Token': token },
  });
  const { html } = await receiptOf(later);
  expect(messagesIn(html)[0]).toContain('xin chào');
});

test('outside of frames no script ever holds the key', async () => {
  const web = await startWeb();
  const citizen = new Browserlike(web.url);
  const body = await (await citizen.say('xin chào')).json();
  expect(body).not.toHaveProperty('token');
});
