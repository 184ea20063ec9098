/** Who is at the desk: those who have it open, for a while those who left, nobody who never was. */
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { GRACE_MS, HEARTBEAT_MS, presentAgents } from '../../../src/bot/handoff/presence.ts';
import { missVanished } from '../../../src/bot/handoff/sweep.ts';
import { endSessions } from '../../../src/store/accounts/sessions.ts';
import { ticketById } from '../../../src/store/tickets.ts';
import { movableClock } from '../../helpers/bot.ts';
import { askForPerson, atDesk, startDesk } from '../../helpers/desk.ts';
import { watchDesk } from '../../helpers/desk-events.ts';
import { PASSWORD, StaffBrowser } from '../../helpers/staff.ts';
import type { RunningWeb } from '../../helpers/web-server.ts';

const there = async (web: RunningWeb) =>
  (await presentAgents(web.bot)).map(({ id, available }) => [id, available]);

test('whoever looks at another page keeps what they have in hand, and their break', async () => {
  const clock = movableClock(new Date());
  const web = await startDesk({ parts: { now: clock.now } });
  const { code, id } = await askForPerson(web, 'web:hoa', 'alo');
  const agent = await atDesk(web);
  await agent.submit(`/console/desk/${code}/take`, {});
  await agent.submit('/console/desk/presence', { available: 'no' });
  const line = await watchDesk(web, agent);
  line.close();
  await agent.get('/console/account');

  clock.forward(GRACE_MS);
  await missVanished(web.bot);
  expect(await there(web)).toEqual([[agent.staff.id, false]]);
  expect((await ticketById(web.store.db, id))?.assigneeId).toBe(agent.staff.id);
  await agent.get('/console/desk');
  expect(await there(web)).toEqual([[agent.staff.id, false]]);

  clock.forward(GRACE_MS + 1);
  await missVanished(web.bot);
  expect(await there(web)).toEqual([]);
  expect((await ticketById(web.store.db, id))?.state).toBe('queued');
});

test('whoever signs out has gone, unless they are signed in elsewhere', async () => {
  const web = await startDesk();
  const one = await atDesk(web);
  const two = new StaffBrowser(web.url, one.staff);
  await two.submit('/console/sign-in', { email: one.staff.email, password: PASSWORD });
  await one.submit('/console/sign-out', {});
  expect(await there(web)).toEqual([[one.staff.id, true]]);
  await two.submit('/console/sign-out', {});
  expect(await there(web)).toEqual([]);
});

test('whoever does something is there, without a script, too', async () => {
  const web = await startDesk();
  const { code } = await askForPerson(web, 'web:hoa', 'alo');
  const agent = await atDesk(web);
  await web.store.db.deleteFrom('agentPresence').execute();
  await agent.post(`/console/desk/${code}/take`, {});
  expect(await there(web)).toEqual([[agent.staff.id, true]]);
});

test('pages of somebody who was signed out end, and they are gone', async () => {
  heartbeatsByHand();
  const web = await startDesk();
  const agent = await atDesk(web);
  const line = await watchDesk(web, agent);
  await endSessions(web.store.db, agent.staff.id);
  await vi.advanceTimersByTimeAsync(HEARTBEAT_MS);
  await line.ended;
  expect(await there(web)).toEqual([]);
});

test('a page that was given up while it was opened keeps nobody there', async () => {
  heartbeatsByHand();
  const web = await startDesk({ engine: 'PostgreSQL' });
  const agent = await atDesk(web);
  for (let at = 0; at < 30; at += 1) await giveUp(web, agent, at % 10);
  await sleep(200);
  await web.store.db.updateTable('agentPresence').set({ seenAt: '2020-01-01' }).execute();
  await vi.advanceTimersByTimeAsync(HEARTBEAT_MS);
  await sleep(200);
  expect(await there(web)).toEqual([]);
});

/** Intervals run when a test says so; everything else takes its time. */
function heartbeatsByHand(): void {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
}

/** Asks for the desk's line and hangs up so many milliseconds later. */
async function giveUp(web: RunningWeb, agent: StaffBrowser, after: number): Promise<void> {
  const cookie = [...agent.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const socket = connect(web.port, '127.0.0.1');
  const head = ['GET /console/desk/stream HTTP/1.1', 'Host: here', `Cookie: ${cookie}`];
  socket.write(`${[...head, 'Accept: text/event-stream'].join('\r\n')}\r\n\r\n`);
  await sleep(after);
  socket.destroy();
  await sleep(20);
}
