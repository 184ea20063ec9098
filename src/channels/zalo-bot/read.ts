/** Makes one update of the Zalo Bot Platform into what the assistant takes in. */
import type { Address, Attachment, InboundKind, InboundMessage } from '../../message.ts';
import { attachmentAt } from '../attachment.ts';
import { type BotMessage, updateSchema } from './update.ts';

/** What an update turned out to be. */
export type Reading =
  | { readonly kind: 'message'; readonly message: InboundMessage }
  | { readonly kind: 'ignored'; readonly why: string };

/** Undocumented; longer than any provider that we know repeats what it could not deliver. */
const OLDEST_MS = 2 * 24 * 3_600_000;

/** Unsupported is what the platform keeps to itself: files, contact cards, places. */
const KINDS: Readonly<Record<string, InboundKind>> = {
  'message.text.received': 'text',
  'message.link.received': 'text',
  'message.image.received': 'image',
  'message.sticker.received': 'sticker',
  'message.voice.received': 'voice',
  'message.unsupported.received': 'file',
};

export function readUpdate(json: unknown, now: Date): Reading {
  const parsed = updateSchema.safeParse(json);
  if (!parsed.success) return ignored('unreadable');
  const { event_name, message } = parsed.data;
  const kind = KINDS[event_name];
  if (kind === undefined) return ignored(event_name);
  if (message == null) return ignored('unreadable');
  if (message.from?.is_bot === true) return ignored('not from a person');
  if (now.getTime() - message.date > OLDEST_MS) return ignored('too old');
  const text = (message.text || message.caption || '').trim();
  if (text === '' && kind === 'text') return ignored(`${event_name} without content`);
  const { message_id: externalId, date } = message;
  const address: Address = `zalo-bot:${message.chat.id}`;
  const receivedAt = new Date(date).toISOString();
  const attachment = attachmentOf(kind, message);
  const what = { kind: text === '' ? kind : 'text', text, ...(attachment && { attachment }) };
  return { kind: 'message', message: { address, externalId, receivedAt, ...what } };
}

function attachmentOf(
  kind: InboundKind,
  { photo_url, photo, voice_url }: BotMessage,
): Attachment | undefined {
  if (kind === 'image') return attachmentAt(kind, photo_url ?? photo);
  return kind === 'voice' ? attachmentAt(kind, voice_url) : undefined;
}

function ignored(why: string): Reading {
  return { kind: 'ignored', why };
}

/** The chat of an address. */
export function chatOf(address: Address): string {
  return address.slice(address.indexOf(':') + 1);
}
