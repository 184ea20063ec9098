/** Staff who write in the tool of a Zalo Official Account, and the assistant beside them. */
import { describe, expect, it } from 'vitest';
import type { Bot } from '../../../src/bot/context.ts';
import { staffReplied } from '../../../src/bot/handoff/outside.ts';
import { runTimers } from '../../../src/bot/handoff/sweep.ts';
import { receive } from '../../../src/bot/receive.ts';
import { closeTicketBy, listTickets } from '../../../src/bot/tickets.ts';
import type { Address } from '../../../src/message.ts';
import { lastContact } from '../../../src/store/contact.ts';
import { findConversation } from '../../../src/store/conversations.ts';
import { transcript } from '../../../src/store/transcript.ts';
import { movableClock, NOW, said, testBot, text } from '../../helpers/bot.ts';
import { ENGINES, freshStore } from '../../helpers/databases.ts';

const ADDRESS: Address = 'zalo-oa:246845';
const HOUR = 3_600_000;

async function status(bot: Bot): Promise<string | undefined> {
  return (await findConversation(bot.db, ADDRESS))?.status;
}

async function everything(bot: Bot): Promise<string[]> {
  const entries = await transcript(bot.db, ADDRESS, { after: 0, limit: 100 });
  return entries.map((entry) =>
    entry.by === 'citizen' ? entry.text : `${entry.stored.author}: ${entry.stored.reply.text}`,
  );
}

const message = (words: string, externalId: string) => ({
  ...{ address: ADDRESS, externalId, text: words, at: NOW.toISOString() },
});

describe.each(ENGINES)('staff on %s', (engine) => {
  it('silences the assistant, and what was written is kept in its place, masked', async () => {
    const bot = testBot(await freshStore(engine));
    await receive(bot, text('alo', 'm1', ADDRESS));
    await staffReplied(bot, message('Cô gọi em số 0912345678 nhé', 's1'));
    expect((await receive(bot, text('vâng', 'm2', ADDRESS))).replies).toEqual([]);
    expect(await everything(bot)).toEqual([
      'alo',
      'bot: 1',
      'agent: Cô gọi em số ********** nhé',
      'vâng',
    ]);
    expect(await status(bot)).toBe('agent');
  });

  it('may write first to somebody who never wrote', async () => {
    const bot = testBot(await freshStore(engine));
    await staffReplied(bot, message('Chào cô', 's1'));
    expect(await everything(bot)).toEqual(['agent: Chào cô']);
    expect(await status(bot)).toBe('agent');
  });

  it('an echo of what we sent, and what is told a hundred times, change nothing more', async () => {
    const bot = testBot(await freshStore(engine));
    const { replies } = await receive(bot, text('alo', 'm1', ADDRESS));
    await bot.db
      .updateTable('outbox')
      .set({ externalId: 'own', status: 'sent' })
      .where('id', '=', replies[0]?.id ?? '')
      .execute();
    await staffReplied(bot, message('1', 'own'));
    expect(await status(bot)).toBe('bot');
    await Promise.all(Array.from({ length: 100 }, () => staffReplied(bot, message('Dạ', 's1'))));
    expect(await everything(bot)).toEqual(['alo', 'bot: 1', 'agent: Dạ']);
  });

  it('at the same moment as the citizen: both are kept, in one order', async () => {
    const bot = testBot(await freshStore(engine));
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        n % 2 === 0
          ? staffReplied(bot, message(`s${n}`, `s${n}`))
          : receive(bot, text(`m${n}`, `m${n}`, ADDRESS)),
      ),
    );
    expect(await status(bot)).toBe('agent');
    expect((await everything(bot)).filter((line) => /^m|^agent/.test(line))).toHaveLength(20);
  });

  it('takes the ticket over that waits, and what the citizen writes goes to staff', async () => {
    const bot = testBot(await freshStore(engine));
    await receive(bot, text('person máy mất sóng', 'm1', ADDRESS));
    expect(await listTickets(bot)).toMatchObject([{ state: 'queued', assignee: null }]);
    await staffReplied(bot, message('Em đây ạ', 's1'));
    expect(await listTickets(bot)).toMatchObject([
      { state: 'waiting-citizen', assignee: 'Zalo OA' },
    ]);
    expect((await receive(bot, text('dạ', 'm2', ADDRESS))).replies).toEqual([]);
    const [ticket] = await listTickets(bot);
    expect(ticket?.state).toBe('waiting-staff');
    expect(ticket?.notes.map((note) => `${note.author}: ${note.text}`)).toEqual([
      'staff: Em đây ạ',
      'citizen: dạ',
    ]);
  });

  it('is on a list even when the citizen had asked for nobody', async () => {
    const bot = testBot(await freshStore(engine));
    await staffReplied(bot, message('Chào cô', 's1'));
    expect(await listTickets(bot)).toMatchObject([{ topic: 'outside', state: 'waiting-citizen' }]);
  });

  it('a day after the citizen fell silent the assistant answers again', async () => {
    const clock = movableClock();
    const bot = testBot(await freshStore(engine), { now: clock.now });
    await receive(bot, text('alo', 'm1', ADDRESS));
    await staffReplied(bot, message('Dạ', 's1'));
    clock.forward(23 * HOUR);
    await staffReplied(bot, message('Cô còn đó không', 's2'));
    clock.forward(23 * HOUR);
    await runTimers(bot);
    expect(await status(bot)).toBe('agent');
    clock.forward(2 * HOUR);
    await runTimers(bot);
    expect((await everything(bot)).at(-1)).toBe('agent: Cô còn đó không');
    expect(said((await receive(bot, text('còn', 'm2', ADDRESS))).replies)).toEqual(['2']);
  });

  it('that leaves a citizen without a word for a day loses the ticket to the queue', async () => {
    const clock = movableClock();
    const bot = testBot(await freshStore(engine), { now: clock.now });
    await receive(bot, text('person cần người', 'm1', ADDRESS));
    await staffReplied(bot, message('Em đây ạ', 's1'));
    await receive(bot, text('dạ máy của bà', 'm2', ADDRESS));
    clock.forward(25 * HOUR);
    await runTimers(bot);
    expect(await listTickets(bot)).toMatchObject([{ state: 'queued', assignee: null }]);
    expect(await status(bot)).toBe('waiting');
    const [ticket] = await listTickets(bot);
    await closeTicketBy(bot, ticket?.code ?? '', 'Tổ trực');
    expect(await status(bot)).toBe('bot');
  });
});

describe.each(ENGINES)('the last contact on %s', (engine) => {
  it('is the newest message of the citizen, with what went out since', async () => {
    const clock = movableClock();
    const bot = testBot(await freshStore(engine), { now: clock.now });
    expect(await lastContact(bot.db, ADDRESS)).toBeUndefined();
    await receive(bot, text('alo', 'm1', ADDRESS));
    clock.forward(HOUR);
    const heardAt = clock.now().toISOString();
    await receive(bot, { ...text('two', 'm2', ADDRESS), receivedAt: heardAt });
    expect(await lastContact(bot.db, ADDRESS)).toEqual({ lastHeardAt: heardAt, sentSince: 0 });
    await bot.db.updateTable('outbox').set({ sentAt: heardAt }).where('seq', '>', 2).execute();
    await staffReplied(bot, message('Dạ', 's1'));
    expect(await lastContact(bot.db, ADDRESS)).toEqual({ lastHeardAt: heardAt, sentSince: 3 });
  });
});
