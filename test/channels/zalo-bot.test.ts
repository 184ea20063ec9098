/** What is the Zalo Bot Platform's own: shapes, one update a question, numbers, the monthly quota. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Channel, SendError } from '../../src/channels/channel.ts';
import type { SendQuota } from '../../src/channels/zalo-bot/send.ts';
import { zaloBotChannel } from '../../src/channels/zalo-bot.ts';
import type { Address, Choice } from '../../src/message.ts';
import { returnToQuota, takeFromQuota } from '../../src/store/send-quota.ts';
import { movableClock } from '../helpers/bot.ts';
import { freshStore } from '../helpers/databases.ts';
import { outgoing, serve, testInbox, testReport } from '../helpers/zalo.ts';
import { startZaloBot, TOKEN, type ZaloBotOptions } from '../providers/zalo-bot.ts';

const PERSON = '6ede9afa66b88fe60001';
const TO: Address = `zalo-bot:${PERSON}`;
const SECRET = 'secret-of-the-stand-in';

interface Parts {
  readonly mode?: 'webhook' | 'polling';
  readonly zalo?: ZaloBotOptions;
  readonly monthlyQuota?: number;
  readonly token?: string;
}

async function start({
  mode = 'polling',
  zalo = {},
  monthlyQuota = 3000,
  token = TOKEN,
}: Parts = {}) {
  const provider = await startZaloBot(zalo);
  onTestFinished(() => provider.close());
  const { db } = await freshStore('SQLite');
  const quota: SendQuota = {
    take: (period, limit) => takeFromQuota(db, { channel: 'zalo-bot', period, limit }),
    giveBack: (period) => returnToQuota(db, { channel: 'zalo-bot', period }),
  };
  const [clock, inbox, report] = [movableClock(new Date()), testInbox(), testReport()];
  const channelAt = (publicUrl: string): Channel =>
    zaloBotChannel(
      {
        ...{ token, apiRoot: provider.apiRoot, monthlyQuota, fileHosts: [] },
        webhook: mode === 'polling' ? undefined : { secret: SECRET, publicUrl },
      },
      { quota, report, now: clock.now, pause: 10, patience: 500 },
    );
  const { channel, url } = await serve(channelAt, inbox);
  if (mode === 'webhook') await expect.poll(() => provider.webhook?.url).toMatch(url);
  const send = (text: string, choices: readonly Choice[] = []) =>
    channel.send(TO, outgoing(text, { choices }), new AbortController().signal);
  return { provider, clock, inbox, report, channel, url, send };
}

async function failure(sending: Promise<unknown>): Promise<SendError> {
  const error = await sending.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof SendError)) throw new Error(`expected a SendError, not ${error}`);
  return error;
}

describe('updates', () => {
  it.each([
    ['polling', 'flat'],
    ['polling', 'wrapped'],
    ['webhook', 'flat'],
    ['webhook', 'wrapped'],
  ] as const)('by %s, %s: a text with its time in milliseconds', async (mode, shape) => {
    const { provider, inbox } = await start({ mode, zalo: { shape } });
    const date = Date.now() - 60_000;
    await provider.event('message.text.received', PERSON, {
      text: ' xin chào ',
      message_id: 'm1',
      date,
    });
    expect(inbox.messages).toEqual([
      {
        ...{ address: TO, externalId: 'm1', kind: 'text', text: 'xin chào' },
        receivedAt: new Date(date).toISOString(),
      },
    ]);
  });

  it.each([
    [
      'message.image.received',
      { photo_url: 'https://a.vn/i', message_type: 'CHAT_PHOTO' },
      'image',
    ],
    ['message.image.received', { photo: 'https://a.vn/i' }, 'image'],
    ['message.sticker.received', { sticker: 's', url: 'u' }, 'sticker'],
    ['message.voice.received', { voice_url: 'https://a.vn/v.aac' }, 'voice'],
    ['message.unsupported.received', {}, 'file'],
  ])('%s comes without content', async (name, message, kind) => {
    const { provider, inbox } = await start({ mode: 'webhook' });
    await provider.event(name, PERSON, message);
    expect(inbox.messages).toMatchObject([{ address: TO, kind, text: '' }]);
  });

  it('a picture with a caption counts for its words', async () => {
    const { provider, inbox } = await start({ mode: 'webhook' });
    const photo = { photo_url: 'https://a.vn/i', caption: 'máy này dùng được không' };
    await provider.event('message.image.received', PERSON, photo);
    expect(inbox.messages).toMatchObject([{ kind: 'text', text: 'máy này dùng được không' }]);
  });

  it('of a group come from the group', async () => {
    const { provider, inbox } = await start({ mode: 'webhook' });
    const chat = { chat_type: 'GROUP', id: 'abc123' };
    await provider.event('message.text.received', PERSON, { text: 'alo', chat });
    expect(inbox.messages).toMatchObject([{ address: 'zalo-bot:abc123' }]);
  });

  it('"typing" is shown to whoever gets an answer, once', async () => {
    const { provider } = await start({ mode: 'webhook' });
    const message = { text: 'alo', message_id: 'm1' };
    for (let time = 0; time < 3; time += 1) {
      await provider.event('message.text.received', PERSON, message);
    }
    const typing = () => provider.calls.filter(({ method }) => method === 'sendChatAction');
    await expect
      .poll(typing)
      .toEqual([{ method: 'sendChatAction', body: { chat_id: PERSON, action: 'typing' } }]);
  });
});

describe('the webhook', () => {
  it('is set with its secret, and what Zalo says of it is told', async () => {
    const { provider, url, report } = await start({ mode: 'webhook' });
    expect(provider.webhook).toEqual({ url: `${url}/webhooks/zalo-bot`, secret: SECRET });
    expect(report.lines.join('\n')).toMatch(/tried to reach the webhook .*pending/);
  });

  it('may be probed with an empty body', async () => {
    const { url, report } = await start({ mode: 'webhook' });
    const response = await fetch(`${url}/webhooks/zalo-bot`, { method: 'POST' });
    expect(response.status).toBe(200);
    expect(report.lines.join('\n')).not.toMatch(/refused/);
  });

  it('that could not store an update says so, and gets it again', async () => {
    const { provider, inbox } = await start({ mode: 'webhook' });
    inbox.broken = true;
    expect(await provider.post(text('m1'))).toBe(503);
    inbox.broken = false;
    expect(await provider.post(text('m1'))).toBe(200);
    expect(inbox.messages).toHaveLength(1);
  });
});

/** A good update. */
function text(message_id: string): object {
  const chat = { chat_type: 'PRIVATE', id: PERSON };
  const message = { message_id, date: Date.now(), chat, from: { id: PERSON }, text: 'alo' };
  return { event_name: 'message.text.received', message };
}

