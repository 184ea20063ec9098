/**
 * Makes one of Telegram's updates into what the assistant takes in.
 *
 * An edited text counts as a new message: who corrects the name of a phone wants the answer to the
 * corrected one. An edit without text (a live location moves, a caption of a picture goes) does not.
 */
import type { Address, InboundKind, InboundMessage } from '../../message.ts';
import type { ChannelEvent } from '../channel.ts';
import { addressOf, chatAddress } from './address.ts';
import { type Command, readCommand, readPayload, type Topics } from './commands.ts';
import { addressed, type Self, withoutName } from './groups.ts';
import { attachmentOf, mediaKind } from './media.ts';
import {
  type CallbackQuery,
  type ChatMember,
  type Message,
  type Update,
  updateSchema,
} from './update.ts';

/** What an update turned out to be. */
export type Reading =
  | {
      readonly kind: 'message';
      readonly message: InboundMessage;
      /** The pressed button waits for an answer to this id. */
      readonly callback?: string;
      /** Where the link was printed through which the chat began. */
      readonly source?: string | undefined;
    }
  | { readonly kind: 'event'; readonly event: ChannelEvent }
  | { readonly kind: 'ignored'; readonly why: string };

/** What reading depends on beside the update. */
export interface Reader {
  readonly self: Self;
  readonly topics: Topics;
  readonly now: Date;
}

/** Telegram keeps what it could not deliver for a day; anything much older is a replay. */
const OLDEST_MS = 2 * 24 * 3_600_000;

export function readUpdate(json: unknown, reader: Reader): Reading {
  const parsed = updateSchema.safeParse(json);
  if (!parsed.success) return ignored('unreadable');
  const { message, edited_message, callback_query, my_chat_member } = parsed.data;
  if (message !== undefined) return readMessage(message, reader);
  if (edited_message !== undefined) return readEdit(edited_message, reader);
  if (callback_query !== undefined) return readPress(callback_query, reader);
  if (my_chat_member !== undefined) return readMembership(my_chat_member);
  return ignored(unknownKind(parsed.data));
}

function ignored(why: string): Reading {
  return { kind: 'ignored', why };
}

function unknownKind(update: Update): string {
  return Object.keys(update).find((key) => key !== 'update_id') ?? 'empty update';
}

function readEdit(message: Message, reader: Reader): Reading {
  if (message.text === undefined) return ignored('edit without text');
  return readMessage(message, reader);
}

function readMessage(message: Message, reader: Reader): Reading {
  const { chat, from, migrate_to_chat_id: successor } = message;
  if (successor !== undefined) {
    const event = {
      kind: 'moved',
      from: chatAddress(chat.id),
      to: chatAddress(successor),
    } as const;
    return { kind: 'event', event };
  }
  if (from === undefined || from.is_bot) return ignored('not from a person');
  if (reader.now.getTime() - sentAt(message) > OLDEST_MS) return ignored('too old');
  if (!addressed(message, reader.self)) return ignored('not for us');
  return readContent(message, reader);
}

function readContent(message: Message, { self, topics }: Reader): Reading {
  const text = withoutName(message.text ?? message.caption ?? '', self);
  const command = readCommand(text);
  if (command !== undefined) return readAsked(message, command, topics);
  if (text !== '') return taken(message, 'text', text);
  const kind = mediaKind(message);
  return kind === undefined ? ignored('message of unknown kind') : taken(message, kind, '');
}

/** A command counts as the button of its intent; `/kiemtra nokia 1280` asks its question at once. */
function readAsked(message: Message, { intent, rest }: Command, topics: Topics): Reading {
  if (intent === 'check-phone' && rest !== '') return taken(message, 'text', rest);
  if (intent !== 'greeting' || rest === '') return taken(message, 'choice', `i:${intent}`);
  const link = readPayload(rest, topics);
  const reading = taken(message, 'choice', `i:${link.intent ?? intent}`);
  return { ...reading, source: link.source };
}

function taken(
  message: Message,
  kind: InboundKind,
  text: string,
): Extract<Reading, { kind: 'message' }> {
  const { message_id, edit_date } = message;
  const externalId = edit_date === undefined ? message_id : `${message_id}@${edit_date}`;
  const receivedAt = new Date(sentAt(message)).toISOString();
  const attachment = attachmentOf(message);
  const what = { kind, text, ...(attachment === undefined ? {} : { attachment }) };
  return {
    kind: 'message',
    message: { address: addressOf(message), externalId, receivedAt, ...what },
  };
}

function sentAt({ date, edit_date }: Message): number {
  return (edit_date ?? date) * 1000;
}

function readPress({ id, from, message, data }: CallbackQuery, { now }: Reader): Reading {
  if (message === undefined || data === undefined) return ignored('press without a button');
  if (from.is_bot) return ignored('not from a person');
  const address: Address = addressOf(message);
  const receivedAt = now.toISOString();
  return {
    kind: 'message',
    message: { address, externalId: `press:${id}`, receivedAt, kind: 'choice', text: data },
    callback: id,
  };
}

function readMembership({ chat, new_chat_member: { status } }: ChatMember): Reading {
  if (status !== 'kicked' && status !== 'left') return ignored('membership');
  return { kind: 'event', event: { kind: 'gone', address: chatAddress(chat.id) } };
}
