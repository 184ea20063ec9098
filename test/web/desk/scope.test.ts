/** How much of a conversation goes with a ticket: its end for everybody, its beginning for carriers. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { receive } from '../../../src/bot/receive.ts';
import type { StoredTicket } from '../../../src/store/tickets.ts';
import { text } from '../../helpers/bot.ts';
import { wordsOf } from '../../helpers/browserlike.ts';
import { askForPerson, atDesk, startDesk, write } from '../../helpers/desk.ts';
import { watchDesk } from '../../helpers/desk-events.ts';
import type { StaffBrowser } from '../../helpers/staff.ts';
import type { RunningWeb } from '../../helpers/web-server.ts';

const HOA = 'web:hoa';
const heard = (line: Awaited<ReturnType<typeof watchDesk>>) =>
  line
    .heard()
    .map(({ data }) => data)
    .join();

/** A ticket that came to Viettel's desk, where somebody has it in hand. */
async function atCarrier() {
  const web = await startDesk();
  await write(web, HOA, 'chuyện nhà tôi');
  const ticket = await askForPerson(web, HOA, 'khoá sim');
  const [agent, carrier] = [await atDesk(web), await atDesk(web, ['carrier:viettel'])];
  const handOn = { desk: 'carrier:viettel', reason: 'x' };
  await agent.submit(`/console/desk/${ticket.code}/hand-on`, handOn);
  await carrier.submit(`/console/desk/${ticket.code}/take`, {});
  return { web, agent, carrier, ticket };
}

async function close(browser: StaffBrowser, { code }: StoredTicket): Promise<void> {
  await browser.submit(`/console/desk/${code}/close`, { outcome: 'answered' });
}

async function page(browser: StaffBrowser, { code }: StoredTicket): Promise<string> {
  return wordsOf((await browser.get(`/console/desk/${code}`)).html);
}

/** Sends a picture; where it would be opened. */
async function picture(web: RunningWeb): Promise<string> {
  const attachment = { kind: 'image' as const, ref: 'f1' };
  const message = { ...text('', randomUUID(), HOA), kind: 'image' as const, attachment };
  const receivedAt = web.bot.now().toISOString();
  const { messageId } = await receive(web.bot, { ...message, receivedAt });
  return `/console/desk/attachments/${messageId}`;
}

test('a carrier reads a conversation from the request on, the own desk all of it', async () => {
  const { web, agent, carrier, ticket } = await atCarrier();
  const read = await page(carrier, ticket);
  expect(read).toContain('khoá sim');
  expect(read).not.toContain('chuyện nhà tôi');
  const line = await watchDesk(web, carrier, `?ticket=${ticket.code}&after=0`);
  expect((await line.nextWith('chat', 'khoá sim')).data).not.toContain('chuyện nhà tôi');
  await carrier.submit(`/console/desk/${ticket.code}/hand-on`, { desk: 'province', reason: 'x' });
  expect(await page(agent, ticket)).toContain('chuyện nhà tôi');
});

test('what is said after the end is neither shown nor told', async () => {
  const { web, carrier, ticket } = await atCarrier();
  await close(carrier, ticket);
  const line = await watchDesk(web, carrier, `?ticket=${ticket.code}`);
  await write(web, HOA, 'nói riêng với máy');
  const next = await askForPerson(web, HOA, 'việc khác');
  expect(next.desk).toBe('province');
  await carrier.submit(`/console/desk/${ticket.code}/note`, { text: 'đã xong' });
  await line.nextWith('side', 'đã xong');
  expect(heard(line)).toContain('khoá sim');
  for (const words of [heard(line), await page(carrier, ticket)]) {
    expect(words).not.toContain('nói riêng với máy');
    expect(words).not.toContain('việc khác');
  }
});

test('who reads along hears the farewell, and nothing behind it', async () => {
  const web = await startDesk();
  const ticket = await askForPerson(web, HOA, 'alo');
  const [agent, lead] = [await atDesk(web), await atDesk(web, ['lead'])];
  await agent.submit(`/console/desk/${ticket.code}/take`, {});
  const line = await watchDesk(web, lead, `?ticket=${ticket.code}`);
  await close(agent, ticket);
  await line.nextWith('chat', 'Từ giờ máy trả lời');
  await write(web, HOA, 'nói riêng với máy');
  await agent.submit(`/console/desk/${ticket.code}/note`, { text: 'đã xong' });
  await line.nextWith('side', 'đã xong');
  expect(heard(line)).not.toContain('nói riêng với máy');
  expect(await page(lead, ticket)).not.toContain('nói riêng với máy');
});

test('files go with the ticket in which they came', async () => {
  const web = await startDesk();
  await write(web, HOA, 'chào');
  const before = await picture(web);
  const ticket = await askForPerson(web, HOA, 'khoá sim');
  const [agent, carrier] = [await atDesk(web), await atDesk(web, ['carrier:viettel'])];
  const during = await picture(web);
  const handOn = { desk: 'carrier:viettel', reason: 'x' };
  await agent.submit(`/console/desk/${ticket.code}/hand-on`, handOn);
  await close(carrier, ticket);
  const after = await picture(web);
  await askForPerson(web, HOA, 'việc khác');
  const asked = async (browser: StaffBrowser) => {
    const posts = [before, during, after].map((path) => browser.post(path, { reason: 'xem ảnh' }));
    return (await Promise.all(posts)).map(({ status }) => status);
  };
  expect(await asked(carrier)).toEqual([404, 200, 404]);
  expect(await asked(agent)).toEqual([200, 200, 200]);
});
