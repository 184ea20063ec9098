/**
 * Who is writing just now: a hint, so it lives in memory only and nothing is lost with it. Whoever
 * shows it lets it fade by itself after `TYPING_MS`.
 */
import type { Channel } from '../channels/channel.ts';
import type { Log } from '../log.ts';
import type { Address } from '../message.ts';
import { channelOf } from '../store/conversations.ts';

/** After that without another sign nobody is writing any more. */
export const TYPING_MS = 6000;
/** Signs closer to each other than this are told once. */
const TOLD_EVERY_MS = 3000;

export type Writer = 'citizen' | 'agent';

/** Told at the first sign, and again every few seconds while they go on. */
export type TypingListener = (address: Address, who: Writer) => void;

export interface Typing {
  /** The citizen of that address is writing. */
  citizen(address: Address): void;
  /** Staff is writing to that address. */
  agent(address: Address): void;
  /** Whether there was a sign within the last `TYPING_MS`. */
  isWriting(address: Address, who: Writer): boolean;
  /** Returns what ends it. */
  subscribe(listener: TypingListener): () => void;
}

interface Sign {
  readonly seenAt: number;
  readonly toldAt: number;
}

/** An empty hub. Old signs are dropped as new ones come, so it holds a few seconds' worth. */
export function createTyping({ now }: { readonly now: () => Date }): Typing {
  /** The oldest sign first. */
  const signs = new Map<string, Sign>();
  const listeners = new Set<TypingListener>();
  const keyOf = (address: Address, who: Writer) => `${who} ${address}`;

  function forgetOld(at: number): void {
    for (const [key, { seenAt }] of signs) {
      if (at - seenAt < TYPING_MS) return;
      signs.delete(key);
    }
  }

  function note(address: Address, who: Writer): void {
    const at = now().getTime();
    forgetOld(at);
    const key = keyOf(address, who);
    const before = signs.get(key);
    const tells = before === undefined || at - before.toldAt >= TOLD_EVERY_MS;
    signs.delete(key);
    signs.set(key, { seenAt: at, toldAt: tells ? at : before.toldAt });
    if (tells) for (const listener of listeners) listener(address, who);
  }

  return {
    citizen: (address) => note(address, 'citizen'),
    agent: (address) => note(address, 'agent'),
    isWriting: (address, who) => {
      const sign = signs.get(keyOf(address, who));
      return sign !== undefined && now().getTime() - sign.seenAt < TYPING_MS;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * Shows on the channels that can that staff is writing. Nobody waits for it, and where it fails
 * nothing is missing.
 *
 * @returns what ends it
 */
export function relayTyping(
  typing: Typing,
  channels: readonly Channel[],
  log: Pick<Log, 'debug'>,
): () => void {
  return typing.subscribe((address, who) => {
    if (who !== 'agent') return;
    const channel = channels.find(({ name }) => name === channelOf(address));
    channel?.typing?.(address).catch((err: unknown) => {
      log.debug({ err, channel: channel.name }, 'the sign that somebody writes did not arrive');
    });
  });
}
