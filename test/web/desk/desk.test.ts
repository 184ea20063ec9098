/** The desk over HTTP, as a browser without JavaScript uses it. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { listAudit } from '../../../src/store/accounts/audit.ts';
import { ticketById, ticketNotes } from '../../../src/store/tickets.ts';
import { wordsOf } from '../../helpers/browserlike.ts';
import { ENGINES } from '../../helpers/databases.ts';
import { askForPerson, atDesk, startDesk, write } from '../../helpers/desk.ts';
import { signedIn } from '../../helpers/staff.ts';

test.each(ENGINES)('an agent takes who waits, answers, notes and closes: %s', async (engine) => {
  const web = await startDesk({ engine });
  const { code, conversationId } = await askForPerson(web, 'web:hoa', 'máy tôi không gọi được');
  const agent = await atDesk(web);

  const queue = await agent.get('/console/desk');
  expect(wordsOf(queue.html)).toContain(code);

  const taken = await agent.submit(`/console/desk/${code}/take`, {});
  expect(taken.status).toBe(200);
  expect(wordsOf(taken.html)).toContain('máy tôi không gọi được');

  const answered = await agent.submit(`/console/desk/${code}/answer`, {
    id: randomUUID(),
    text: 'Chào bác, máy của bác là máy gì ạ?',
  });
  expect(wordsOf(answered.html)).toContain('Chào bác, máy của bác là máy gì ạ?');

  await agent.submit(`/console/desk/${code}/note`, { text: 'đã hỏi tên máy' });
  const page = await agent.get(`/console/desk/${code}`);
  expect(wordsOf(page.html)).toContain('đã hỏi tên máy');

  const closed = await agent.submit(`/console/desk/${code}/close`, { outcome: 'answered' });
  expect(wordsOf(closed.html)).toContain('Đã kết thúc phiếu');
  const said = await web.store.db
    .selectFrom('outbox')
    .select(['author', 'reply'])
    .where('conversationId', '=', conversationId)
    .where('author', '=', 'agent')
    .execute();
  expect(said).toHaveLength(1);
  expect(said[0]?.reply).not.toContain(agent.staff.name);
});

test('the same form sent twice is one answer', async () => {
  const web = await startDesk();
  const { code, id: ticketId } = await askForPerson(web, 'web:hoa', 'alo');
  const agent = await atDesk(web);
  await agent.submit(`/console/desk/${code}/take`, {});
  const form = { id: randomUUID(), text: 'Dạ em nghe' };
  await agent.submit(`/console/desk/${code}/answer`, form);
  await agent.submit(`/console/desk/${code}/answer`, form);
  const notes = await ticketNotes(web.store.db, [ticketId]);
  expect(notes.filter(({ author }) => author === 'staff')).toHaveLength(1);
});

test('what a colleague has in hand cannot be answered, and nothing that was typed is lost', async () => {
  const web = await startDesk();
  const { code } = await askForPerson(web, 'web:hoa', 'alo');
  const first = await atDesk(web, ['agent'], 'Lan');
  const second = await atDesk(web, ['agent'], 'Minh');
  await first.submit(`/console/desk/${code}/take`, {});
  const refused = await second.submit(`/console/desk/${code}/take`, {});
  expect(refused.status).toBe(409);
  expect(wordsOf(refused.html)).toContain('Lan đang giữ phiếu này.');

  await first.submit(`/console/desk/${code}/transfer`, { to: second.staff.id, reason: 'hết ca' });
  const late = await first.submit(`/console/desk/${code}/note`, { text: '   ' });
  expect(late.status).toBe(422);
  const tooLate = await first.submit(`/console/desk/${code}/answer`, {
    id: randomUUID(),
    text: 'câu trả lời đã viết xong',
  });
  expect(tooLate.status).toBe(409);
  expect(wordsOf(tooLate.html)).toContain('Minh đang giữ phiếu này.');
});

test('a form that is too long comes back with what was typed', async () => {
  const web = await startDesk();
  const { code } = await askForPerson(web, 'web:hoa', 'alo');
  const agent = await atDesk(web);
  await agent.submit(`/console/desk/${code}/take`, {});
  const text = 'ế'.repeat(2100);
  const page = await agent.submit(`/console/desk/${code}/answer`, { id: randomUUID(), text });
  expect(page.status).toBe(422);
  expect(page.html).toContain(text);
});

test('each desk is reached by those who work at it alone', async () => {
  const web = await startDesk();
  const { code } = await askForPerson(web, 'web:hoa', 'alo');
  const agent = await atDesk(web);
  const carrier = await atDesk(web, ['carrier:viettel']);
  const lead = await atDesk(web, ['lead']);

  expect((await carrier.get(`/console/desk/${code}`)).status).toBe(404);
  expect((await carrier.submit(`/console/desk/${code}/take`, {})).status).toBe(404);
  expect(wordsOf((await carrier.get('/console/desk')).html)).not.toContain(code);

  await agent.submit(`/console/desk/${code}/take`, {});
  const handed = await agent.submit(`/console/desk/${code}/hand-on`, {
    desk: 'carrier:viettel',
    reason: 'việc của nhà mạng',
  });
  expect(handed.status).toBe(200);
  expect((await agent.get(`/console/desk/${code}`)).status).toBe(404);
  expect((await carrier.get(`/console/desk/${code}`)).status).toBe(200);
  expect((await lead.get(`/console/desk/${code}`)).status).toBe(200);
});

test('those who do not work at a desk do not get in', async () => {
  const web = await startDesk();
  const editor = await signedIn(web, ['editor']);
  expect((await editor.get('/console/desk')).status).toBe(403);
  const stranger = await fetch(`${web.url}/console/desk`, { redirect: 'manual' });
  expect(stranger.status).toBe(303);
  expect((await editor.submit('/console/desk/TL-AAAA/take', {})).status).toBe(403);
});

test('what is done to a ticket stands in the audit log, with who, from where and why', async () => {
  const web = await startDesk();
  const { code } = await askForPerson(web, 'web:hoa', 'alo');
  const agent = await atDesk(web, ['agent'], 'Lan');
  const lead = await atDesk(web, ['lead'], 'Trưởng bàn');
  await agent.submit(`/console/desk/${code}/take`, {});
  await lead.submit(`/console/desk/${code}/take-over`, { reason: 'Lan nghỉ ốm' });
  await lead.submit(`/console/desk/${code}/answer`, { id: randomUUID(), text: 'Dạ em nghe' });
  await lead.submit(`/console/desk/${code}/note`, { text: 'đã hỏi tên máy' });
  const to = { to: agent.staff.id, reason: 'Lan đã khoẻ' };
  await lead.submit(`/console/desk/${code}/transfer`, to);
  await agent.submit(`/console/desk/${code}/release`, { reason: 'gọi 0912345678 không được' });
  await agent.submit(`/console/desk/${code}/close`, { outcome: 'answered', note: 'xong' });
  const events = await listAudit(web.store.db, { subject: `ticket:${code}` }, 9);
  expect(events.toReversed()).toMatchObject([
    { action: 'ticket.take', actorName: 'Lan', reason: null, details: {} },
    { action: 'ticket.take-over', reason: 'Lan nghỉ ốm', details: { from: 'Lan' } },
    { action: 'ticket.reply', actorName: 'Trưởng bàn', reason: null, details: {} },
    { action: 'ticket.note', reason: null, details: {} },
    { action: 'ticket.transfer', reason: 'Lan đã khoẻ', details: { to: 'Lan' } },
    { action: 'ticket.release', reason: 'gọi ********** không được' },
    { action: 'ticket.close', details: { outcome: 'answered' } },
  ]);
  expect(new Set(events.map(({ ip }) => ip))).toEqual(new Set(['127.0.0.1']));
  const known = (await signedIn(web, ['admin'])).get('/console/audit?action=ticket');
  expect(wordsOf((await known).html)).not.toContain('ticket.');
});

test('what cannot be kept in the audit log is not done', async () => {
  const web = await startDesk();
  const { code, id } = await askForPerson(web, 'web:hoa', 'alo');
  const agent = await atDesk(web);
  await web.store.db.schema.dropTable('auditEvent').execute();
  expect((await agent.submit(`/console/desk/${code}/take`, {})).status).toBe(500);
  expect((await ticketById(web.store.db, id))?.state).toBe('queued');
});

test('nothing is handed on to a desk at which nobody works', async () => {
  const web = await startDesk();
  const { code, id } = await askForPerson(web, 'web:hoa', 'alo');
  const agent = await atDesk(web);
  const handOn = { desk: 'carrier:viettel', reason: 'việc của nhà mạng' };
  const page = await agent.submit(`/console/desk/${code}/hand-on`, handOn);
  expect(page.status).toBe(422);
  expect(wordsOf(page.html)).toContain('không còn sẵn sàng');
  expect(await ticketById(web.store.db, id)).toMatchObject({ desk: 'province', state: 'queued' });
});

test('an agent cannot take over from a colleague', async () => {
  const web = await startDesk();
  const { code } = await askForPerson(web, 'web:hoa', 'alo');
  const first = await atDesk(web, ['agent'], 'Lan');
  const second = await atDesk(web);
  await first.submit(`/console/desk/${code}/take`, {});
  const page = await second.submit(`/console/desk/${code}/take-over`, { reason: 'vì muốn' });
  expect(page.status).toBe(404);
  expect((await second.get(`/console/desk/${code}`)).html).not.toContain('/take-over');
});

test('whatever citizens and colleagues write is shown as text', async () => {
  const web = await startDesk();
  const evil = '<img src=x onerror=alert(1)><script>alert(2)</script>"\'';
  const { code } = await askForPerson(web, 'web:hoa', evil);
  const agent = await atDesk(web, ['agent'], `Lan ${evil}`);
  await agent.submit(`/console/desk/${code}/take`, {});
  await agent.submit(`/console/desk/${code}/answer`, { id: randomUUID(), text: evil });
  await agent.submit(`/console/desk/${code}/note`, { text: evil });
  await write(web, 'web:hoa', evil);
  await agent.submit(`/console/desk/${code}/release`, { reason: evil });
  for (const path of ['/console/desk', `/console/desk/${code}`, '/console/desk/queue']) {
    const { html } = await agent.get(path);
    expect(html).not.toContain('<img src=x');
    expect(html).not.toContain('<script>alert');
  }
});

test('a ticket is found by its code, with or without what all codes begin with', async () => {
  const web = await startDesk();
  const { code } = await askForPerson(web, 'web:hoa', 'alo');
  const agent = await atDesk(web);
  for (const typed of [code, code.toLowerCase(), code.slice(3), ` ${code} `]) {
    const page = await agent.get(`/console/desk?q=${encodeURIComponent(typed)}`);
    expect(page.url).toBe(`/console/desk/${code}`);
  }
  const missing = await agent.get('/console/desk?q=TL-0000');
  expect(missing.status).toBe(404);
  expect(wordsOf(missing.html)).toContain('Không có phiếu này');
});

test.each(ENGINES)('urgent tickets stand first, and filters choose: %s', async (engine) => {
  const web = await startDesk({ engine });
  const early = await askForPerson(web, 'web:an', 'hỏi giá máy');
  const urgent = await askForPerson(web, 'telegram:7', 'đang bị lừa', 'urgent');
  const agent = await atDesk(web);
  const codes = async (path: string) =>
    [...(await agent.get(path)).html.matchAll(/<span class="code">(TL-\w+)<\/span> ·/g)].map(
      ([, code]) => code,
    );
  expect(await codes('/console/desk/queue')).toEqual([urgent.code, early.code]);
  expect(await codes('/console/desk/queue?channel=web')).toEqual([early.code]);
  await agent.submit(`/console/desk/${early.code}/take`, {});
  expect(await codes('/console/desk/queue')).toEqual([early.code, urgent.code]);
  expect(await codes('/console/desk/queue?view=mine')).toEqual([early.code]);
  expect(await codes('/console/desk/queue?view=waiting')).toEqual([urgent.code]);
});

test('what nobody has taken can be handed on to the desk that it belongs to', async () => {
  const web = await startDesk();
  const { code } = await askForPerson(web, 'web:hoa', 'viettel khoá số tôi');
  const agent = await atDesk(web);
  const carrier = await atDesk(web, ['carrier:viettel']);
  const page = await agent.get(`/console/desk/${code}`);
  expect(page.html).toContain(`/console/desk/${code}/hand-on`);
  expect(page.html).not.toContain(`/console/desk/${code}/release`);
  expect(wordsOf(page.html)).toMatch(/Bàn Viettel – (đang mở|ngoài giờ), 1 người đang nhận/);
  const handOn = { desk: 'carrier:viettel', reason: 'khoá một chiều' };
  await agent.submit(`/console/desk/${code}/hand-on`, handOn);
  expect(wordsOf((await carrier.get('/console/desk')).html)).toContain(code);
});

test('somebody on a break is offered nothing, and can come back', async () => {
  const web = await startDesk();
  const { code } = await askForPerson(web, 'web:hoa', 'alo');
  const lan = await atDesk(web, ['agent'], 'Lan');
  const minh = await atDesk(web, ['agent'], 'Minh');
  await lan.submit(`/console/desk/${code}/take`, {});
  const away = await minh.submit('/console/desk/presence', { available: 'no' });
  expect(wordsOf(away.html)).toContain('Tạm nghỉ');
  const options = async () => (await lan.get(`/console/desk/${code}`)).html;
  expect(await options()).not.toContain('>Minh</option>');
  await minh.submit('/console/desk/presence', { available: 'yes' });
  expect(await options()).toContain('>Minh</option>');
});

test('nobody takes more than the desk allows', async () => {
  const web = await startDesk();
  const agent = await atDesk(web);
  const names = ['an', 'binh', 'chi', 'dung', 'em', 'giang'] as const;
  const pages = [];
  for (const name of names) {
    const { code } = await askForPerson(web, `web:${name}`, 'alo');
    pages.push(await agent.submit(`/console/desk/${code}/take`, {}));
  }
  expect(pages.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 409]);
  expect(wordsOf(pages[5]?.html ?? '')).toContain('đang giữ đủ số phiếu');
});
