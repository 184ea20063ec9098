/** Files of citizens at the desk: opened for a reason, as what they are, and never as a page. */
import { expect, test } from 'vitest';
import { forgetCitizen } from '../../../src/bot/forget.ts';
import { LARGEST_FILE } from '../../../src/channels/channel.ts';
import { createLog } from '../../../src/log.ts';
import { wordsOf } from '../../helpers/browserlike.ts';
import { GRANDMA, startFiles } from '../../helpers/desk-files.ts';
import { type StaffBrowser, signedIn } from '../../helpers/staff.ts';

const PHOTO = Buffer.from('\xff\xd8\xff\xe0\0\x10JFIF\0', 'latin1');
const MINUTE = 60_000;
/** As a picture in a page asks for it. */
const IN_PAGE = { 'sec-fetch-dest': 'image', accept: 'image/*,*/*;q=0.8' };
const BY_SCRIPT = { 'sec-fetch-dest': 'empty', accept: 'application/json' };

/** Says why, and gets the file. */
async function open(agent: StaffBrowser, path: string, headers: Record<string, string> = IN_PAGE) {
  const asked = await agent.post(path, { reason: 'đọc tên máy trên ảnh' });
  expect(asked.status).toBe(200);
  expect(await asked.json()).toEqual({ href: path });
  return agent.raw(path, { headers });
}

test('is shown once somebody has said why, and that is kept', async () => {
  const { web, code, send, deeds, telegram } = await startFiles();
  const agent = await signedIn(web, ['agent']);
  const path = await send({ bytes: PHOTO, type: 'image/jpeg' });

  const early = await agent.raw(path, { headers: IN_PAGE });
  expect(early.status).toBe(403);
  const led = await agent.raw(path);
  expect([led.status, led.headers.get('location')]).toEqual([303, `/console/desk/${code}`]);
  expect(telegram.files.asked).toEqual([]);

  const reason = 'đọc số 0912345678 trên ảnh';
  const page = await agent.post(path, { reason });
  expect(page.status).toBe(200);
  for (let look = 0; look < 2; look += 1) {
    const shown = await agent.raw(path, { headers: IN_PAGE });
    expect(Buffer.from(await shown.arrayBuffer()).equals(PHOTO)).toBe(true);
  }
  expect(await deeds()).toMatchObject([
    {
      ...{ action: 'ticket.attachment', subject: `ticket:${code}`, ip: '127.0.0.1' },
      ...{ actorId: agent.staff.id, actorName: agent.staff.name },
      reason: 'đọc số ********** trên ảnh',
      details: { message: path.split('/').at(-1), kind: 'image' },
    },
  ]);
});

