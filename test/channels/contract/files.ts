import { describe, expect, test } from 'vitest';
import { AttachmentError, type Download, LARGEST_FILE } from '../../../src/channels/channel.ts';
import type { Address, Attachment, AttachmentKind, ChannelName } from '../../../src/message.ts';
import { readAttachment } from '../../../src/store/attachments.ts';
import type { FileFault, ShelfFile } from '../../providers/shelf.ts';
import type { Peer, PeerFiles } from '../peer.ts';
import { type Rig, settled } from '../rig.ts';
import type { Bench } from './bench.ts';

/** Channels on which nothing but words can be sent. */
const NO_FILES: readonly ChannelName[] = ['sms'];

/** What people send beside words, for the eyes of a person. */
export function files(name: string, { start }: Bench): void {
  /** Somebody sends a file; what is kept of it. */
  async function sent(file: ShelfFile, kind: AttachmentKind = 'image') {
    const { peer, rig } = await start();
    const shelf = peer.files;
    if (shelf === undefined) return { peer, rig, shelf };
    const [person] = peer.people;
    const put = shelf.shelf.put(file);
    await shelf.send(person, kind, put);
    await settled(rig);
    const attachment = await keptFor(rig, peer.address(person));
    return { peer, rig, shelf, put, attachment };
  }

  describe(`${name}: files`, () => {
    test('each comes as it was sent, and is asked for only when somebody wants to see it', async () => {
      const { peer, rig } = await start();
      expect(peer.files === undefined).toBe(rig.channel.download === undefined);
      if (peer.files === undefined) return expect(NO_FILES).toContain(rig.channel.name);
      await checkEach(peer, peer.files, rig);
    });

    const troubles: readonly (readonly [string, Partial<ShelfFile>, string])[] = [
      ['is not there any more', { fault: { status: 404 } }, 'gone'],
      ['lay behind a link that has expired', { fault: { status: 403 } }, 'gone'],
      ['cannot be had now', { fault: { status: 500 } }, 'unreachable'],
      ['does not come', { fault: 'silent' }, 'unreachable'],
      ['stops in the middle', { fault: 'stuck' }, 'unreachable'],
      ['breaks off', { fault: 'cut' }, 'unreachable'],
      ['says that it is too large', { length: LARGEST_FILE + 1 }, 'too-large'],
      ['never ends', { fault: 'endless', bytes: Buffer.alloc(1024 * 1024) }, 'too-large'],
      ['leads elsewhere', { fault: { redirect: 'http://127.0.0.1:9/private' } }, 'refused'],
      ['leads to our own disk', { fault: { redirect: 'file:///etc/passwd' } }, 'refused'],
    ];
    test.each(troubles)('one that %s is told apart', async (_, file, trouble) => {
      const { peer, rig, shelf, attachment } = await sent({ bytes: 'abc', ...file });
      if (shelf === undefined) return expect(NO_FILES).toContain(rig.channel.name);
      const error = await troubleWith(rig, attachment);
      expect(error.trouble).toBe(trouble);
      for (const secret of peer.secrets) expect(String(error.stack)).not.toContain(secret);
      expect(error.cause).toBeUndefined();
      expect(shelf.shelf.sent).toBeLessThan(LARGEST_FILE * 1.5);
    });

    test('one that leads in circles is given up', async () => {
      const { peer, rig } = await start();
      const shelf = peer.files;
      if (shelf === undefined) return expect(NO_FILES).toContain(rig.channel.name);
      const [person] = peer.people;
      const fault: FileFault = { redirect: 'file_1.bin' };
      await shelf.send(person, 'image', shelf.shelf.put({ bytes: '', fault }));
      await settled(rig);
      const error = await troubleWith(rig, await keptFor(rig, peer.address(person)));
      expect(error.trouble).toBe('refused');
      expect(shelf.shelf.asked.length).toBeLessThan(10);
    });

    test('who does not want it any more is heard', async () => {
      const { rig, shelf, attachment } = await sent({ bytes: 'abc', fault: 'silent' });
      if (shelf === undefined) return expect(NO_FILES).toContain(rig.channel.name);
      const began = performance.now();
      const error = await troubleWith(rig, attachment, AbortSignal.timeout(50));
      expect(error.trouble).toBe('unreachable');
      expect(performance.now() - began).toBeLessThan(2000);
    });
  });
}

async function checkEach(peer: Peer, { shelf, kinds, send }: PeerFiles, rig: Rig): Promise<void> {
  const [person] = peer.people;
  for (const kind of kinds) {
    const bytes = Buffer.from(`${kind}: \u0000\u00ff${'x'.repeat(100_000)}`);
    await send(person, kind, shelf.put({ bytes, type: 'text/html', length: bytes.length }));
    await settled(rig);
    const attachment = await keptFor(rig, peer.address(person));
    expect(attachment?.kind).toBe(kind);
    expect(shelf.asked).toHaveLength(kinds.indexOf(kind));
    const download = await fetched(rig, attachment);
    expect(download).toMatchObject({ type: 'text/html', size: bytes.length });
    expect((await read(download)).equals(bytes)).toBe(true);
  }
}

/** What is kept of the file that the person sent last. */
async function keptFor({ bot }: Rig, address: Address): Promise<Attachment | undefined> {
  const row = await bot.db
    .selectFrom('inboundMessage')
    .innerJoin('conversation', 'conversation.id', 'inboundMessage.conversationId')
    .select('attachment')
    .where('address', '=', address)
    .orderBy('seq', 'desc')
    .executeTakeFirst();
  return readAttachment(row?.attachment ?? null) ?? undefined;
}

async function fetched(
  { channel }: Rig,
  attachment: Attachment | undefined,
  signal = AbortSignal.timeout(1000),
): Promise<Download> {
  if (attachment === undefined) throw new Error('nothing was kept');
  const download = await channel.download?.(attachment, signal);
  if (download === undefined) throw new Error('the channel fetches nothing');
  return download;
}

async function read({ body }: Download): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function troubleWith(...wanted: Parameters<typeof fetched>): Promise<AttachmentError> {
  const error = await fetched(...wanted)
    .then(read)
    .then(
      () => 'it came',
      (reason: unknown) => reason,
    );
  if (!(error instanceof AttachmentError)) throw new Error(`expected trouble, not ${error}`);
  return error;
}
