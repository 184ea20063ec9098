/** SMS through a real Kannel, with the kannel.conf of docs/operations.md. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { SendError } from '../../src/channels/channel.ts';
import { type SmsSettings, smsChannel } from '../../src/channels/sms.ts';
import { freePort } from '../helpers/postgres.ts';
import { SECRET } from '../helpers/sms.ts';
import { outgoing } from '../helpers/zalo.ts';
import { ACCOUNT, type Kannel, type KannelOptions, startKannel } from '../providers/kannel.ts';
import { type Rig, type RigOptions, type Site, settled, startRig, until } from './rig.ts';

const port = await freePort();
const url = `http://127.0.0.1:${port}`;
let kannel: Kannel;

beforeAll(async () => {
  kannel = await startKannel({ url, secret: SECRET });
});
afterAll(() => kannel.close());

/** Our side, at the address that stands in kannel.conf. */
async function startOurs({
  gateway = kannel,
  settings = {},
  ...options
}: RigOptions & { gateway?: Kannel; settings?: Partial<SmsSettings> } = {}): Promise<Rig> {
  const channel = ({ publicUrl, report, now }: Site) =>
    smsChannel(
      {
        ...ACCOUNT,
        secret: SECRET,
        sendUrl: gateway.sendUrl,
        callbackUrl: publicUrl,
        limitPerHour: 20,
        limitPerDay: 60,
        ...settings,
      },
      { answersSince: async () => 0, report, now },
    );
  return startRig(channel, { port, ...options });
}

function received(phone: string, gateway = kannel) {
  const to = phone.replace(/^0/, '84');
  return gateway.received().filter((sms) => sms.to === to);
}

/** What this phone shows, once it shows so much. */
async function screen(phone: string, messages: number, gateway = kannel): Promise<string[]> {
  await until(() => received(phone, gateway).length >= messages);
  return received(phone, gateway).map(({ text }) => text);
}

/** What this phone has said to us. */
async function heard({ bot }: Rig, phone: string): Promise<string[]> {
  const rows = await bot.db
    .selectFrom('inboundMessage')
    .innerJoin('conversation', 'conversation.id', 'inboundMessage.conversationId')
    .select('text')
    .where('address', '=', `sms:${phone.replace(/^0/, '84')}`)
    .execute();
  return rows.map(({ text }) => text);
}

const CHOICES = '\n1. Kiem tra may\n2. Gap nguoi that';

describe('a citizen who writes', () => {
  test('gets one answer, and we know that it was delivered', async () => {
    const rig = await startOurs();
    await kannel.phone('0901000001', 'DT NOKIA 1280');
    expect(await screen('0901000001', 1)).toEqual([`DT NOKIA 1280${CHOICES}`]);
    await until(async () => {
      const rows = await rig.bot.db.selectFrom('outbox').select('status').execute();
      return rows[0]?.status === 'delivered';
    });
    const rows = await rig.bot.db.selectFrom('outbox').selectAll().execute();
    expect(rows).toMatchObject([{ address: 'sms:84901000001', attempts: 1, error: null }]);
    expect(rows[0]?.deliveredAt).not.toBeNull();
  });

  test('with marks is understood with them and answered without, in GSM-7', async () => {
    const rig = await startOurs();
    await kannel.phone('0901000002', 'Máy của bà có dùng được nữa không ạ?', 'ucs2');
    await screen('0901000002', 1);
    expect(await heard(rig, '0901000002')).toEqual(['Máy của bà có dùng được nữa không ạ?']);
    expect(received('0901000002')).toEqual([
      {
        from: '1022',
        to: '84901000002',
        text: `May cua ba co dung duoc nua khong a?${CHOICES}`,
        alphabet: 'GSM-7',
        segments: 1,
      },
    ]);
  });

  test('gets back every sign of the alphabet', async () => {
    await startOurs();
    const signs = `a+b & 100% = "x" <y> 'z' #1 @ _ ; / ( ) * ! £ $`;
    await kannel.phone('0901000003', signs);
    expect(await screen('0901000003', 1)).toEqual([`${signs}${CHOICES}`]);
  });

  test('what is longer than a segment arrives as one message of two', async () => {
    await startOurs();
    await kannel.phone('0901000004', 'dài 306', 'ucs2');
    const [text = ''] = await screen('0901000004', 1);
    expect(text).toHaveLength(306);
    expect(received('0901000004')[0]?.segments).toBe(2);
  });

  test('with a number of several spellings is one citizen', async () => {
    const rig = await startOurs();
    for (const from of ['0901000005', '84901000005', '+84901000005']) {
      await kannel.phone(from, 'alo');
    }
    await until(async () => (await heard(rig, '0901000005')).length === 3);
  });

  test('by a short code or a name is not answered', async () => {
    const rig = await startOurs();
    await kannel.phone('9029', 'Quy khach con 5 ngay su dung');
    await kannel.phone('Viettel', 'Khuyen mai');
    await kannel.phone('0901000006', 'alo');
    await screen('0901000006', 1);
    const rows = await rig.bot.db.selectFrom('conversation').select('address').execute();
    expect(rows).toEqual([{ address: 'sms:84901000006' }]);
    expect(kannel.received().filter(({ to }) => !to.startsWith('849'))).toEqual([]);
  });
});

