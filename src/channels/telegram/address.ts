/** `telegram:<chat>`, and for a topic of a forum `telegram:<chat>/<topic>`. */
import type { Address } from '../../message.ts';
import type { Place } from './update.ts';

/** The address of whoever wrote there: one conversation for each chat, or topic of a forum. */
export function addressOf({ chat, is_topic_message, message_thread_id }: Place): Address {
  const topic = is_topic_message === true ? message_thread_id : undefined;
  return chatAddress(topic === undefined ? chat.id : `${chat.id}/${topic}`);
}

/** The address of a chat outside any topic. */
export function chatAddress(chat: string): Address {
  return `telegram:${chat}`;
}

/** The chat and the topic of an address; ids stay text, which Telegram takes as well. */
export function targetOf(address: Address): { chat: string; topic: number | undefined } {
  const [chat = '', topic] = address.slice(address.indexOf(':') + 1).split('/');
  return { chat, topic: topic === undefined ? undefined : Number(topic) };
}

/** Groups have negative ids (Bot API, "Chat"). */
export function isGroup(address: Address): boolean {
  return targetOf(address).chat.startsWith('-');
}
