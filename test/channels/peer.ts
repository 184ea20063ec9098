/** A channel's provider as the contract sees it: a stand-in, and what people do there. */
import type { Channel } from '../../src/channels/channel.ts';
import type { Address, AttachmentKind, InboundKind } from '../../src/message.ts';
import type { Shelf } from '../providers/shelf.ts';
import type { Site } from './rig.ts';

/** What goes wrong with one call that sends a message. */
export type Trouble =
  /** 429 or its like; `retryAfter` seconds are asked for where the provider can. */
  | { readonly kind: 'busy'; readonly retryAfter: number }
  /** 500 or its like. */
  | { readonly kind: 'down' }
  /** No answer, and the message is not taken. */
  | { readonly kind: 'silent' }
  /** The message is taken, then the connection breaks. */
  | { readonly kind: 'reset' }
  /** This call goes well; the next trouble is for a later one. */
  | { readonly kind: 'none' };

/** A raw request to the webhook. */
export interface RawRequest {
  readonly label: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Peer {
  /** The channel as production makes it, against this stand-in. */
  channel(site: Site): Channel;
  /** Resolves when the provider knows where its events go. */
  ready(): Promise<void>;
  address(person: string): Address;
  /** Ids of people, as this provider has them; more than one of them beyond 2^53 if it can be. */
  readonly people: readonly [string, string, string];
  /** Each resolves when the provider was told that the event was received. */
  write(person: string, text: string): Promise<void>;
  /** Undefined where there are no buttons: numbers are typed. */
  readonly press: ((person: string, value: string) => Promise<void>) | undefined;
  readonly media: Partial<Record<InboundKind, (person: string) => Promise<void>>>;
  /** Undefined where nothing but words can be sent. */
  readonly files?: PeerFiles;
  /** From now on each event comes so many times at once. */
  repeat(times: number): void;
  /** The messages on that person's screen, oldest first. */
  shown(person: string): readonly string[];
  /** What a text looks like there; where this is absent, as it is. */
  readonly look?: (text: string) => string;
  /** Labels below the last message; undefined where the channel has no buttons. */
  buttons(person: string): readonly string[] | undefined;
  /** The next calls go wrong. */
  trouble(...troubles: Trouble[]): void;
  /** How often the person saw that we write; undefined where the channel cannot show it. */
  readonly typed?: (person: string) => number;
  /** The next attempt to show it fails. */
  readonly troubleTyping?: () => void;
  /** The person blocks us; undefined where that cannot be. */
  readonly block?: (person: string, blocked: boolean) => void;
  /** Requests by somebody who does not know the secret: 401, nothing is echoed or kept. */
  readonly forged: readonly RawRequest[];
  /** Rightly signed, of no meaning to us: 2xx or 4xx, and nothing is kept. */
  readonly strange: readonly RawRequest[];
  /** Never to be found in a log. */
  readonly secrets: readonly string[];
  close(): Promise<void>;
}

/** Where the provider keeps what people send. */
export interface PeerFiles {
  readonly shelf: Shelf;
  /** The person sends a file of that shelf. */
  send(person: string, kind: AttachmentKind, name: string): Promise<void>;
  /** The kinds that can be fetched again. */
  readonly kinds: readonly AttachmentKind[];
}

/** Texts as this provider's people see them. */
export function seen({ look = (text) => text }: Peer, texts: readonly string[]): string[] {
  return texts.map(look);
}
