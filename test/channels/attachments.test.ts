/** What is kept of a file that somebody sent: enough to fetch it, and nothing that is not said. */
import { describe, expect, it, onTestFinished, test } from 'vitest';
import { AttachmentError } from '../../src/channels/channel.ts';
import { readUpdate as readTelegram } from '../../src/channels/telegram/read.ts';
import { telegramChannel } from '../../src/channels/telegram.ts';
import { readUpdate as readZaloBot } from '../../src/channels/zalo-bot/read.ts';
import { readEvent } from '../../src/channels/zalo-oa/read.ts';
import type { InboundMessage } from '../../src/message.ts';
import { NOW } from '../helpers/bot.ts';
import { testReport } from '../helpers/zalo.ts';
import { type Fault, startTelegram, type Telegram, TOKEN } from '../providers/telegram.ts';
import { TOPICS } from './telegram-peer.ts';

const MEGABYTE = 1024 * 1024;

/** What a reading took in; a file that is not understood must not cost the message. */
function messageOf(reading: { kind: string; message?: InboundMessage }): InboundMessage {
  if (reading.message === undefined) throw new Error(`${reading.kind}, and no message`);
  return reading.message;
}

describe('on Telegram', () => {
  function kept(special: Readonly<Record<string, unknown>>): InboundMessage {
    const chat = { id: 3527065, type: 'private' };
    const from = { id: 3527065, is_bot: false };
    const message = { message_id: 7, date: NOW.getTime() / 1000, chat, from, ...special };
    const self = { id: '123456', username: 'TroLy2GBot' };
    return messageOf(readTelegram({ update_id: 1, message }, { self, topics: TOPICS, now: NOW }));
  }

  const size = (file_id: string, width: number, file_size?: number) => {
    return { file_id, width, height: width, ...(file_size === undefined ? {} : { file_size }) };
  };

  it.each([
    ['the largest', [size('s', 90, 9), size('l', 1280, 900), size('m', 320, 90)], 'l', 900],
    ['none above five megabytes', [size('m', 320, 90), size('l', 9000, 5 * MEGABYTE + 1)], 'm', 90],
  ])('of the sizes of a photo %s is kept', (_, photo, ref, bytes) => {
    const { kind, text, attachment } = kept({ photo });
    expect({ kind, text }).toEqual({ kind: 'image', text: '' });
    expect(attachment).toEqual({ kind: 'image', ref, size: bytes });
  });

  it('a size of which nothing is said counts as small', () => {
    expect(kept({ photo: [size('a', 90)] }).attachment).toEqual({ kind: 'image', ref: 'a' });
  });

  it('a photo with words is what the words say, and still has the photo', () => {
    const { kind, text, attachment } = kept({ photo: [size('a', 90)], caption: 'máy này' });
    expect([kind, text, attachment?.kind]).toEqual(['text', 'máy này', 'image']);
  });

  const details = { file_name: 'đơn.pdf', mime_type: 'application/pdf', file_size: 7 };
  it.each([
    ['document', 'file'],
    ['audio', 'file'],
    ['video', 'file'],
    ['animation', 'file'],
    ['voice', 'voice'],
    ['video_note', 'voice'],
  ])('%s is a %s with its name, type and size', (field, kind) => {
    expect(kept({ [field]: { file_id: 'f', ...details } }).attachment).toEqual({
      ...{ kind, ref: 'f', name: 'đơn.pdf', mime: 'application/pdf', size: 7 },
    });
  });

  it.each([
    ['a type that is none', { mime_type: 'text/html\r\nset-cookie: a' }],
    ['a type that is a number', { mime_type: 7 }],
    ['a name without end', { file_name: 'x'.repeat(10_000) }],
    ['a size below nothing', { file_size: -1 }],
  ])('%s is not kept', (_, odd) => {
    const document = { file_id: 'f', ...odd };
    expect(kept({ document }).attachment).toEqual({ kind: 'file', ref: 'f' });
  });

  it.each([
    ['no id', { document: { file_name: 'a' } }],
    ['an id without end', { document: { file_id: 'x'.repeat(1000) } }],
    ['no object', { document: 'file' }],
    ['no size', { photo: [] }],
    ['no list', { photo: { file_id: 'a' } }],
    ['only large sizes', { photo: [size('a', 9, 6 * MEGABYTE)] }],
  ])('a file with %s is a message without it', (_, odd) => {
    expect(kept(odd)).not.toHaveProperty('attachment');
  });

  it.each(['sticker', 'location', 'contact', 'dice'])('a %s is no file', (field) => {
    expect(kept({ [field]: { file_id: 'a' } })).not.toHaveProperty('attachment');
  });
});