test('the form of a page without a script leads to it', async () => {
  const { web, code, send } = await startFiles();
  const agent = await signedIn(web, ['agent']);
  const path = await send({ bytes: PHOTO }, {}, 'máy này có gọi được không');
  const page = await agent.get(`/console/desk/${code}`);
  expect(page.html).toContain(`action="${path}"`);
  expect(wordsOf(page.html)).toContain('máy này có gọi được không');
  const opened = await agent.submit(path, { reason: 'xem máy' });
  expect([opened.status, opened.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
});

test('no reason, no file', async () => {
  const { web, send, deeds, telegram } = await startFiles();
  const agent = await signedIn(web, ['agent']);
  const path = await send({ bytes: PHOTO });
  for (const reason of ['', '   ', 'x'.repeat(301)]) {
    expect((await agent.post(path, { reason })).status).toBe(400);
  }
  expect((await agent.post(path, {})).status).toBe(400);
  expect((await agent.raw(path, { headers: IN_PAGE })).status).toBe(403);
  expect(await deeds()).toEqual([]);
  expect(telegram.files.asked).toEqual([]);
});

test('a reason holds for a quarter of an hour, for that person and that file', async () => {
  const { web, send, clock } = await startFiles();
  const [lan, minh] = [await signedIn(web, ['agent']), await signedIn(web, ['agent'])];
  const [one, other] = [await send({ bytes: PHOTO }), await send({ bytes: PHOTO })];
  const status = async (who: StaffBrowser, path: string) =>
    (await who.raw(path, { headers: IN_PAGE })).status;
  expect((await open(lan, one)).status).toBe(200);
  expect(await status(minh, one)).toBe(403);
  expect(await status(lan, other)).toBe(403);
  clock.forward(15 * MINUTE);
  expect(await status(lan, one)).toBe(200);
  clock.forward(1000);
  expect(await status(lan, one)).toBe(403);
});

test.each([
  ['agent', 200, 200],
  ['lead', 200, 200],
  ['carrier:viettel', 404, 404],
  ['admin', 403, 403],
  ['editor', 403, 403],
] as const)('somebody who is %s: %i, then %i', async (role, asked, given) => {
  const { web, send } = await startFiles();
  const path = await send({ bytes: PHOTO });
  const somebody = await signedIn(web, [role]);
  expect((await somebody.post(path, { reason: 'xem ảnh' })).status).toBe(asked);
  expect((await somebody.raw(path, { headers: IN_PAGE })).status).toBe(given);
});

test('nobody who is not signed in learns whether it is there', async () => {
  const { web, send } = await startFiles();
  const path = await send({ bytes: PHOTO });
  for (const where of [path, '/console/desk/attachments/unknown']) {
    const answer = await fetch(new URL(where, web.url), { headers: BY_SCRIPT });
    expect(answer.status).toBe(401);
  }
});

test('another site cannot make a browser say why', async () => {
  const { web, send, deeds } = await startFiles();
  const agent = await signedIn(web, ['agent']);
  const elsewhere = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
  const answer = await agent.post(await send({ bytes: PHOTO }), { reason: 'x' }, elsewhere);
  expect(answer.status).toBe(403);
  expect(await deeds()).toEqual([]);
});

test.each([
  ['a photo', PHOTO, 'text/html', 'image/jpeg', 'inline', 'jpg'],
  ['a page that is called a photo', '<script>alert(1)</script>', 'image/jpeg', '', '', 'bin'],
  ['a drawing', '<svg onload="alert(1)"/>', 'image/svg+xml', '', '', 'bin'],
  ['a document', '%PDF-1.7', 'application/pdf', 'application/pdf', '', 'pdf'],
  ['nothing', '', 'image/png', '', '', 'bin'],
])('%s is handed out as what it is', async (_, bytes, said, type, disposition, extension) => {
  const { web, code, send } = await startFiles();
  const agent = await signedIn(web, ['agent']);
  const path = await send({ bytes, type: said }, { name: '../x".html\r\nx', mime: 'text/html' });
  const file = await open(agent, path);
  expect(file.status).toBe(200);
  const { 'content-disposition': name, ...headers } = Object.fromEntries(file.headers);
  expect(name).toMatch(
    new RegExp(`^${disposition || 'attachment'}; filename="${code}-[0-9a-f]{6}\\.${extension}"$`),
  );
  expect(headers).toMatchObject({
    'content-type': type || 'application/octet-stream',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  });
  expect(await file.text()).toBe(Buffer.from(bytes).toString());
});

test('sound is played in a page, and saved when it is opened by itself', async () => {
  const { web, send } = await startFiles();
  const agent = await signedIn(web, ['agent']);
  const path = await send({ bytes: Buffer.from('fff15080021ffc', 'hex') }, { kind: 'voice' });
  const inPage = await open(agent, path, { 'sec-fetch-dest': 'audio' });
  expect(inPage.headers.get('content-type')).toBe('audio/aac');
  expect(inPage.headers.get('content-disposition')).toMatch(/^inline; .*\.aac"$/);
  const alone = await agent.raw(path, { headers: { 'sec-fetch-dest': 'document' } });
  expect(alone.headers.get('content-disposition')).toMatch(/^attachment; .*\.aac"$/);
});

test.each([
  ['is gone', { fault: { status: 404 } }, 404, 'Kênh không còn giữ tệp này.'],
  ['is too large', { length: LARGEST_FILE + 1 }, 413, 'Tệp lớn hơn 10 MB'],
  ['leads elsewhere', { fault: { redirect: 'http://127.0.0.1:9/' } }, 403, 'không tin được'],
  ['cannot be had', { fault: { status: 502 } }, 503, 'Chưa lấy được tệp từ kênh.'],
] as const)('one that %s is told in words', async (_, fault, status, words) => {
  const { web, code, send } = await startFiles();
  const agent = await signedIn(web, ['agent']);
  const path = await send({ bytes: PHOTO, ...fault });
  const byScript = await open(agent, path, BY_SCRIPT);
  expect(byScript.status).toBe(status);
  expect(JSON.stringify(await byScript.json())).toContain(words);
  const page = await agent.get(path);
  expect(page.status).toBe(status);
  expect(wordsOf(page.html)).toContain(words);
  expect(wordsOf(page.html)).toContain(code);
  const inPage = await agent.raw(path, { headers: IN_PAGE });
  expect([inPage.status, await inPage.text()]).toEqual([status, '']);
});

test('a host that is not trusted is named to the operator, and nothing more of the address', async () => {
  const logged: string[] = [];
  const log = createLog('info', { write: (line) => void logged.push(line) });
  const { web, send } = await startFiles({ log });
  const agent = await signedIn(web, ['agent']);
  const ref = 'https://me:secret@files.example/a.jpg?token=secret';
  expect((await open(agent, await send({ bytes: '' }, { ref }))).status).toBe(404);
  const [line] = logged.filter((one) => one.includes('could not be fetched'));
  expect(line).toContain('"host":"files.example"');
  expect(line).not.toContain('secret');
});

test('a path that climbs is not followed', async () => {
  const { web, send, telegram } = await startFiles();
  const agent = await signedIn(web, ['agent']);
  const path = await send({ bytes: PHOTO });
  telegram.paths.set('file_1.bin', '../../../etc/passwd');
  expect((await open(agent, path)).status).toBe(403);
  expect(telegram.files.asked).toEqual([]);
});

test.each(['cut', 'endless'] as const)('one that is %s ends as a broken one', async (fault) => {
  const { web, send, telegram } = await startFiles();
  const agent = await signedIn(web, ['agent']);
  const bytes = Buffer.concat([PHOTO, Buffer.alloc(1_000_000)]);
  const file = await open(agent, await send({ bytes, fault }));
  expect(file.status).toBe(200);
  await expect(file.arrayBuffer()).rejects.toThrow();
  expect(telegram.files.sent).toBeLessThan(LARGEST_FILE * 1.5);
  expect((await open(agent, await send({ bytes: PHOTO }))).status).toBe(200);
});

test('who leaves in the middle ends it at the provider, too', async () => {
  const { web, send, telegram } = await startFiles();
  const agent = await signedIn(web, ['agent']);
  const file = await open(agent, await send({ bytes: PHOTO, fault: 'endless' }));
  await file.body?.cancel();
  await expect
    .poll(() => {
      const before = telegram.files.sent;
      return new Promise((resolve) => {
        setTimeout(() => resolve(telegram.files.sent === before), 50);
      });
    })
    .toBe(true);
});

test('goes with the conversation', async () => {
  const { web, send } = await startFiles();
  const agent = await signedIn(web, ['agent']);
  const path = await send({ bytes: PHOTO });
  expect((await open(agent, path)).status).toBe(200);
  await forgetCitizen(web.bot, GRANDMA);
  expect((await agent.raw(path, { headers: IN_PAGE })).status).toBe(404);
});

test.each(['unknown', '%00', '..%2f..%2fpeople', `${'a'.repeat(5000)}`])(
  'what is no file, %s, is not there',
  async (name) => {
    const { web } = await startFiles();
    const agent = await signedIn(web, ['agent']);
    const path = `/console/desk/attachments/${name}`;
    expect((await agent.post(path, { reason: 'xem ảnh' })).status).toBe(404);
    expect((await agent.raw(path, { headers: IN_PAGE })).status).toBe(404);
  },
);

test('one that is known to be too large is not even offered', async () => {
  const { web, code, send } = await startFiles();
  const agent = await signedIn(web, ['agent']);
  const path = await send({ bytes: '' }, { kind: 'file', size: LARGEST_FILE + 1 });
  const { html } = await agent.get(`/console/desk/${code}`);
  expect(wordsOf(html)).toContain('Tệp lớn hơn 10 MB');
  expect(html).not.toContain(path);
});

test('its name is shown as text', async () => {
  const { web, code, send } = await startFiles();
  const agent = await signedIn(web, ['agent']);
  await send(
    { bytes: PHOTO },
    { kind: 'file', name: '<img src=x onerror=alert(1)>0912345678.jpg' },
  );
  const { html } = await agent.get(`/console/desk/${code}`);
  expect(html).not.toContain('<img src=x');
  expect(wordsOf(html)).toContain('<img src=x onerror=alert(1)>**********.jpg');
});
