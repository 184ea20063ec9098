/** A citizen of the real dialogue before the real desk: what each of them reads and what is kept. */
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Bot } from '../../../src/bot/context.ts';
import { openDialogue } from '../../../src/bot/dialogue.ts';
import { type Agent, closeTicket, sendAnswer } from '../../../src/bot/handoff/agent.ts';
import { handOn, takeTicket } from '../../../src/bot/handoff/assign.ts';
import { staffReplied } from '../../../src/bot/handoff/outside.ts';
import { seeAgent } from '../../../src/bot/handoff/presence.ts';
import { receive } from '../../../src/bot/receive.ts';
import type { AnswerTurn } from '../../../src/dialogue/conversation.ts';
import type { Address, InboundKind } from '../../../src/message.ts';
import { findConversation } from '../../../src/store/conversations.ts';
import { movableClock, said, testBot, text } from '../../helpers/bot.ts';
import { ownContent, ROOT } from '../../helpers/content.ts';
import { ENGINES, type Engine, freshStore } from '../../helpers/databases.ts';

const LAN: Agent = { id: 'lan', name: 'Lan', desks: 'all', oversees: false };
const ME: Address = 'telegram:3527065';
/** A Tuesday afternoon in Vietnam, and the Saturday evening before. */
const IN_HOURS = new Date('2026-11-24T07:00:00.000Z');
const AT_NIGHT = new Date('2026-11-21T14:40:00.000Z');

let answer: AnswerTurn;
beforeAll(async () => {
  // The models of earlier runs are used again: training takes seconds.
  answer = await openDialogue(ownContent(), join(ROOT, 'var'));
});

async function town(engine: Engine, start: Date) {
  const clock = movableClock(start);
  const bot = testBot(await freshStore(engine), { answer: () => answer, now: clock.now });
  let count = 0;
  /** Says something, or presses a button by its value, and hears what is said to it. */
  const say = async (words: string, kind: InboundKind = 'text', address = ME) => {
    count += 1;
    clock.forward(1000);
    const { replies } = await receive(bot, { ...text(words, `m${count}`, address), kind });
    return said(replies);
  };
  const ticket = () =>
    bot.db.selectFrom('ticket').selectAll().orderBy('openedAt', 'desc').executeTakeFirstOrThrow();
  const status = async () => (await findConversation(bot.db, ME))?.status;
  return { bot, say, ticket, status };
}

/** Everything that the database holds, row by row. */
async function everything(bot: Bot): Promise<string> {
  const tables = await bot.db.introspection.getTables();
  const rows = await Promise.all(
    tables.map(async ({ name }) => [
      name,
      // The names of tables as the database tells them are not of the schema's type.
      await bot.db
        .selectFrom(name as 'conversation')
        .selectAll()
        .execute(),
    ]),
  );
  return JSON.stringify(rows);
}

