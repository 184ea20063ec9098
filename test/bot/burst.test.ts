import { describe, expect, onTestFinished, test } from 'vitest';
import { type Bursts, type Rhythm, startBursts } from '../../src/bot/burst.ts';
import type { Bot } from '../../src/bot/context.ts';
import { answerTicket, listTickets } from '../../src/bot/tickets.ts';
import type { AnswerTurn } from '../../src/dialogue/conversation.ts';
import type { InboundMessage } from '../../src/message.ts';
import { countingDialogue, reply, testBot, text } from '../helpers/bot.ts';
import { ENGINES, freshSettings, freshStore, openFor } from '../helpers/databases.ts';

const RHYTHM: Rhythm = { quiet: 80, longest: 400, lost: 300, sweep: 50 };
/** Nothing happens by itself. */
const ASLEEP: Rhythm = { quiet: 600_000, longest: 600_000, lost: 600_000, sweep: 600_000 };

describe.each(ENGINES)('a burst on %s', (engine) => {
  test('is stored piece by piece and answered once', async () => {
    const { bot, bursts } = await started(engine);
    for (const [n, words] of ['alo', 'cho hỏi', 'nokia 1280'].entries()) {
      expect(await bursts.take(text(words, `m${n}`))).toEqual({ answering: true });
    }
    await answered(bot);
    expect(await said(bot)).toEqual(['alo\ncho hỏi\nnokia 1280']);
    const rows = await bot.db.selectFrom('inboundMessage').selectAll().orderBy('seq').execute();
    expect(rows.map(({ text, outcome }) => [text, outcome])).toEqual([
      ['alo', null],
      ['cho hỏi', null],
      ['nokia 1280', 'answered'],
    ]);
    const replies = await bot.db.selectFrom('outbox').selectAll().execute();
    expect(replies).toMatchObject([{ seq: 4, inReplyTo: rows[2]?.id }]);
  });

  test('of somebody who does not stop typing is answered in between', async () => {
    const { bot, bursts } = await started(engine);
    for (let n = 0; n < 16; n += 1) {
      await bursts.take(text(`${n}`, `m${n}`));
      await pause(40);
    }
    await answered(bot);
    const turns = await said(bot);
    expect(turns.length).toBeGreaterThan(1);
    expect(turns.join('\n').split('\n')).toEqual(Array.from({ length: 16 }, (_, n) => `${n}`));
  });

  test('a pressed button and a long text do not wait, and a button is a turn of its own', async () => {
    const { bot, bursts } = await started(engine, { ...RHYTHM, quiet: 60_000, longest: 60_000 });
    await bursts.take(text('máy cũ', 'm1'));
    await bursts.take({ ...text('i:help', 'm2'), kind: 'choice' });
    await answered(bot);
    expect(await said(bot)).toEqual(['máy cũ', 'choice i:help']);
    await bursts.take(text('x'.repeat(161), 'm3'));
    await answered(bot);
    expect((await said(bot))[2]).toHaveLength(161);
  });

  test('an album without words is one turn; with words the words count', async () => {
    const { bot, bursts } = await started(engine);
    const picture = (id: string): InboundMessage => ({ ...text('', id), kind: 'image' });
    await Promise.all(['m1', 'm2', 'm3'].map((id) => bursts.take(picture(id))));
    await answered(bot);
    await bursts.take(picture('m4'));
    await bursts.take(text('máy này được không', 'm5'));
    await answered(bot);
    expect(await said(bot)).toEqual(['image', 'máy này được không']);
  });

  test('repeats are recognised, before the answer and after it', async () => {
    const { bot, bursts } = await started(engine);
    const both = await Promise.all([1, 2].map(() => bursts.take(text('một lần', 'm1'))));
    expect(both.map(({ answering }) => answering).sort()).toEqual([false, true]);
    await answered(bot);
    expect(await bursts.take(text('một lần', 'm1'))).toEqual({ answering: false });
    await answered(bot);
    expect(await said(bot)).toEqual(['một lần']);
  });

  test('is no burst while a person is in charge, who reads each piece as it comes', async () => {
    const { bot, bursts } = await started(engine, RHYTHM, countingDialogue);
    await bursts.take(text('person giúp với', 'm1'));
    await answered(bot);
    const [ticket] = await listTickets(bot);
    const answer = { code: ticket?.code ?? '', text: 'Dạ', by: 'Tổ trực', longest: () => null };
    await answerTicket(bot, answer);
    const before = await said(bot);
    expect(await bursts.take(text('cô ơi', 'm2'))).toEqual({ answering: false });
    expect(await bursts.take(text('máy của bà', 'm3'))).toEqual({ answering: false });
    await answered(bot);
    expect(await said(bot)).toEqual(before);
    const notes = (await listTickets(bot))[0]?.notes.map((note) => note.text);
    expect(notes?.join('\n')).toBe('Dạ\ncô ơi\nmáy của bà');
  });

  test('is answered after its process has died, with what is stored: masked', async () => {
    const settings = await freshSettings(engine);
    const dead = testBot(await openFor(settings), { answer: () => echo });
    const before = await startBursts(dead, ASLEEP);
    await before.take(text('gọi tôi 0912345678', 'm1'));
    await before.take(text('nhé', 'm2'));
    const bot = testBot(await openFor(settings), { answer: () => echo, now: later(1_200_000) });
    await open(bot, { ...ASLEEP, lost: 0 });
    await answered(bot);
    expect(await said(bot)).toEqual(['gọi tôi **********\nnhé']);
  });

  test('at its stop answers what waits', async () => {
    const { bot, bursts } = await started(engine, ASLEEP);
    await bursts.take(text('còn đó không', 'm1'));
    await bursts.stop();
    expect(await said(bot)).toEqual(['còn đó không']);
  });

  test('is answered word for word; only what is stored is masked', async () => {
    const { bot, bursts } = await started(engine);
    await bursts.take(text('gọi tôi 0912345678', 'm1'));
    await answered(bot);
    expect(await said(bot)).toEqual(['gọi tôi 0912345678']);
    const row = await bot.db.selectFrom('inboundMessage').select('text').executeTakeFirstOrThrow();
    expect(row.text).toBe('gọi tôi **********');
  });

  test('who asks to be forgotten is still answered on what they wrote after it', async () => {
    const { bot, bursts } = await started(engine, RHYTHM, countingDialogue);
    await bursts.take(text('hello', 'm1'));
    await answered(bot);
    await bursts.take({ ...text('forget', 'm2'), kind: 'choice' });
    await bursts.take(text('hello', 'm3'));
    await answered(bot);
    const rows = await bot.db.selectFrom('inboundMessage').select('externalId').execute();
    expect(rows.map(({ externalId }) => externalId).sort()).toEqual(['m2', 'm3']);
    expect(await said(bot)).toEqual(['2', '3']);
  });
});

