import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { Browserlike, messagesIn, nonceIn, wordsOf } from '../helpers/browserlike.ts';
import { startWeb } from '../helpers/web-server.ts';

async function open() {
  const web = await startWeb();
  const citizen = new Browserlike(web.url);
  const stored = async () =>
    (await web.store.db.selectFrom('inboundMessage').select('text').execute()).map((m) => m.text);
  return { web, citizen, stored };
}

test('an empty message is answered politely and not stored', async () => {
  const { citizen, stored } = await open();
  for (const empty of ['', '   ', '\n\t']) {
    const { status, html } = await citizen.write(empty);
    expect(status).toBe(400);
    expect(wordsOf(html)).toContain('Bạn chưa viết gì.');
  }
  expect((await citizen.say('')).status).toBe(400);
  expect(await stored()).toEqual([]);
});

test('a message that is too long comes back with what was written', async () => {
  const { citizen, stored } = await open();
  const { status, html } = await citizen.write(`bà tôi ${'a'.repeat(1000)}`);
  expect(status).toBe(413);
  expect(wordsOf(html)).toContain('Tin dài quá 1.000 chữ cái.');
  expect(html).toMatch(/<textarea[^>]*>bà tôi aaa/);
  expect(await stored()).toEqual([]);
});

test('a body of more than 8 kB is refused before it is read', async () => {
  const { citizen, stored } = await open();
  expect((await citizen.say('a'.repeat(9000))).status).toBe(413);
  expect((await citizen.write('a'.repeat(100_000))).status).toBe(413);
  expect(await stored()).toEqual([]);
});

test('the longest message that is allowed is taken', async () => {
  const { citizen, stored } = await open();
  expect((await citizen.say('ề'.repeat(1000))).status).toBe(200);
  expect((await stored())[0]).toHaveLength(1000);
});

test('invalid JSON gets 400, another content type 415, each with one sentence', async () => {
  const { citizen } = await open();
  const broken = await citizen.post('/chat/messages', '{"text": "a');
  expect(broken.status).toBe(400);
  expect(await broken.json()).toEqual({ error: 'Mình không đọc được yêu cầu này.' });
  for (const type of ['text/plain', 'application/xml', 'multipart/form-data; boundary=x']) {
    const other = await citizen.post('/chat/messages', 'xin chào', { 'Content-Type': type });
    expect(other.status).toBe(415);
  }
});

test('JSON of any other shape gets 400', async () => {
  const { citizen, stored } = await open();
  const nonce = await citizen.nonce();
  const id = randomUUID();
  for (const body of [
    null,
    [],
    'text',
    { id, nonce },
    { id, nonce, text: 7 },
    { id, nonce, text: { toString: 'x' } },
    { id: '../../etc/passwd', nonce, text: 'a' },
    { id, nonce: 'short', text: 'a' },
    { id, nonce, choice: 'x'.repeat(101) },
    { id, nonce, text: 'a', after: -1 },
  ]) {
    expect((await citizen.post('/chat/messages', body)).status).toBe(400);
  }
  expect(await stored()).toEqual([]);
});

test('words that mean something to JavaScript mean nothing here', async () => {
  const { citizen } = await open();
  for (const word of ['constructor', '__proto__', 'toString']) {
    const { status, html } = await citizen.write(word);
    expect(status).toBe(200);
    expect(messagesIn(html).at(-1)).toContain(word);
  }
  const nonce = await citizen.nonce();
  const proto = `{"id":"${randomUUID()}","nonce":"${nonce}","text":"a","__proto__":{"choice":"x"}}`;
  expect((await citizen.post('/chat/messages', proto)).status).toBe(200);
});

test.each(['constructor', '__proto__', 'toString', 'i:constructor', 'l:__proto__'])(
  'a button that no page has, %s, does not take the conversation away',
  async (choice) => {
    const { citizen } = await open();
    const sent = await citizen.submit('/chat/messages', { nonce: await citizen.nonce(), choice });
    expect(sent.status).toBe(200);
    expect(messagesIn(sent.html)[0]).toContain(choice);
    expect((await citizen.write('nokia 1280')).status).toBe(200);
  },
);

