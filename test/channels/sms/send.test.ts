/** What a gateway is asked to send, and what its answers mean. */
import { describe, expect, test } from 'vitest';
import { SendError } from '../../../src/channels/channel.ts';
import { GRANDMA, SECRET, startSms } from '../../helpers/sms.ts';
import { outgoing } from '../../helpers/zalo.ts';

async function failure(sending: Promise<unknown>): Promise<SendError> {
  const error: unknown = await sending.catch((reason: unknown) => reason);
  if (!(error instanceof SendError)) throw new Error(`expected a SendError, not ${error}`);
  return error;
}

describe('a reply', () => {
  test('is one call with all that Kannel needs', async () => {
    const sms = await startSms();
    expect(await sms.send('Máy này dùng được.')).toBe('reply-1');
    const [call] = sms.asked;
    const { 'dlr-url': receipt, ...others } = Object.fromEntries(call ?? []);
    expect(others).toEqual({
      username: 'bot',
      password: 'hunter2&=%',
      from: '1022',
      to: '84901234567',
      smsc: 'carrier',
      text: 'May nay dung duoc.',
      coding: '0',
      charset: 'UTF-8',
      'dlr-mask': '19',
    });
    expect(receipt).toMatch(
      /^http:\/\/10\.0\.0\.5:3000\/webhooks\/sms\/receipt\?id=reply-1&mac=[\da-f]{64}&status=%d&answer=%A$/,
    );
    expect(receipt).not.toContain(SECRET);
  });

  test('leaves the connection to Kannel where none is set', async () => {
    const sms = await startSms({ settings: { smsc: undefined } });
    await sms.send('alo');
    expect(sms.asked[0]?.has('smsc')).toBe(false);
  });

  test('in letters that GSM-7 lacks goes as UCS-2', async () => {
    const sms = await startSms();
    await sms.send('ទូរស័ព្ទ');
    expect(sms.asked[0]?.get('coding')).toBe('2');
    expect(sms.asked[0]?.get('text')).toBe('ទូរស័ព្ទ');
  });

  test('that is long is several, and only the last one is reported on', async () => {
    const sms = await startSms();
    await sms.send('Cô gọi tổng đài để hỏi về máy cũ. '.repeat(20));
    expect(sms.asked.length).toBe(3);
    expect(sms.asked.map((call) => call.has('dlr-url'))).toEqual([false, false, true]);
  });

  test('that broke in the middle goes on where it stopped', async () => {
    const text = 'Cô gọi tổng đài để hỏi về máy cũ. '.repeat(20);
    const down = { status: 503, body: 'Temporal failure, try again later.' };
    const sms = await startSms({ answers: [{ status: 202, body: '' }, down] });
    const error = await failure(sms.send(text));
    expect(error.failure).toMatchObject({ retryable: true, partsSent: 1 });
    await sms.send(text, { partsSent: 1 });
    const texts = sms.asked.map((call) => call.get('text'));
    expect(texts[1]).toBe(texts[2]);
    expect(texts).toHaveLength(4);
  });

  test('is not begun when the time is over', async () => {
    const sms = await startSms();
    const sending = sms.channel.send(GRANDMA, outgoing('alo'), AbortSignal.abort());
    expect((await failure(sending)).failure.retryable).toBe(true);
    expect(sms.asked).toHaveLength(0);
  });
});

describe('what the gateway answers', () => {
  test.each([
    [202, '0: Accepted for delivery'],
    [202, '3: Queued for later delivery'],
    [200, 'Sent.'],
  ])('%i %s is a yes', async (status, body) => {
    const sms = await startSms({ answers: [{ status, body }] });
    expect(await sms.send('alo')).toBe('reply-1');
  });

  test.each([
    [503, 'Temporal failure, try again later.', true, undefined],
    [500, '', true, undefined],
    [429, '', true, undefined],
    [403, 'Authorization failed for sendsms', true, 'SMS_USERNAME'],
    [401, '', true, 'SMS_USERNAME'],
    [404, '', true, 'SMS_SEND_URL'],
    [403, 'Not routable. Do not try again.', true, 'SMS_SMSC'],
    [400, 'Empty receiver number not allowed, rejected', false, undefined],
    [413, '', false, undefined],
  ])('%i %s is no; again? %s', async (status, body, retryable, cause) => {
    const sms = await startSms({ answers: [{ status, body }] });
    const error = await failure(sms.send('alo'));
    expect(error.failure.retryable).toBe(retryable);
    expect(error.message).toBe(`Kannel ${status}: ${body}`);
    const alarms = sms.report.lines.filter((line) => line.includes('"alarm":true'));
    expect(alarms).toEqual(cause === undefined ? [] : [expect.stringContaining(cause)]);
  });

  test('a time to wait is passed on', async () => {
    const busy = { status: 429, body: '', headers: { 'retry-after': '7' } };
    const sms = await startSms({ answers: [busy] });
    expect((await failure(sms.send('alo'))).failure.retryAfter).toBe(7);
  });

  test.each([
    'reset',
    { status: 302, body: '', headers: { location: 'http://elsewhere/' } },
  ] as const)('no answer that counts (%j): again', async (answer) => {
    const sms = await startSms({ answers: [answer] });
    const error = await failure(sms.send('alo'));
    expect(error.failure.retryable).toBe(true);
    expect(error.message).toBe('Kannel could not be reached');
  });

  test('neither errors nor alarms hold a number or a password', async () => {
    const body =
      'No user bot/hunter2&=% to 84901234567: /cgi-bin/sendsms?username=bot&password=hunter2%26';
    const sms = await startSms({ answers: [{ status: 403, body }, 'reset'] });
    const errors = [await failure(sms.send('alo')), await failure(sms.send('alo'))];
    const said =
      errors.map(({ message, stack }) => `${message} ${stack}`).join() + sms.report.lines;
    expect(said).not.toMatch(/84901234567|cgi-bin|hunter2/);
  });
});

