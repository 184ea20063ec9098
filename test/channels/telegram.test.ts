import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Bot } from '../../src/bot/context.ts';
import { telegramChannel } from '../../src/channels/telegram.ts';
import { openContent } from '../../src/content/files.ts';
import { vietnamDay } from '../../src/day.ts';
import { choiceValue } from '../../src/dialogue/draft.ts';
import { NOW, reply } from '../helpers/bot.ts';
import { type Call, TOKEN } from '../providers/telegram.ts';
import { echo, longText, type RigOptions, settled, startRig, until } from './rig.ts';
import { SECRET, TOPICS, telegramPeer, update } from './telegram-peer.ts';

const PERSON = '3527065';
const GROUP = '-1001234567890';

async function start(mode: 'webhook' | 'polling' = 'webhook', options: RigOptions = {}) {
  const peer = await telegramPeer(mode);
  onTestFinished(() => peer.close());
  const rig = await startRig((site) => peer.channel(site), options);
  await peer.ready();
  const { telegram } = peer;
  const calls = (method: string): Call['payload'][] =>
    telegram.calls.filter((call) => call.method === method).map(({ payload }) => payload);
  return { telegram, rig, calls };
}

describe('at the start', () => {
  test('the commands are in the menu, in both languages', async () => {
    const { telegram } = await start();
    await until(() => telegram.menus.size === 3);
    expect([...telegram.menus.keys()].sort()).toEqual(['', 'en', 'vi']);
    expect(telegram.menus.get('')?.map(({ command }) => command)).toEqual(
      'start kiemtra nhamang khieunai gapnguoi ngonngu xoadulieu dung trogiup'.split(' '),
    );
    expect(telegram.menus.get('vi')?.[1]).toEqual({
      command: 'kiemtra',
      description: 'Về check-phone',
    });
  });

  test('the webhook is set with its secret and the kinds of updates that we read', async () => {
    const { rig, calls } = await start();
    expect(calls('setWebhook')).toEqual([
      {
        url: `${rig.url}/webhooks/telegram`,
        secret_token: SECRET,
        allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
      },
    ]);
  });

  test('polling takes the place of a webhook', async () => {
    const { calls } = await start('polling');
    expect(calls('deleteWebhook')).toHaveLength(1);
    expect(calls('setWebhook')).toEqual([]);
  });

  test('a Telegram that is away is waited for, in one line of the log', async () => {
    const peer = await telegramPeer('polling');
    onTestFinished(() => peer.close());
    peer.telegram.fail('getMe', ...Array.from({ length: 4 }, () => ({ kind: 'page' }) as const));
    const rig = await startRig((site) => peer.channel(site));
    await peer.ready();
    await peer.write(PERSON, 'chào');
    await settled(rig);
    expect(peer.shown(PERSON)).toEqual(['chào']);
    expect(rig.logged.filter((line) => line.includes('could not be reached'))).toHaveLength(1);
  });

  test('a token that Telegram does not know is explained', async () => {
    const peer = await telegramPeer('polling');
    onTestFinished(() => peer.close());
    const settings = { token: `${TOKEN}x`, apiRoot: peer.telegram.apiRoot, webhook: undefined };
    const rig = await startRig(({ report, now }) =>
      telegramChannel(settings, { topics: TOPICS, report, now, pause: 10 }),
    );
    await until(() => rig.logged.some((line) => line.includes('@BotFather')));
    await rig.stop();
    expect(rig.logged.join('')).not.toContain(TOKEN);
  });

  test('an address where nobody listens gives away no token', async () => {
    const nobody = createServer().listen(0, '127.0.0.1');
    await once(nobody, 'listening');
    const address = nobody.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    nobody.close();
    const apiRoot = `http://127.0.0.1:${address.port}`;
    const rig = await startRig(({ report, now }) =>
      telegramChannel(
        { token: TOKEN, apiRoot, webhook: undefined },
        { topics: TOPICS, report, now, pause: 10 },
      ),
    );
    await until(() => rig.logged.length > 0);
    await rig.stop();
    expect(rig.logged.join('')).toContain('could not be reached');
    expect(rig.logged.join('')).not.toContain(TOKEN.slice(7));
  });
});

