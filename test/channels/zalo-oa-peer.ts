/** A Zalo Official Account as the contract sees it. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { TokenStore } from '../../src/channels/zalo-oa/tokens.ts';
import { WEBHOOK_PATH } from '../../src/channels/zalo-oa/webhook.ts';
import { zaloOaChannel } from '../../src/channels/zalo-oa.ts';
import { OA_DEFAULTS } from '../helpers/zalo-oa.ts';
import { type Fault, fromUser, startZaloOa } from '../providers/zalo-oa.ts';
import { type Event, signature } from '../providers/zalo-oa-events.ts';
import type { Peer, RawRequest, Trouble } from './peer.ts';

export async function zaloOaPeer(): Promise<Peer> {
  const zalo = await startZaloOa({ freeReplies: 1000, receipts: false });
  const tokens = memory(zalo.tokens.grantByHand());
  let webhook = '';
  let copies = 1;
  let messages = 0;
  const told = new Map<string, Promise<void>>();

  /** The event comes again while nobody says that it was received, as at least once promises. */
  async function tell(name: string, person: string, message: Event): Promise<void> {
    const fields = fromUser(person, { message: { msg_id: `in-${++messages}`, ...message } });
    zalo.interact(person);
    const before = told.get(person);
    const telling = (async () => {
      await before;
      await Promise.all(Array.from({ length: copies }, () => insist(name, fields)));
    })();
    told.set(person, telling);
    return telling;
  }

  async function insist(name: string, fields: Event): Promise<void> {
    for (const pause of [50, 100, 300, 1000, 3000]) {
      if ((await zalo.event(name, fields)) === 200) return;
      await sleep(pause);
    }
    throw new Error(`${name} was never received`);
  }

  const attached = (type: string, payload: Event) => (person: string) =>
    tell(`user_send_${type}`, person, { attachments: [{ type, payload }] });

  return {
    people: ['2468458835291900010', '9007199254740993', '246845883529197922'],
    secrets: [zalo.app.appSecret, zalo.app.secretKey, ...Object.values(await tokens.read())],
    channel: ({ publicUrl, report, now }) => {
      webhook = `${publicUrl}${WEBHOOK_PATH}`;
      return zaloOaChannel(
        {
          ...{ ...OA_DEFAULTS, ...zalo.app, apiRoot: zalo.url, oauthRoot: zalo.url },
          fileHosts: [zalo.url],
        },
        {
          ...{ tokens, report, now, patience: 300 },
          contact: async () => undefined,
          staffReplied: async () => undefined,
          withdrawn: async () => undefined,
        },
      );
    },
    ready: async () => {
      if (!(await zalo.events.save(webhook))) throw new Error('the webhook was not accepted');
    },
    address: (person) => `zalo-oa:${person}`,
    write: (person, text) => tell('user_send_text', person, { text }),
    press: (person, value) => tell('user_send_text', person, { text: `#${value}` }),
    media: {
      image: attached('image', { thumbnail: 'https://a.vn/t', url: 'https://a.vn/i.jpg' }),
      sticker: attached('sticker', { id: '1', url: 'https://a.vn/s' }),
      location: attached('location', { coordinates: { latitude: '11.5', longitude: '106.9' } }),
      voice: attached('audio', { url: 'https://a.vn/a.amr' }),
      file: attached('file', { url: 'https://a.vn/f', name: 'f.pdf', size: '3' }),
      contact: attached('business_card', { description: '{}' }),
    },
    files: {
      shelf: zalo.files,
      kinds: ['image', 'voice', 'file'],
      send: (person, kind, name) => {
        const type = kind === 'voice' ? 'audio' : kind;
        return attached(type, { url: `${zalo.url}/files/${name}`, name: 'a.pdf', size: '3' })(
          person,
        );
      },
    },
    repeat: (times) => {
      copies = times;
    },
    shown: (person) => zalo.accepted.filter(({ to }) => to === person).map(({ text }) => text),
    buttons: (person) =>
      zalo.accepted.findLast(({ to }) => to === person)?.buttons.map(({ title }) => title),
    trouble: (...troubles) => {
      zalo.faults.push(...troubles.map(faultOf));
    },
    block: (person, blocked) => {
      if (blocked) zalo.blocked.add(person);
      else zalo.blocked.delete(person);
    },
    forged: forged(),
    strange: strange(zalo.app),
    close: () => zalo.close(),
  };
}

/** Tokens of one process. */
function memory(pair: { accessToken: string; refreshToken: string }) {
  const now = Date.now();
  const tokens = {
    ...pair,
    obtainedAt: new Date(now).toISOString(),
    expiresAt: new Date(now + 90_000_000).toISOString(),
  };
  return {
    read: async () => tokens,
    reserve: async () => false,
    replace: async () => undefined,
    release: async () => undefined,
  } satisfies TokenStore;
}

function faultOf(trouble: Trouble): Fault | undefined {
  switch (trouble.kind) {
    case 'busy':
      return { code: -32 };
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

type App = Awaited<ReturnType<typeof startZaloOa>>['app'];

function forged(): RawRequest[] {
  const body = JSON.stringify({ event_name: 'user_send_text', timestamp: String(Date.now()) });
  const request = { path: WEBHOOK_PATH, body };
  const guess = `mac=${'0'.repeat(64)}`;
  return [
    { label: 'no signature', ...request, headers: {} },
    { label: 'a guess', ...request, headers: { 'x-zevent-signature': guess } },
    { label: 'an empty one', ...request, headers: { 'x-zevent-signature': '' } },
  ];
}

function strange(app: App): RawRequest[] {
  const good = (odd: Event) => ({
    ...{ app_id: app.appId, event_name: 'user_send_text', timestamp: String(Date.now()) },
    ...fromUser('246845', { message: { msg_id: '1', text: 'x' } }),
    ...odd,
  });
  const bodies: Record<string, unknown> = {
    'an unknown kind': good({ event_name: 'user_send_hologram' }),
    'an array': [1, 2],
    null: null,
    'nobody sends it': good({ sender: undefined }),
    'nothing is sent': good({ message: undefined }),
    'of last year': good({ timestamp: '1700000000000' }),
    'a time beyond all calendars': good({ timestamp: '9'.repeat(40) }),
    'a time that is a list': good({ timestamp: ['1'] }),
    'a text that is a number': good({ message: { msg_id: '1', text: 7 } }),
    'for another OA': good({ recipient: { id: '1' } }),
    'a group': good({ event_name: 'user_send_group_text' }),
    'our own echo': good({ event_name: 'oa_send_text', sender: { id: app.oaId } }),
  };
  return Object.entries(bodies).map(([label, value]) => {
    const body = JSON.stringify(value);
    const time = (value as Partial<Record<string, unknown>> | null)?.timestamp;
    return { label, path: WEBHOOK_PATH, body, headers: signature(app, body, String(time ?? '')) };
  });
}
