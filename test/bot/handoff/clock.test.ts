/** What time does to tickets: night, lunch, patience, and agents who are gone. */
import { describe, expect, it } from 'vitest';
import { handOn, releaseTicket, takeTicket } from '../../../src/bot/handoff/assign.ts';
import { GRACE_MS, seeAgent } from '../../../src/bot/handoff/presence.ts';
import { missVanished, runTimers } from '../../../src/bot/handoff/sweep.ts';
import { eventsOf } from '../../../src/store/desk/events.ts';
import { ticketByCode } from '../../../src/store/tickets.ts';
import { ENGINES } from '../../helpers/databases.ts';
import { CHIEF, everything, HOUR, LAN, lastSaid, MINUTE, openDesk, replies } from './open-desk.ts';

describe.each(ENGINES)('time at the desk on %s', (engine) => {
  it('who waits in hours is told when they end', async () => {
    const { bot, clock, ask, ticket } = await openDesk(engine);
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

  it('outside hours the citizen is told once a night when the desk opens', async () => {
    const { bot, clock, say, ask, answer } = await openDesk(engine);
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
    const { bot, clock, say, ask, ticket, answer } = await openDesk(engine);
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
    const { bot, clock, ask, ticket } = await openDesk(engine);
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
    const { bot, clock, say, ask, answer } = await openDesk(engine);
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
    const { bot, clock, ask } = await openDesk(engine);
    const code = await ask();
    clock.forward(15 * 24 * HOUR);
    await runTimers(bot);
    expect(await ticketByCode(bot.db, code)).toMatchObject({ state: 'expired' });
    const last = (await replies(bot)).at(-1)?.reply;
    expect(last?.text).toContain('xin lỗi');
    expect(last?.choices.map(({ value }) => value)).toEqual(['i:complaint', 'i:contact-hotline']);
  });

  it('an agent who vanishes loses what waits for them, and nothing else', async () => {
    const { bot, clock, say, ask, ticket, answer } = await openDesk(engine);
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

  it('a late ticket is late once, and another desk has its own clock', async () => {
    const { bot, clock, ask, ticket } = await openDesk(engine);
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
    const { bot, clock, ask, ticket } = await openDesk(engine);
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
});
