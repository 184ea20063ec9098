/**
 * Small signs that a message was heard. Nobody waits for them and nothing is lost without them, so
 * they are not tried again.
 */
import type { Api } from 'grammy';
import type { Address } from '../../message.ts';
import { targetOf } from './address.ts';

export interface Courtesies {
  /** Ends the spinner on a pressed button. */
  pressed(callback: string): void;
  /** Shows "typing…" until the answer comes; rejects when Telegram does not. */
  typing(address: Address): Promise<void>;
}

/** Telegram shows "typing…" for five seconds (Bot API, sendChatAction). */
const SHOWN_MS = 5000;
/** With more chats at once it is left out: calls for answers come first. */
const MOST_AT_ONCE = 20;

export function courtesies(api: Api): Courtesies {
  const typing = new Set<Address>();
  return {
    pressed(callback) {
      api.answerCallbackQuery(callback).catch(() => undefined);
    },
    async typing(address) {
      if (typing.has(address) || typing.size >= MOST_AT_ONCE) return;
      typing.add(address);
      setTimeout(() => typing.delete(address), SHOWN_MS).unref();
      const { chat, topic } = targetOf(address);
      const place = topic === undefined ? {} : { message_thread_id: topic };
      await api.sendChatAction(chat, 'typing', place);
    },
  };
}
