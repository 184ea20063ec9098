/** What people at a desk do, and what citizens read of it. */
import { describe, expect, it } from 'vitest';
import type { Bot } from '../../../src/bot/context.ts';
import {
  type Agent,
  addPrivateNote,
  closeTicket,
  sendAnswer,
} from '../../../src/bot/handoff/agent.ts';
import {
  handOn,
  releaseTicket,
  takeOver,
  takeTicket,
  transferTicket,
} from '../../../src/bot/handoff/assign.ts';
import { deskNews } from '../../../src/bot/handoff/news.ts';
import { GRACE_MS, missAgent, seeAgent } from '../../../src/bot/handoff/presence.ts';
import { missVanished, runTimers } from '../../../src/bot/handoff/sweep.ts';
import { receive } from '../../../src/bot/receive.ts';
import type { Address } from '../../../src/message.ts';
import { findConversation } from '../../../src/store/conversations.ts';
import { callbackOf } from '../../../src/store/desk/callbacks.ts';
import { eventsOf } from '../../../src/store/desk/events.ts';
import { countAhead } from '../../../src/store/desk/queue.ts';
import {
  openTicketOf,
  type StoredTicket,
  ticketByCode,
  ticketNotes,
} from '../../../src/store/tickets.ts';
import { transcript } from '../../../src/store/transcript.ts';
import { movableClock, testBot, text } from '../../helpers/bot.ts';
import { ENGINES, freshStore } from '../../helpers/databases.ts';
import { newId, refusalOf } from './town.ts';