describe('too many answers to one number', () => {
  test('are given up, and the operator hears of it', async () => {
    const sms = await startSms({ answered: () => 20 });
    const error = await failure(sms.send('alo'));
    expect(error.failure.retryable).toBe(false);
    expect(error.message).toContain('SMS_LIMIT_PER_HOUR');
    expect(sms.asked).toHaveLength(0);
    expect(sms.report.lines).toEqual([expect.stringContaining('"alarm":true')]);
  });

  test('in a day are counted apart', async () => {
    const ofTheDay = (since: string) => (since === '2026-11-21T05:00:00.000Z' ? 60 : 0);
    const sms = await startSms({ answered: ofTheDay });
    expect((await failure(sms.send('alo'))).message).toContain('SMS_LIMIT_PER_DAY');
  });

  test('one fewer is let through', async () => {
    const sms = await startSms({ answered: (since) => (since.includes('T04:00') ? 19 : 59) });
    expect(await sms.send('alo')).toBe('reply-1');
  });

  test('a person at the desk may write on', async () => {
    const sms = await startSms({ answered: () => 1000 });
    const message = { ...outgoing('Cô còn đó không ạ?'), author: 'agent' as const };
    await sms.channel.send(GRANDMA, message, new AbortController().signal);
    expect(sms.asked).toHaveLength(1);
  });
});

describe('a delivery report', () => {
  /** Sends a reply and calls back as Kannel would, with `%d` and `%A` filled in. */
  async function reported(status: string, answer = '', change = (url: string) => url) {
    const sms = await startSms();
    await sms.send('alo');
    const [call] = sms.asked;
    const filled = (call?.get('dlr-url') ?? '')
      .replace('http://10.0.0.5:3000', sms.url)
      .replace('%d', status)
      .replace('%A', encodeURIComponent(answer));
    const response = await fetch(change(filled));
    return { ...sms, response, text: await response.text() };
  }

  test.each([
    ['1', '', { status: 'delivered' }],
    ['2', 'NACK/69/Submit failed', { status: 'failed', reason: 'NACK/69/Submit failed' }],
    ['16', '', { status: 'failed', reason: 'the carrier could not deliver it' }],
  ])('of %s %s', async (status, answer, expected) => {
    const { response, text, inbox } = await reported(status, answer);
    expect([response.status, text]).toEqual([200, '']);
    const at = '2026-11-22T05:00:00.000Z';
    expect(inbox.events).toEqual([
      { kind: 'receipt', channel: 'sms', externalId: 'reply-1', at, ...expected },
    ]);
  });

  test('of a carrier keeps what went wrong, not what was written', async () => {
    const answer =
      'id:0a sub:001 dlvrd:000 submit date:2611220500 stat:UNDELIV err:027 text:Nokia 1280: khong';
    const { inbox } = await reported('2', answer);
    const [event] = inbox.events;
    const reason = event?.kind === 'receipt' ? event.reason : undefined;
    expect(reason).toContain('stat:UNDELIV err:027');
    expect(reason).not.toContain('Nokia');
  });

  test.each(['8', '4', '32', '', 'x'])('of %j changes nothing', async (status) => {
    const { response, inbox } = await reported(status);
    expect(response.status).toBe(200);
    expect(inbox.events).toEqual([]);
  });

  test.each([
    ['without a signature', (url: string) => url.replace(/mac=[^&]*/, '')],
    ['with a wrong one', (url: string) => url.replace(/mac=./, 'mac=x')],
    ['for another message', (url: string) => url.replace('id=reply-1', 'id=reply-2')],
  ])('%s is refused, with an alarm', async (_, change) => {
    const { response, text, inbox, report } = await reported('1', '', change);
    expect([response.status, text]).toEqual([401, '']);
    expect(inbox.events).toEqual([]);
    expect(report.lines).toEqual([expect.stringContaining('"alarm":true')]);
  });
});
