import { expect, test } from 'vitest';
import { Browserlike, messagesIn, receiptOf } from '../helpers/browserlike.ts';
import { freshSettings } from '../helpers/databases.ts';
import { listen } from '../helpers/events.ts';
import { startWeb } from '../helpers/web-server.ts';

function keyOf(citizen: Browserlike): Record<string, string> {
  return { Cookie: `chat=${citizen.cookies.get('chat')}` };
}

test('what is said arrives as it is said, question and answer, in order', async () => {
  const web = await startWeb();
  const citizen = new Browserlike(web.url);
  await citizen.write('một');
  const events = await listen(`${web.url}/chat/stream?after=2`, keyOf(citizen));
  expect(events.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(events.response.headers.get('x-accel-buffering')).toBe('no');
  expect(events.response.headers.get('cache-control')).toBe('no-store');
  await citizen.write('hai');
  const { id, data } = await events.next();
  expect(id).toBe('4');
  expect(messagesIn(data)).toEqual([expect.stringMatching(/^Bạn: hai/), 'Trợ lý: 2: hai']);
});

test('a line that broke resumes after the last event: nothing twice, nothing lost', async () => {
  const web = await startWeb();
  const citizen = new Browserlike(web.url);
  await citizen.write('một');
  const first = await listen(`${web.url}/chat/stream`, keyOf(citizen));
  const { id } = await first.next();
  first.close();
  await citizen.write('hai');
  const again = await listen(`${web.url}/chat/stream`, { ...keyOf(citizen), 'Last-Event-ID': id });
  expect(messagesIn((await again.next()).data).join()).toMatch(/hai.*2: hai/);
});

test('it resumes across a restart of the server', async () => {
  const database = await freshSettings('SQLite');
  const before = await startWeb({ database });
  const citizen = new Browserlike(before.url);
  await citizen.write('một');
  await before.stop();
  const after = await startWeb({ database });
  const events = await listen(`${after.url}/chat/stream?after=1`, keyOf(citizen));
  expect(messagesIn((await events.next()).data)).toEqual(['Trợ lý: 1: một']);
});

test('a message of several lines is one event', async () => {
  const lines = 'dòng một\ndòng hai\n\ndòng ba';
  const web = await startWeb();
  const citizen = new Browserlike(web.url);
  await citizen.say(lines);
  const events = await listen(`${web.url}/chat/stream?after=0`, keyOf(citizen));
  expect((await events.next()).data).toContain(`<p>${lines}</p>`);
});

test('four pages of one browser are kept up to date; a fifth takes the place of the first', async () => {
  const web = await startWeb();
  const citizen = new Browserlike(web.url);
  await citizen.write('một');
  const open = () => listen(`${web.url}/chat/stream?after=2`, keyOf(citizen));
  const first = await open();
  const others = [await open(), await open(), await open(), await open()];
  await first.ended();
  await citizen.write('hai');
  for (const events of others) expect((await events.next()).id).toBe('4');
});

test('a server that stops ends its streams, so it can close', async () => {
  const web = await startWeb();
  const citizen = new Browserlike(web.url);
  await citizen.write('một');
  const events = await listen(`${web.url}/chat/stream?after=2`, keyOf(citizen));
  const ended = events.ended();
  await web.stop();
  await ended;
});

test('what a page is answered at once does not travel again on its own stream, but on others', async () => {
  const web = await startWeb();
  const citizen = new Browserlike(web.url);
  await citizen.write('một');
  const stream = (page: string) =>
    listen(`${web.url}/chat/stream?after=2&page=${page}`, keyOf(citizen));
  const own = await stream('page-1');
  const other = await stream('page-2');
  const { cursor } = await receiptOf(await citizen.say('hai', { after: 2, page: 'page-1' }));
  expect(cursor).toBe(4);
  await citizen.write('ba');
  expect(messagesIn((await own.next()).data)).toEqual([
    expect.stringMatching(/^Bạn: ba/),
    'Trợ lý: 3: ba',
  ]);
  expect(messagesIn((await other.next()).data)[0]).toMatch(/^Bạn: hai/);
});

test('a page that did not ask for the answer gets it on its stream', async () => {
  const web = await startWeb();
  const citizen = new Browserlike(web.url);
  await citizen.write('một');
  const own = await listen(`${web.url}/chat/stream?after=2&page=page-1`, keyOf(citizen));
  await citizen.say('hai', { page: 'page-1' });
  expect((await own.next()).id).toBe('4');
});

test('without a stream the script is given what it has not seen', async () => {
  const web = await startWeb();
  const citizen = new Browserlike(web.url);
  await citizen.write('một');
  const { html, cursor } = await receiptOf(await citizen.say('hai', { after: 2 }));
  expect(cursor).toBe(4);
  expect(messagesIn(html)).toHaveLength(2);
});
