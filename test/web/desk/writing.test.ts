/** What an agent has at hand while writing, without a script: it is put in, cited, and sent with its source. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { AnswerTurn } from '../../../src/dialogue/conversation.ts';
import type { Reply } from '../../../src/message.ts';
import { listAudit } from '../../../src/store/accounts/audit.ts';
import { countingDialogue } from '../../helpers/bot.ts';
import { wordsOf } from '../../helpers/browserlike.ts';
import { askForPerson, atDesk, startDesk, write } from '../../helpers/desk.ts';
import type { StaffBrowser } from '../../helpers/staff.ts';
import type { RunningWeb } from '../../helpers/web-server.ts';

async function held(
  address: 'web:hoa' | 'sms:84912' = 'web:hoa',
  dialogue: AnswerTurn = countingDialogue,
) {
  const web = await startDesk({ parts: { answer: () => dialogue } });
  const ticket = await askForPerson(web, address, 'máy tôi không gọi được');
  const agent = await atDesk(web);
  await agent.submit(`/console/desk/${ticket.code}/take`, {});
  return { web, agent, ticket, at: `/console/desk/${ticket.code}` };
}

async function lastAnswer({ store }: RunningWeb): Promise<Reply> {
  const row = await store.db
    .selectFrom('outbox')
    .select('reply')
    .where('author', '=', 'agent')
    .orderBy('seq', 'desc')
    .executeTakeFirstOrThrow();
  return JSON.parse(row.reply) as Reply;
}

const citedIn = (html: string) =>
  [...html.matchAll(/name="cite" value="([^"]+)" checked/g)].map(([, key]) => key);
const textIn = (html: string) => /<textarea id="text"[^>]*>([^<]*)</.exec(html)?.[1] ?? '';

async function answer(agent: StaffBrowser, at: string, text: string, cite: string) {
  return agent.submit(`${at}/answer`, { id: randomUUID(), text, cite });
}

test('a ready-made reply is put below what was typed, and its source goes along', async () => {
  const { web, agent, at } = await held();
  const page = await agent.submit(`${at}/compose`, { text: 'Chào bác.', insert: 'canned:stop-2g' });
  expect(textIn(page.html)).toMatch(/^Chào bác\.\nTừ 16\/10\/2024, điện thoại chỉ có 2G/);
  expect(citedIn(page.html)).toEqual(['canned:stop-2g']);

  await answer(agent, at, textIn(page.html), 'canned:stop-2g');
  const { text, lead, sources } = await lastAnswer(web);
  expect(lead).toBe(textIn(page.html));
  expect(text.split('\n').at(-1)).toMatch(/^Nguồn: .* · kiểm tra ngày 22\/11\/2026$/);
  expect(sources).toHaveLength(1);
});

test('a greeting cites nothing', async () => {
  const { web, agent, at } = await held();
  const page = await agent.submit(`${at}/compose`, { text: '', insert: 'canned:greeting' });
  expect(citedIn(page.html)).toEqual([]);
  await agent.submit(`${at}/answer`, { id: randomUUID(), text: textIn(page.html) });
  expect((await lastAnswer(web)).sources).toEqual([]);
});

test('by text message the source is part of the text, and the speaker is named once', async () => {
  const { web, agent, at } = await held('sms:84912');
  await answer(agent, at, 'Bác gọi số này ạ.', 'contact:consumer-18006838:0');
  const { text, short } = await lastAnswer(web);
  expect(text).toMatch(/^Người trực: Bác gọi số này ạ\.\nNguồn: /);
  expect(short).toMatch(/^Nguoi truc: Bac goi so nay a\.\nNguon: /);
});

test('facts are looked up, and what is over is shown but cannot be put in', async () => {
  const { agent, at } = await held();
  const page = await agent.submit(`${at}/compose`, {
    text: 'đang viết',
    facts: 'viettel ho ngheo',
  });
  expect(textIn(page.html)).toBe('đang viết');
  expect(wordsOf(page.html)).toContain('Không gửi như điều đang áp dụng.');
  expect(page.html).not.toContain('value="offer:viettel:viettel-2024-09-free-poor"');
  const fragment = await agent.get(`${at}/facts?q=khieu+nai+nguoi+tieu+dung`);
  expect(fragment.html).toContain('value="contact:consumer-18006838:0"');
});

describe('a source that may not be cited', () => {
  test.each([
    'offer:viettel:viettel-2024-09-free-poor',
    'fact:end-2g-network',
    'contact:viettel:1',
    'canned:no-such',
    'suggestion:99',
    'nonsense',
  ])('%s is refused, and the answer is kept', async (cite) => {
    const { web, agent, at } = await held();
    const page = await answer(agent, at, 'câu trả lời dài', cite);
    expect(page.status).toBe(409);
    expect(textIn(page.html)).toBe('câu trả lời dài');
    expect(wordsOf(page.html)).toContain('không còn dùng được');
    const rows = await web.store.db.selectFrom('outbox').where('author', '=', 'agent').selectAll();
    expect(await rows.execute()).toEqual([]);
  });
});

describe('what the assistant would say', () => {
  test('is shown while a person is in charge, and neither said nor done', async () => {
    const { web, agent, at, ticket } = await held();
    await write(web, 'web:hoa', 'stop');
    const page = await agent.get(at);
    expect(page.html).toMatch(/id="use-suggestion"/);
    const tickets = await web.store.db.selectFrom('ticket').select(['id', 'state']).execute();
    expect(tickets).toEqual([{ id: ticket.id, state: 'waiting-staff' }]);
    const said = await web.store.db
      .selectFrom('outbox')
      .select('seq')
      .where('author', '!=', 'system')
      .execute();
    expect(said).toEqual([{ seq: 2 }]);
  });

  test('reads short pieces as one message, and not what was answered before', async () => {
    const heard: string[] = [];
    const { agent, at, web } = await held('web:hoa', (input) => {
      heard.push(input.message.text);
      return countingDialogue(input);
    });
    for (const piece of ['máy nokia 105', 'còn dùng', 'được không']) {
      await write(web, 'web:hoa', piece);
    }
    heard.length = 0;
    await agent.get(at);
    expect(heard).toEqual(['máy nokia 105\ncòn dùng\nđược không']);
  });

  test('becomes the agent’s own answer when they send it', async () => {
    const { web, agent, at } = await held();
    await write(web, 'web:hoa', 'alo');
    const key =
      /name="insert" value="(suggestion:\d+)"/.exec((await agent.get(at)).html)?.[1] ?? '';
    const page = await agent.submit(`${at}/compose`, { text: '', insert: key });
    expect(textIn(page.html)).toBe('2');
    await agent.submit(`${at}/answer`, { id: randomUUID(), text: textIn(page.html) });
    expect(await lastAnswer(web)).toMatchObject({ text: '2', intent: null });
    expect((await agent.get(at)).html).not.toContain('id="use-suggestion"');
  });
});

describe('the number to call back on', () => {
  async function asked() {
    const web = await startDesk();
    const { code } = await askForPerson(web, 'web:hoa', 'alo');
    await write(web, 'web:hoa', `call ${code} 0912345678`);
    return { web, code, agent: await atDesk(web, ['agent'], 'Lan'), at: `/console/desk/${code}` };
  }

  test('is hidden until somebody says why, which is kept', async () => {
    const { web, code, agent, at } = await asked();
    const hidden = await agent.get(at);
    expect(wordsOf(hidden.html)).toContain('09** *** *78');
    expect(hidden.html).not.toContain('0912345678');

    const refused = await agent.submit(`${at}/reveal`, { reason: '   ' });
    expect(refused.html).not.toContain('0912345678');
    expect(await listAudit(web.store.db, { action: 'ticket.reveal' }, 9)).toEqual([]);

    const shown = await agent.submit(`${at}/reveal`, { reason: 'gọi lại theo hẹn' });
    expect(shown.html).toContain('href="tel:0912345678"');
    expect(shown.headers.get('cache-control')).toContain('no-store');
    const [event] = await listAudit(web.store.db, { action: 'ticket.reveal' }, 9);
    expect(event).toMatchObject({
      ...{ actorName: 'Lan', subject: `ticket:${code}`, reason: 'gọi lại theo hẹn' },
    });
    expect((await agent.get(at)).html).not.toContain('0912345678');
  });

  test('is not shown to those of another desk', async () => {
    const { web, at } = await asked();
    const carrier = await atDesk(web, ['carrier:viettel']);
    const page = await carrier.submit(`${at}/reveal`, { reason: 'tò mò' });
    expect(page.status).toBe(404);
    expect(page.html).not.toContain('0912345678');
    expect(await listAudit(web.store.db, { action: 'ticket.reveal' }, 9)).toEqual([]);
  });

  test('whoever could not be reached is not told that they were called', async () => {
    const { web, agent, at } = await asked();
    await agent.submit(`${at}/close`, { outcome: 'unreachable' });
    const { reply } = await web.store.db
      .selectFrom('outbox')
      .select('reply')
      .orderBy('seq', 'desc')
      .executeTakeFirstOrThrow();
    expect(reply).not.toContain('đã gọi cho bạn');
  });
});

test('addresses on channels are never shown', async () => {
  const web = await startDesk();
  const { code } = await askForPerson(web, 'telegram:3527065', 'alo');
  const agent = await atDesk(web);
  for (const path of ['/console/desk', `/console/desk/${code}`]) {
    expect((await agent.get(path)).html).not.toContain('3527065');
  }
});
