import { expect, test } from 'vitest';
import { Browserlike, messagesIn, wordsOf } from '../helpers/browserlike.ts';
import { startWeb } from '../helpers/web-server.ts';

const UNHURRIED = {
  browser: { perSecond: 1000, perMinute: 1000 },
  address: { perSecond: 1000, perMinute: 1000 },
};

async function open() {
  const web = await startWeb();
  return { web, citizen: new Browserlike(web.url) };
}

test('the root leads to the chat and keeps what the link said', async () => {
  const { citizen } = await open();
  const root = await citizen.raw('/?nguon=loa-phuong&hoi=complaint');
  expect(root.status).toBe(302);
  expect(root.headers.get('location')).toBe('/chat?nguon=loa-phuong&hoi=complaint');
});

test('the first response already holds everything: who answers, six things, a place to write', async () => {
  const { citizen } = await open();
  const { status, html } = await citizen.get('/chat');
  const words = wordsOf(html);
  expect(status).toBe(200);
  expect(words).toContain('Tổ thử nghiệm');
  for (const label of [
    'Kiểm tra máy',
    'Tắt sóng khi nào',
    'Hỗ trợ đổi máy',
    'Đổi máy bị khoá gọi',
    'Khiếu nại',
    'Gặp người thật',
  ]) {
    expect(words).toContain(label);
  }
  expect(html).toContain('<textarea id="text" name="text"');
  expect(html).toMatch(/role="log" aria-label="Cuộc trò chuyện"/);
});

test.each([
  ['vi', 'Kiểm tra nhiều máy cùng lúc'],
  ['en', 'Check many phones at once'],
])('the first screen leads to the page for lists, in %s', async (lang, title) => {
  const { citizen } = await open();
  await citizen.submit('/chat/settings', { lang });
  const { html } = await citizen.get('/chat');
  const [, address = '', words] = /<a href="(\/kiem-tra[^"]*)">([^<]*)<\/a>/.exec(html) ?? [];
  expect(words).toBe(title);
  const list = await citizen.get(address);
  expect(list.status).toBe(200);
  expect(list.html).toContain(`<h2>${title}</h2>`);
});

test('in a frame the page for lists opens on its own, for no other site may hold it', async () => {
  const { citizen } = await open();
  const { html } = await citizen.get('/chat?embed=1');
  expect(html).toContain('<a href="/kiem-tra?lang=vi" target="_blank" rel="noopener">');
});

test('a form brings the answer with card, number to tap, source, buttons and a question', async () => {
  const { citizen } = await open();
  const { status, html, url } = await citizen.write('nokia 1280');
  expect(status).toBe(200);
  expect(url).toBe('/chat#m1');
  const [question, answer] = messagesIn(html);
  expect(question).toMatch(/^Bạn: nokia 1280 \d\d:\d\d$/);
  expect(answer).toContain('Không dùng được Nokia 1280 Chỉ có 2G.');
  expect(html).toContain('<a href="tel:18000000">1800 0000</a>');
  expect(html).toContain(
    'Nguồn: <a href="https://example.org/nguon?a=1&amp;b=2" target=_blank rel=noopener>Bộ thử</a>, 15/9/2026 · kiểm tra ngày 22/11/2026',
  );
  expect(html).toContain('<button name=choice value="i:offer-handset">Hỗ trợ đổi máy</button>');
  expect(wordsOf(html)).toContain('Có ích không?');
});

test('a pressed button appears in the conversation by its label, also one offered long before', async () => {
  const { citizen } = await open();
  await citizen.submit('/chat/messages', { nonce: await citizen.nonce(), choice: 'i:check-phone' });
  const { html } = await citizen.submit('/chat/messages', {
    nonce: await citizen.nonce(),
    choice: 'f:1280',
  });
  const [first, , third] = messagesIn(html);
  expect(first).toContain('Kiểm tra máy');
  expect(third).toContain('Nokia 1280');
});

test('earlier messages are a link away', async () => {
  const citizen = new Browserlike((await startWeb({ settings: { limits: UNHURRIED } })).url);
  for (let turn = 1; turn <= 14; turn += 1) await citizen.write(`câu ${turn}`);
  const { html } = await citizen.get('/chat');
  expect(messagesIn(html)).toHaveLength(24);
  expect(wordsOf(html)).not.toContain('câu 1 ');
  const more = /href="(\/chat\?tin=\d+)"/.exec(html)?.[1] ?? '';
  const all = await citizen.get(more);
  expect(messagesIn(all.html)).toHaveLength(28);
  expect(all.html).not.toContain('/chat?tin=');
});

test('"Có ích không?" takes one tap, says thanks, and keeps the verdict', async () => {
  const { web, citizen } = await open();
  const { html } = await citizen.write('nokia 1280');
  const reply = /name="reply" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const { html: after } = await citizen.submit('/chat/feedback', { reply, helpful: 'no' });
  expect(wordsOf(after)).toContain('Cảm ơn bạn');
  expect(await web.store.db.selectFrom('feedback').selectAll().execute()).toMatchObject([
    { replyId: reply, helpful: 0 },
  ]);
});