test('a turn that could not be stored is taken later', async () => {
  const store = await freshStore('SQLite');
  const bot = testBot(store, { answer: () => echo, now: () => new Date() });
  let broken = true;
  const failing: Bot = {
    ...bot,
    answer: echo,
    newTicketCode: () => {
      if (broken) throw new Error('no chance');
      return 'TL-2222';
    },
  };
  const bursts = await open(failing, RHYTHM);
  await bursts.take(text('kiên nhẫn', 'm1'));
  await pause(200);
  expect(await said(bot)).toEqual([]);
  broken = false;
  await answered(bot);
  expect(await said(bot)).toEqual(['kiên nhẫn']);
});

const echo: AnswerTurn = (input) => {
  const { kind, text } = input.message;
  const words = kind === 'text' ? text : `${kind} ${text}`.trim();
  return { ...countingDialogue(input), replies: [reply(words)] };
};

async function started(engine: (typeof ENGINES)[number], rhythm = RHYTHM, answer = echo) {
  const bot = testBot(await freshStore(engine), { answer: () => answer, now: () => new Date() });
  return { bot, bursts: await open(bot, rhythm) };
}

async function open(bot: Bot, rhythm: Rhythm): Promise<Bursts> {
  const bursts = await startBursts(bot, rhythm);
  onTestFinished(() => bursts.stop());
  return bursts;
}

async function answered({ db }: Bot): Promise<void> {
  const waiting = db.selectFrom('inboundMessage').select('id').where('turnDueAt', 'is not', null);
  while ((await waiting.execute()).length > 0) await pause(10);
}

async function said({ db }: Bot): Promise<string[]> {
  const rows = await db.selectFrom('outbox').select('reply').orderBy('seq').execute();
  return rows.map((row) => (JSON.parse(row.reply) as { text: string }).text);
}

function later(milliseconds: number): () => Date {
  return () => new Date(Date.now() + milliseconds);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