describe('Kannel', () => {
  test('brings again what came while we were away, and it is answered once', async () => {
    await kannel.phone('0901000007', 'co ai khong');
    await sleep(500);
    const rig = await startOurs();
    expect(await screen('0901000007', 1)).toEqual([`co ai khong${CHOICES}`]);
    await sleep(1500);
    await settled(rig);
    expect(received('0901000007')).toHaveLength(1);
  });

  test('brings again what we could not store', async () => {
    let refusals = 1;
    await startOurs({
      around: (inbox) => ({
        ...inbox,
        message: (message) => {
          refusals -= 1;
          return refusals >= 0 ? Promise.reject(new Error('disk full')) : inbox.message(message);
        },
      }),
    });
    await kannel.phone('0901000008', 'van con day');
    expect(await screen('0901000008', 1)).toEqual([`van con day${CHOICES}`]);
  });

  test('with another secret is refused until the two agree, and nothing is lost', async () => {
    const strict = await startOurs({ settings: { secret: 'another-secret-of-ours' } });
    await kannel.phone('0901000009', 'alo alo');
    // A report of an earlier message may be refused before it.
    const told = (line: string) => line.includes('SMS_SECRET is not the one in the address');
    await until(() => strict.logged.some(told));
    expect(strict.logged.join('')).not.toMatch(/another-secret|the-secret|84901000009|alo alo/);
    await strict.stop();
    await startOurs();
    expect(await screen('0901000009', 1)).toEqual([`alo alo${CHOICES}`]);
  });

  test.each([
    [{ password: 'wrong' }, 'Authorization failed for sendsms', 'SMS_USERNAME and SMS_PASSWORD'],
    [{ smsc: 'nobody' }, 'Not routable. Do not try again.', 'SMS_SMSC'],
  ])('says that %j is wrong, and the reply waits', async (settings, words, cause) => {
    const rig = await startOurs({ settings });
    const { signal } = new AbortController();
    const sending = rig.channel.send('sms:84901000010', outgoing('alo'), signal);
    const error: unknown = await sending.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(SendError);
    expect(error).toMatchObject({ message: `Kannel 403: ${words}`, failure: { retryable: true } });
    expect(rig.logged.join('')).toContain(cause);
  });

  test('keeps neither words nor numbers nor our password in its logs', () => {
    expect(kannel.received().length).toBeGreaterThan(5);
    expect(kannel.logged()).toContain("Couldn't fetch");
    expect(kannel.logged()).not.toMatch(/nokia|alo|09010000|849010000|p&w|p%26w/i);
  });

  test('sends nothing of its own to the citizens', () => {
    const foreign = kannel.received().filter(({ text }) => !text.endsWith(CHOICES));
    expect(foreign.map(({ to }) => to)).toEqual(['84901000004']);
  });
});

describe('a Kannel that is set up otherwise', () => {
  test.each<[string, Partial<KannelOptions>]>([
    ['brings UCS-2 by POST', { recode: false }],
    ['brings UCS-2 by GET', { recode: false, method: 'get' }],
    ['brings UTF-8 by GET', { method: 'get' }],
  ])('%s', async (_, options) => {
    const gateway = await startKannel({ url, secret: SECRET, ...options });
    onTestFinished(() => gateway.close());
    const rig = await startOurs({ gateway });
    await gateway.phone('0901000011', 'Đổi máy & giữ số + 50% được không?', 'ucs2');
    await screen('0901000011', 1, gateway);
    expect(await heard(rig, '0901000011')).toEqual(['Đổi máy & giữ số + 50% được không?']);
  });
});
