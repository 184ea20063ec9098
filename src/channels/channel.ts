/**
 * What the program asks of a channel. A channel speaks its provider's language and nothing else:
 * it neither stores nor retries.
 */
import type { Router } from 'express';
import type { Address, Attachment, ChannelName, InboundMessage, Reply } from '../message.ts';

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
  /**
   * Fetches a file that a citizen sent; absent where nothing but words can be sent.
   *
   * @param signal aborted when nobody wants it any more
   * @throws AttachmentError, also while the body is read: its end is the end of the file, or that
   */
  download?(attachment: Attachment, signal: AbortSignal): Promise<Download>;
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

/** A file on its way. Nothing that is said of it is to be believed. */
export interface Download {
  /** A MIME type, as the provider says. */
  readonly type: string;
  /** In bytes, as the provider says; null where it says nothing. */
  readonly size: number | null;
  /** At most `LARGEST_FILE` bytes. */
  readonly body: AsyncIterable<Uint8Array>;
}

/** More is not fetched, in bytes: photos have at most a few megabytes, and a desk is no drop box. */
export const LARGEST_FILE = 10 * 1024 * 1024;

/** The provider has it no longer; it is too large; it lies where we do not go; nobody answers. */
export type AttachmentTrouble = 'gone' | 'too-large' | 'refused' | 'unreachable';

/** Why a file cannot be had. It names no address: that may hold a token. */
export class AttachmentError extends Error {
  override readonly name = 'AttachmentError';
  readonly trouble: AttachmentTrouble;

  constructor(trouble: AttachmentTrouble) {
    super(`the file is ${trouble}`);
    this.trouble = trouble;
  }
}