describe('what Telegram says of a file', () => {
  /** Asks for the file that was put there; what is wrong with it. */
  async function troubleWith(put: (telegram: Telegram) => string): Promise<string> {
    const telegram = await startTelegram();
    onTestFinished(() => telegram.close());
    const ref = put(telegram);
    const settings = { token: TOKEN, apiRoot: telegram.apiRoot, webhook: undefined };
    const parts = { topics: TOPICS, report: testReport(), now: () => NOW };
    const { download } = telegramChannel(settings, parts);
    try {
      await download?.({ kind: 'file', ref }, AbortSignal.timeout(2000));
      return 'it came';
    } catch (error) {
      return error instanceof AttachmentError ? error.trouble : String(error);
    }
  }

  /** A file of which Telegram says that it lies there. */
  const lying = (path: string) => (telegram: Telegram) => {
    const name = telegram.files.put({ bytes: 'abc' });
    telegram.paths.set(name, path);
    return name;
  };

  const failing = (fault: Fault) => (telegram: Telegram) => {
    telegram.fail('getFile', fault);
    return telegram.files.put({ bytes: 'abc' });
  };

  test.each([
    '../../bot/getMe',
    'files/../../x',
    'files/..',
    './files/x',
    'files//x',
    '/var/lib/telegram-bot-api/photos/file_0.jpg',
    'C:\\photos\\file_0.jpg',
    'files/%2e%2e/x',
    'files/x?a=1',
    'files/x#a',
    '//evil.example/x',
    'http://evil.example/x',
    'files/x\r\nhost: evil',
    '',
  ])('the path %j is not followed', async (path) => {
    expect(await troubleWith(lying(path))).toBe('refused');
  });

  it('the path of a file is', async () => {
    expect(await troubleWith(({ files }) => files.put({ bytes: 'abc' }))).toBe('it came');
  });

  it('what it has lost or never had is gone', async () => {
    expect(await troubleWith(lying('files/lost.jpg'))).toBe('gone');
    expect(await troubleWith(() => 'AgAC-never')).toBe('gone');
  });

  it.each([401, 429, 500])('a refusal with %i may pass', async (code) => {
    expect(await troubleWith(failing({ kind: 'refused', code }))).toBe('unreachable');
  });

  it('a page of somebody on the way is no answer', async () => {
    expect(await troubleWith(failing({ kind: 'page' }))).toBe('unreachable');
  });

  it('what it does not hand out to bots is too large', async () => {
    const film = { bytes: '', length: 20 * MEGABYTE + 1 };
    expect(await troubleWith(({ files }) => files.put(film))).toBe('too-large');
  });
});

describe('on an Official Account', () => {
  function kept(name: string, message: object): InboundMessage {
    const timestamp = String(NOW.getTime());
    const parties = { sender: { id: '2468' }, recipient: { id: '3886' } };
    return messageOf(
      readEvent(
        { event_name: name, timestamp, ...parties, message: { msg_id: 'm', ...message } },
        { oaId: '3886', oldest: 1000, now: NOW },
      ),
    );
  }

  const url = 'https://f6.photo.talk.zdn.vn/a.jpg';

  it.each([
    ['user_send_image', 'image'],
    ['user_send_gif', 'image'],
    ['user_send_audio', 'voice'],
    ['user_send_video', 'file'],
    ['anonymous_send_image', 'image'],
  ])('%s brings a %s', (name, kind) => {
    const attachments = [{ type: 'x', payload: { url, thumbnail: 'https://a.vn/t' } }];
    const message = { attachments, conversation_id: 'c' };
    expect(kept(name, message)).toMatchObject({ kind, text: '', attachment: { kind, ref: url } });
  });

  it('a file has its name and its size', () => {
    const payload = { url, name: 'đơn.pdf', size: '1024', type: 'pdf', checksum: 'x' };
    const { attachment } = kept('user_send_file', { attachments: [{ type: 'file', payload }] });
    expect(attachment).toEqual({ kind: 'file', ref: url, name: 'đơn.pdf', size: 1024 });
  });

  it('a picture with words is what the words say, and still has the picture', () => {
    const attachments = [{ type: 'image', payload: { url } }];
    const { kind, attachment } = kept('user_send_image', { text: 'máy này', attachments });
    expect([kind, attachment?.kind]).toEqual(['text', 'image']);
  });

  it.each([
    ['no address', {}],
    ['a path', { url: '/etc/passwd' }],
    ['a file of this machine', { url: 'file:///etc/passwd' }],
    ['a script', { url: 'javascript:alert(1)' }],
    ['an address without end', { url: `https://f.zdn.vn/${'x'.repeat(5000)}` }],
  ])('with %s it is a picture that nobody can fetch', (_, payload) => {
    const message = kept('user_send_image', { attachments: [{ type: 'image', payload }] });
    expect(message.kind).toBe('image');
    expect(message).not.toHaveProperty('attachment');
  });

  it.each(['sticker', 'location', 'business_card', 'link'])('a %s is no file', (what) => {
    const message = { text: 'a', attachments: [{ type: what, payload: { url } }] };
    expect(kept(`user_send_${what}`, message)).not.toHaveProperty('attachment');
  });
});

describe('on the Zalo Bot Platform', () => {
  function kept(name: string, content: object): InboundMessage {
    const chat = { id: '6ede9afa66b88fe60001' };
    const message = { message_id: 'm', date: NOW.getTime(), chat, ...content };
    return messageOf(readZaloBot({ event_name: name, message }, NOW));
  }

  const ref = 'https://f6.photo.talk.zdn.vn/a.jpg';

  it.each([
    ['message.image.received', { photo_url: ref }, 'image'],
    ['message.image.received', { photo: ref }, 'image'],
    ['message.voice.received', { voice_url: ref }, 'voice'],
  ])('%s brings %j', (name, content, kind) => {
    expect(kept(name, content).attachment).toEqual({ kind, ref });
  });

  it('a picture with words is what the words say, and still has the picture', () => {
    const { kind, text, attachment } = kept('message.image.received', {
      photo_url: ref,
      caption: 'máy này',
    });
    expect([kind, text, attachment?.kind]).toEqual(['text', 'máy này', 'image']);
  });

  it.each([
    ['message.image.received', {}],
    ['message.image.received', { photo_url: 7 }],
    ['message.image.received', { photo_url: 'ảnh.jpg' }],
    ['message.sticker.received', { sticker: 's', url: ref }],
    ['message.unsupported.received', { photo_url: ref }],
    ['message.text.received', { text: 'a', photo_url: ref }],
  ])('%s with %j brings none', (name, content) => {
    expect(kept(name, content)).not.toHaveProperty('attachment');
  });
});
