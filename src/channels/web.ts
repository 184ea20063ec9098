/**
 * The browser chat as a channel. Its pages and routes are in `web/chat/`; here replies only pass on
 * to the browsers that listen at this moment. One that listens later reads them from the store.
 */
import { EventEmitter } from 'node:events';
import type { Address } from '../message.ts';
import type { Channel, OutgoingMessage } from './channel.ts';

export type Listener = (message: OutgoingMessage) => void;

export interface WebChannel extends Channel {
  /** Calls back with every reply to that address from now on; returns how to end it. */
  subscribe(address: Address, listener: Listener): () => void;
}

/** A hub for the browsers that are connected to this process. */
export function webChannel(): WebChannel {
  const hub = new EventEmitter<Record<string, [OutgoingMessage]>>().setMaxListeners(0);
  return {
    name: 'web',
    limits: { textLength: null, choices: null, choiceLabelLength: null },
    listen: () => undefined,
    async send(to, message) {
      hub.emit(to, message);
      return message.id;
    },
    subscribe(address, listener) {
      hub.on(address, listener);
      return () => hub.off(address, listener);
    },
  };
}
