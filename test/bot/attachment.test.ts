/** What is kept of the files that citizens send, and for how long. */
import { describe, expect, it } from 'vitest';
import { DEFAULT_RHYTHM, startBursts } from '../../src/bot/burst.ts';
import type { Bot } from '../../src/bot/context.ts';
import { type Agent, sendAnswer } from '../../src/bot/handoff/agent.ts';
import { takeTicket } from '../../src/bot/handoff/assign.ts';
import { receive } from '../../src/bot/receive.ts';
import type { Address, Attachment, InboundMessage } from '../../src/message.ts';
import { findAttachment } from '../../src/store/attachments.ts';
import { ticketNotes } from '../../src/store/tickets.ts';
import { testBot, text } from '../helpers/bot.ts';
import { ENGINES, freshStore } from '../helpers/databases.ts';

const GRANDMA: Address = 'telegram:3527065';
const PHOTO: Attachment = { kind: 'image', ref: 'AgAC-1', size: 90_000 };

function file(attachment: Attachment, externalId = 'm1', words = ''): InboundMessage {
  const message = { ...text(words, externalId, GRANDMA), attachment };
  return words === '' ? { ...message, kind: attachment.kind } : message;
}

async function named(bot: Bot, name: string): Promise<string | undefined> {
  const { messageId } = await receive(bot, file({ ...PHOTO, kind: 'file', name }));
  return (await findAttachment(bot.db, messageId))?.attachment.name;
}

async function columns(bot: Bot): Promise<(string | null)[]> {
  const rows = await bot.db.selectFrom('inboundMessage').select('attachment').execute();
  return rows.map(({ attachment }) => attachment);
}

describe.each(ENGINES)('a file on %s', (engine) => {
  it('is kept with its message as what the channel needs to fetch it', async () => {
    const bot = testBot(await freshStore(engine));
    const attachment = { ...PHOTO, mime: 'image/jpeg' };
    const { messageId, conversationId } = await receive(bot, file(attachment));
    expect(await findAttachment(bot.db, messageId)).toEqual({
      ...{ conversationId, seq: 1, channel: 'telegram', attachment },
    });
  });

  it('is kept with words below it, and in a burst', async () => {
    const bot = testBot(await freshStore(engine));
    const bursts = await startBursts(bot, { ...DEFAULT_RHYTHM, quiet: 5 });
    await bursts.take(file(PHOTO, 'm1', 'máy này dùng được không'));
    await bursts.take(file({ ...PHOTO, ref: 'AgAC-2' }, 'm2'));
    await bursts.stop();
    const rows = await bot.db.selectFrom('inboundMessage').selectAll().orderBy('seq').execute();
    expect(rows).toMatchObject([
      { kind: 'text', text: 'máy này dùng được không', attachment: JSON.stringify(PHOTO) },
      { kind: 'image', attachment: JSON.stringify({ ...PHOTO, ref: 'AgAC-2' }) },
    ]);
  });

  it.each([
    ['cccd 079012345678.jpg', 'cccd ************.jpg'],
    ['0912345678.pdf', '**********.pdf'],
    ['09\u200b12345678.pdf', '**********.pdf'],
    ['don\u202egpj.exe', 'dongpj.exe'],
    ['đơn xin hỗ trợ.pdf', 'đơn xin hỗ trợ.pdf'],
    ['a\u0000b\nc.pdf', 'abc.pdf'],
  ])('called %j is called %j', async (name, kept) => {
    expect(await named(testBot(await freshStore(engine)), name)).toBe(kept);
  });

  it('has a name that is cut, but never in the middle of a sign', async () => {
    const name = await named(testBot(await freshStore(engine)), `x${'👵'.repeat(100)}`);
    expect(name).toMatch(/^x👵+\ufffd?$/u);
    expect(name?.length).toBe(120);
  });

  it('is not found with a message that came alone, or never', async () => {
    const bot = testBot(await freshStore(engine));
    const { messageId } = await receive(bot, text('hello', 'm1', GRANDMA));
    expect(await findAttachment(bot.db, messageId)).toBeUndefined();
    expect(await findAttachment(bot.db, 'unknown')).toBeUndefined();
  });

  it('goes with its conversation, also when it came with the wish to be forgotten', async () => {
    const bot = testBot(await freshStore(engine));
    await receive(bot, file(PHOTO, 'm1'));
    await receive(bot, file(PHOTO, 'm2', 'forget'));
    expect(await columns(bot)).toEqual([null]);
  });
});

describe('a file in a ticket', () => {
  const agent: Agent = { id: 'a1', name: 'Tổ trực', desks: 'all', oversees: false };

  /** Somebody at the desk has taken a conversation and answered; its ticket. */
  async function inHand(bot: Bot): Promise<string> {
    await receive(bot, text('person máy hỏng', 'm1', GRANDMA));
    const { id, code } = await bot.db.selectFrom('ticket').selectAll().executeTakeFirstOrThrow();
    await takeTicket(bot, agent, code);
    await sendAnswer(bot, agent, code, { id: bot.newId(), text: 'Cô gửi ảnh máy nhé' });
    return id;
  }

  async function noted(bot: Bot, ticketId: string): Promise<string[]> {
    const notes = await ticketNotes(bot.db, [ticketId]);
    return notes.filter(({ author }) => author === 'citizen').map(({ text }) => text);
  }

  it.each([
    ['image', '[ảnh]'],
    ['voice', '[ghi âm]'],
    ['file', '[tệp]'],
  ] as const)('%s is noted as %s', async (kind, words) => {
    const bot = testBot(await freshStore('SQLite'));
    const ticket = await inHand(bot);
    await receive(bot, file({ kind, ref: 'x' }, 'm2'));
    expect((await noted(bot, ticket)).at(-1)).toBe(words);
  });

  it('is noted beside the words below it', async () => {
    const bot = testBot(await freshStore('SQLite'));
    const ticket = await inHand(bot);
    await receive(bot, file(PHOTO, 'm2', 'máy này đây'));
    expect((await noted(bot, ticket)).at(-1)).toBe('[ảnh] máy này đây');
  });

  it('is noted with everything that came in the same moment', async () => {
    const bot = testBot(await freshStore('SQLite'));
    const ticket = await inHand(bot);
    const bursts = await startBursts(bot, { ...DEFAULT_RHYTHM, quiet: 5 });
    await Promise.all([
      bursts.take(file(PHOTO, 'm2')),
      bursts.take({ ...text('', 'm3', GRANDMA), kind: 'location' }),
      bursts.take(text('ở xã này', 'm4', GRANDMA)),
    ]);
    await bursts.stop();
    const said = (await noted(bot, ticket)).join(' ');
    for (const words of ['[ảnh]', '[vị trí]', 'ở xã này']) expect(said).toContain(words);
  });
});