describe('polling', () => {
  it('asks for the next update only when this one is stored, and keeps it until then', async () => {
    const { provider, inbox, report } = await start();
    inbox.broken = true;
    const told = provider.event('message.text.received', PERSON, { text: 'một' });
    void provider.event('message.text.received', PERSON, { text: 'hai' }).catch(() => undefined);
    await expect.poll(() => report.lines.join('\n')).toMatch(/kept until it can be stored/);
    expect(provider.queue).toHaveLength(1);
    inbox.broken = false;
    await told;
    expect(inbox.messages.map((message) => message.text)).toContain('một');
  });

  it('takes away a webhook that is in its way', async () => {
    const { provider, inbox } = await start();
    await provider.event('message.text.received', PERSON, { text: 'alo' });
    expect(provider.calls[0]?.method).toBe('deleteWebhook');
    expect(inbox.messages).toHaveLength(1);
  });

  it('with a wrong token says so once and goes on trying', async () => {
    const { provider, report } = await start({ token: '99999:wrong' });
    await expect.poll(() => provider.calls.length).toBeGreaterThan(3);
    expect(report.lines.filter((line) => line.includes('ZALO_BOT_TOKEN'))).toHaveLength(1);
    expect(report.lines.join('\n')).not.toContain('99999');
  });

  it.each(['flat', 'wrapped'] as const)(
    'waits a moment when an empty answer (%s) comes at once',
    async (shape) => {
      const { provider, report } = await start({ zalo: { hurried: true, shape } });
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(provider.calls.length).toBeGreaterThan(5);
      expect(provider.calls.length).toBeLessThan(25);
      expect(report.lines).toEqual([]);
    },
  );

  it('loses nothing that is on its way when it stops', async () => {
    const { provider, inbox, channel } = await start();
    const told = provider.event('message.text.received', PERSON, { text: 'vừa kịp' });
    await channel.stop?.();
    await Promise.race([told, new Promise((resolve) => setTimeout(resolve, 100))]);
    expect(inbox.messages.length + provider.queue.length).toBe(1);
  });
});

