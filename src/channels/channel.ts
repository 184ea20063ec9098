/**
 * What the program asks of a channel. A channel speaks its provider's language and nothing else:
 * it neither stores nor retries.
 */
import type { Router } from 'express';
import type { Address, ChannelName, InboundMessage, Reply } from '../message.ts';

/** What a channel can carry; null where it sets no limit. */
export interface Limits {
  /** Longest text of one message, in the units in which the provider counts. */
  readonly textLength: number | null;
  readonly choices: number | null;
  readonly choiceLabelLength: number | null;
}

/** A reply on its way, with what makes it recognisable. */
export interface OutgoingMessage {
  readonly id: string;
  /** Place in the conversation; grows, with gaps. */
  readonly seq: number;
  readonly reply: Reply;
  readonly author: 'bot' | 'agent' | 'system';
  /** Our id of the message that it answers; null when nobody asked. */
  readonly inReplyTo: string | null;
  readonly createdAt: string;
}

/** The channel's own id of a message that it accepted. */
export type ExternalId = string;

/** Takes a message in. Resolves once it is stored, so the provider may be told so. */
export type Receive = (message: InboundMessage) => Promise<unknown>;

export interface Channel {
  readonly name: ChannelName;
  readonly limits: Limits;
  /** Starts to take messages in: webhook routes, or undefined when it polls or has routes elsewhere. */
  listen(receive: Receive): Router | undefined;
  /** @throws SendError when the provider did not take it. */
  send(to: Address, message: OutgoingMessage): Promise<ExternalId>;
  /** Ends polling and open connections. */
  stop?(): Promise<void>;
}

/** Why a channel did not take a message, and whether another attempt makes sense. */
export class SendError extends Error {
  override readonly name = 'SendError';
  readonly retryable: boolean;
  /** Seconds that the provider asked to wait. */
  readonly retryAfter: number | undefined;

  constructor(reason: string, options: { retryable: boolean; retryAfter?: number }) {
    super(reason);
    this.retryable = options.retryable;
    this.retryAfter = options.retryAfter;
  }
}
