/** What people at a desk do, and what citizens read of it. */
import { describe, expect, it } from 'vitest';
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
import { missAgent, seeAgent } from '../../../src/bot/handoff/presence.ts';
import { eventsOf } from '../../../src/store/desk/events.ts';
import { countAhead } from '../../../src/store/desk/queue.ts';
import { ticketByCode, ticketNotes } from '../../../src/store/tickets.ts';
import { ENGINES } from '../../helpers/databases.ts';
import {
  BINH,
  CHIEF,
  everything,
  HOUR,
  LAN,
  lastSaid,
  MINUTE,
  openDesk,
  replies,
  VIETTEL,
} from './open-desk.ts';
import { newId, refusalOf } from './town.ts';

describe.each(ENGINES)('at the desk on %s', (engine) => {
  it('one takes a ticket, the citizen is told, and a second one is told who has it', async () => {
    const { bot, ask, ticket } = await openDesk(engine);
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
    const { bot, ask } = await openDesk(engine);
    for (let n = 0; n < 5; n += 1) await takeTicket(bot, LAN, await ask(`web:${n}`));
    const sixth = await ask('web:six');
    expect(await refusalOf(takeTicket(bot, LAN, sixth))).toBe('full');
    await takeTicket(bot, BINH, sixth);
    const to = { to: LAN, reason: 'hết ca' };
    expect(await refusalOf(transferTicket(bot, BINH, sixth, to))).toBe('full');
  });

  it('only who has it in hand answers, once, and the copy in the ticket is masked', async () => {
    const { bot, ask, ticket, answer } = await openDesk(engine);
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
    const { bot, say, ask, ticket, answer } = await openDesk(engine);
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
    const { bot, say, ask } = await openDesk(engine);
    const code = await ask();
    await say('stop');
    expect(await ticketByCode(bot.db, code)).toMatchObject({ state: 'abandoned' });
    expect(await refusalOf(takeTicket(bot, LAN, code))).toBe('ended');
    expect((await replies(bot)).filter(({ author }) => author === 'system')).toEqual([]);
  });

  it('who comes back after that is helped and told the end like anybody', async () => {
    const { bot, clock, say, ask, answer } = await openDesk(engine);
    await say('stop');
    clock.forward(24 * HOUR);
    const code = await ask();
    await takeTicket(bot, LAN, code);
    await answer(LAN, code, 'Dạ');
    await closeTicket(bot, LAN, code, { outcome: 'answered' });
    expect(await lastSaid(bot)).toContain('Từ giờ máy trả lời bạn');
  });

  it('a ticket goes to a colleague without a word to the citizen, and to another desk with one', async () => {
    const { bot, ask, ticket } = await openDesk(engine);
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
    const { bot, ask, ticket } = await openDesk(engine);
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
    const { bot, clock, say, ask, ticket } = await openDesk(engine);
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

  it('who oversees takes over before they close what others have in hand', async () => {
    const { bot, ask } = await openDesk(engine);
    const code = await ask();
    await takeTicket(bot, LAN, code);
    expect(await refusalOf(closeTicket(bot, CHIEF, code, { outcome: 'answered' }))).toBe('held');
  });

  it('urgent ones go first', async () => {
    const { bot, clock, say, ask, ticket } = await openDesk(engine);
    await ask('web:ba');
    clock.forward(MINUTE);
    await say('urgent bị lừa', 'web:gap');
    expect(await countAhead(bot.db, await ticket('web:gap'))).toBe(0);
    expect(await countAhead(bot.db, await ticket('web:ba'))).toBe(1);
  });

  it('closing gives the conversation back, asks for one tap, and keeps a private note private', async () => {
    const { bot, say, ask, ticket, answer } = await openDesk(engine);
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

  it('a talk that is too long for one message is sent once more whole, in its order', async () => {
    const { bot, say, ask, answer } = await openDesk(engine);
    const code = await ask();
    await takeTicket(bot, LAN, code);
    const numbers = Array.from({ length: 12 }, (_, index) => `Bước ${index + 1}.`);
    for (const number of numbers) await answer(LAN, code, `${number} ${'làm theo '.repeat(60)}`);
    await closeTicket(bot, LAN, code, { outcome: 'answered' });
    const [, ...copies] = (await say(`transcript ${code}`)).replies.map(({ reply }) => reply.text);
    expect(copies.length).toBeGreaterThan(1);
    for (const copy of copies) expect(copy.length).toBeLessThanOrEqual(3500);
    expect(copies.join('\n').match(/Bước \d+\./g)).toEqual(numbers);
  });

  it('codes of others are of no use to citizens', async () => {
    const { bot, say, ask } = await openDesk(engine);
    const code = await ask('web:ba');
    await say(`machine ${code}`, 'web:la');
    await say(`rate ${code}`, 'web:la');
    expect((await say(`transcript ${code}`, 'web:la')).replies).toHaveLength(1);
    expect(await ticketByCode(bot.db, code)).toMatchObject({ state: 'queued', rating: null });
  });

  it('a ticket closed without an answer does not sound as if it had been one', async () => {
    const { bot, ask } = await openDesk(engine);
    const code = await ask();
    await closeTicket(bot, LAN, code, { outcome: 'not-ours' });
    expect(await lastSaid(bot)).toContain('chưa có câu trả lời');
  });

  it('reasons are kept masked, and what an account does is recorded with it or not done at all', async () => {
    const { bot, ask, ticket } = await openDesk(engine);
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

  it('the dialogue knows who is there, how many wait before, and where the ticket stands', async () => {
    const { bot, ask, ticket } = await openDesk(engine);
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
