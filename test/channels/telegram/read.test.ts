import { describe, expect, test } from 'vitest';
import { readUpdate } from '../../../src/channels/telegram/read.ts';
import { NOW } from '../../helpers/bot.ts';
import { TOPICS } from '../telegram-peer.ts';

const BOT = { id: '123456', username: 'TroLy2GBot' };
const SECONDS = NOW.getTime() / 1000;
const PERSON = { id: 3527065, is_bot: false, first_name: 'Test' };
const PRIVATE = { id: 3527065, type: 'private' };
const GROUP = { id: -1009007199254740, type: 'supergroup', title: 'Ấp 3' };

/** A private text, with what is special about it. */
function read(special: Record<string, unknown>, kind = 'message') {
  const message = { message_id: 7, date: SECONDS, chat: PRIVATE, from: PERSON, ...special };
  return readUpdate({ update_id: 1, [kind]: message }, { self: BOT, topics: TOPICS, now: NOW });
}

function taken(special: Record<string, unknown>, kind?: string) {
  const reading = read(special, kind);
  return reading.kind === 'message' ? [reading.message.kind, reading.message.text] : reading;
}

const NOT_FOR_US = { kind: 'ignored', why: 'not for us' };

test('a text is a message with its place, its id and its time', () => {
  expect(read({ text: 'nokia 1280' })).toEqual({
    kind: 'message',
    message: {
      address: 'telegram:3527065',
      externalId: '7',
      receivedAt: NOW.toISOString(),
      kind: 'text',
      text: 'nokia 1280',
    },
  });
});

describe('a command', () => {
  test.each([
    ['/start', 'i:greeting'],
    ['/kiemtra', 'i:check-phone'],
    ['/nhamang', 'i:offer-handset'],
    ['/khieunai', 'i:complaint'],
    ['/gapnguoi', 'i:handoff-human'],
    ['/ngonngu', 'i:language'],
    ['/xoadulieu', 'i:privacy'],
    ['/dung', 'i:stop'],
    ['/trogiup', 'i:help'],
    ['/KiemTra@trolY2gbot', 'i:check-phone'],
    ['/dung ngay đi', 'i:stop'],
  ])('%s asks for %s', (text, value) => {
    expect(taken({ text })).toEqual(['choice', value]);
  });

  test('with the name of a phone asks about that phone', () => {
    expect(taken({ text: '/kiemtra nokia 1280' })).toEqual(['text', 'nokia 1280']);
  });

  test('that we do not know is a text; one for another bot is not for us', () => {
    expect(taken({ text: '/giaban' })).toEqual(['text', '/giaban']);
    expect(taken({ text: '/constructor' })).toEqual(['text', '/constructor']);
    expect(taken({ text: '/start@OtherBot' })).toEqual(NOT_FOR_US);
  });
});

describe('a link', () => {
  test.each([
    ['check-phone', 'i:check-phone', undefined],
    ['offer-handset_poster-12', 'i:offer-handset', 'poster-12'],
    ['check-phone_bp_loaphat_xa-01', 'i:check-phone', 'bp_loaphat_xa-01'],
    ['bp_loaphat_xa-01', 'i:greeting', 'bp_loaphat_xa-01'],
    ['poster', 'i:greeting', 'poster'],
    ['../../etc', 'i:greeting', undefined],
    ['x'.repeat(200), 'i:greeting', undefined],
  ])('?start=%s', (payload, value, source) => {
    const reading = read({ text: `/start ${payload}` });
    expect(reading).toMatchObject({ message: { kind: 'choice', text: value } });
    expect('source' in reading ? reading.source : 'none').toBe(source);
  });
});

describe('media', () => {
  test.each([
    ['photo', 'image'],
    ['sticker', 'sticker'],
    ['dice', 'sticker'],
    ['location', 'location'],
    ['venue', 'location'],
    ['voice', 'voice'],
    ['video_note', 'voice'],
    ['document', 'file'],
    ['video', 'file'],
    ['animation', 'file'],
    ['audio', 'file'],
    ['contact', 'contact'],
  ])('%s is a %s', (field, kind) => {
    expect(taken({ [field]: {} })).toEqual([kind, '']);
  });

  test('with words below it is what the words say', () => {
    expect(taken({ photo: [], caption: 'máy này còn gọi được không' })).toEqual([
      'text',
      'máy này còn gọi được không',
    ]);
  });

  test.each(['poll', 'story', 'game', 'new_chat_members', 'pinned_message'])(
    '%s is nothing to answer',
    (field) => {
      expect(read({ [field]: {} }).kind).toBe('ignored');
    },
  );
});

describe('an edit', () => {
  test('of a text is a message of its own', () => {
    const reading = read({ text: 'nokia 150', edit_date: SECONDS + 5 }, 'edited_message');
    expect(reading).toMatchObject({
      message: { externalId: `7@${SECONDS + 5}`, text: 'nokia 150' },
    });
  });

  test('of anything else is nothing: a live location moves all the time', () => {
    const edit = { location: { latitude: 1, longitude: 1 }, edit_date: SECONDS };
    expect(read(edit, 'edited_message').kind).toBe('ignored');
  });
});

