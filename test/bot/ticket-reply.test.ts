/** Staff who answer a ticket from the command line. */
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openDialogue } from '../../src/bot/dialogue.ts';
import { receive } from '../../src/bot/receive.ts';
import { answerTicket, closeTicketBy, listTickets } from '../../src/bot/tickets.ts';
import { openContent } from '../../src/content/files.ts';
import type { AnswerTurn } from '../../src/dialogue/conversation.ts';
import type { Address } from '../../src/message.ts';
import { claimReplies } from '../../src/store/outbox.ts';
import { transcript } from '../../src/store/transcript.ts';
import { movableClock, testBot, text } from '../helpers/bot.ts';
import { ROOT } from '../helpers/content.ts';
import { ENGINES, freshStore } from '../helpers/databases.ts';

const ADDRESS: Address = 'sms:+84912345678';
const BY = 'Tổ trực';

describe.each(ENGINES)('an answer to a ticket on %s', (engine) => {
  let dialogue: AnswerTurn;
  beforeAll(async () => {
    // The models of earlier runs are used again: training takes seconds.
    dialogue = await openDialogue(openContent(ROOT, '2026-11-22'), join(ROOT, 'var'));
  });

  /** A citizen with an open ticket, and staff before it. */
  async function open() {
    const clock = movableClock();
    const bot = testBot(await freshStore(engine), { answer: () => dialogue, now: clock.now });
    const say = (words: string) => {
      clock.forward(60_000);
      return receive(bot, text(words, words, ADDRESS));
    };
    await say('cho tôi gặp người thật');
    const code = (await listTickets(bot))[0]?.code ?? '';
    const { db } = bot;
    const answer = (words: string) => {
      clock.forward(60_000);
      return answerTicket(bot, { code, text: words, by: BY, longest: () => 60 });
    };
    const sent = async () =>
      (await transcript(db, ADDRESS, { after: 0, limit: 100 })).flatMap((entry) =>
        entry.by === 'reply' && entry.stored.author === 'agent' ? [entry.stored] : [],
      );
    return { bot, code, say, answer, sent };
  }

  it('waits for the sender of its channel, marked as a person’s; the ticket stays open', async () => {
    const { bot, code, answer, sent } = await open();
    expect(await answer(' Gọi 0912345678 nhé ')).toBe('sms');
    const words = 'Người trực: Gọi 0912345678 nhé';
    expect((await sent()).map(({ reply }) => reply.text)).toEqual([words]);
    const [ticket] = await listTickets(bot);
    expect(ticket).toMatchObject({
      ...{ code, state: 'waiting-citizen', assignee: BY },
      notes: [{ author: 'staff', text: 'Gọi ********** nhé' }],
    });
    const at = bot.now().toISOString();
    await bot.db
      .updateTable('outbox')
      .set({ status: 'sent' })
      .where('author', '!=', 'agent')
      .execute();
    const claimed = await claimReplies(bot.db, {
      channel: 'sms',
      now: at,
      leaseUntil: at,
      limit: 9,
    });
    expect(claimed.map(({ address, author, reply }) => [address, author, reply.short])).toEqual([
      [ADDRESS, 'agent', 'Nguoi truc: Goi 0912345678 nhe'],
    ]);
  });

  it('is answered by the citizen into the ticket, in the order of the talk, and by nobody else', async () => {
    const { bot, say, answer, sent } = await open();
    await say('tôi ở xã Tà Xùa');
    await answer('Máy gì ạ?');
    await say('dạ máy của bà, màu đen');
    await answer('Dạ.');
    expect((await listTickets(bot))[0]?.notes.map(({ author, text }) => [author, text])).toEqual([
      ['citizen', 'tôi ở xã Tà Xùa'],
      ['staff', 'Máy gì ạ?'],
      ['citizen', 'dạ máy của bà, màu đen'],
      ['staff', 'Dạ.'],
    ]);
    const [first, second] = await sent();
    expect((second?.seq ?? 0) - (first?.seq ?? 0)).toBe(2);
  });

  it('is refused when it is empty or too long, when the ticket is closed or unknown', async () => {
    const { bot, code, answer, sent } = await open();
    await expect(answer(' \n')).rejects.toThrow('empty');
    await expect(answer('a'.repeat(60))).rejects.toThrow(/at most 60 characters/);
    await expect(
      answerTicket(bot, { code: 'TL-0000', text: 'alo', by: BY, longest: () => null }),
    ).rejects.toMatchObject({ name: 'UserError', message: 'No open ticket "TL-0000".' });
    expect((await listTickets(bot))[0]).toMatchObject({ notes: [], assignee: null });
    await closeTicketBy(bot, code, BY);
    await expect(answer('alo')).rejects.toThrow(`No open ticket "${code}"`);
    expect(await sent()).toEqual([]);
  });

  it('is refused when the citizen wants no more messages', async () => {
    const { bot, answer, sent } = await open();
    await bot.db.updateTable('conversation').set({ stoppedAt: bot.now().toISOString() }).execute();
    await expect(answer('alo')).rejects.toThrow('no more messages');
    expect(await sent()).toEqual([]);
  });
});
