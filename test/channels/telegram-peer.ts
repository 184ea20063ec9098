/** Telegram as the contract sees it. */

import { WEBHOOK_PATH } from '../../src/channels/telegram/webhook.ts';
import { telegramChannel } from '../../src/channels/telegram.ts';
import type { AttachmentKind } from '../../src/message.ts';
import { type Fault, raw, startTelegram, type Telegram, TOKEN } from '../providers/telegram.ts';
import type { Peer, RawRequest, Trouble } from './peer.ts';
import { until } from './rig.ts';

export const SECRET = 'stand-in-secret_0123456789';

/** The topics that links may open in the tests. */
export const TOPICS = {
  has: (intent: string) => ['check-phone', 'offer-handset'].includes(intent),
  label: (intent: string) => `Về ${intent}`,
};

export interface TelegramPeer extends Peer {
  readonly telegram: Telegram;
}

export async function telegramPeer(mode: 'webhook' | 'polling'): Promise<TelegramPeer> {
  const telegram = await startTelegram();
  const write = (person: string, message: Readonly<Record<string, unknown>>) =>
    telegram.write(person, message);
  return {
    telegram,
    people: ['3527065', '9007199254740993', '72057594037927937'],
    secrets: [TOKEN, SECRET],
    channel: ({ publicUrl, report, now }) =>
      telegramChannel(
        {
          token: TOKEN,
          apiRoot: telegram.apiRoot,
          webhook: mode === 'polling' ? undefined : { secret: SECRET, publicUrl },
        },
        { topics: TOPICS, report, now, pause: 20 },
      ),
    ready: () => until(() => telegram.menus.has('vi')),
    address: (person) => `telegram:${person}`,
    write: (person, text) => write(person, { text }),
    press: (person, value) => telegram.press(person, value),
    media: {
      image: (person) => write(person, { photo: [{ file_id: 'p', width: 90, height: 90 }] }),
      sticker: (person) => write(person, { sticker: { file_id: 's' } }),
      location: (person) => write(person, { location: { latitude: 11.5, longitude: 106.9 } }),
      voice: (person) => write(person, { voice: { file_id: 'v', duration: 3 } }),
      file: (person) => write(person, { document: { file_id: 'd' } }),
      contact: (person) => write(person, { contact: { phone_number: '1', first_name: 'Test' } }),
    },
    files: {
      shelf: telegram.files,
      kinds: ['image', 'voice', 'file'],
      send: (person, kind, name) => write(person, mediaOf(kind, name)),
    },
    repeat: (times) => {
      telegram.updates.copies = times;
    },
    shown: (person) => telegram.shown(person).map(({ text }) => text),
    buttons: (person) =>
      telegram
        .shown(person)
        .at(-1)
        ?.buttons.map(({ text }) => text),
    trouble: (...troubles) => telegram.fail('sendMessage', ...troubles.map(faultOf)),
    typed: (person) =>
      telegram.calls.filter(
        ({ method, payload }) => method === 'sendChatAction' && payload.chat_id === person,
      ).length,
    troubleTyping: () => telegram.fail('sendChatAction', { kind: 'refused', code: 500 }),
    block: (person, blocked) => {
      telegram.chat(person).blocked = blocked;
    },
    forged: [
      { label: 'no secret', ...request({}) },
      { label: 'wrong secret', ...request({ 'x-telegram-bot-api-secret-token': 'guess' }) },
      { label: 'empty secret', ...request({ 'x-telegram-bot-api-secret-token': '' }) },
    ],
    strange: strange(),
    close: () => telegram.close(),
  };
}

/** A file as a message of Telegram holds it. */
function mediaOf(kind: AttachmentKind, file_id: string): Readonly<Record<string, unknown>> {
  switch (kind) {
    case 'image':
      return { photo: [{ file_id, width: 90, height: 90, file_size: 20 }] };
    case 'voice':
      return { voice: { file_id, duration: 3, mime_type: 'audio/ogg', file_size: 20 } };
    case 'file':
      return { document: { file_id, file_name: 'a.pdf', mime_type: 'application/pdf' } };
  }
}

function faultOf(trouble: Trouble): Fault {
  switch (trouble.kind) {
    case 'busy':
      return { kind: 'refused', code: 429, retryAfter: trouble.retryAfter };
    case 'down':
      return { kind: 'refused', code: 500 };
    case 'silent':
    case 'reset':
    case 'none':
      return trouble;
  }
}

function request(
  headers: Record<string, string>,
  body: unknown = update({}),
): Omit<RawRequest, 'label'> {
  return {
    path: WEBHOOK_PATH,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}

/** A good update, with what is odd about it. */
export function update(odd: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const person = { id: 3527065, is_bot: false, first_name: 'Test' };
  const chat = { id: 3527065, type: 'private' };
  const date = Math.floor(Date.now() / 1000);
  return { update_id: 1, message: { message_id: 1, date, chat, from: person, text: 'x', ...odd } };
}

function strange(): RawRequest[] {
  const bodies: Record<string, unknown> = {
    'an unknown kind of update': { update_id: 2, message_reaction: { chat: { id: 1 } } },
    'no update at all': { update_id: 3 },
    'an array': [1, 2],
    null: null,
    'a message without a chat': { update_id: 4, message: { message_id: 1, date: 1, text: 'x' } },
    'a message without a sender': update({ from: undefined }),
    'a message of a bot': update({ from: { id: 5, is_bot: true } }),
    'a message of a channel': update({ chat: { id: -100, type: 'channel' } }),
    'a message of last year': update({ date: 1_700_000_000 }),
    'a date beyond all calendars': update({ date: raw('99999999999999999999') }),
    'a text that is a number': update({ text: 7 }),
    'a poll': update({ text: undefined, poll: { id: '1' } }),
    'a new member': update({ text: undefined, new_chat_members: [{ id: 1 }] }),
    'a press without a message': {
      update_id: 6,
      callback_query: { id: '1', from: { id: 1, is_bot: false }, data: 'i:help' },
    },
  };
  const secret = { 'x-telegram-bot-api-secret-token': SECRET };
  return Object.entries(bodies).map(([label, body]) => ({ label, ...request(secret, body) }));
}
