import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openDialogue } from '../../src/bot/dialogue.ts';
import { growingIds, ticketCode, uuidv7 } from '../../src/bot/ids.ts';
import { receive } from '../../src/bot/receive.ts';
import { closeTicketBy, listTickets } from '../../src/bot/tickets.ts';
import { openContent } from '../../src/content/files.ts';
import type { AnswerTurn } from '../../src/dialogue/conversation.ts';
import { findConversation } from '../../src/store/conversations.ts';
import { listUnanswered } from '../../src/store/unanswered.ts';
import { movableClock, NOW, testBot, text } from '../helpers/bot.ts';
import { ROOT } from '../helpers/content.ts';
import { ENGINES, freshStore } from '../helpers/databases.ts';

const BY = 'Tổ trực';

describe.each(ENGINES)('tickets on %s', (engine) => {
  test('are listed with what was added, whoever waits longest first, masked', async () => {
    const clock = movableClock();
    const bot = testBot(await freshStore(engine), { now: clock.now });
    await receive(bot, text('person gọi 0912345678', 'm1', 'web:a'));
    clock.forward(60_000);
    await receive(bot, text('person second', 'm1', 'web:b'));
    const [first, second] = await listTickets(bot);
    await receive(bot, text(`note ${first?.code} mail me a@b.vn`, 'm2', 'web:a'));
    const [again] = await listTickets(bot, { limit: 1 });
    expect(again).toEqual({
      code: first?.code,
      channel: 'web',
      topic: 'handoff-human',
      state: 'queued',
      desk: 'province',
      urgent: false,
      summary: 'gọi **********',
      notes: [{ at: clock.now().toISOString(), author: 'citizen', text: 'mail me ***@***' }],
      assignee: null,
      openedAt: NOW.toISOString(),
      closedAt: null,
    });
    expect(second?.summary).toBe('second');
    expect(JSON.stringify(await listTickets(bot))).not.toContain('web:');
  });

  test('take no notes from another conversation', async () => {
    const bot = testBot(await freshStore(engine));
    await receive(bot, text('person mine', 'm1', 'web:a'));
    const [ticket] = await listTickets(bot);
    await receive(bot, text(`note ${ticket?.code} not mine`, 'm1', 'web:b'));
    expect((await listTickets(bot))[0]?.notes).toEqual([]);
  });

  test('are closed by their code, however it is typed; the assistant is in charge again', async () => {
    const bot = testBot(await freshStore(engine));
    await receive(bot, text('person one', 'm1'));
    const [one] = await listTickets(bot);
    expect((await receive(bot, text('hello', 'm2'))).status).toBe('waiting');
    await closeTicketBy(bot, ` ${one?.code.toLowerCase()} `, BY);
    expect((await receive(bot, text('hello', 'm3'))).status).toBe('bot');
    await expect(closeTicketBy(bot, one?.code ?? '', BY)).rejects.toThrow('No open ticket');
    await expect(closeTicketBy(bot, 'TL-0000', BY)).rejects.toThrow('No open ticket "TL-0000"');
    expect(await listTickets(bot)).toEqual([]);
    expect(await listTickets(bot, { ended: true })).toMatchObject([{ state: 'resolved' }]);
  });

  test('are one a conversation: what is asked for meanwhile goes into the one that is open', async () => {
    const bot = testBot(await freshStore(engine));
    await receive(bot, text('boom', 'm1'));
    await receive(bot, text('urgent máy mất sóng', 'm2'));
    expect(await listTickets(bot)).toMatchObject([
      { topic: 'failure', urgent: true, notes: [{ author: 'citizen', text: 'máy mất sóng' }] },
    ]);
  });
});