describe('sending', () => {
  const choices = [
    { label: 'Kiểm tra máy', value: 'i:check-phone' },
    { label: 'Gặp người thật', value: 'i:handoff-human' },
  ];

  it('puts the choices below the text, with numbers', async () => {
    const { provider, send } = await start();
    expect(await send('Chào bạn', choices)).toMatch(/^[\da-f]{20}$/);
    expect(provider.accepted).toEqual([
      { to: PERSON, text: 'Chào bạn\n\n1. Kiểm tra máy\n2. Gặp người thật' },
    ]);
  });

  it('keeps the numbers together when there is no room below the text', async () => {
    const { provider, send } = await start();
    await send(`${'a'.repeat(1979)}.`, choices);
    expect(provider.accepted.map(({ text }) => text)).toEqual([
      `${'a'.repeat(1979)}.`,
      '1. Kiểm tra máy\n2. Gặp người thật',
    ]);
  });

  it.each([
    [{ code: 400 }, { retryable: false }],
    [{ code: 403 }, { retryable: false }],
    [{ code: 401 }, { retryable: true }],
    [{ code: 408 }, { retryable: true }],
    [{ code: 429 }, { retryable: true, retryAfter: 3 }],
    ['http 500', { retryable: true }],
    ['no answer', { retryable: true }],
    ['reset after accept', { retryable: true }],
  ] as const)('%j', async (fault, expected) => {
    const { provider, send } = await start();
    provider.faults.push(fault);
    const error = await failure(send('Chào bạn'));
    expect(error.failure).toEqual({ ...expected, partsSent: 0 });
    expect(error.message).not.toMatch(/12345689|127\.0\.0\.1/);
  });
});

describe('the monthly quota', () => {
  it('ends before Zalo refuses, and the operator is told in time', async () => {
    const { provider, send, report } = await start({ monthlyQuota: 5, zalo: { quota: 5 } });
    for (const word of ['một', 'hai', 'ba', 'bốn']) await send(word);
    expect(report.lines.join('\n')).not.toMatch(/run short/);
    await send('năm');
    expect(report.lines.join('\n')).toMatch(/run short.*5 of 5 messages/);
    const error = await failure(send('sáu'));
    expect(error.failure).toEqual({ retryable: false, partsSent: 0 });
    expect(error.message).toBe('not sent: the monthly quota is used up');
    expect(provider.calls.filter(({ method }) => method === 'sendMessage')).toHaveLength(5);
  });

  it('begins anew with the month in Vietnam', async () => {
    const { clock, send } = await start({ monthlyQuota: 1 });
    await send('một');
    await failure(send('hai'));
    clock.forward(32 * 86_400_000);
    await send('ba');
  });

  it('does not count what Zalo refused', async () => {
    const { provider, send } = await start({ monthlyQuota: 1 });
    provider.faults.push({ code: 400 });
    await failure(send('một'));
    await send('hai');
  });
});
