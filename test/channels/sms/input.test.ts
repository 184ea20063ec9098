/** What comes to our routes, well-formed and otherwise, as it looks on the wire. */
import { describe, expect, test } from 'vitest';
import { NOW } from '../../helpers/bot.ts';
import { basic, GRANDMA, query, SECRET, startSms } from '../../helpers/sms.ts';

type Started = Awaited<ReturnType<typeof startSms>>;

interface Call {
  readonly query?: string;
  readonly body?: string;
  readonly headers?: Record<string, string>;
}

/** Calls as `post-url` does: the text is the body. */
async function post(
  { url }: Started,
  { query: words = query(), body = '', headers = basic(SECRET) }: Call,
) {
  const type = { 'content-type': 'text/plain; charset="UTF-8"' };
  const response = await fetch(`${url}/webhooks/sms?${words}`, {
    method: 'POST',
    headers: { ...type, ...headers },
    body,
  });
  return { status: response.status, text: await response.text() };
}

/** Calls as `get-url` does: the text is in the address, escaped byte by byte. */
async function get({ url }: Started, words: string) {
  const response = await fetch(`${url}/webhooks/sms?${words}`, { headers: basic(SECRET) });
  return response.status;
}

const DONE = { status: 200, text: '' };
const MESSAGE = {
  address: GRANDMA,
  externalId: '6e793008-fa8f-4990-b077-a633873dcc21',
  receivedAt: NOW.toISOString(),
  kind: 'text',
};

describe('a message', () => {
  test('by POST is taken and answered with silence', async () => {
    const sms = await startSms();
    expect(await post(sms, { body: 'Máy còn dùng được không?' })).toEqual(DONE);
    expect(sms.inbox.messages).toEqual([{ ...MESSAGE, text: 'Máy còn dùng được không?' }]);
  });

  test('by GET is the same', async () => {
    const sms = await startSms();
    const words = query({ coding: '2', charset: 'UTF-16BE' });
    expect(await get(sms, `${words}&text=%00m%00%E1%00y%00+%1E%CB%00%3F`)).toBe(200);
    expect(sms.inbox.messages).toMatchObject([{ ...MESSAGE, text: 'máy ị?' }]);
  });

  test('of two lines keeps them', async () => {
    const sms = await startSms();
    await post(sms, { body: 'Nokia 105\n& Nokia 1280 + 50%' });
    expect(sms.inbox.messages).toMatchObject([{ text: 'Nokia 105\n& Nokia 1280 + 50%' }]);
  });

  test('as a form is the same', async () => {
    const sms = await startSms();
    const headers = {
      ...basic(SECRET),
      'content-type': 'application/x-www-form-urlencoded',
    };
    const body = `${query()}&text=${encodeURIComponent('Máy này?')}`;
    expect(await post(sms, { query: '', body, headers })).toEqual(DONE);
    expect(sms.inbox.messages).toMatchObject([{ ...MESSAGE, text: 'Máy này?' }]);
  });

  test('without parameters is read by what Kannel says in its headers', async () => {
    const sms = await startSms();
    const headers = {
      ...basic(SECRET),
      'x-kannel-from': '+84901234567',
      'x-kannel-time': '2026-11-22 05:00:00',
      'x-kannel-coding': '0',
    };
    expect(await post(sms, { query: 'id=abc', body: 'alo', headers })).toEqual(DONE);
    expect(sms.inbox.messages).toEqual([{ ...MESSAGE, externalId: 'abc', text: 'alo' }]);
  });

  test('that is a command comes as a choice', async () => {
    const sms = await startSms();
    await post(sms, { body: 'TRO GIUP' });
    expect(sms.inbox.messages).toMatchObject([{ kind: 'choice', text: 'i:help' }]);
  });

  test('with nothing in it is still a message', async () => {
    const sms = await startSms();
    await post(sms, { body: '' });
    expect(sms.inbox.messages).toMatchObject([{ kind: 'text', text: '' }]);
  });

  test('that cannot be stored is asked for again', async () => {
    const sms = await startSms();
    sms.inbox.broken = true;
    expect(await post(sms, { body: 'alo' })).toEqual({ status: 503, text: '' });
    sms.inbox.broken = false;
    expect(await post(sms, { body: 'alo' })).toEqual(DONE);
    expect(sms.inbox.messages).toHaveLength(1);
  });
});

