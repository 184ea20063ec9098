/** What happens is told to open desks, to those who may know it and to no others. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { presentAgents } from '../../../src/bot/handoff/presence.ts';
import { endSessions } from '../../../src/store/accounts/sessions.ts';
import { dropPresence } from '../../../src/store/desk/presence.ts';
import { askForPerson, atDesk, startDesk, write } from '../../helpers/desk.ts';
import { type DeskEvent, type DeskLine, watchDesk } from '../../helpers/desk-events.ts';

const codesIn = (events: readonly DeskEvent[]) =>
  events.flatMap(({ name, data }) => (name === 'row' ? [codeOf(data)] : []));
const codeOf = (data: string) => /TL-\w{4}/.exec(data)?.[0] ?? '';

test('a citizen who asks for a person appears at once, with the count', async () => {
  const web = await startDesk();
  const desk = await watchDesk(web, await atDesk(web));
  const { code } = await askForPerson(web, 'web:hoa', 'alo');
  const row = await desk.next('row');
  expect(codeOf(row.data)).toBe(code);
  expect(JSON.parse((await desk.next('count')).data)).toMatchObject({ waiting: 1, mine: 0 });
});

test('what a colleague takes leaves the queue of the others', async () => {
  const web = await startDesk();
  const { code, id } = await askForPerson(web, 'web:hoa', 'alo');
  const [first, second] = [await atDesk(web), await atDesk(web)];
  const [own, other] = [await watchDesk(web, first), await watchDesk(web, second)];
  await first.submit(`/console/desk/${code}/take`, {});
  expect(JSON.parse((await own.next('row')).data)).toMatchObject({ id, own: true });
  expect(JSON.parse((await other.next('gone')).data)).toEqual({ id });
});

test('nobody hears of the tickets of a desk that is none of theirs', async () => {
  const web = await startDesk();
  const agent = await atDesk(web);
  const carrier = await atDesk(web, ['carrier:viettel']);
  const desk = await watchDesk(web, carrier);
  const { code } = await askForPerson(web, 'web:hoa', 'alo');
  await askForPerson(web, 'web:binh', 'chuyện khác');
  await agent.submit(`/console/desk/${code}/take`, {});
  const handOn = { desk: 'carrier:viettel', reason: 'việc của nhà mạng' };
  await agent.submit(`/console/desk/${code}/hand-on`, handOn);
  expect(codeOf((await desk.next('row')).data)).toBe(code);
  expect(codesIn(desk.heard())).toEqual([code]);
  expect(
    desk
      .heard()
      .map(({ data }) => data)
      .join(),
  ).not.toContain('chuyện khác');
});

test('whoever has the conversation open reads along, and no longer once it is handed on', async () => {
  const web = await startDesk();
  const { code } = await askForPerson(web, 'web:hoa', 'alo');
  const agent = await atDesk(web);
  await atDesk(web, ['carrier:viettel']);
  await agent.submit(`/console/desk/${code}/take`, {});
  const desk = await watchDesk(web, agent, `?ticket=${code}`);
  await write(web, 'web:hoa', 'tôi <b>ở</b> xã An Bình');
  const news = await desk.nextWith('chat', 'An Bình');
  expect(news.data).toContain('&lt;b&gt;');
  expect(news.id).toBe(String(JSON.parse(news.data).cursor));

  await agent.submit(`/console/desk/${code}/hand-on`, { desk: 'carrier:viettel', reason: 'x' });
  await desk.nextWith('ticket', 'away');
  await write(web, 'web:hoa', 'chuyện chỉ Viettel được biết');
  await askForPerson(web, 'web:binh', 'người tiếp theo');
  await desk.nextWith('row', 'TL-');
  expect(
    desk
      .heard()
      .map(({ data }) => data)
      .join(),
  ).not.toContain('chỉ Viettel');
});

test('who comes back is told what it missed, from where it was', async () => {
  const web = await startDesk();
  const { code } = await askForPerson(web, 'web:hoa', 'alo');
  const agent = await atDesk(web);
  await agent.submit(`/console/desk/${code}/take`, {});
  await agent.submit(`/console/desk/${code}/answer`, { id: randomUUID(), text: 'Dạ em nghe' });
  const desk = await watchDesk(web, agent, `?ticket=${code}&after=2`);
  const list = JSON.parse((await desk.next('list')).data) as [string, number][];
  expect(list).toHaveLength(1);
  const missed = await desk.next('chat');
  expect(missed.data).toContain('Dạ em nghe');
  expect(missed.data).not.toContain('alo');
});

test('what a citizen deletes is taken off the screens', async () => {
  const web = await startDesk();
  const { code } = await askForPerson(web, 'web:hoa', 'alo');
  const agent = await atDesk(web);
  const desk = await watchDesk(web, agent, `?ticket=${code}`);
  await write(web, 'web:hoa', 'forget');
  await desk.next('erased');
  await desk.next('gone');
});

test('an answer is seen to arrive', async () => {
  const web = await startDesk();
  const { code } = await askForPerson(web, 'web:hoa', 'alo');
  const agent = await atDesk(web);
  await agent.submit(`/console/desk/${code}/take`, {});
  const desk = await watchDesk(web, agent, `?ticket=${code}`);
  const id = randomUUID();
  await agent.submit(`/console/desk/${code}/answer`, { id, text: 'Dạ em nghe' });
  await desk.nextWith('chat', id);
  const fate = await desk.nextWith('delivery', id);
  expect(JSON.parse(fate.data)).toEqual({ id, status: 'sent' });
});

test('each side sees that the other is writing, an agent only of a ticket of their own', async () => {
  const web = await startDesk();
  const { code } = await askForPerson(web, 'web:hoa', 'alo');
  const [agent, other] = [await atDesk(web), await atDesk(web)];
  const typing = (browser: typeof agent) => browser.post(`/console/desk/${code}/typing`, {});
  expect((await typing(agent)).status).toBe(409);
  await agent.submit(`/console/desk/${code}/take`, {});
  expect((await typing(other)).status).toBe(409);
  expect(web.bot.typing.isWriting('web:hoa', 'agent')).toBe(false);
  expect((await typing(agent)).status).toBe(204);
  expect(web.bot.typing.isWriting('web:hoa', 'agent')).toBe(true);
  const desk = await watchDesk(web, agent, `?ticket=${code}`);
  web.bot.typing.citizen('web:hoa');
  await desk.next('typing');
});

test('a page without a script keeps its reader there by a picture that never ends', async () => {
  const web = await startDesk();
  const agent = await atDesk(web);
  await dropPresence(web.store.db, agent.staff.id);
  const page = new AbortController();
  onTestFinished(() => page.abort());
  const picture = await agent.raw('/console/desk/here', { signal: page.signal });
  expect(picture.headers.get('content-type')).toBe('image/gif');
  expect((await presentAgents(web.bot)).map(({ id }) => id)).toEqual([agent.staff.id]);
  expect((await agent.get('/console/desk')).html).toContain('<noscript><img');
});

test('whoever opens too many pages is told so on the oldest', async () => {
  const web = await startDesk();
  const agent = await atDesk(web);
  const lines: DeskLine[] = [];
  for (let at = 0; at < 5; at += 1) lines.push(await watchDesk(web, agent));
  await lines[0]?.next('enough');
  const { code } = await askForPerson(web, 'web:hoa', 'alo');
  expect(codeOf((await lines[4]?.next('row'))?.data ?? '')).toBe(code);
});

test('a session that was ended elsewhere hears nothing more', async () => {
  const web = await startDesk();
  const agent = await atDesk(web);
  await endSessions(web.store.db, agent.staff.id);
  const response = await agent.raw('/console/desk/stream', {
    headers: { Accept: 'text/event-stream' },
  });
  expect(response.status).toBe(401);
});

describe.each(['SQLite', 'PostgreSQL'] as const)('on %s', (engine) => {
  test('other processes, as the command line, are heard of, too', async () => {
    const web = await startDesk({ engine });
    const agent = await atDesk(web);
    const queue = await watchDesk(web, agent);
    web.bot.desk.removeAllListeners();
    const { code } = await askForPerson(web, 'web:hoa', 'alo');
    expect(codeOf((await queue.next('row')).data)).toBe(code);
    const talk = await watchDesk(web, agent, `?ticket=${code}`);
    await write(web, 'web:hoa', 'forget');
    await talk.next('erased');
  });
});

test('each change is told once', async () => {
  const web = await startDesk();
  const desk = await watchDesk(web, await atDesk(web));
  await askForPerson(web, 'web:hoa', 'alo');
  await sleep(2500);
  expect(codesIn(desk.heard())).toHaveLength(1);
});