describe('long polling', () => {
  test('says once that somebody else polls, and goes on when they have stopped', async () => {
    const { telegram, rig, calls } = await start('polling');
    const conflicts = () => rig.logged.filter((line) => line.includes('(409)'));
    for (let n = 0; n < 3; n += 1) {
      await until(() => calls('getUpdates').length > n);
      await fetch(`${telegram.apiRoot}/bot${TOKEN}/getUpdates`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ timeout: 0 }),
      });
      await until(() => conflicts().length > 0);
    }
    expect(conflicts()[0]).toContain('stop the other one');
    await telegram.write(PERSON, { text: 'chào' });
    await settled(rig);
    expect(telegram.shown(PERSON).map(({ text }) => text)).toEqual(['chào']);
  });

  test('confirms nothing that is not stored', async () => {
    let broken = true;
    const { telegram, rig, calls } = await start('polling', {
      around: (inbox) => ({
        ...inbox,
        message: (message) =>
          broken ? Promise.reject(new Error('disk full')) : inbox.message(message),
      }),
    });
    const writing = telegram.write(PERSON, { text: 'chào' });
    await until(() => rig.logged.some((line) => line.includes('disk full')));
    const asked = calls('getUpdates').length;
    await until(() => calls('getUpdates').length > asked + 1);
    expect(calls('getUpdates').every(({ offset }) => offset === undefined)).toBe(true);
    broken = false;
    await writing;
    await settled(rig);
    expect(telegram.shown(PERSON)).toHaveLength(1);
  });

  test('passes over what makes no sense', async () => {
    const { telegram, rig } = await start('polling');
    await telegram.updates.push('odd', { message_reaction: { chat: { id: 1 } } });
    await telegram.updates.push('odd', { message: 'no object' });
    await telegram.write(PERSON, { text: 'chào' });
    await settled(rig);
    expect(telegram.shown(PERSON)).toHaveLength(1);
    expect(rig.logged.filter((line) => line.includes('"ignored"'))).toHaveLength(2);
  });

  test('waits as long as Telegram asks', async () => {
    const { telegram, rig } = await start('polling');
    await until(() => telegram.calls.some(({ method }) => method === 'getUpdates'));
    telegram.fail('getUpdates', { kind: 'refused', code: 429, retryAfter: 1 });
    await Promise.all(['một', 'hai'].map((text) => telegram.write(PERSON, { text })));
    await settled(rig);
    const times = telegram.calls.flatMap(({ method, at }) => (method === 'getUpdates' ? at : []));
    const pauses = times.slice(1).map((at, n) => at - (times[n] ?? 0));
    expect(pauses.filter((pause) => pause >= 1000)).toHaveLength(1);
    expect(rig.logged.join('')).toContain('Telegram 429');
  });
});

describe('to a person', () => {
  test('“typing…” is shown while the answer is on its way, and the button stops turning', async () => {
    const { telegram, rig, calls } = await start();
    await telegram.write(PERSON, { text: 'chào' });
    await telegram.press(PERSON, 'i:help');
    await settled(rig);
    await until(() => calls('answerCallbackQuery').length === 1);
    expect(calls('sendChatAction')).toEqual([{ chat_id: PERSON, action: 'typing' }]);
  });

  test('a card is bold, its sources are links, and no preview covers them', async () => {
    const source = { title: 'Báo A', url: 'https://a.vn/', asOf: '2024-07' };
    const card = { kind: 'offer', tone: 'good', sign: 'đang áp dụng', title: 'Đổi máy' } as const;
    const answer: typeof echo = (input) => ({
      ...echo(input),
      replies: [
        {
          ...reply('Viettel có đợt sau.\nĐổi máy: đang áp dụng\nMiễn phí.\nNguồn: Báo A, 7/2024'),
          cards: [{ ...card, lines: ['Miễn phí.'] }],
          sources: [source],
        },
      ],
    });
    const { telegram, rig, calls } = await start('webhook', { answer });
    await telegram.write(PERSON, { text: 'hỗ trợ' });
    await settled(rig);
    expect(telegram.shown(PERSON)).toMatchObject([
      { bold: ['Đổi máy: đang áp dụng'], links: ['https://a.vn/'], buttons: [] },
    ]);
    expect(calls('sendMessage')[0]).toMatchObject({ link_preview_options: { is_disabled: true } });
  });

  test('an answer whose form Telegram does not take goes without it', async () => {
    const answer: typeof echo = (input) => ({
      ...echo(input),
      replies: [{ ...reply('1 < 2'), choices: [{ label: 'Dài', value: 'x'.repeat(65) }] }],
    });
    const { telegram, rig } = await start('webhook', { answer });
    await telegram.write(PERSON, { text: 'chào' });
    await settled(rig);
    expect(telegram.shown(PERSON)).toMatchObject([{ text: '1 < 2', buttons: [] }]);
    expect(rig.logged.join('')).toContain('BUTTON_DATA_INVALID');
  });

  test('only the last part of a long answer has the buttons', async () => {
    const { telegram, rig } = await start();
    await telegram.write(PERSON, { text: 'dài 9000' });
    await settled(rig);
    expect(telegram.shown(PERSON).map(({ buttons }) => buttons.length)).toEqual([0, 0, 2]);
    const text = longText(9000).replaceAll(/\s/g, '');
    expect(
      telegram
        .shown(PERSON)
        .map((part) => part.text)
        .join('')
        .replaceAll(/\s/g, ''),
    ).toBe(text);
  });

  test('who comes by a poster gets its topic, and the poster is counted', async () => {
    const { telegram, rig } = await start();
    await telegram.write(PERSON, { text: '/start check-phone_poster-12' });
    await settled(rig);
    expect(telegram.shown(PERSON)[0]?.text).toBe('[choice] i:check-phone');
    expect(rig.logged.filter((line) => line.includes('"source":"poster-12"'))).toHaveLength(1);
  });
});

