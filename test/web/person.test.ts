/** The page while a person is asked for, in charge, and gone again; without JavaScript too. */
import { expect, test } from 'vitest';
import { Browserlike, messagesIn, receiptOf, wordsOf } from '../helpers/browserlike.ts';
import { listen } from '../helpers/events.ts';
import { startWebDesk } from '../helpers/web-desk.ts';

/** What stands above the bar, and whether it is shown. */
function bannerOf(html: string): { shown: boolean; words: string; charge: string } {
  const [, attributes = '', inside = ''] =
    /<form class="w bar person"([^>]*)>([\s\S]*?)<\/form>/.exec(html) ?? [];
  const charge = /data-charge="(\w+)"/.exec(attributes)?.[1] ?? '';
  return { shown: !attributes.includes(' hidden'), words: wordsOf(inside).trim(), charge };
}

function keyOf(citizen: Browserlike): Record<string, string> {
  return { Cookie: `chat=${citizen.cookies.get('chat')}` };
}

test('the page says who is in charge, and one button brings the assistant back', async () => {
  const { web, desk } = await startWebDesk();
  const citizen = new Browserlike(web.url);
  expect(bannerOf((await citizen.get('/chat')).html).shown).toBe(false);
  const asked = await citizen.write('gặp người thật');
  expect(bannerOf(asked.html)).toEqual({
    shown: true,
    charge: 'waiting',
    words: expect.stringMatching(/^Đang chờ người trực\s+Nói chuyện với máy$/),
  });
  await desk.take();
  const taken = (await citizen.get('/chat')).html;
  expect(bannerOf(taken).words).toMatch(/^Bạn đang nói chuyện với người trực/);
  expect(taken).toMatch(/id="bar"[^>]* hidden>/);
  expect(messagesIn(taken).at(-1)).toContain('Từ giờ người thật trả lời bạn, máy im lặng');

  const silent = await citizen.write('máy nokia 1280 còn dùng được không');
  expect(messagesIn(silent.html).at(-1)).toMatch(/^Bạn: máy nokia 1280/);
  const nonce = await citizen.nonce();
  const back = await citizen.submit('/chat/messages', { nonce, choice: 'h:machine' });
  expect(messagesIn(back.html).slice(-2)).toEqual([
    expect.stringMatching(/^Bạn: Nói chuyện với máy/),
    expect.stringContaining('Từ giờ máy trả lời bạn'),
  ]);
  expect(bannerOf(back.html)).toMatchObject({ shown: false, charge: 'bot' });
  expect((await desk.ticket()).state).toBe('abandoned');
});

test('an open page hears who is in charge and that the person is writing', async () => {
  const { web, desk } = await startWebDesk();
  const citizen = new Browserlike(web.url);
  const receipt = await receiptOf(await citizen.say('gặp người thật', { after: 0 }));
  expect(receipt).toMatchObject({ charge: 'waiting' });
  const place = `after=${receipt.cursor}&charge=waiting`;
  const events = await listen(`${web.url}/chat/stream?${place}`, keyOf(citizen));
  await desk.take();
  expect(await events.next()).toEqual({ name: 'charge', id: '', data: 'agent' });
  expect((await events.next()).data).toContain('máy im lặng');
  const conversations = web.bot.db.selectFrom('conversation').select('address');
  web.bot.typing.agent((await conversations.executeTakeFirstOrThrow()).address);
  expect((await events.next()).name).toBe('typing');
  await desk.answer('Chào bác, cháu nghe đây.');
  const answer = await events.next();
  expect(answer.data).toContain('class="bot agent"');
  expect(messagesIn(answer.data)).toEqual(['Người trả lời: Chào bác, cháu nghe đây.']);
  await desk.close();
  expect(await events.next()).toMatchObject({ name: 'charge', data: 'bot' });
  expect((await events.next()).data).toContain('Rất tốt');
});

test('nobody hears that staff writes to somebody else', async () => {
  const { web } = await startWebDesk();
  const [one, other] = [new Browserlike(web.url), new Browserlike(web.url)];
  await one.write('gặp người thật');
  await other.write('gặp người thật');
  const events = await listen(`${web.url}/chat/stream?charge=waiting`, keyOf(other));
  await events.next();
  const rows = await web.bot.db.selectFrom('conversation').select('address').execute();
  for (const { address } of rows.slice(0, 1)) web.bot.typing.agent(address);
  await other.write('xã Phú Nghĩa mất sóng');
  expect((await events.next()).name).toBe('');
});

test('the desk hears that the citizen is writing, from our own page and not too often', async () => {
  const { web } = await startWebDesk();
  const citizen = new Browserlike(web.url);
  const told: string[] = [];
  web.bot.typing.subscribe((address, who) => told.push(`${who} ${address}`));
  expect((await citizen.post('/chat/typing', {})).status).toBe(401);
  await citizen.write('gặp người thật');
  const foreign = await citizen.post('/chat/typing', {}, { 'Sec-Fetch-Site': 'cross-site' });
  expect(foreign.status).toBe(403);
  expect(told).toEqual([]);
  const statuses: number[] = [];
  for (let sign = 0; sign < 4; sign += 1) {
    statuses.push((await citizen.post('/chat/typing', {})).status);
  }
  expect(statuses).toEqual([204, 204, 429, 429]);
  expect(told).toEqual([expect.stringMatching(/^citizen web:/)]);
});

test('a rating is one tap, also on a page that is not open any more', async () => {
  const { web, desk } = await startWebDesk();
  const citizen = new Browserlike(web.url);
  await citizen.write('gặp người thật');
  await desk.take();
  await desk.answer('Xong rồi bác nhé.');
  await desk.close();
  const { code } = await desk.ticket();
  const nonce = await citizen.nonce();
  const rated = await citizen.submit('/chat/messages', { nonce, choice: `h:rate:${code}:3` });
  expect(messagesIn(rated.html).slice(-2)).toEqual([
    expect.stringMatching(/^Bạn: Rất tốt/),
    'Trợ lý: Cảm ơn bạn đã cho biết.',
  ]);
  expect((await desk.ticket()).rating).toBe(3);
});

test('the conversation is a text to keep: one’s own, as it was said, masked as it is stored', async () => {
  const { web, desk } = await startWebDesk();
  const [citizen, stranger] = [new Browserlike(web.url), new Browserlike(web.url)];
  expect((await citizen.get('/chat/transcript')).status).toBe(401);
  expect((await citizen.get('/chat')).html).toMatch(/href="\/chat\/transcript"[^>]* hidden/);
  await citizen.write('gặp người thật');
  await desk.take();
  await citizen.write('số tôi là 0912345678, “xã Phú Nghĩa” <b>');
  await desk.answer('Chào bác.');
  await stranger.write('bao giờ tắt 2g');
  const { html: text, headers } = await citizen.get('/chat/transcript');
  expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(headers.get('content-disposition')).toMatch(
    /^attachment; filename=tro-ly-2g-2026-11-24\.txt$/,
  );
  expect(headers.get('cache-control')).toBe('no-store');
  expect(text).toMatch(/^Trợ lý 2G · \d+\/\d+\/\d{4}\n/);
  expect(text).toMatch(/\d{2}:\d{2} Bạn: số tôi là \*{10}, “xã Phú Nghĩa” <b>/);
  expect(text).toContain('Người trả lời: Chào bác.');
  expect(text).not.toContain('bao giờ');
  const shown = (await citizen.get('/chat')).html;
  expect(shown).toMatch(/href="\/chat\/transcript" download>Tải cuộc trò chuyện/);
  expect((await citizen.get('/chat?embed=1')).html).not.toContain('/chat/transcript');
});