describe('a repeat', () => {
  test('is known by the id of Kannel', async () => {
    const sms = await startSms();
    await Promise.all(Array.from({ length: 100 }, () => post(sms, { body: 'alo' })));
    expect(sms.inbox.messages).toHaveLength(1);
  });

  test('without an id by sender, time and text', async () => {
    const sms = await startSms();
    const words = (from: string, ts: string) => query({ id: undefined, from, ts });
    const first = { query: words('84901234567', '1795323600'), body: 'alo' };
    await post(sms, first);
    await post(sms, first);
    expect(sms.inbox.messages).toHaveLength(1);
    await post(sms, { ...first, body: 'alo?' });
    await post(sms, { ...first, query: words('84901234567', '1795323601') });
    await post(sms, { ...first, query: words('84907654321', '1795323600') });
    expect(new Set(sms.inbox.messages.map(({ externalId }) => externalId)).size).toBe(4);
    expect(sms.inbox.messages[0]?.externalId).toMatch(/^[\da-f]{64}$/);
  });
});

describe('the time', () => {
  test.each([
    ['seconds', '1795323590', '2026-11-22T04:59:50.000Z'],
    ['a date in UTC', '2026-11-22 04:59:50', '2026-11-22T04:59:50.000Z'],
    ['tomorrow', '1795410000', '2026-11-22T05:00:00.000Z'],
    ['beyond all calendars', '99999999999', '2026-11-22T05:00:00.000Z'],
    ['words', 'yesterday', '2026-11-22T05:00:00.000Z'],
    ['a day that does not exist', '2026-13-45 99:99:99', '2026-11-22T05:00:00.000Z'],
  ])('%s', async (_, ts, receivedAt) => {
    const sms = await startSms();
    await post(sms, { query: query({ ts }), body: 'alo' });
    expect(sms.inbox.messages).toMatchObject([{ receivedAt }]);
  });

  test('of three days ago makes it a replay', async () => {
    const sms = await startSms();
    expect(await post(sms, { query: query({ ts: '1795064400' }), body: 'alo' })).toEqual(DONE);
    expect(sms.inbox.messages).toEqual([]);
    expect(sms.report.lines).toEqual([expect.stringContaining('too old')]);
  });
});

describe('the loop guard', () => {
  test.each([
    ['a short code', { from: '9029' }, 'no subscriber'],
    ['a brand', { from: 'Viettel' }, 'no subscriber'],
    ['a number from abroad', { from: '+15551234567' }, 'no subscriber'],
    ['the number to which it wrote', { to: '0901234567' }, 'ourselves'],
    ['settings for a phone', { coding: '1', charset: '8-BIT' }, 'no text'],
  ])('ignores and counts %s', async (_, values, why) => {
    const sms = await startSms();
    expect(await post(sms, { query: query(values), body: 'alo' })).toEqual(DONE);
    expect(sms.inbox.messages).toEqual([]);
    expect(sms.report.lines).toEqual([expect.stringContaining(why)]);
  });

  test('ignores our own number', async () => {
    const sms = await startSms({ settings: { from: '+84 901 234 567' } });
    expect(await post(sms, { body: 'alo' })).toEqual(DONE);
    expect(sms.inbox.messages).toEqual([]);
  });

  test('ignores what a machine wrote', async () => {
    const sms = await startSms();
    expect(await post(sms, { body: 'Tin nhắn trả lời tự động: tôi đang bận' })).toEqual(DONE);
    expect(sms.inbox.messages).toEqual([]);
    expect(sms.report.lines).toEqual([expect.stringContaining('automatic')]);
  });
});