test.each([
  ['emoji only', '😀👵🏽'],
  ['control characters', 'a\u0000b\u0007c'],
  ['zero width', '\u200b\u200d\ufeff'],
  ['decomposed letters', 'điện thoại'.normalize('NFD')],
  ['half a surrogate pair', 'a\ud800b'],
])('%s is answered like any other message', async (_name, text) => {
  const { citizen } = await open();
  const response = await citizen.say(text, { after: 0 });
  expect([200, 400]).toContain(response.status);
  expect((await citizen.get('/chat')).status).toBe(200);
});

test.each([
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onfocus='alert(1)",
  '</textarea><svg onload=alert(1)>',
  '<%= it.nonce %>',
])('HTML never becomes markup: %s', async (attack) => {
  const { citizen } = await open();
  const { html } = await citizen.write(attack);
  expect(html).not.toContain(attack);
  expect(messagesIn(html)[0]).toContain(attack.replaceAll(/\s+/g, ' '));
  const long = await citizen.write(attack + 'a'.repeat(1000));
  expect(long.html).not.toContain(attack);
  expect(await (await citizen.say(attack, { after: 0 })).text()).not.toContain(attack);
  expect((await citizen.get(`/${encodeURIComponent(attack)}`)).html).not.toContain(attack);
});

test('a script elsewhere cannot make a citizen write', async () => {
  const { citizen, stored } = await open();
  const nonce = await citizen.nonce();
  for (const headers of [
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { Origin: 'https://evil.example' },
    { Origin: 'null' },
  ]) {
    const body = { id: randomUUID(), nonce, text: 'a' };
    const response = await citizen.post('/chat/messages', body, headers);
    expect(response.status).toBe(403);
  }
  expect(await stored()).toEqual([]);
});

test('our own page may write, whichever way its browser says so', async () => {
  const { web, citizen, stored } = await open();
  const nonce = await citizen.nonce();
  for (const headers of [{ 'Sec-Fetch-Site': 'same-origin' }, { Origin: web.url }]) {
    const body = { id: randomUUID(), nonce, text: 'a' };
    expect((await citizen.post('/chat/messages', body, headers)).status).toBe(200);
  }
  expect(await stored()).toHaveLength(2);
});

test('a hundred messages in a second: a few are answered, the others told when to come again', async () => {
  const { citizen, stored } = await open();
  await citizen.write('xin chào');
  const nonce = await citizen.nonce();
  const responses = await Promise.all(
    Array.from({ length: 100 }, (_, n) =>
      citizen.post('/chat/messages', { id: randomUUID(), nonce, text: `câu ${n}` }),
    ),
  );
  const refused = responses.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThanOrEqual(90);
  for (const response of refused) {
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  }
  expect(responses.every(({ status }) => status === 200 || status === 429)).toBe(true);
  expect(await stored()).toHaveLength(101 - refused.length);
});

test('too fast without JavaScript: the page says so and keeps what was written', async () => {
  const { citizen } = await open();
  let page = await citizen.get('/chat');
  for (let n = 0; n < 30 && page.status === 200; n += 1) {
    page = await citizen.submit('/chat/messages', { nonce: nonceIn(page.html), text: `câu ${n}` });
  }
  expect(page.status).toBe(429);
  expect(page.headers.get('retry-after')).toBeTruthy();
  expect(wordsOf(page.html)).toContain('Bạn gửi nhanh quá.');
  expect(page.html).toMatch(/<textarea[^>]*>câu \d+</);
});

test('what is not there gets a page that leads back', async () => {
  const { citizen } = await open();
  const { status, html } = await citizen.get('/khong-co');
  expect(status).toBe(404);
  expect(wordsOf(html)).toContain('Không có trang này.');
  expect(html).toContain('<a class="button fill" href="/chat">');
});
