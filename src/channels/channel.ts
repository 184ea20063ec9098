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

/** One message every so many milliseconds, with a few at once; counted together by `key`. */
export interface Rate {
  readonly key: string;
  readonly everyMs: number;
  /** How many may go at once after a silence. */
  readonly burst: number;
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
  /** Of a long one: how many parts the provider has taken at earlier attempts. */
  readonly partsSent: number;
}

/** The channel's own id of a message that it accepted; of one in several parts that of the last. */
export type ExternalId = string;

/** What a channel tells that is no message. Times are ISO 8601 in UTC. */
export type ChannelEvent =
  /** The citizen blocked us or sent us away: nothing can be sent until they write again. */
  | { readonly kind: 'gone'; readonly address: Address }
  /** The conversation lives at another address from now on. */
  | { readonly kind: 'moved'; readonly from: Address; readonly to: Address }
  /** What became of a message that the provider had accepted. */
  | {
      readonly kind: 'receipt';
      readonly channel: ChannelName;
      readonly externalId: ExternalId;
      readonly status: 'delivered' | 'read' | 'failed';
      readonly at: string;
      /** In the provider's words, when it failed. */
      readonly reason?: string;
    };

/** Where a channel puts what comes. Both resolve once it is stored, so the provider may be told so. */
export interface Inbox {
  message(message: InboundMessage): Promise<Acceptance>;
  event(event: ChannelEvent): Promise<void>;
}

export interface Acceptance {
  /** The assistant is about to answer: neither a repeat, nor a person in charge. */
  readonly answering: boolean;
}

/** Where a channel tells the operator something; the program's log is one. */
export interface Report {
  info(details: object, sentence: string): void;
  warn(details: object, sentence: string): void;
  error(details: object, sentence: string): void;
}

export interface Channel {
  readonly name: ChannelName;
  readonly limits: Limits;
  /** How fast the provider takes messages to that address; without it there is no limit. */
  rates?(to: Address): readonly Rate[];
  /** Starts to take messages in: webhook routes, or undefined when it polls or has routes elsewhere. */
  listen(inbox: Inbox): Router | undefined;
  /**
   * @param signal aborted when the time is over: the channel begins no further call and says with
   * its error how far it came
   * @throws SendError when the provider did not take it.
   */
  send(to: Address, message: OutgoingMessage, signal: AbortSignal): Promise<ExternalId>;
  /** Shows for a few seconds that somebody is writing; where it fails, nothing is missing. */
  typing?(to: Address): Promise<void>;
  /** Ends polling and open connections. */
  stop?(): Promise<void>;
}

/** What follows from a failure to send. */
export interface Failure {
  /** Whether another attempt makes sense. */
  readonly retryable: boolean;
  /** Seconds that the provider asked to wait. */
  readonly retryAfter?: number | undefined;
  /** Parts of the message that were taken, earlier attempts included: they are not sent again. */
  readonly partsSent?: number | undefined;
  /** The citizen cannot be reached any more: what else waits for them is not sent either. */
  readonly gone?: boolean | undefined;
  /** The conversation lives at this address now. */
  readonly movedTo?: Address | undefined;
}

/** Why a channel did not take a message. The reason names no secret: it is stored and logged. */
export class SendError extends Error {
  override readonly name = 'SendError';
  readonly failure: Failure;

  constructor(reason: string, failure: Failure) {
    super(reason);
    this.failure = failure;
  }
}
