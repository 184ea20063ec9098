import { describe, expect, test } from 'vitest';
import type { Bot } from '../../src/bot/context.ts';
import { receive } from '../../src/bot/receive.ts';
import { answerTicket, closeTicketBy, listTickets } from '../../src/bot/tickets.ts';
import { FAILURE_TOPIC } from '../../src/bot/turn.ts';
import type { ConversationStatus } from '../../src/message.ts';
import { repliesAfter } from '../../src/store/outbox.ts';
import { NOW, said, testBot, text } from '../helpers/bot.ts';
import { ENGINES, freshSettings, freshStore, openFor } from '../helpers/databases.ts';

describe.each(ENGINES)('a message on %s', (engine) => {
  test('is stored with its replies and the new state', async () => {
    const bot = testBot(await freshStore(engine));
    const first = await receive(bot, text('hello', 'm1'));
    const second = await receive(bot, text('two', 'm2'));
    expect(said(first.replies)).toEqual(['1']);
    expect(said(second.replies)).toEqual(['2a', '2b']);
    expect(second).toMatchObject({ status: 'bot', repeated: false });
    const rows = await bot.db.selectFrom('inboundMessage').selectAll().orderBy('seq').execute();
    expect(rows).toMatchObject([
      { seq: 1, kind: 'text', text: 'hello', intent: 'echo', score: 0.5, outcome: 'answered' },
      { seq: 3, text: 'two' },
    ]);
    expect((await repliesAfter(bot.db, 'web:grandma', 2)).map((row) => row.seq)).toEqual([4, 5]);
  });

  test('that comes a hundred times at once is answered once', async () => {
    const bot = testBot(await freshStore(engine));
    const all = await Promise.all(
      Array.from({ length: 100 }, () => receive(bot, text('hello', 'm1'))),
    );
    expect(all.filter((received) => !received.repeated)).toHaveLength(1);
    expect(new Set(all.map((received) => received.replies[0]?.id)).size).toBe(1);
    expect(await count(bot, 'inboundMessage')).toBe(1);
    expect(await count(bot, 'outbox')).toBe(1);
  });

  test('is answered once even if two processes get it at the same time', async () => {
    const settings = await freshSettings(engine);
    const [one, other] = [testBot(await openFor(settings)), testBot(await openFor(settings))];
    for (let round = 0; round < 20; round += 1) {
      const message = text('hello', `m${round}`);
      const both = await Promise.all([receive(one, message), receive(other, message)]);
      expect(both.map((received) => received.repeated).sort()).toEqual([false, true]);
    }
    expect(await count(one, 'outbox')).toBe(20);
  });

  test('does not overtake another writer of the same conversation', async () => {
    const settings = await freshSettings(engine);
    const bots = [testBot(await openFor(settings)), testBot(await openFor(settings))];
    await Promise.all(
      bots.flatMap((bot, who) =>
        Array.from({ length: 25 }, (_, n) => receive(bot, text('hello', `${who}-${n}`))),
      ),
    );
    const replies = await repliesAfter(bots[0]?.db ?? expect.fail(), 'web:grandma', 0);
    expect(said(replies)).toEqual(Array.from({ length: 50 }, (_, n) => `${n + 1}`));
  });

  test('with the id of somebody else’s message is a message of its own', async () => {
    const bot = testBot(await freshStore(engine));
    await receive(bot, text('mine', 'same-id', 'web:a'));
    const other = await receive(bot, text('yours', 'same-id', 'web:b'));
    expect(other.repeated).toBe(false);
    expect(await count(bot, 'inboundMessage')).toBe(2);
  });

  test('is masked before it is stored', async () => {
    const bot = testBot(await freshStore(engine));
    await receive(bot, text('số của tôi 0912 345 678', 'm1'));
    await receive(bot, text('person gọi lại 0912345678', 'm2'));
    const { code } = await bot.db.selectFrom('ticket').select('code').executeTakeFirstOrThrow();
    await receive(bot, text(`note ${code} cccd 001085012345`, 'm3'));
    for (const table of ['inboundMessage', 'ticket', 'ticketNote'] as const) {
      const rows = JSON.stringify(await bot.db.selectFrom(table).selectAll().execute());
      expect(rows).not.toMatch(/0912|345678|001085012345/);
      expect(rows).toContain('***');
    }
  });

  test('with what a database cannot hold is kept without it', async () => {
    const bot = testBot(await freshStore(engine));
    await receive(bot, text('a\0b\ud800c', 'id\0\udfff'));
    await receive(bot, text('x'.repeat(100_000), 'long'));
    const rows = await bot.db.selectFrom('inboundMessage').select('text').orderBy('seq').execute();
    expect(rows.map((row) => row.text.slice(0, 10))).toEqual(['ab\ufffdc', 'xxxxxxxxxx']);
    expect(rows[1]?.text.length).toBeLessThan(5000);
    expect((await receive(bot, text('again', 'id\0\udfff'))).repeated).toBe(true);
  });

  test('from a clock that runs ahead is stored as of now', async () => {
    const bot = testBot(await freshStore(engine));
    await receive(bot, { ...text('hello', 'm1'), receivedAt: '2099-01-01T00:00:00Z' });
    await receive(bot, { ...text('hello', 'm2'), receivedAt: '2026-11-22T04:59:00Z' });
    const rows = await bot.db.selectFrom('inboundMessage').select('receivedAt').execute();
    expect(rows.map((row) => row.receivedAt).sort()).toEqual([
      '2026-11-22T04:59:00.000Z',
      NOW.toISOString(),
    ]);
  });
});

