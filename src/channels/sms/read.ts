/** Makes what Kannel brings into what the assistant takes in, unless it comes from no person. */
import { createHash } from 'node:crypto';
import type { InboundMessage } from '../../message.ts';
import type { Call } from './call.ts';
import { decodeText } from './charset.ts';
import { commandOf } from './keywords.ts';
import { isAutomatic } from './machine.ts';
import { subscriberOf } from './subscriber.ts';

export type Reading =
  | { readonly kind: 'message'; readonly message: InboundMessage }
  | { readonly kind: 'ignored'; readonly why: string }
  /** It lacks what every call has to have. */
  | { readonly kind: 'unreadable'; readonly why: string };

/** What reading depends on beside the call. */
export interface Reader {
  /** The number from which we send. */
  readonly own: string;
  readonly now: Date;
}

/** Kannel keeps what it could not hand over; an answer to anything older is no help. */
const OLDEST_MS = 2 * 24 * 3_600_000;
/** Kannel's coding of what is no text: settings, ring tones, pictures. */
const BYTES = '1';

export function readMessage(call: Call, { own, now }: Reader): Reading {
  if (call.from === '') return { kind: 'unreadable', why: 'no sender' };
  const externalId = idOf(call);
  if (externalId === undefined) return { kind: 'unreadable', why: 'no id' };
  const number = subscriberOf(call.from);
  if (number === undefined) return ignored('no subscriber');
  if ([own, call.to].some((ours) => subscriberOf(ours) === number)) return ignored('ourselves');
  if (call.coding === BYTES) return ignored('no text');
  const sentAt = timeOf(call.time) ?? now.getTime();
  if (now.getTime() - sentAt > OLDEST_MS) return ignored('too old');
  const text = decodeText(call.text, call);
  if (isAutomatic(text)) return ignored('automatic');
  const command = commandOf(text);
  const receivedAt = new Date(Math.min(sentAt, now.getTime())).toISOString();
  const kind = command === undefined ? 'text' : 'choice';
  return {
    kind: 'message',
    message: { address: `sms:${number}`, externalId, receivedAt, kind, text: command ?? text },
  };
}

function ignored(why: string): Reading {
  return { kind: 'ignored', why };
}

/** Kannel's id; without one the same sender, time and text are the same message. */
function idOf({ id, from, time, text }: Call): string | undefined {
  if (/^[\x21-\x7e]{1,100}$/.test(id)) return id;
  if (time === '') return undefined;
  return createHash('sha256')
    .update(JSON.stringify([from, time]))
    .update(text)
    .digest('hex');
}

/** Milliseconds since 1970; undefined for what is no time. */
function timeOf(time: string): number | undefined {
  if (/^\d{9,11}$/.test(time)) return Number(time) * 1000;
  const [, day, clock] = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)$/.exec(time) ?? [];
  const at = Date.parse(`${day}T${clock}Z`);
  return Number.isNaN(at) ? undefined : at;
}
