/** Makes one of Zalo's events into what the assistant takes in. */
import { vietnamDay } from '../../day.ts';
import type { Address, Attachment, InboundKind, InboundMessage } from '../../message.ts';
import { attachmentAt } from '../attachment.ts';
import type { ChannelEvent } from '../channel.ts';
import { anonymousAddress, userAddress } from './address.ts';
import { eventSchema, type ZaloEvent, type ZaloMessage } from './event.ts';

/** What staff wrote to a citizen in the OA's own tool. */
export interface StaffReply {
  readonly address: Address;
  /** Zalo's id of it. */
  readonly externalId: string;
  /** Empty for a picture or a file. */
  readonly text: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

/** What an event turned out to be. */
export type Reading =
  | { readonly kind: 'message'; readonly message: InboundMessage }
  | { readonly kind: 'events'; readonly events: readonly ChannelEvent[] }
  | { readonly kind: 'staff'; readonly reply: StaffReply }
  /** The citizen takes back their consent: everything of theirs has to go. */
  | { readonly kind: 'withdrawn'; readonly address: Address }
  | { readonly kind: 'ignored'; readonly why: string }
  /** Signed, and yet not to be believed: somebody has to look at it. */
  | { readonly kind: 'suspicious'; readonly likelyCause: string };

/** What reading depends on beside the event. */
export interface Reader {
  readonly oaId: string;
  /** Events older than that are replays, in milliseconds. */
  readonly oldest: number;
  readonly now: Date;
}

export function readEvent(json: unknown, reader: Reader): Reading {
  const parsed = eventSchema.safeParse(json);
  if (!parsed.success) return ignored('unreadable');
  const event = parsed.data;
  if (reader.now.getTime() - event.timestamp > reader.oldest) {
    return suspicious("an event is hours old: a replay, or this server's clock is wrong");
  }
  if (!concerns(event, reader.oaId)) {
    return suspicious('an event is for another OA: ZALO_OA_ID is wrong, or the app serves two OAs');
  }
  const [, way, what = ''] = SENT.exec(event.event_name) ?? [];
  switch (way) {
    case 'user_send':
      return readMessage(event, user(event.sender), what);
    case 'anonymous_send':
      return readMessage(event, anonymous(event.sender, event.message), what);
    case 'oa_send':
      return readEcho(event, user(event.recipient));
    case 'oa_send_anonymous':
      return readEcho(event, anonymous(event.recipient, event.message));
    default:
      return readOther(event);
  }
}

const SENT = /^(user_send|anonymous_send|oa_send_anonymous|oa_send)_(?!group_)(\w+)$/;

function ignored(why: string): Reading {
  return { kind: 'ignored', why };
}

function suspicious(likelyCause: string): Reading {
  return { kind: 'suspicious', likelyCause };
}

/** Sources differ about who is sender and who recipient of a receipt: the OA may be either. */
function concerns({ oa_id, sender, recipient }: ZaloEvent, oaId: string): boolean {
  const named = [oa_id, sender?.id, recipient?.id].filter((id) => id != null);
  return named.length === 0 || named.includes(oaId);
}

function user(party: ZaloEvent['sender']): Address | undefined {
  return party == null ? undefined : userAddress(party.id);
}

function anonymous(party: ZaloEvent['sender'], message: ZaloEvent['message']): Address | undefined {
  const conversation = message?.conversation_id;
  if (party == null || conversation == null) return undefined;
  return anonymousAddress(party.id, conversation);
}

// === What citizens send ===

/** By what follows `user_send_` in the event's name. */
const KINDS: Readonly<Record<string, InboundKind>> = {
  text: 'text',
  link: 'text',
  image: 'image',
  gif: 'image',
  audio: 'voice',
  video: 'file',
  sticker: 'sticker',
  location: 'location',
  file: 'file',
  business_card: 'contact',
};

function readMessage(event: ZaloEvent, address: Address | undefined, what: string): Reading {
  const { event_name, message } = event;
  const kind = KINDS[what];
  if (kind === undefined) return ignored(event_name);
  if (address === undefined || message == null) return ignored('unreadable');
  const words = wordsOf(message, what).trim();
  if (words === '' && kind === 'text') return ignored(`${event_name} without content`);
  const content = words === '' ? { kind, text: '' } : choiceOrText(words);
  const attachment = attachmentOf(kind, message);
  return taken(event, address, { ...content, ...(attachment && { attachment }) });
}

/** Zalo tells of one file at a time. */
function attachmentOf(kind: InboundKind, { attachments }: ZaloMessage): Attachment | undefined {
  const { url, name, size } = attachments?.[0]?.payload ?? {};
  if (kind !== 'image' && kind !== 'voice' && kind !== 'file') return undefined;
  return attachmentAt(kind, url, { name, size });
}

/** A link may come without words of its own. */
function wordsOf({ text, attachments }: ZaloMessage, what: string): string {
  if (text) return text;
  return what === 'link' ? (attachments?.[0]?.payload?.url ?? '') : '';
}

/** A pressed button comes as a text: what we gave it as payload, which begins with `#`. */
const PRESSED = /^#([\x21-\x7e]{1,64})$/;

function choiceOrText(text: string): Pick<InboundMessage, 'kind' | 'text'> {
  const [, value] = PRESSED.exec(text) ?? [];
  return value === undefined ? { kind: 'text', text } : { kind: 'choice', text: value };
}

function taken(
  event: ZaloEvent,
  address: Address,
  content: Pick<InboundMessage, 'kind' | 'text' | 'attachment'>,
  externalId = externalIdOf(event),
): Reading {
  return {
    kind: 'message',
    message: { address, externalId, receivedAt: timeOf(event), ...content },
  };
}

function externalIdOf({ event_name, timestamp, message }: ZaloEvent): string {
  return message?.msg_id ?? `${event_name}@${timestamp}`;
}

function timeOf({ timestamp }: ZaloEvent): string {
  return new Date(timestamp).toISOString();
}

// === What the OA sends ===

/** Zalo tells us of every message of the OA: our own, and those that staff typed in its tool. */
function readEcho(event: ZaloEvent, address: Address | undefined): Reading {
  if (!event.sender?.admin_id) return ignored('echo of our own message');
  if (address === undefined) return ignored('unreadable');
  const text = event.message?.text ?? '';
  return {
    kind: 'staff',
    reply: { address, externalId: externalIdOf(event), text, at: timeOf(event) },
  };
}

// === Everything else ===

function readOther(event: ZaloEvent): Reading {
  switch (event.event_name) {
    case 'follow':
    case 'user_click_chatnow':
      return readArrival(event);
    case 'unfollow':
      return withAddress(event, (address) => happened({ kind: 'gone', address }));
    case 'user_submit_info':
      return withAddress(event, (address) => taken(event, address, { kind: 'contact', text: '' }));
    case 'user_withdraw':
      return withAddress(event, (address) => ({ kind: 'withdrawn', address }));
    case 'user_received_message':
      return readReceipt(event, 'delivered');
    case 'user_seen_message':
      return readReceipt(event, 'read');
    default:
      return ignored(event.event_name);
  }
}

function withAddress(event: ZaloEvent, read: (address: Address) => Reading): Reading {
  const id = event.follower?.id ?? event.user_id ?? event.sender?.id;
  return id == null ? ignored('unreadable') : read(userAddress(id));
}

/** Who follows and then opens the chat is greeted once, not twice: at most once a day. */
function readArrival(event: ZaloEvent): Reading {
  const day = vietnamDay(new Date(event.timestamp));
  const greeting = { kind: 'choice', text: 'i:greeting' } as const;
  return withAddress(event, (address) => taken(event, address, greeting, `greeting@${day}`));
}

function happened(...events: ChannelEvent[]): Reading {
  return { kind: 'events', events };
}

function readReceipt(event: ZaloEvent, status: 'delivered' | 'read'): Reading {
  const { msg_id, msg_ids, tracking_id, delivery_time } = event.message ?? {};
  // Template messages by telephone number reuse the name; we send none.
  if (tracking_id !== undefined || delivery_time !== undefined) return ignored('template receipt');
  const ids = msg_ids ?? (msg_id == null ? [] : [msg_id]);
  if (ids.length === 0) return ignored('unreadable');
  const at = timeOf(event);
  return happened(
    ...ids.map((externalId): ChannelEvent => {
      return { kind: 'receipt', channel: 'zalo-oa', externalId, status, at };
    }),
  );
}
