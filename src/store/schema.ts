/**
 * The tables, one interface each.
 *
 * The same on SQLite and PostgreSQL: ids are UUID v7 as text, times are ISO 8601 in UTC with
 * milliseconds as text (so they compare as strings), truth is 0 or 1, JSON is text that is parsed
 * where it leaves the store. Every text that a citizen wrote is masked before it gets here.
 */
import type { Kysely } from 'kysely';
import type {
  Address,
  ChannelName,
  ConversationStatus,
  DeliveryStatus,
  InboundKind,
  Locale,
  Outcome,
} from '../message.ts';
import type { AccountTables } from './accounts/schema.ts';

/** A database, or a transaction on it. */
export type Db = Kysely<Database>;

export interface Database extends AccountTables {
  conversation: ConversationTable;
  inboundMessage: InboundMessageTable;
  outbox: OutboxTable;
  ticket: TicketTable;
  ticketNote: TicketNoteTable;
  feedback: FeedbackTable;
  webSession: WebSessionTable;
  channelSwitch: ChannelSwitchTable;
  zaloConnection: ZaloConnectionTable;
  sendQuota: SendQuotaTable;
}

/** One citizen on one channel. */
export interface ConversationTable {
  id: string;
  address: Address;
  channel: ChannelName;
  status: ConversationStatus;
  /** What the dialogue remembers, as JSON. */
  state: string;
  /** Grows with every change; a writer that read an older version has to start again. */
  version: number;
  /** Number of the last message in either direction. */
  lastSeq: number;
  locale: Locale;
  /** Since when nothing may be sent that was not asked for; null while that is welcome. */
  stoppedAt: string | null;
  createdAt: string;
  updatedAt: string;
}

/** What came. Unique by conversation and external id: that is what makes a repeat recognisable. */
export interface InboundMessageTable {
  id: string;
  conversationId: string;
  /** The channel's own id of the message. */
  externalId: string;
  /** Place in the conversation, counted together with the replies. */
  seq: number;
  kind: InboundKind;
  text: string;
  intent: string | null;
  /** Certainty of the classifier, 0 to 1. */
  score: number | null;
  /**
   * Null while a person is in charge and the assistant is silent, and of a burst for all messages
   * but the last, which stands for the turn.
   */
  outcome: Outcome | null;
  receivedAt: string;
  /** When the turn that answers it is due; null once it was taken. */
  turnDueAt: string | null;
}

/** Who wrote a reply. */
export type Author = 'bot' | 'agent' | 'system';

/** What goes: the queue of the sender and the record of what was said, in one. */
export interface OutboxTable {
  id: string;
  conversationId: string;
  channel: ChannelName;
  address: Address;
  seq: number;
  /** The reply as JSON. */
  reply: string;
  author: Author;
  inReplyTo: string | null;
  intent: string | null;
  outcome: Outcome;
  status: DeliveryStatus;
  /** How often a sender took it. */
  attempts: number;
  /** While `queued`: not before. While `sending`: when its sender counts as dead. */
  dueAt: string;
  /** Of a long reply: how many parts the provider has taken. */
  partsSent: number;
  /** The channel's id of what was sent. */
  externalId: string | null;
  /** Why the last attempt failed, in the channel's words. */
  error: string | null;
  createdAt: string;
  sentAt: string | null;
  /** As the provider tells; null where it tells nothing. */
  deliveredAt: string | null;
  readAt: string | null;
}

export type TicketStatus = 'open' | 'closed';

/** A request to talk to a person. */
export interface TicketTable {
  id: string;
  /** What the citizen is told: `TL-7K3M`. */
  code: string;
  /** Null once the conversation's own retention is over. */
  conversationId: string | null;
  topic: string | null;
  status: TicketStatus;
  summary: string;
  assignee: string | null;
  openedAt: string;
  repliedAt: string | null;
  closedAt: string | null;
}

export interface TicketNoteTable {
  id: string;
  ticketId: string;
  author: 'citizen' | 'staff';
  text: string;
  createdAt: string;
}

/** The last answer to "Có ích không?" below a reply. */
export interface FeedbackTable {
  replyId: string;
  helpful: 0 | 1;
  createdAt: string;
}

/** A browser that chats. Of its token only the SHA-256 hash is kept. */
export interface WebSessionTable {
  id: string;
  tokenHash: string;
  address: Address;
  createdAt: string;
  expiresAt: string;
}

/** Each time that somebody switched a channel off or on; the newest row is in force. */
export interface ChannelSwitchTable {
  id: string;
  channel: ChannelName;
  off: 0 | 1;
  reason: string;
  changedBy: string;
  changedAt: string;
}

/** The consent of a Zalo Official Account to an app; null before it was given. */
export interface ZaloConnectionTable {
  appId: string;
  /** Of PKCE; its challenge stands in Zalo's console. */
  verifier: string;
  accessToken: string | null;
  /** Good for one exchange. */
  refreshToken: string | null;
  obtainedAt: string | null;
  expiresAt: string | null;
  /** Until then one process may exchange the refresh token. */
  reservedUntil: string | null;
}

/** Messages that went to a channel in a period, such as a month. */
export interface SendQuotaTable {
  channel: ChannelName;
  period: string;
  used: number;
}
