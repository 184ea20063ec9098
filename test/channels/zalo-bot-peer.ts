/** The Zalo Bot Platform as the contract sees it. */
import { randomUUID } from 'node:crypto';
import type { SendQuota } from '../../src/channels/zalo-bot/send.ts';
import { WEBHOOK_PATH } from '../../src/channels/zalo-bot/webhook.ts';
import { zaloBotChannel } from '../../src/channels/zalo-bot.ts';
import { type Fault, startZaloBot, TOKEN, type Update } from '../providers/zalo-bot.ts';
import type { Peer, RawRequest, Trouble } from './peer.ts';
import { until } from './rig.ts';

export const SECRET = 'secret-of-the-stand-in';

export async function zaloBotPeer(
  mode: 'webhook' | 'polling',
  shape: 'flat' | 'wrapped',
): Promise<Peer> {
  const zalo = await startZaloBot({ shape });
  let copies = 1;
  const told = new Map<string, Promise<void>>();

  /** A person does one thing after the other. */
  function tell(name: string, person: string, message: Update): Promise<void> {
    const once = { message_id: randomUUID(), ...message };
    const before = told.get(person);
    const telling = (async () => {
      await before;
      await Promise.all(Array.from({ length: copies }, () => zalo.event(name, person, once)));
    })();
    told.set(person, telling);
    return telling;
  }

  const messagesTo = (person: string) =>
    zalo.accepted.filter(({ to }) => to === person).map(({ text }) => text);
  return {
    people: ['6ede9afa66b88fe60001', '6ede9afa66b88fe60002', '9007199254740993'],
    secrets: [TOKEN, SECRET],
    channel: ({ publicUrl, report, now }) =>
      zaloBotChannel(
        {
          token: TOKEN,
          apiRoot: zalo.apiRoot,
          monthlyQuota: 3000,
          fileHosts: [zalo.apiRoot],
          webhook: mode === 'polling' ? undefined : { secret: SECRET, publicUrl },
        },
        { quota: unlimited, report, now, pause: 20, patience: 300 },
      ),
    ready: () =>
      until(() => mode === 'polling' || zalo.calls.some(({ method }) => method === 'setWebhook')),
    address: (person) => `zalo-bot:${person}`,
    write: (person, text) => tell('message.text.received', person, { text }),
    press: undefined,
    media: {
      image: (person) => tell('message.image.received', person, { photo_url: 'https://a.vn/i' }),
      sticker: (person) => tell('message.sticker.received', person, { sticker: 's', url: 'u' }),
      voice: (person) => tell('message.voice.received', person, { voice_url: 'https://a.vn/v' }),
      file: (person) => tell('message.unsupported.received', person, {}),
    },
    files: {
      shelf: zalo.files,
      kinds: ['image', 'voice'],
      send: (person, kind, name) => {
        const url = `${zalo.apiRoot}/files/${name}`;
        const field = kind === 'image' ? 'photo_url' : 'voice_url';
        return tell(`message.${kind}.received`, person, { [field]: url });
      },
    },
    repeat: (times) => {
      copies = times;
    },
    shown: (person) =>
      messagesTo(person)
        .map(withoutMenu)
        .filter((text) => text !== ''),
    buttons: (person) => menuOf(messagesTo(person).at(-1) ?? ''),
    trouble: (...troubles) => {
      zalo.faults.push(...troubles.map(faultOf));
    },
    typed: (person) =>
      zalo.calls.filter(
        ({ method, body }) => method === 'sendChatAction' && body.chat_id === person,
      ).length,
    forged: forged(),
    strange: strange(),
    close: () => zalo.close(),
  };
}

/** The numbered choices below a text. */
const MENU = /(?:^|\n\n)((?:\d\. .+(?:\n|$))+)$/;

function withoutMenu(text: string): string {
  return text.replace(MENU, '');
}

function menuOf(text: string): string[] {
  const lines = MENU.exec(text)?.[1]?.split('\n') ?? [];
  return lines.map((line) => line.replace(/^\d\. /, ''));
}

const unlimited: SendQuota = { take: async () => 1, giveBack: async () => undefined };

function faultOf(trouble: Trouble): Fault | undefined {
  switch (trouble.kind) {
    case 'busy':
      return { code: 429 };
    case 'down':
      return 'http 500';
    case 'silent':
      return 'no answer';
    case 'reset':
      return 'reset after accept';
    case 'none':
      return undefined;
  }
}

function request(headers: Record<string, string>, body: unknown): Omit<RawRequest, 'label'> {
  const json = { 'content-type': 'application/json', ...headers };
  return { path: WEBHOOK_PATH, headers: json, body: JSON.stringify(body) };
}

function update(odd: Update): Update {
  const chat = { chat_type: 'PRIVATE', id: '6ede9afa66b88fe60001' };
  const from = { id: '6ede9afa66b88fe60001', is_bot: false };
  const message = { message_id: 'm1', date: Date.now(), chat, from, text: 'x', ...odd };
  return { event_name: 'message.text.received', message };
}

function forged(): RawRequest[] {
  return [
    { label: 'no secret', ...request({}, update({})) },
    { label: 'wrong secret', ...request({ 'x-bot-api-secret-token': 'guess' }, update({})) },
    { label: 'empty secret', ...request({ 'x-bot-api-secret-token': '' }, update({})) },
  ];
}

function strange(): RawRequest[] {
  const bodies: Record<string, unknown> = {
    'an unknown kind of event': { ...update({}), event_name: 'message.hologram.received' },
    'a reaction': { ...update({}), event_name: 'message.reaction.received' },
    'no event at all': {},
    'an array': [1, 2],
    null: null,
    'no message': { event_name: 'message.text.received' },
    'no chat': update({ chat: undefined }),
    'a path for a chat': update({ chat: { id: '../x' } }),
    'a message of a bot': update({ from: { id: '1', is_bot: true } }),
    'a message of last year': update({ date: 1_700_000_000_000 }),
    'a date beyond all calendars': update({ date: 9e15 }),
    'a text that is a number': update({ text: 7 }),
    'an empty text': update({ text: ' ' }),
    'wrapped twice': { ok: true, result: { ok: true, result: update({}) } },
  };
  const secret = { 'x-bot-api-secret-token': SECRET };
  return Object.entries(bodies).map(([label, body]) => ({ label, ...request(secret, body) }));
}