describe('who does not know the secret', () => {
  test.each([
    ['nothing', {}, 'lacks kannel:SMS_SECRET@'],
    ['a wrong password', basic('guess'), 'wrong password'],
    ['an empty one', basic(''), 'wrong password'],
    ['the secret and more', basic(`${SECRET}x`), 'wrong password'],
    ['the secret as a name', basic('x', SECRET), 'wrong password'],
    ['a token', { authorization: `Bearer ${SECRET}` }, 'no password'],
    ['no Base64', { authorization: 'Basic ***' }, 'no password'],
  ])('and brings %s is refused', async (_, headers, cause) => {
    const sms = await startSms();
    const before = await post(sms, { body: 'tôi là Nguyễn Văn A', headers });
    expect(before).toEqual({ status: 401, text: '' });
    expect(await post(sms, { body: 'alo', headers })).toEqual(before);
    expect(sms.inbox.messages).toEqual([]);
    expect(sms.report.lines).toHaveLength(1);
    expect(sms.report.lines[0]).toContain('"alarm":true');
    expect(sms.report.lines[0]).toContain(cause);
    expect(sms.report.lines[0]).not.toMatch(/guess|Nguyễn|the-secret/);
  });

  test('is heard of again a minute later', async () => {
    const sms = await startSms();
    for (let calls = 0; calls < 5; calls += 1) await post(sms, { headers: {} });
    sms.clock.forward(61_000);
    await post(sms, { headers: {} });
    expect(sms.report.lines).toHaveLength(2);
    expect(sms.report.lines[1]).toContain('"calls":5');
  });

  test('is refused before a byte of the body is read', async () => {
    const sms = await startSms();
    expect(await post(sms, { body: 'x'.repeat(200_000), headers: {} })).toMatchObject({
      status: 401,
    });
  });
});

describe('what is no message', () => {
  test.each([
    ['without a sender', { from: undefined }, 'no sender'],
    ['without an id and a time', { id: undefined, ts: undefined }, 'no id'],
    ['with an id that is a novel and no time', { id: 'x'.repeat(101), ts: undefined }, 'no id'],
  ])('%s is 400, and the operator hears what kannel.conf lacks', async (_, values, why) => {
    const sms = await startSms();
    expect(await post(sms, { query: query(values), body: 'alo' })).toEqual({
      status: 400,
      text: '',
    });
    expect(sms.inbox.messages).toEqual([]);
    expect(sms.report.lines.join('\n')).toContain(`${why}: the address in kannel.conf lacks id=%I`);
  });

  test('a megabyte is 413', async () => {
    const sms = await startSms();
    expect(await post(sms, { body: 'x'.repeat(1_000_000) })).toEqual({ status: 413, text: '' });
  });

  test('something packed is 415', async () => {
    const sms = await startSms();
    const headers = { ...basic(SECRET), 'content-encoding': 'gzip' };
    expect(await post(sms, { body: 'x', headers })).toEqual({ status: 415, text: '' });
  });

  test.each(['from=%', 'from=%zz&id=%00', '&&&=&==', 'from=1&from=2', '%C3%28=%C3%28', ''])(
    'an address such as ?%s breaks nothing',
    async (words) => {
      const sms = await startSms();
      expect((await post(sms, { query: words })).status).toBeLessThan(500);
      expect(sms.inbox.messages).toEqual([]);
    },
  );

  test('another method is not ours', async () => {
    const sms = await startSms();
    const response = await fetch(`${sms.url}/webhooks/sms?${query()}`, {
      method: 'PUT',
      headers: basic(SECRET),
    });
    expect(response.status).toBe(404);
    expect(sms.inbox.messages).toEqual([]);
  });
});

test('no number and no word of a message is ever reported', async () => {
  const sms = await startSms();
  await post(sms, { query: query({ from: 'Viettel' }), body: 'bí mật 0912345678' });
  await post(sms, { query: query({ id: undefined, ts: undefined }), body: 'bí mật' });
  sms.inbox.broken = true;
  await post(sms, { body: 'bí mật 0912345678' });
  expect(sms.report.lines.join('\n')).not.toMatch(/bí mật|0912345678|84901234567/);
});
