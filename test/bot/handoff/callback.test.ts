/** Citizens who asked to be phoned. */
import { describe, expect, it } from 'vitest';
import { closeTicket } from '../../../src/bot/handoff/agent.ts';
import { takeTicket } from '../../../src/bot/handoff/assign.ts';
import { seeAgent } from '../../../src/bot/handoff/presence.ts';
import { missVanished, runTimers } from '../../../src/bot/handoff/sweep.ts';
import { findConversation } from '../../../src/store/conversations.ts';
import { callbackOf } from '../../../src/store/desk/callbacks.ts';
import { eventsOf } from '../../../src/store/desk/events.ts';
import type { StoredTicket } from '../../../src/store/tickets.ts';
import { ENGINES } from '../../helpers/databases.ts';
import { BINH, everything, HOUR, LAN, lastSaid, MINUTE, openDesk } from './open-desk.ts';
import { refusalOf } from './town.ts';

describe.each(ENGINES)('a callback on %s', (engine) => {
  it('a number to call back is kept apart, goes when the ticket ends, and stays on a list till then', async () => {
    const { bot, clock, say, ask, ticket } = await openDesk(engine);
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
    const { bot, clock, say, ask, ticket, answer } = await openDesk(engine);
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
    const { bot, say, ask } = await openDesk(engine);
    const code = await ask();
    await say(`call ${code} 0912345678`);
    await closeTicket(bot, LAN, code, { outcome: 'unreachable' });
    expect(await lastSaid(bot)).toContain('chưa gặp được bạn');
  });
});