describe('in a group', () => {
  const mention = { entities: [{ type: 'mention', offset: 0, length: 11 }] };

  test('only who speaks to the bot is heard', () => {
    expect(taken({ chat: GROUP, text: 'mua điện thoại ở đâu' })).toEqual(NOT_FOR_US);
    expect(taken({ chat: GROUP, photo: [] })).toEqual(NOT_FOR_US);
    expect(taken({ chat: GROUP, text: '/kiemtra' })).toEqual(['choice', 'i:check-phone']);
    expect(taken({ chat: GROUP, text: '/kiemtra@TroLy2GBot' })).toEqual([
      'choice',
      'i:check-phone',
    ]);
    expect(taken({ chat: GROUP, text: '/kiemtra@OtherBot' })).toEqual(NOT_FOR_US);
  });

  test('the bot’s name addresses it and is no part of the question', () => {
    const text = '@TroLy2GBot nokia 1280?';
    expect(taken({ chat: GROUP, text, ...mention })).toEqual(['text', 'nokia 1280?']);
    const other = { entities: [{ type: 'mention', offset: 0, length: 9 }] };
    expect(taken({ chat: GROUP, text: '@OtherBot nokia', ...other })).toEqual(NOT_FOR_US);
  });

  test('so does an answer to one of its messages', () => {
    const to = (id: number) => ({ reply_to_message: { from: { id, is_bot: true } } });
    expect(taken({ chat: GROUP, text: 'loại 4G', ...to(123456) })).toEqual(['text', 'loại 4G']);
    expect(taken({ chat: GROUP, text: 'loại 4G', ...to(999) })).toEqual(NOT_FOR_US);
    expect(taken({ chat: GROUP, photo: [], ...to(123456) })).toEqual(['image', '']);
  });

  test('each topic of a forum is a conversation', () => {
    const topic = { is_topic_message: true, message_thread_id: 42 };
    expect(read({ chat: GROUP, text: '/start', ...topic })).toMatchObject({
      message: { address: 'telegram:-1009007199254740/42' },
    });
  });

  test('that becomes a supergroup, the conversation moves along', () => {
    expect(read({ chat: GROUP, migrate_to_chat_id: -1005 })).toEqual({
      kind: 'event',
      event: { kind: 'moved', from: 'telegram:-1009007199254740', to: 'telegram:-1005' },
    });
  });
});

test.each([
  ['kicked', PRIVATE, { kind: 'event', event: { kind: 'gone', address: 'telegram:3527065' } }],
  [
    'left',
    GROUP,
    { kind: 'event', event: { kind: 'gone', address: 'telegram:-1009007199254740' } },
  ],
  ['member', PRIVATE, { kind: 'ignored', why: 'membership' }],
])('membership %s', (status, chat, expected) => {
  const update = { update_id: 1, my_chat_member: { chat, new_chat_member: { status } } };
  expect(readUpdate(update, { self: BOT, topics: TOPICS, now: NOW })).toEqual(expected);
});

describe('a pressed button', () => {
  const press = (special: Record<string, unknown>) =>
    readUpdate(
      { update_id: 1, callback_query: { id: '77', from: PERSON, ...special } },
      { self: BOT, topics: TOPICS, now: NOW },
    );

  test('is a choice, also below a message that Telegram does not show us any more', () => {
    const old = { message_id: 3, date: 0, chat: PRIVATE };
    expect(press({ message: old, data: 'f:nokia-105:with-4g' })).toEqual({
      kind: 'message',
      callback: '77',
      message: {
        address: 'telegram:3527065',
        externalId: 'press:77',
        receivedAt: NOW.toISOString(),
        kind: 'choice',
        text: 'f:nokia-105:with-4g',
      },
    });
  });

  test('without a button or a chat is nothing', () => {
    expect(press({ data: 'i:help' }).kind).toBe('ignored');
    expect(press({ message: { chat: PRIVATE } }).kind).toBe('ignored');
  });
});

describe('what nobody should answer', () => {
  test('other bots: two of them would never stop', () => {
    expect(read({ text: 'hi', from: { id: 5, is_bot: true } }).kind).toBe('ignored');
  });

  test('what is older than Telegram keeps anything', () => {
    expect(read({ text: 'hi', date: SECONDS - 3 * 86_400 })).toEqual({
      kind: 'ignored',
      why: 'too old',
    });
    expect(taken({ text: 'hi', date: SECONDS - 86_000 })).toEqual(['text', 'hi']);
  });

  test('a clock that runs ahead is no reason not to answer', () => {
    expect(taken({ text: 'hi', date: SECONDS + 86_400 * 365 })).toEqual(['text', 'hi']);
  });

  test.each([
    ['a kind that we do not know', { update_id: 1, business_message: {} }, 'business_message'],
    ['nothing', { update_id: 1 }, 'empty update'],
    ['no id', { message: {} }, 'unreadable'],
    ['no object', 'x', 'unreadable'],
  ])('%s is counted', (_, update, why) => {
    expect(readUpdate(update, { self: BOT, topics: TOPICS, now: NOW })).toEqual({
      kind: 'ignored',
      why,
    });
  });
});
