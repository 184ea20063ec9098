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
import type { DeskTables } from './desk/schema.ts';

/** A database, or a transaction on it. */
export type Db = Kysely<Database>;

export interface Database extends AccountTables, DeskTables {
  conversation: ConversationTable;
  inboundMessage: InboundMessageTable;
  outbox: OutboxTable;
  ticket: TicketTable;
  ticketNote: TicketNoteTable;
  ticketEvent: TicketEventTable;
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
  /** What came with it, as JSON; the file itself stays with the channel. */
  attachment: string | null;
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

/**
 * Where a ticket stands. `requested` until it has a place in a queue; `assigned` until the person
 * who took it has answered; then whoever has to speak next; the last four are how it ends, of which
 * `callback` still waits for somebody to phone.
 */
export const TICKET_STATES = [
  'requested',
  'queued',
  'assigned',
  'waiting-citizen',
  'waiting-staff',
  'callback',
  'resolved',
  'abandoned',
  'expired',
] as const;
export type TicketState = (typeof TICKET_STATES)[number];

/** States in which somebody still has something to do. */
export const OPEN_STATES = [
  'requested',
  'queued',
  'assigned',
  'waiting-citizen',
  'waiting-staff',
  'callback',
] as const satisfies readonly TicketState[];

/** How a person's help ended, as the person says. */
export const TICKET_OUTCOMES = ['answered', 'referred', 'unreachable', 'not-ours'] as const;
export type TicketOutcome = (typeof TICKET_OUTCOMES)[number];

/** A request to talk to a person. All times are ISO 8601 in UTC. */
export interface TicketTable {
  id: string;
  /** What the citizen is told: `TL-7K3M`. */
  code: string;
  /** Null once the conversation's own retention is over. */
  conversationId: string | null;
  /** Null for tickets of before this was kept here, whose conversation was gone by then. */
  channel: ChannelName | null;
  topic: string | null;
  state: TicketState;
  /** Grows with every change. */
  version: number;
  /** Whose queue it is in: `province`, or `carrier:viettel`. */
  desk: string;
  /** Goes before the others. */
  urgent: 0 | 1;
  summary: string;
  /** Account of the person in charge; null in a queue, and for one without an account here. */
  assigneeId: string | null;
  /** That person's name. */
  assignee: string | null;
  openedAt: string;
  /** When it entered the queue in which it is, or was last. */
  queuedAt: string | null;
  /** By when the desk wants to have answered it first. */
  replyDueAt: string | null;
  /** When a person took charge for the first time: since then the assistant is silent. */
  takenAt: string | null;
  /** First answer of a person. */
  repliedAt: string | null;
  closedAt: string | null;
  outcome: TicketOutcome | null;
  /** 1 badly, 2 fairly, 3 well: what the citizen says of the help. */
  rating: 1 | 2 | 3 | null;
  ratedAt: string | null;
}

export interface TicketNoteTable {
  id: string;
  ticketId: string;
  author: 'citizen' | 'staff';
  /** Name of who wrote it; null for citizens, and where nobody gave one. */
  writer: string | null;
  /** For colleagues only; what is not private was said to the citizen, or by them. */
  private: 0 | 1;
  text: string;
  createdAt: string;
}

/** What may happen to a ticket: see `bot/handoff/machine.ts`. */
export const TICKET_EVENTS = [
  'request',
  'enqueue',
  'take',
  'take-over',
  'transfer',
  'hand-on',
  'reply',
  'message',
  'release',
  'vanish',
  'lapse',
  'overdue',
  'ask-callback',
  'resolve',
  'withdraw',
  'silence',
  'expire',
  'rate',
  'note',
  'away',
] as const;
export type TicketEvent = (typeof TICKET_EVENTS)[number];

/** Everything that ever happened to a ticket; append only. */
export interface TicketEventTable {
  id: string;
  ticketId: string;
  /** Grows over the ticket, with gaps: the version to which the event brought it. */
  number: number;
  at: string;
  event: TicketEvent;
  fromState: TicketState | null;
  toState: TicketState;
  /** The desk in whose queue, or hands, it is afterwards. */
  desk: string;
  /** Account of who did it; null for citizens, the program, and staff without an account. */
  actorId: string | null;
  /** Name of who did it; null for citizens and for the program. */
  actor: string | null;
  /** To whom, why: never a citizen's words. */
  detail: string | null;
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