/** Monday, nine o'clock in Vietnam: the desk is open until 11:30. */
const MORNING = new Date('2026-11-23T02:00:00.000Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const LAN = agent('lan', ['province']);
const BINH = agent('binh', ['province']);
const CHIEF = { ...agent('chief', 'all'), oversees: true };
const VIETTEL = agent('viettel', ['carrier:viettel']);

function agent(id: string, desks: Agent['desks']): Agent & { readonly id: string } {
  return { id, name: `Bàn ${id}`, desks, oversees: false };
}

describe.each(ENGINES)('at the desk on %s', (engine) => {
  async function open(at = MORNING) {
    const clock = movableClock(at);
    const bot = testBot(await freshStore(engine), { now: clock.now });
    let count = 0;
    const say = (words: string, address: Address = 'web:ba') => {
      count += 1;
      return receive(bot, text(words, `m${count}`, address));
    };
    const ticket = async (address: Address = 'web:ba') => {
      const conversation = await findConversation(bot.db, address);
      const found = conversation && (await openTicketOf(bot.db, conversation.id));
      if (found === undefined) throw new Error('no open ticket');
      return found;
    };
    const ask = async (address: Address = 'web:ba') => {
      await say('person giúp với', address);
      return (await ticket(address)).code;
    };
    const answer = (who: Agent, code: string, words: string) =>
      sendAnswer(bot, who, code, { id: newId(), text: words });
    return { bot, clock, say, ask, ticket, answer };
  }

  it('one takes a ticket, the citizen is told, and a second one is told who has it', async () => {
    const { bot, ask, ticket } = await open();
    const code = await ask();
    expect((await takeTicket(bot, LAN, code.toLowerCase())).state).toBe('assigned');
    expect(await lastSaid(bot)).toContain('Người trực');
    await expect(takeTicket(bot, BINH, code)).rejects.toMatchObject({
      reason: 'held',
      by: 'Bàn lan',
    });
    expect((await takeTicket(bot, LAN, code)).version).toBe((await ticket()).version);
    expect(await refusalOf(takeTicket(bot, VIETTEL, code))).toBe('unknown');
    expect(await refusalOf(takeTicket(bot, LAN, 'TL-0000'))).toBe('unknown');
  });

  it('nobody holds more conversations than the desk allows', async () => {
    const { bot, ask } = await open();
    for (let n = 0; n < 5; n += 1) await takeTicket(bot, LAN, await ask(`web:${n}`));
    const sixth = await ask('web:six');
    expect(await refusalOf(takeTicket(bot, LAN, sixth))).toBe('full');
    await takeTicket(bot, BINH, sixth);
    const to = { to: LAN, reason: 'hết ca' };
    expect(await refusalOf(transferTicket(bot, BINH, sixth, to))).toBe('full');
  });

  it('only who has it in hand answers, once, and the copy in the ticket is masked', async () => {
    const { bot, ask, ticket, answer } = await open();
    const code = await ask();
    expect(await refusalOf(answer(LAN, code, 'Dạ'))).toBe('not-held');
    await takeTicket(bot, LAN, code);
    expect(await refusalOf(answer(BINH, code, 'Dạ'))).toBe('held');
    expect(await refusalOf(answer(LAN, code, ' \n'))).toBe('empty');
    expect(await refusalOf(answer(LAN, code, 'a'.repeat(2001)))).toBe('too-long');
    const once = { id: newId(), text: 'Gọi 0912345678' };
    await sendAnswer(bot, LAN, code, once);
    await sendAnswer(bot, LAN, code, once);
    const said = (await everything(bot)).filter((line) => line.startsWith('agent'));
    expect(said).toEqual(['agent: Gọi 0912345678']);
    const [note] = await ticketNotes(bot.db, [(await ticket()).id]);
    expect(note).toMatchObject({ text: 'Gọi **********', writer: 'Bàn lan', private: 0 });
  });

  it('what the citizen writes meanwhile goes to the person and is answered by nobody else', async () => {
    const { bot, say, ask, ticket, answer } = await open();
    const code = await ask();
    await takeTicket(bot, LAN, code);
    expect((await say('dạ máy nokia')).replies).toEqual([]);
    expect((await ticket()).state).toBe('waiting-staff');
    await answer(LAN, code, 'Dạ');
    expect((await ticket()).state).toBe('waiting-citizen');
    const notes = await ticketNotes(bot.db, [(await ticket()).id]);
    expect(notes.map((note) => note.text)).toEqual(['dạ máy nokia', 'Dạ']);
  });

  it('who wants no more messages gets none: the ticket ends without a word', async () => {
    const { bot, say, ask } = await open();
    const code = await ask();
    await say('stop');
    expect(await ticketByCode(bot.db, code)).toMatchObject({ state: 'abandoned' });
    expect(await refusalOf(takeTicket(bot, LAN, code))).toBe('ended');
    expect((await replies(bot)).filter(({ author }) => author === 'system')).toEqual([]);
  });

  it('who comes back after that is helped and told the end like anybody', async () => {
    const { bot, clock, say, ask, answer } = await open();
    await say('stop');
    clock.forward(24 * HOUR);
    const code = await ask();
    await takeTicket(bot, LAN, code);
    await answer(LAN, code, 'Dạ');
    await closeTicket(bot, LAN, code, { outcome: 'answered' });
    expect(await lastSaid(bot)).toContain('Từ giờ máy trả lời bạn');
  });

  it('a ticket goes to a colleague without a word to the citizen, and to another desk with one', async () => {
    const { bot, ask, ticket } = await open();
    const code = await ask();
    await takeTicket(bot, LAN, code);
    const before = (await everything(bot)).length;
    await transferTicket(bot, LAN, code, { to: BINH, reason: 'hết ca' });
    expect(await ticket()).toMatchObject({ assigneeId: 'binh', state: 'assigned' });
    expect(await everything(bot)).toHaveLength(before);
    const away = { to: VIETTEL, reason: 'x' };
    expect(await refusalOf(transferTicket(bot, BINH, code, away))).toBe('nobody');
    expect(await refusalOf(handOn(bot, BINH, code, { desk: 'carrier:x', reason: 'x' }))).toBe(
      'nobody',
    );
    await handOn(bot, BINH, code, { desk: 'carrier:viettel', reason: 'việc của mạng' });
    expect(await ticket()).toMatchObject({
      desk: 'carrier:viettel',
      state: 'queued',
      assignee: null,
    });
    expect(await lastSaid(bot)).toContain('Viettel');
    expect(await refusalOf(takeTicket(bot, LAN, code))).toBe('unknown');
    expect((await takeTicket(bot, VIETTEL, code)).assigneeId).toBe('viettel');
  });

  it('who oversees takes a conversation over; others cannot', async () => {
    const { bot, ask, ticket } = await open();
    const code = await ask();
    await takeTicket(bot, LAN, code);
    expect(await refusalOf(takeOver(bot, BINH, code, 'x'))).toBe('unknown');
    await takeOver(bot, CHIEF, code, 'Lan đi họp');
    expect(await ticket()).toMatchObject({ assigneeId: 'chief' });
    const [, , , event] = await eventsOf(bot.db, (await ticket()).id);
    expect(event).toMatchObject({
      event: 'take-over',
      actor: 'Bàn chief',
      detail: 'Bàn lan: Lan đi họp',
    });
  });

  it('one that is given back keeps its place, and the citizen is told how things stand', async () => {
    const { bot, clock, say, ask, ticket } = await open();
    const first = await ask('web:ba');
    clock.forward(MINUTE);
    await ask('web:ong');
    await takeTicket(bot, LAN, first);
    await releaseTicket(bot, LAN, first, 'bận');
    expect(await lastSaid(bot)).toContain('chưa có người trực ở bàn');
    expect(await countAhead(bot.db, await ticket('web:ong'))).toBe(1);
    expect((await say('còn ai không')).status).toBe('waiting');
    await seeAgent(bot, BINH);
    await takeTicket(bot, LAN, first);
    await releaseTicket(bot, LAN, first, 'bận');
    expect(await lastSaid(bot)).toContain('người thứ 1');
  });

  it('who waits in hours is told when they end', async () => {
    const { bot, clock, ask, ticket } = await open();
    await ask();
    clock.forward(149 * MINUTE); // 11:29
    await runTimers(bot);
    expect(await lastSaid(bot)).not.toContain('13:30');
    clock.forward(2 * MINUTE);
    await runTimers(bot);
    expect(await lastSaid(bot)).toContain('13:30');
    const told = (await everything(bot)).length;
    clock.forward(10 * HOUR);
    await runTimers(bot);
    expect(await everything(bot)).toHaveLength(told);
    expect((await ticket()).state).toBe('queued');
  });

  it('who oversees takes over before they close what others have in hand', async () => {
    const { bot, ask } = await open();
    const code = await ask();
    await takeTicket(bot, LAN, code);
    expect(await refusalOf(closeTicket(bot, CHIEF, code, { outcome: 'answered' }))).toBe('held');
  });

  it('urgent ones go first', async () => {
    const { bot, clock, say, ask, ticket } = await open();
    await ask('web:ba');
    clock.forward(MINUTE);
    await say('urgent bị lừa', 'web:gap');
    expect(await countAhead(bot.db, await ticket('web:gap'))).toBe(0);
    expect(await countAhead(bot.db, await ticket('web:ba'))).toBe(1);
  });

  it('closing gives the conversation back, asks for one tap, and keeps a private note private', async () => {
    const { bot, say, ask, ticket, answer } = await open();
    const code = await ask();
    await takeTicket(bot, LAN, code);
    await answer(LAN, code, 'Dạ');
    await addPrivateNote(bot, LAN, code, 'người nhà hỏi giúp');
    const { id } = await ticket();
    expect(await refusalOf(closeTicket(bot, BINH, code, { outcome: 'answered' }))).toBe('held');
    await closeTicket(bot, LAN, code, { outcome: 'answered', note: 'đã chỉ chỗ đổi máy' });
    const farewell = (await replies(bot)).at(-1);
    expect(farewell?.author).toBe('system');
    expect(farewell?.reply.choices.map(({ value }) => value)).toEqual([
      ...[`h:rate:${code}:3`, `h:rate:${code}:2`, `h:rate:${code}:1`, `h:transcript:${code}`],
    ]);
    expect((await say('cảm ơn')).status).toBe('bot');
    await say(`rate ${code}`);
    expect(await ticketByCode(bot.db, code)).toMatchObject({ state: 'resolved', rating: 3, id });
    const sent = (await say(`transcript ${code}`)).replies.at(-1)?.reply.text ?? '';
    expect(sent).toContain('Dạ');
    expect(sent).not.toContain('người nhà');
    expect(sent).not.toContain('đổi máy');
    expect(await refusalOf(closeTicket(bot, LAN, code, { outcome: 'answered' }))).toBe('ended');
  });

  it('codes of others are of no use to citizens', async () => {
    const { bot, say, ask } = await open();
    const code = await ask('web:ba');
    await say(`machine ${code}`, 'web:la');
    await say(`rate ${code}`, 'web:la');
    expect((await say(`transcript ${code}`, 'web:la')).replies).toHaveLength(1);
    expect(await ticketByCode(bot.db, code)).toMatchObject({ state: 'queued', rating: null });
  });

  it('outside hours the citizen is told once a night when the desk opens', async () => {
    const { bot, clock, say, ask, answer } = await open();
    const code = await ask();
    await takeTicket(bot, LAN, code);
    await answer(LAN, code, 'Máy gì ạ?');
    clock.forward(10 * HOUR);
    const first = await say('nokia 1280');
    expect(first.replies.map(({ author }) => author)).toEqual(['system']);
    expect(first.replies[0]?.reply.text).toContain('7:30 ngày 24/11/2026');
    expect((await say('màu đen')).replies).toEqual([]);
    clock.forward(24 * HOUR);
    expect((await say('còn đó không')).replies).toHaveLength(1);
  });

  it('somebody who says nothing to a waiting citizen loses the ticket, counted in open minutes', async () => {
    const { bot, clock, say, ask, ticket, answer } = await open();
    const code = await ask();
    await takeTicket(bot, LAN, code);
    await answer(LAN, code, 'Máy gì ạ?');
    clock.forward(145 * MINUTE); // 11:25, five minutes before lunch
    await say('nokia');
    clock.forward(2 * HOUR); // 13:25, the desk opens at 13:30
    await runTimers(bot);
    expect((await ticket()).state).toBe('waiting-staff');
    clock.forward(11 * MINUTE);
    await runTimers(bot);
    expect(await ticket()).toMatchObject({ state: 'queued', assignee: null });
    expect((await eventsOf(bot.db, (await ticket()).id)).at(-1)).toMatchObject({
      event: 'lapse',
      detail: 'Bàn lan',
    });
  });

  it('a first answer that is late is noted once', async () => {
    const { bot, clock, ask, ticket } = await open();
    await ask();
    clock.forward(16 * MINUTE);
    await runTimers(bot);
    await runTimers(bot);
    const overdue = (await eventsOf(bot.db, (await ticket()).id)).filter(
      (e) => e.event === 'overdue',
    );
    expect(overdue).toHaveLength(1);
  });

  it('a citizen who says nothing for a day gets the assistant back', async () => {
    const { bot, clock, say, ask, answer } = await open();
    const code = await ask();
    await takeTicket(bot, LAN, code);
    await answer(LAN, code, 'Máy gì ạ?');
    clock.forward(25 * HOUR);
    await runTimers(bot);
    expect(await ticketByCode(bot.db, code)).toMatchObject({ state: 'expired' });
    expect(await lastSaid(bot)).toContain('phiếu được đóng');
    expect((await say('alo')).status).toBe('bot');
  });

  it('a ticket that nobody took ends with an apology and the way to complain', async () => {
    const { bot, clock, ask } = await open();
    const code = await ask();
    clock.forward(15 * 24 * HOUR);
    await runTimers(bot);
    expect(await ticketByCode(bot.db, code)).toMatchObject({ state: 'expired' });
    const last = (await replies(bot)).at(-1)?.reply;
    expect(last?.text).toContain('xin lỗi');
    expect(last?.choices.map(({ value }) => value)).toEqual(['i:complaint', 'i:contact-hotline']);
  });

  it('an agent who vanishes loses what waits for them, and nothing else', async () => {
    const { bot, clock, say, ask, ticket, answer } = await open();
    await seeAgent(bot, LAN);
    await takeTicket(bot, LAN, await ask('web:ba'));
    await takeTicket(bot, LAN, await ask('web:ong'));
    await answer(LAN, (await ticket('web:ong')).code, 'Máy gì ạ?');
    clock.forward(GRACE_MS - 1000);
    await missVanished(bot);
    expect((await ticket('web:ba')).state).toBe('assigned');
    clock.forward(2000);
    await missVanished(bot);
    expect((await ticket('web:ba')).state).toBe('queued');
    expect((await ticket('web:ong')).state).toBe('waiting-citizen');
    await say('nokia', 'web:ong');
    await missVanished(bot);
    expect((await ticket('web:ong')).state).toBe('queued');
  });

  it('a number to call back is kept apart, goes when the ticket ends, and stays on a list till then', async () => {
    const { bot, clock, say, ask, ticket } = await open();
    const code = await ask();
    await say(`call ${code} 0912345678`);
    const asked: StoredTicket = await ticket();
    expect(asked.state).toBe('callback');
    expect((await findConversation(bot.db, 'web:ba'))?.status).toBe('bot');
    expect(await callbackOf(bot.db, asked.id)).toMatchObject({ phone: '0912345678' });
    const written = JSON.stringify(await everything(bot)) + JSON.stringify(asked);
    expect(written).not.toContain('912345678');
    clock.forward(4 * 24 * HOUR);
    await runTimers(bot);
    expect((await eventsOf(bot.db, asked.id)).at(-1)?.event).toBe('overdue');
    await closeTicket(bot, LAN, code, { outcome: 'answered' });
    expect(await callbackOf(bot.db, asked.id)).toBeUndefined();
    expect(await lastSaid(bot)).toContain('đã gọi');
  });

  it('one who takes a call has it alone, and the citizen goes on with the assistant', async () => {
    const { bot, clock, say, ask, ticket, answer } = await open();
    const code = await ask();
    await say(`call ${code} 0912345678`);
    const before = (await everything(bot)).length;
    await seeAgent(bot, LAN);
    await takeTicket(bot, LAN, code);
    expect(await ticket()).toMatchObject({ state: 'callback', assigneeId: 'lan' });
    expect(await refusalOf(takeTicket(bot, BINH, code))).toBe('held');
    expect((await say('bao giờ tắt 2G')).replies).toHaveLength(1);
    expect(await everything(bot)).toHaveLength(before + 1);
    clock.forward(20 * MINUTE);
    await runTimers(bot);
    await missVanished(bot);
    expect(await ticket()).toMatchObject({ state: 'callback', assigneeId: null });
    await takeTicket(bot, BINH, code);
    await answer(BINH, code, 'Cháu gọi mà không gặp bác');
    expect(await ticket()).toMatchObject({ state: 'waiting-citizen' });
    expect(await callbackOf(bot.db, (await ticket()).id)).toBeDefined();
  });

  it('a call that reached nobody is not called one that was made', async () => {
    const { bot, say, ask } = await open();
    const code = await ask();
    await say(`call ${code} 0912345678`);
    await closeTicket(bot, LAN, code, { outcome: 'unreachable' });
    expect(await lastSaid(bot)).toContain('chưa gặp được bạn');
  });

  it('a ticket closed without an answer does not sound as if it had been one', async () => {
    const { bot, ask } = await open();
    const code = await ask();
    await closeTicket(bot, LAN, code, { outcome: 'not-ours' });
    expect(await lastSaid(bot)).toContain('chưa có câu trả lời');
  });

  it('reasons are kept masked, and what an account does is recorded with it or not done at all', async () => {
    const { bot, ask, ticket } = await open();
    const code = await ask();
    const noted: string[] = [];
    const record: NonNullable<Agent['record']> = async (_, { event, detail }) => {
      if (event === 'transfer') throw new Error('the log is full');
      noted.push(`${event} ${detail ?? ''}`.trim());
    };
    const watched = { ...LAN, record };
    await takeTicket(bot, watched, code);
    const to = { to: BINH, reason: 'hết ca' };
    await expect(transferTicket(bot, watched, code, to)).rejects.toThrow('the log is full');
    expect(await ticket()).toMatchObject({ assigneeId: 'lan' });
    await releaseTicket(bot, watched, code, 'bà Hoa 0912345678 gọi mãi');
    expect(noted).toEqual(['take', 'release bà Hoa ********** gọi mãi']);
  });

  it('a late ticket is late once, and another desk has its own clock', async () => {
    const { bot, clock, ask, ticket } = await open();
    const code = await ask();
    clock.forward(16 * MINUTE);
    await runTimers(bot);
    await takeTicket(bot, LAN, code);
    await releaseTicket(bot, LAN, code, 'bận');
    await runTimers(bot);
    const late = async () =>
      (await eventsOf(bot.db, (await ticket()).id)).filter((e) => e.event === 'overdue').length;
    expect(await late()).toBe(1);
    await handOn(bot, CHIEF, code, { desk: 'carrier:viettel', reason: 'việc của mạng' });
    const due = new Date(clock.now().getTime() + 15 * MINUTE).toISOString();
    expect(await ticket()).toMatchObject({ replyDueAt: due });
  });

  it('one timer that cannot be run holds up no other', async () => {
    const { bot, clock, ask, ticket } = await open();
    await ask('web:ong');
    await bot.db
      .updateTable('conversation')
      .set({ state: 'no JSON' })
      .where('address', '=', 'web:ong')
      .execute();
    clock.forward(MINUTE);
    await ask('web:ba');
    clock.forward(16 * MINUTE);
    await runTimers(bot);
    const events = await eventsOf(bot.db, (await ticket('web:ba')).id);
    expect(events.at(-1)?.event).toBe('overdue');
  });

  it('the dialogue knows who is there, how many wait before, and where the ticket stands', async () => {
    const { bot, ask, ticket } = await open();
    await ask('web:ong');
    const code = await ask('web:ba');
    const { conversationId } = await ticket('web:ba');
    const news = () => deskNews(bot, bot.db, conversationId ?? '');
    expect(await news()).toEqual({ desk: 'province', present: 0, ahead: 1, ticket: 'queued' });
    await seeAgent(bot, LAN);
    await seeAgent(bot, BINH, false);
    await seeAgent(bot, VIETTEL);
    expect((await news()).present).toBe(1);
    for (let n = 0; n < 5; n += 1) await takeTicket(bot, LAN, await ask(`web:${n}`));
    expect((await news()).present).toBe(0);
    await missAgent(bot, 'lan');
    await takeTicket(bot, BINH, code);
    expect(await news()).toMatchObject({ present: 0, ticket: 'in-hand' });
  });
});

async function replies(bot: Bot, address: Address = 'web:ba') {
  const entries = await transcript(bot.db, address, { after: 0, limit: 100 });
  return entries.flatMap((entry) => (entry.by === 'reply' ? [entry.stored] : []));
}

async function lastSaid(bot: Bot): Promise<string> {
  return (await replies(bot)).at(-1)?.reply.text ?? '';
}

async function everything(bot: Bot): Promise<string[]> {
  return (await replies(bot)).map(({ author, reply }) => `${author}: ${reply.text}`);
}
