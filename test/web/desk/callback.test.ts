/** Calls that citizens asked for: one person makes each, and the number is theirs alone to see. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { listAudit } from '../../../src/store/accounts/audit.ts';
import { findConversation } from '../../../src/store/conversations.ts';
import { callbackOf } from '../../../src/store/desk/callbacks.ts';
import { ticketById } from '../../../src/store/tickets.ts';
import { wordsOf } from '../../helpers/browserlike.ts';
import { askForPerson, atDesk, startDesk, write } from '../../helpers/desk.ts';
import { watchDesk } from '../../helpers/desk-events.ts';

const PHONE = '0912345678';

/** Somebody who asked to be called, and two who could do it. */
async function asked() {
  const web = await startDesk();
  const { code, id } = await askForPerson(web, 'web:hoa', 'alo');
  await write(web, 'web:hoa', `call ${code} ${PHONE}`);
  const [lan, minh] = [await atDesk(web, ['agent'], 'Lan'), await atDesk(web, ['agent'], 'Minh')];
  const path = `/console/desk/${code}`;
  const state = async () => (await ticketById(web.store.db, id))?.state;
  const status = async () => (await findConversation(web.store.db, 'web:hoa'))?.status;
  return { web, code, id, lan, minh, path, state, status };
}

test('the number is hidden, shown for a reason on that page alone, and that is kept', async () => {
  const { web, code, lan, path } = await asked();
  const page = await lan.get(path);
  expect(wordsOf(page.html)).toContain('09** *** *78');
  expect(page.html).not.toContain(PHONE);
  expect((await lan.submit(`${path}/reveal`, { reason: ' ' })).html).not.toContain(PHONE);
  const shown = await lan.submit(`${path}/reveal`, { reason: 'gọi lại' });
  expect(shown.html).toContain(`href="tel:${PHONE}"`);
  expect((await lan.get(path)).html).not.toContain(PHONE);
  const filter = { subject: `ticket:${code}`, action: 'ticket.reveal' };
  expect(await listAudit(web.store.db, filter, 9)).toMatchObject([
    { actorName: 'Lan', reason: 'gọi lại', ip: '127.0.0.1' },
  ]);
});

test('whoever looks at the number has taken the call, so that no two phone', async () => {
  const { lan, minh, path, state } = await asked();
  expect(wordsOf((await lan.get(path)).html)).toContain('Xem số là nhận cuộc gọi này.');
  await lan.submit(`${path}/reveal`, { reason: 'gọi lại theo phiếu' });
  expect(await state()).toBe('callback');
  const other = await minh.get(path);
  expect(wordsOf(other.html)).toContain('Lan đang giữ phiếu này.');
  const refused = await minh.submit(`${path}/reveal`, { reason: 'gọi lại theo phiếu' });
  expect([refused.status, refused.html.includes(PHONE)]).toEqual([409, false]);
});

test.each(['x', '12345', 'gọi '])('"%s" is no reason, which is said beside it', async (reason) => {
  const { web, lan, minh, path } = await asked();
  const page = await lan.submit(`${path}/reveal`, { reason });
  expect(page.status).toBe(422);
  expect(page.html).not.toContain(PHONE);
  expect(page.html).toMatch(/id="reveal-wrong" role="alert">Ghi ít nhất 5 ký tự, có chữ\.</);
  expect(page.html).toContain(`value="${reason}"`);
  expect(await listAudit(web.store.db, { action: 'ticket.reveal' }, 9)).toEqual([]);
  expect(wordsOf((await minh.get(path)).html)).not.toContain('Lan đang giữ');
});

test('a call that nobody has taken is among the work of everybody, until somebody does', async () => {
  const { code, lan, minh, path } = await asked();
  const seen = async (who: typeof lan) =>
    wordsOf((await who.get('/console/desk/queue')).html).includes(code);
  expect([await seen(lan), await seen(minh)]).toEqual([true, true]);
  await lan.submit(`${path}/take`, {});
  expect([await seen(lan), await seen(minh)]).toEqual([true, false]);
});