describe.each(ENGINES)('a ticket in a real talk on %s', (engine) => {
  let answer: AnswerTurn;
  beforeAll(async () => {
    // The models of earlier runs are used again: training takes seconds.
    answer = await openDialogue(openContent(ROOT, '2026-11-22'), join(ROOT, 'var'));
  });

  async function talk() {
    const bot = testBot(await freshStore(engine), { answer: () => answer });
    let count = 0;
    const say = (words: string) => {
      count += 1;
      return receive(bot, text(words, `m${count}`));
    };
    return { bot, say, state: async () => (await findConversation(bot.db, 'web:grandma'))?.state };
  }

  test('takes nothing more once it is closed: the next message is answered, and a new ticket may be opened', async () => {
    const { bot, say, state } = await talk();
    await say('cho tôi gặp người thật');
    await say('tôi ở xã Tà Xùa, máy mất sóng');
    const code = (await listTickets(bot))[0]?.code ?? '';
    expect(JSON.parse((await state()) ?? '').ticket).toMatchObject({ code });
    await closeTicketBy(bot, code, BY);
    expect(JSON.parse((await state()) ?? '').ticket).toBeNull();
    const { status, replies } = await say('Nokia 1280 có dùng được nữa không');
    expect(status).toBe('bot');
    expect(replies.map(({ reply }) => reply.intent)).toEqual(['check-model']);
    expect((await listTickets(bot, { ended: true }))[0]?.notes).toHaveLength(1);
    await say('cho tôi gặp người thật');
    const [again] = await listTickets(bot);
    expect(again?.code).not.toBe(code);
  });

  test.each([
    ['pressed', { kind: 'choice', text: 'i:handoff-human' }],
    ['picked by its number', { kind: 'text', text: '6' }],
  ] as const)('opened by a button that was %s says what stands on it', async (_, message) => {
    const { bot, say } = await talk();
    const { replies } = await say('chào bạn');
    expect(replies[0]?.reply.choices[5]?.value).toBe('i:handoff-human');
    await receive(bot, { ...text('', 'press'), ...message });
    expect((await listTickets(bot))[0]?.summary).toBe('Gặp người thật');
  });

  test('no longer waits, once closed, for the message that it asked for', async () => {
    const { bot, say } = await talk();
    await say('cho tôi gặp người thật');
    await closeTicketBy(bot, (await listTickets(bot))[0]?.code ?? '', BY);
    const { replies } = await say('bao giờ tắt sóng 2G');
    expect(replies.map(({ reply }) => reply.outcome)).toEqual(['answered']);
  });
});

describe.each(ENGINES)('what fell short on %s', (engine) => {
  test('is what was not understood and what did not help, newest first, masked', async () => {
    const clock = movableClock();
    const bot = testBot(await freshStore(engine), { now: clock.now });
    const say = async (words: string) => {
      clock.forward(1000);
      const receivedAt = clock.now().toISOString();
      return receive(bot, { ...text(words, words), receivedAt });
    };
    await say('??? old');
    const since = clock.now().getTime() + 1;
    await say('understood');
    await say('??? 0912345678');
    await say('a bad answer');
    await say('useless');
    await say('a good answer');
    await say('helpful');
    const list = await listUnanswered(bot.db, { since: new Date(since).toISOString(), limit: 10 });
    expect(list).toMatchObject([
      { text: 'a bad answer', outcome: 'answered', unhelpful: true, channel: 'web' },
      { text: '??? **********', outcome: 'not-understood', intent: null, unhelpful: false },
    ]);
  });
});

describe('ids', () => {
  const random = (bytes: number) => randomBytes(bytes);

  test('of rows are UUIDs of version 7 that sort by their time', () => {
    const at = new Date('2022-02-22T19:22:22.000Z'); // the example of RFC 9562, appendix A.6
    const all = Uint8Array.from([0xcc, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
    expect(uuidv7(at, () => all)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
    expect(uuidv7(NOW, random) < uuidv7(new Date(NOW.getTime() + 1), random)).toBe(true);
  });

  test('grow from one to the next, at one moment and when the clock is set back', () => {
    const times = [NOW, NOW, new Date(NOW.getTime() - 60_000), NOW];
    const next = growingIds(() => times.shift() ?? NOW, random);
    const ids = Array.from({ length: 500 }, next);
    expect(ids).toEqual(ids.toSorted());
    expect(new Set(ids).size).toBe(500);
    expect(
      ids.every((id) =>
        /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(id),
      ),
    ).toBe(true);
  });

  test('of tickets are short and without letters that are mistaken for one another', () => {
    const codes = Array.from({ length: 2000 }, () => ticketCode(random));
    expect(codes.join('')).not.toMatch(/[01IO]/);
    expect(codes.every((code) => /^TL-[A-Z2-9]{4}$/.test(code))).toBe(true);
    expect(new Set(codes).size).toBeGreaterThan(1980);
  });
});
