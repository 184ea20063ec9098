/** A channel whose provider the test plays. */
import { type Channel, type OutgoingMessage, SendError } from '../../src/channels/channel.ts';
import type { Address } from '../../src/message.ts';

export interface Post extends Channel {
  /** Everything that was accepted, in that order. */
  readonly accepted: readonly { to: Address; message: OutgoingMessage }[];
  /** Every call of `send`, accepted or not, by the reply's text. */
  readonly tried: readonly string[];
}

/** Accepts at once, except where `refuse` throws or waits first. */
export function post(refuse: (text: string, attempt: number) => unknown = () => undefined): Post {
  const accepted: { to: Address; message: OutgoingMessage }[] = [];
  const tried: string[] = [];
  return {
    name: 'web',
    limits: { textLength: null, choices: null, choiceLabelLength: null },
    accepted,
    tried,
    listen: () => undefined,
    async send(to, message) {
      const { text } = message.reply;
      tried.push(text);
      await refuse(text, tried.filter((other) => other === text).length);
      accepted.push({ to, message });
      return `external-${message.id}`;
    },
  };
}

/** The provider is busy: to be tried again. */
export function busy(retryAfter?: number): SendError {
  return new SendError('busy', {
    retryable: true,
    ...(retryAfter === undefined ? {} : { retryAfter }),
  });
}

/** The citizen has blocked us: never again. */
export function blocked(): SendError {
  return new SendError('blocked by the citizen', { retryable: false });
}