test('whoever takes a call has it alone, and the assistant goes on meanwhile', async () => {
  const { lan, minh, path, state, status } = await asked();
  expect(wordsOf((await lan.get(path)).html)).toContain('Nhận cuộc gọi');
  const taken = await lan.submit(`${path}/take`, {});
  expect(wordsOf(taken.html)).toContain('09** *** *78');
  expect([await state(), await status()]).toEqual(['callback', 'bot']);

  const other = await minh.get(path);
  expect(wordsOf(other.html)).toContain('Lan đang giữ phiếu này.');
  expect(wordsOf(other.html)).not.toContain('09**');
  const refused = await minh.submit(`${path}/reveal`, { reason: 'gọi lại' });
  expect([refused.status, refused.html.includes(PHONE)]).toEqual([409, false]);
  expect((await minh.submit(`${path}/take`, {})).status).toBe(409);
  const queue = wordsOf((await minh.get('/console/desk?view=callbacks')).html);
  expect(queue).toContain('chờ gọi lại · Lan');
});

test('a call that somebody means to make is among what they have in hand', async () => {
  const { code, lan, minh, path } = await asked();
  const listed = async (who: typeof lan, view: string) =>
    wordsOf((await who.get(`/console/desk/queue?view=${view}`)).html).includes(code);
  expect(await listed(lan, 'mine')).toBe(false);
  expect(await listed(lan, 'callbacks')).toBe(true);
  await lan.submit(`${path}/take`, {});
  expect([await listed(lan, 'work'), await listed(lan, 'mine')]).toEqual([true, true]);
  expect([await listed(minh, 'work'), await listed(minh, 'mine')]).toEqual([false, false]);
  expect(await listed(minh, 'callbacks')).toBe(true);
});

test('a call is given back to anybody', async () => {
  const { lan, minh, path, state } = await asked();
  await lan.submit(`${path}/take`, {});
  const back = await lan.submit(`${path}/release`, { reason: 'máy bận' });
  expect(wordsOf(back.html)).toContain('Đã trả lại cuộc gọi');
  expect(await state()).toBe('callback');
  expect((await minh.submit(`${path}/take`, {})).status).toBe(200);
});

test('whoever writes instead has the conversation, and keeps the number', async () => {
  const { web, id, lan, path, status } = await asked();
  await lan.submit(`${path}/take`, {});
  const text = 'Em gọi mà không được, bác nhắn ở đây nhé';
  const page = await lan.submit(`${path}/answer`, { id: randomUUID(), text });
  expect(await status()).toBe('agent');
  expect(wordsOf(page.html)).toContain('09** *** *78');
  expect(await callbackOf(web.store.db, id)).toMatchObject({ phone: PHONE });
  const shown = await lan.submit(`${path}/reveal`, { reason: 'gọi lại lần nữa' });
  expect(shown.html).toContain(`tel:${PHONE}`);
});

test.each(['answered', 'unreachable'] as const)(
  '%s ends it, and the number is gone',
  async (outcome) => {
    const { web, id, lan, path, state } = await asked();
    await lan.submit(`${path}/take`, {});
    await lan.submit(`${path}/close`, { outcome });
    expect(await state()).toBe('resolved');
    expect(await callbackOf(web.store.db, id)).toBeUndefined();
    expect(wordsOf((await lan.get(path)).html)).not.toContain('09**');
  },
);

test('open desks see at once who has taken a call, by name and once', async () => {
  const { web, code, lan, minh, path } = await asked();
  const line = await watchDesk(web, minh, `?ticket=${code}&view=callbacks`);
  await lan.submit(`${path}/take`, {});
  expect(JSON.parse((await line.next('ticket')).data)).toMatchObject({
    ...{ state: 'callback', holder: lan.staff.id, words: 'chờ gọi lại · Lan' },
  });
  await line.nextWith('row', 'Lan');
  const { html } = await minh.get(path);
  expect(wordsOf(/<span id="standing">.*?<\/p>/s.exec(html)?.[0] ?? '').trim()).toBe(
    'chờ gọi lại · Lan',
  );
});
