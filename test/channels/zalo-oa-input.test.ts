/** What is wrong, old or repeated on the Official Account's webhook, and coming back after a pause. */
import { describe, expect, it } from 'vitest';
import { NOW } from '../helpers/bot.ts';
import { HOUR, start, USER } from '../helpers/zalo-oa.ts';
import { fromUser } from '../providers/zalo-oa.ts';

describe('bad input', () => {
  it('broken JSON is 400, a megabyte 413, and neither is taken', async () => {
    const { provider, url, inbox } = await start();
    expect(await provider.events.postRaw('{"event_name":', '1')).toBe(400);
    expect(await provider.events.postRaw(`{"timestamp":"1","a":"${'x'.repeat(1e6)}"}`, '1')).toBe(
      413,
    );
    const zipped = { 'content-encoding': 'gzip' };
    const hook = `${url}/webhooks/zalo-oa`;
    expect((await fetch(hook, { method: 'POST', body: 'x', headers: zipped })).status).toBe(415);
    expect(inbox.messages).toEqual([]);
  });

  it('ids as numbers beyond 2^53 keep every digit', async () => {
    const { provider, inbox } = await start();
    const time = String(NOW.getTime());
    const body = `{"app_id":${provider.app.appId},"event_name":"user_send_text","timestamp":${time},
      "sender":{"id":2468458835291900017},"recipient":{"id":${provider.app.oaId}},
      "message":{"text":"a","msg_id":96383115046001234567}}`;
    expect(await provider.events.postRaw(body, time)).toBe(200);
    expect(inbox.messages).toMatchObject([
      { address: 'zalo-oa:2468458835291900017', externalId: '96383115046001234567' },
    ]);
  });

  it.each([
    ['no sender', { message: { text: 'a', msg_id: 'm' } }],
    ['no message', fromUser(USER, {})],
    ['an empty text', fromUser(USER, { message: { text: ' ', msg_id: 'm' } })],
    ['a path for an id', fromUser('../../x', { message: { text: 'a', msg_id: 'm' } })],
    ['a list for a text', fromUser(USER, { message: { text: ['a'], msg_id: 'm' } })],
  ])('%s: ignored and counted', async (_what, fields) => {
    const { provider, inbox, report } = await start();
    expect(await provider.event('user_send_text', fields)).toBe(200);
    expect(inbox.messages).toEqual([]);
    expect(report.lines.join('\n')).toContain('ignored');
  });

  it('an event of this morning is a replay; one of tomorrow is taken', async () => {
    const { provider, inbox, report } = await start();
    const at = (hours: number) => String(NOW.getTime() + hours * HOUR);
    const message = { text: 'a', msg_id: 'm' };
    await provider.event('user_send_text', fromUser(USER, { message, timestamp: at(-2.1) }));
    expect(inbox.messages).toEqual([]);
    expect(report.lines.join('\n')).toMatch(/replay, or this server's clock is wrong/);
    await provider.event('user_send_text', fromUser(USER, { message, timestamp: at(-1.9) }));
    await provider.event('user_send_text', fromUser(USER, { message, timestamp: at(24) }));
    expect(inbox.messages).toHaveLength(1);
  });

  it('the age of a replay is a setting', async () => {
    const { provider, inbox } = await start({ settings: { oldestEventHours: 12 } });
    const timestamp = String(NOW.getTime() - 11 * HOUR);
    const message = { text: 'a', msg_id: 'm' };
    await provider.event('user_send_text', fromUser(USER, { message, timestamp }));
    expect(inbox.messages).toHaveLength(1);
  });

  it('an event of another OA is not taken, and somebody is told', async () => {
    const { provider, inbox, report } = await start({ settings: { oaId: '111111' } });
    await provider.says(USER, 'xin chào');
    expect(inbox.messages).toEqual([]);
    expect(report.lines.join('\n')).toMatch(/ZALO_OA_ID is wrong/);
  });

  it('what cannot be stored is answered 503, and the error names nothing', async () => {
    const { provider, inbox } = await start();
    inbox.broken = true;
    await provider.says(USER, 'xin chào');
    expect(provider.events.deliveries).toEqual([{ retry: 0, status: 503 }]);
  });

  it('a hundred repeats are one message', async () => {
    const { provider, inbox } = await start();
    for (let at = 0; at < 100; at += 1) await provider.says(USER, 'xin chào', 'm1');
    expect(inbox.messages).toHaveLength(1);
    expect(provider.events.deliveries.every(({ status }) => status === 200)).toBe(true);
  });
});

describe('when this server was away', () => {
  it('Zalo comes again later and says so', async () => {
    const { provider, inbox, host, clock, report } = await start();
    await host.goAway();
    await provider.says(USER, 'alo', 'm1');
    await host.comeBack();
    await provider.events.retryDue();
    expect(inbox.messages).toEqual([]);
    clock.forward(30_000);
    await provider.events.retryDue();
    expect(inbox.messages).toMatchObject([{ externalId: 'm1' }]);
    expect(report.lines.join('\n')).toMatch(/Zalo sends an event again/);
  });

  it('the last of its five tries comes after 111 minutes and is no replay', async () => {
    const { provider, inbox, host, clock } = await start();
    await host.goAway();
    await provider.says(USER, 'alo', 'm1');
    for (const minutes of [0.5, 5, 15, 30, 60]) {
      if (minutes === 60) await host.comeBack();
      clock.forward(minutes * 60_000);
      await provider.events.retryDue();
    }
    expect(inbox.messages).toHaveLength(1);
    expect(provider.events.subscribed).toBe(true);
  });
});