test('nobody rates an answer that was given to somebody else', async () => {
  const { web, citizen } = await open();
  const { html } = await citizen.write('nokia 1280');
  const reply = /name="reply" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const stranger = new Browserlike(web.url);
  await stranger.write('xin chào');
  expect((await stranger.submit('/chat/feedback', { reply, helpful: 'no' })).status).toBe(404);
  expect(await web.store.db.selectFrom('feedback').selectAll().execute()).toEqual([]);
});

test('text size, contrast and language are kept without JavaScript', async () => {
  const { citizen } = await open();
  expect((await citizen.submit('/chat/settings', { size: 'larger' })).html).toContain(
    '<html lang="vi" data-size="2">',
  );
  expect((await citizen.submit('/chat/settings', { contrast: 'more' })).html).toContain(
    'data-size="2" data-contrast="more"',
  );
  const english = await citizen.submit('/chat/settings', { lang: 'en' });
  expect(english.html).toContain('<html lang="en"');
  expect(wordsOf(english.html)).toContain('Hello. How can I help?');
});

test('text size stops at its ends and A goes back to the usual', async () => {
  const { citizen } = await open();
  for (let press = 0; press < 7; press += 1) {
    await citizen.submit('/chat/settings', { size: 'larger' });
  }
  expect((await citizen.get('/chat')).html).toContain('data-size="4"');
  expect((await citizen.submit('/chat/settings', { size: 'normal' })).html).toContain(
    'data-size="1"',
  );
  for (let press = 0; press < 3; press += 1) {
    await citizen.submit('/chat/settings', { size: 'smaller' });
  }
  expect((await citizen.get('/chat')).html).toContain('data-size="0"');
});

test('who begins on the English page is answered in English', async () => {
  const { citizen } = await open();
  await citizen.submit('/chat/settings', { lang: 'en' });
  const { html } = await citizen.write('hello');
  expect(html).toMatch(/<article class="bot"[^>]* lang=en/);
});

test('changing the language of a conversation changes the language of its answers', async () => {
  const { citizen } = await open();
  await citizen.write('xin chào');
  await citizen.submit('/chat/settings', { lang: 'en' });
  const { html } = await citizen.write('hello');
  const languages = [...html.matchAll(/<article class="bot"[^>]* lang=(..)/g)];
  expect(languages.map(([, language]) => language)).toEqual(['vi', 'en', 'en']);
});

test('a link to a topic offers it first; an unknown topic is left out', async () => {
  const { citizen } = await open();
  const { html } = await citizen.get('/chat?hoi=complaint&nguon=loa-phuong');
  expect(html).toContain(
    '<button class="button fill" id="topic" name="choice" value="i:complaint">',
  );
  expect(html).toContain('<input type="hidden" name="source" value="loa-phuong">');
  const unknown = await citizen.get('/chat?hoi=%3Cscript%3E&nguon=%3Cscript%3E');
  expect(unknown.html).not.toContain('id="topic"');
  expect(unknown.html).not.toContain('name="source"');
});

test('deleting the conversation leaves nothing behind, and its key opens nothing any more', async () => {
  const { web, citizen } = await open();
  await citizen.write('bí mật của tôi');
  const key = citizen.cookies.get('chat') ?? '';
  const { html } = await citizen.submit('/chat/delete', {});
  expect(wordsOf(html)).toContain('Đã xoá cuộc trò chuyện.');
  expect(messagesIn(html)).toEqual([]);
  for (const table of ['conversation', 'inboundMessage', 'outbox', 'webSession'] as const) {
    expect(await web.store.db.selectFrom(table).selectAll().execute()).toEqual([]);
  }
  citizen.setCookie('chat', key);
  expect((await citizen.get('/chat')).status).toBe(401);
});

test('a citizen who asked in the chat to be forgotten sees an empty conversation', async () => {
  const { citizen } = await open();
  await citizen.write('bí mật của tôi');
  const { html } = await citizen.write('forget');
  expect(messagesIn(html).join()).not.toContain('bí mật');
});

test('each message says the language that it is in', async () => {
  const { citizen } = await open();
  await citizen.write('where can I buy a new phone');
  const { html } = await citizen.write('tôi muốn đổi máy');
  const languages = [...html.matchAll(/<article class="me" id=m\d+ lang=(..)/g)];
  expect(languages.map(([, language]) => language)).toEqual(['en', 'vi']);
});

test('personal data that was written comes back masked', async () => {
  const { citizen } = await open();
  const { html } = await citizen.write('gọi tôi số 0912345678');
  expect(messagesIn(html)[0]).toContain('gọi tôi số **********');
  expect(messagesIn(html)[0]).not.toContain('0912345678');
});

test('the first page weighs less than 50 kB in total and an answer less than 2 kB', async () => {
  const { citizen } = await open();
  const { html } = await citizen.get('/chat');
  const parts = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path);
  const sizes = await Promise.all(
    [...new Set(parts)].map(async (path = '') => {
      const response = await citizen.raw(path, { headers: { 'Accept-Encoding': 'identity' } });
      expect(response.status).toBe(200);
      return (await response.arrayBuffer()).byteLength;
    }),
  );
  const total = sizes.reduce((sum, size) => sum + size, Buffer.byteLength(html));
  expect(total).toBeLessThan(50_000);
  const answer = await (await citizen.say('nokia 1280', { after: 0 })).text();
  expect(Buffer.byteLength(answer)).toBeLessThan(2000);
});