describe.each(ENGINES)('a citizen before the desk on %s', (engine) => {
  it('reads the place in the queue when somebody is there, and only then', async () => {
    const { bot, say } = await town(engine, IN_HOURS);
    expect((await say('gặp người thật'))[0]).toContain('chưa có người trực ở bàn');
    await seeAgent(bot, { ...LAN, id: 'lan' }, true);
    expect((await say('gặp người thật', 'text', 'telegram:2'))[0]).toContain(
      'Bạn là người thứ 2 đang chờ.',
    );
    await say('tôi lỡ đọc mã otp cho nó rồi', 'text', 'telegram:3');
    expect((await say('gặp người thật', 'text', 'telegram:3'))[0]).toContain(
      'Phiếu được đánh dấu gấp. Bạn là người thứ 1 đang chờ.',
    );
  });

  it('who was handed on to an empty desk is told so, heard in danger, and not answered in staff’s stead', async () => {
    const { bot, say, status, ticket } = await town(engine, IN_HOURS);
    await say('gặp người thật');
    const { code } = await ticket();
    await takeTicket(bot, LAN, code);
    await handOn(bot, LAN, code, { desk: 'carrier:viettel', reason: 'việc của mạng' });
    expect(await status()).toBe('waiting');
    const [kept = ''] = await say('máy của bà là nokia 1280');
    expect(kept).toContain(`Mình đã ghi vào phiếu ${code}`);
    expect(kept).toContain('chưa có người trực ở bàn');
    expect(kept).not.toContain('Không dùng được');
    const [again = ''] = await say('còn dùng được không');
    expect(again).toContain(`Mình đã ghi vào phiếu ${code}`);
    const [urgent = ''] = await say('cháy nhà rồi cứu với');
    expect(urgent).not.toContain('Mình đã ghi');
    expect(await ticket()).toMatchObject({ code, urgent: 1, state: 'queued' });
    await say('nói chuyện với máy');
    expect(await status()).toBe('bot');
  });

  it('gives a number to be called back on, which is kept in the ticket and nowhere else', async () => {
    const { bot, say, status, ticket } = await town(engine, AT_NIGHT);
    await say('gọi lại cho tôi');
    await say('đồng ý');
    const [kept] = await say('0912 345 678');
    expect(kept).toContain('đuôi 678');
    expect(await status()).toBe('bot');
    const { id, state } = await ticket();
    expect(state).toBe('callback');
    const phones = await bot.db
      .selectFrom('ticketCallback')
      .select(['ticketId', 'phone'])
      .execute();
    expect(phones).toEqual([{ ticketId: id, phone: '0912345678' }]);
    await bot.db.deleteFrom('ticketCallback').execute();
    expect((await everything(bot)).replaceAll(/[ .]/g, '')).not.toContain('912345678');
    expect((await say('phiếu của tôi tới đâu rồi'))[0]).toContain('danh sách gọi lại');
  });

  it('has agreed to a call although somebody takes the ticket before the number comes', async () => {
    const { bot, say, status, ticket } = await town(engine, IN_HOURS);
    await say('gọi lại cho tôi');
    await say('yes', 'choice');
    const { code, id } = await ticket();
    await takeTicket(bot, LAN, code);
    await sendAnswer(bot, LAN, code, { id: bot.newId(), text: 'Cô ở xã nào ạ?' });
    expect((await say('số tôi là 0912 345 678'))[0]).toContain('đuôi 678 đã ghi vào phiếu');
    expect(await status()).toBe('agent');
    const phones = bot.db.selectFrom('ticketCallback').select(['ticketId', 'phone']);
    expect(await phones.execute()).toEqual([{ ticketId: id, phone: '0912345678' }]);
    expect(await say('ở xã Phú Nghĩa')).toEqual([]);
  });

  it('can ask to be called by staff that began the talk, and for a copy of it', async () => {
    const { bot, say, status, ticket } = await town(engine, IN_HOURS);
    const message = { text: 'Chào cô', externalId: 's1', at: IN_HOURS.toISOString() };
    await say('bao giờ tắt 2g');
    await staffReplied(bot, { address: ME, ...message });
    const { code } = await ticket();
    expect((await say('gọi lại cho tôi'))[0]).toContain(`gọi lại về phiếu ${code}`);
    await say('đồng ý');
    expect((await say('0912345678'))[0]).toContain('đuôi 678');
    const [, copy] = await say('cho tôi xin lại nội dung trò chuyện');
    expect(copy).toContain('Người trực: Chào cô');
    expect(await status()).toBe('agent');
  });

  it('who stops all messages leaves no ticket behind', async () => {
    const { say, status, ticket } = await town(engine, IN_HOURS);
    await say('gặp người thật');
    const { code } = await ticket();
    expect((await say('dừng nhắn tin'))[0]).toContain(`Phiếu ${code} cũng đã đóng.`);
    expect((await ticket()).state).toBe('abandoned');
    expect(await status()).toBe('bot');
    expect((await say('máy nokia 1280 viettel'))[0]).not.toContain(code);
  });

  it('can go back to the assistant, also from a talk that staff began', async () => {
    const { bot, say, status, ticket } = await town(engine, IN_HOURS);
    const message = { text: 'Chào cô', externalId: 's1', at: IN_HOURS.toISOString() };
    await say('bao giờ tắt 2g');
    await staffReplied(bot, { address: ME, ...message });
    expect(await say('máy cô không gọi được')).toEqual([]);
    const [back] = await say('quay lại bot');
    expect(back).toBe('Từ giờ máy trả lời bạn. Bạn cần người thật thì nhắn: gặp người thật.');
    expect((await ticket()).state).toBe('abandoned');
    expect(await status()).toBe('bot');
    expect((await say('bao giờ tắt 2g'))[0]).toContain('15/9/2026');
  });

  it('has everything deleted although a person is in charge', async () => {
    const { bot, say, status, ticket } = await town(engine, IN_HOURS);
    await say('gặp người thật');
    await takeTicket(bot, LAN, (await ticket()).code);
    expect((await say('xoá dữ liệu của tôi'))[0]).toContain('muốn xoá cuộc trò chuyện này không');
    expect(await status()).toBe('agent');
    await sendAnswer(bot, LAN, (await ticket()).code, { id: bot.newId(), text: 'Máy 4G ạ?' });
    expect(await say('có')).toEqual([]);
    await say('xoá dữ liệu của tôi');
    expect((await say('đồng ý'))[0]).toContain('Đã xoá');
    expect(await status()).toBe('bot');
    expect(await everything(bot)).not.toContain('gặp người thật');
  });

  it('rates the help by typing, and has the talk sent once more', async () => {
    const { bot, say, ticket } = await town(engine, IN_HOURS);
    await say('gặp người thật');
    const { code } = await ticket();
    await takeTicket(bot, LAN, code);
    await sendAnswer(bot, LAN, code, { id: bot.newId(), text: 'Xong rồi cô nhé.' });
    await closeTicket(bot, LAN, code, { outcome: 'answered' });
    expect((await say('2'))[0]).toContain('Cảm ơn');
    expect((await ticket()).rating).toBe(2);
    const [announced, copy] = await say('gửi lại cuộc trò chuyện');
    expect(announced).toBe('Bản ghi ở dưới.');
    expect(copy).toContain('Người trực: Xong rồi cô nhé.');
  });

  it('is asked for no rating of what is not over, whatever somebody sends', async () => {
    const { say, ticket } = await town(engine, IN_HOURS);
    await say('gặp người thật');
    const { code } = await ticket();
    await say(`h:rate:${code}:3`, 'choice');
    expect((await ticket()).rating).toBeNull();
    await say('h:machine', 'choice');
    await say('h:machine', 'choice');
    await say('h:rate:TL-2222:1', 'choice');
    await say('h:transcript:TL-2222', 'choice');
    expect((await ticket()).state).toBe('abandoned');
  });

  it('has the steps and an urgent ticket at once when a person is asked for in danger', async () => {
    const { bot, say, status, ticket } = await town(engine, IN_HOURS);
    await seeAgent(bot, { ...LAN, id: 'lan' }, true);
    const [heard] = await say('kẻ gian đang gọi đòi mã OTP, cho gặp người gấp');
    expect(heard).toContain('ngân hàng');
    const { code, urgent, topic } = await ticket();
    expect(heard).toContain(`Phiếu ${code} được đánh dấu gấp`);
    expect(heard).toContain('người thứ 1 đang chờ');
    expect({ urgent, topic, status: await status() }).toEqual({
      ...{ urgent: 1, topic: 'scam', status: 'waiting' },
    });
    await say('nó lại gọi đòi mã OTP, xin gặp người thật');
    expect((await ticket()).code).toBe(code);
  });

  it('who is to be phoned hears of no place in the chat, and that the number goes with the ticket', async () => {
    const { bot, say, ticket } = await town(engine, IN_HOURS);
    await seeAgent(bot, { ...LAN, id: 'lan' }, true);
    await say('gọi lại cho tôi');
    await say('đồng ý');
    expect((await say('0977 123 456'))[0]).toContain('thay vì trả lời ở đây');
    const [kept] = await say('xã Phú Lý, mạng Viettel, máy không gọi đi được');
    expect(kept).toContain('người trực gọi điện cho bạn');
    expect(kept).not.toMatch(/người thứ|trong cuộc trò chuyện này/);
    expect((await say('huỷ phiếu'))[0]).toContain('Số để gọi lại đã xoá');
    expect((await ticket()).state).toBe('abandoned');
    expect(await everything(bot)).not.toContain('0977123456');
  });

  it('has an urgent ticket when a swindle comes up while waiting', async () => {
    const { say, ticket } = await town(engine, AT_NIGHT);
    await say('gặp người thật');
    expect((await ticket()).urgent).toBe(0);
    expect((await say('nó bảo đọc mã otp, tôi đọc rồi'))[0]).toContain('ngân hàng');
    expect((await ticket()).urgent).toBe(1);
  });
});