describe('to a group', () => {
  test('that became a supergroup the answer goes there, with all that was said before', async () => {
    const { telegram, rig } = await start();
    const group = telegram.chat(GROUP, 'group');
    await telegram.write(GROUP, { text: '/trogiup' });
    await settled(rig);
    telegram.chat('-1009999', 'supergroup');
    group.successor = '-1009999';
    await telegram.write(GROUP, { text: '/kiemtra' });
    await settled(rig);
    expect(telegram.shown('-1009999').map(({ text }) => text)).toEqual(['[choice] i:check-phone']);
    expect(await addresses(rig.bot)).toEqual(['telegram:-1009999']);
  });

  test('in a forum the answer goes to the topic; to the group when the topic is gone', async () => {
    const { telegram, rig } = await start();
    const forum = telegram.chat(GROUP, 'supergroup');
    forum.topics.add(42);
    const inTopic = { text: '/kiemtra', is_topic_message: true, message_thread_id: 42 };
    await telegram.write(GROUP, inTopic);
    await settled(rig);
    forum.topics.delete(42);
    await telegram.write(GROUP, inTopic);
    await settled(rig);
    expect(telegram.shown(GROUP).map(({ topic }) => topic)).toEqual([42, undefined]);
  });

  test('that sends the bot away nothing more is sent', async () => {
    const { telegram, rig } = await start();
    telegram.chat(GROUP, 'group');
    await telegram.write(GROUP, { text: '/trogiup' });
    await settled(rig);
    const chat = { id: Number(GROUP), type: 'group' };
    await telegram.updates.push(GROUP, {
      my_chat_member: { chat, new_chat_member: { status: 'kicked' } },
    });
    const row = await rig.bot.db.selectFrom('conversation').select('stoppedAt').executeTakeFirst();
    expect(row?.stoppedAt).not.toBeNull();
  });
});

test('a crowd at once is answered within Telegram’s limits', { timeout: 60_000 }, async () => {
  const { telegram, rig } = await start('polling', { pace: { longestWait: 3000 } });
  telegram.strict = true;
  const people = Array.from({ length: 90 }, (_, n) => `${1000 + n}`);
  await Promise.all(people.map((person) => telegram.write(person, { text: person })));
  await settled(rig);
  for (const person of people) {
    expect(telegram.shown(person).map(({ text }) => text)).toEqual([person]);
  }
  // A machine that stands still for a moment sends what came due meanwhile at once.
  const rows = await rig.bot.db.selectFrom('outbox').select('attempts').execute();
  expect(rows.filter(({ attempts }) => attempts > 1).length).toBeLessThan(10);
});

test('ids beyond 2^53 and times beyond today are stored as they should be', async () => {
  const { rig } = await start();
  const body = JSON.stringify(update({ date: 99_999_999_999 })).replaceAll(
    '3527065',
    '9007199254740993',
  );
  const response = await fetch(`${rig.url}/webhooks/telegram`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': SECRET },
    body,
  });
  expect(response.status).toBe(200);
  expect(await addresses(rig.bot)).toEqual(['telegram:9007199254740993']);
  const row = await rig.bot.db.selectFrom('inboundMessage').select('receivedAt').executeTakeFirst();
  expect(Date.parse(row?.receivedAt ?? '')).toBeLessThanOrEqual(Date.now());
});

test('every button that the content can make fits into 64 bytes', () => {
  const content = openContent(join(import.meta.dirname, '../..'), vietnamDay(NOW));
  const values = [
    ...[...content.intents.keys()].map(choiceValue.intent),
    ...[...content.carriers.keys()].map(choiceValue.carrier),
    ...[...content.handsets.families.values()].flatMap(({ key, choices }) =>
      choices.map(({ id }) => choiceValue.family(key, id)),
    ),
  ];
  expect(values.length).toBeGreaterThan(100);
  expect(values.filter((value) => Buffer.byteLength(value) > 64)).toEqual([]);
});

async function addresses({ db }: Bot): Promise<string[]> {
  const rows = await db.selectFrom('conversation').select('address').execute();
  return rows.map(({ address }) => address);
}