describe.each(ENGINES)('who is in charge, on %s', (engine) => {
  test('a request for a person opens a ticket; the assistant goes on answering', async () => {
    const bot = testBot(await freshStore(engine));
    const asked = await receive(bot, text('person máy của bà', 'm1'));
    expect(asked.status).toBe('waiting');
    const ticket = await bot.db.selectFrom('ticket').selectAll().executeTakeFirstOrThrow();
    expect(ticket).toMatchObject({
      topic: 'handoff-human',
      summary: 'máy của bà',
      state: 'queued',
    });
    expect(ticket.code).toMatch(/^TL-[2-9A-HJ-NP-Z]{4}$/);
    expect(said((await receive(bot, text('hello', 'm2'))).replies)).toEqual(['2']);
  });

  test('while a person is in charge the message is kept and the assistant is silent', async () => {
    const bot = testBot(await freshStore(engine));
    await receive(bot, text('person please', 'm1'));
    const [ticket] = await listTickets(bot);
    const answer = { code: ticket?.code ?? '', text: 'Dạ', by: 'Tổ trực', longest: () => null };
    await answerTicket(bot, answer);
    const received = await receive(bot, text('are you there?', 'm2'));
    expect(received).toMatchObject({ status: 'agent', replies: [] });
    await closeTicketBy(bot, answer.code, answer.by);
    expect(said((await receive(bot, text('hello', 'm3'))).replies)).toEqual(['2']);
    expect(await count(bot, 'inboundMessage')).toBe(3);
  });

  test('a closed conversation opens again when the citizen writes', async () => {
    const bot = testBot(await freshStore(engine));
    await receive(bot, text('hello', 'm1'));
    await putInCharge(bot, 'closed');
    expect((await receive(bot, text('hello', 'm2'))).status).toBe('bot');
  });

  test('a ticket code that is taken is replaced by another', async () => {
    const draws = [0, 0, 1];
    const random = (bytes: number) =>
      new Uint8Array(bytes).fill(bytes === 4 ? (draws.shift() ?? 9) : 7);
    const store = await freshStore(engine);
    let ids = 0;
    const bot = {
      ...testBot(store, { random }),
      answer: testBot(store).answer,
      newId: () => `id-${ids++}`,
    };
    await receive(bot, text('person one', 'm1', 'web:a'));
    await receive(bot, text('person two', 'm2', 'web:b'));
    const codes = await bot.db.selectFrom('ticket').select('code').orderBy('code').execute();
    expect(codes).toEqual([{ code: 'TL-2222' }, { code: 'TL-3333' }]);
    expect(await count(bot, 'inboundMessage')).toBe(2);
  });
});

describe.each(ENGINES)('a dialogue that breaks, on %s', (engine) => {
  test('is answered with an apology and a ticket, and the conversation goes on', async () => {
    const bot = testBot(await freshStore(engine));
    await receive(bot, text('hello', 'm1'));
    const failed = await receive(bot, text('boom', 'm2'));
    const ticket = await bot.db.selectFrom('ticket').selectAll().executeTakeFirstOrThrow();
    expect(ticket.topic).toBe(FAILURE_TOPIC);
    expect(said(failed.replies)).toEqual([`sorry ${ticket.code}`]);
    expect(failed.replies[0]?.reply.outcome).toBe('failed');
    expect(said((await receive(bot, text('hello', 'm3'))).replies)).toEqual(['2']);
  });

  test('again goes into the same ticket, and each message is stored once', async () => {
    const bot = testBot(await freshStore(engine));
    await receive(bot, text('boom', 'm1'));
    await receive(bot, text('boom', 'm2'));
    await receive(bot, text('boom', 'm2'));
    expect(await count(bot, 'ticket')).toBe(1);
    expect(await count(bot, 'ticketNote')).toBe(1);
    expect(await count(bot, 'inboundMessage')).toBe(2);
  });
});

async function putInCharge(bot: Bot, status: ConversationStatus): Promise<void> {
  await bot.db.updateTable('conversation').set({ status }).execute();
}

async function count(
  bot: Bot,
  table: 'inboundMessage' | 'outbox' | 'ticket' | 'ticketNote',
): Promise<number> {
  return (await bot.db.selectFrom(table).select('id').execute()).length;
}
