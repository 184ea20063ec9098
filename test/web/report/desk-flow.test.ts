/** The figures of what really happens at the desk, told by its own events. */
import { describe, expect, test } from 'vitest';
import { type Agent, closeTicket, sendAnswer } from '../../../src/bot/handoff/agent.ts';
import { takeOver, takeTicket } from '../../../src/bot/handoff/assign.ts';
import { runTimers } from '../../../src/bot/handoff/sweep.ts';
import { receive } from '../../../src/bot/receive.ts';
import { deskOf, OWN_DESK } from '../../../src/content/desk.ts';
import { openMinutesBetween } from '../../../src/content/office-hours.ts';
import { desksAt } from '../../../src/store/desk/now.ts';
import { ticketsOpened } from '../../../src/store/desk/report.ts';
import { reportOn } from '../../../src/web/report/figures.ts';
import { within } from '../../../src/web/report/minutes.ts';
import { movableClock, testBot, text } from '../../helpers/bot.ts';
import { ENGINES, freshStore } from '../../helpers/databases.ts';
import { november } from '../../helpers/ticket-week.ts';

const ONE: Agent = { id: 'one', name: 'Trực một', desks: 'all', oversees: false };
const LEAD: Agent = { id: 'lead', name: 'Trưởng ca', desks: 'all', oversees: true };
const MINUTE = 60_000;

describe.each(ENGINES)('a report on the desk at work, on %s', (engine) => {
  test('counts what people did, by the hours of the desk', async () => {
    // Friday, ten minutes before the desk closes
    const clock = movableClock(new Date(november('20 16:50')));
    const bot = testBot(await freshStore(engine), { now: clock.now });
    const until = (when: string) =>
      clock.forward(Date.parse(november(when)) - clock.now().getTime());
    const ask = async (who: `web:${string}`) => {
      await receive(bot, text('person help', `m-${who}`, who));
      const ticket = bot.db.selectFrom('ticket').selectAll().orderBy('openedAt', 'desc');
      return (await ticket.executeTakeFirstOrThrow()).code;
    };
    const helped = await ask('web:helped');
    until('20 16:55');
    const left = await ask('web:left');

    until('23 07:40');
    expect(await desksAt(bot.db, bot.now().toISOString())).toMatchObject([
      { desk: OWN_DESK, waiting: 2, oldestWaiting: november('20 16:50'), overdue: 1 },
    ]);
    await takeTicket(bot, ONE, helped);
    until('23 07:45');
    await sendAnswer(bot, ONE, helped, { id: 'answer', text: 'Chào bác' });
    until('23 08:50');
    // Only ended by a lead: the colleague has helped.
    await takeOver(bot, LEAD, helped, 'nghỉ ca');
    await closeTicket(bot, LEAD, helped, { outcome: 'referred' });
    await receive(bot, text(`rate ${helped}`, 'm-rate', 'web:helped'));
    // Taken, and left without a word until the desk gives it back.
    await takeTicket(bot, ONE, left);
    clock.forward(11 * MINUTE);
    await runTimers(bot);

    const desk = deskOf(bot.content(), OWN_DESK);
    const openMinutes = (_desk: string, from: Date, to: Date) =>
      desk === undefined ? 0 : openMinutesBetween(desk.hours, from, to);
    const period = { from: november('20 00:00'), to: november('21 00:00') };
    const tickets = ticketsOpened(bot.db, period);
    const { total, byAgent, byChannel } = await reportOn(tickets, { now: bot.now(), openMinutes });
    expect(total.counts).toEqual({
      ...{ opened: 2, taken: 2, replied: 1, resolved: 1, abandoned: 0, expired: 0, unfinished: 1 },
      ...{ unreachable: 0, notOurs: 0, unrecorded: 0 },
      ...{ callbacks: 0, requeued: 1, onTime: 0, late: 2 },
    });
    // 10 minutes on Friday and 10 on Monday; 5 on Friday and 80 on Monday
    expect([within(total.waiting.open, 0.5), within(total.waiting.open, 0.9)]).toEqual([20, 85]);
    expect(within(total.firstReply.open, 0.5)).toBe(25);
    expect(within(total.resolution.open, 0.5)).toBe(90);
    expect(Object.fromEntries(total.outcomes)).toEqual({ referred: 1 });
    expect(Object.fromEntries(total.ratings)).toEqual({ 3: 1 });
    expect([...byChannel.keys()]).toEqual(['web']);
    expect(byAgent.get('one')).toMatchObject({ name: 'Trực một', taken: 2, resolved: 1 });
    expect(byAgent.get('one')?.ratings.get(3)).toBe(1);
    expect(byAgent.get('lead')).toMatchObject({ taken: 1, resolved: 0, ratings: new Map() });
  });
});
