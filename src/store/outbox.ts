/** What goes out: the queue of the sender and the record of what was said. */
import type { Insertable, Selectable } from 'kysely';
import type { Address, ChannelName, DeliveryStatus, Reply } from '../message.ts';
import type { Author, Db, OutboxTable } from './schema.ts';

/** A reply as it was stored. */
export interface StoredReply {
  readonly id: string;
  readonly conversationId: string;
  readonly address: Address;
  /** Place in the conversation, counted together with the citizen's messages. */
  readonly seq: number;
  readonly reply: Reply;
  readonly author: Author;
  readonly inReplyTo: string | null;
  readonly status: DeliveryStatus;
  readonly attempts: number;
  /** Of a long reply: how many parts the provider has taken. */
  readonly partsSent: number;
  readonly createdAt: string;
}

export type NewReply = Pick<
  StoredReply,
  'id' | 'conversationId' | 'address' | 'seq' | 'reply' | 'author' | 'inReplyTo' | 'createdAt'
> & { readonly channel: ChannelName };

/** Puts replies into the queue. */
export async function addReplies(db: Db, replies: readonly NewReply[]): Promise<StoredReply[]> {
  if (replies.length === 0) return [];
  const rows = await db.insertInto('outbox').values(replies.map(newRow)).returningAll().execute();
  return rows.map(toReply).sort(bySeq);
}

function newRow(reply: NewReply): Insertable<OutboxTable> {
  return {
    ...reply,
    reply: JSON.stringify(reply.reply),
    intent: reply.reply.intent,
    outcome: reply.reply.outcome,
    status: 'queued',
    attempts: 0,
    partsSent: 0,
    dueAt: reply.createdAt,
    externalId: null,
    error: null,
    sentAt: null,
    deliveredAt: null,
    readAt: null,
  };
}

/** Whether a reply of that id is in a conversation. */
export async function hasReply(db: Db, conversationId: string, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('outbox')
    .select('id')
    .where('id', '=', id)
    .where('conversationId', '=', conversationId)
    .executeTakeFirst();
  return row !== undefined;
}

/** The replies to one message, in order. */
export async function repliesTo(db: Db, messageId: string): Promise<StoredReply[]> {
  const rows = await db
    .selectFrom('outbox')
    .selectAll()
    .where('inReplyTo', '=', messageId)
    .orderBy('seq')
    .execute();
  return rows.map(toReply);
}

/** What was said to an address after that place in the conversation, in order. */
export async function repliesAfter(db: Db, address: Address, seq: number): Promise<StoredReply[]> {
  const rows = await db
    .selectFrom('outbox')
    .innerJoin('conversation', 'conversation.id', 'outbox.conversationId')
    .selectAll('outbox')
    .where('conversation.address', '=', address)
    .where('outbox.seq', '>', seq)
    .orderBy('outbox.seq')
    .execute();
  return rows.map(toReply);
}

export interface Claim {
  readonly channel: ChannelName;
  readonly now: string;
  /** Until when the claimer may send; afterwards anybody may take the rows again. */
  readonly leaseUntil: string;
  readonly limit: number;
}

/**
 * Takes replies that are due, at most one of each conversation: the next one waits until this one
 * is sent or given up, so nobody reads an answer before the one above it.
 *
 * The update repeats the condition on the row that it changes: a second PostgreSQL sender that
 * waited for the row's lock sees that it is taken.
 */
export async function claimReplies(db: Db, claim: Claim): Promise<StoredReply[]> {
  const rows = await db
    .updateTable('outbox')
    .set((row) => ({
      status: 'sending',
      dueAt: claim.leaseUntil,
      attempts: row('attempts', '+', 1),
    }))
    .where('status', 'in', ['queued', 'sending'])
    .where('dueAt', '<=', claim.now)
    .where('id', 'in', (q) =>
      q
        .selectFrom('outbox as due')
        .select('due.id')
        .where('due.channel', '=', claim.channel)
        .where('due.status', 'in', ['queued', 'sending'])
        .where('due.dueAt', '<=', claim.now)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('outbox as earlier')
                .select('earlier.id')
                .whereRef('earlier.conversationId', '=', 'due.conversationId')
                .where('earlier.status', 'in', ['queued', 'sending'])
                .whereRef('earlier.seq', '<', 'due.seq'),
            ),
          ),
        )
        .orderBy('due.dueAt')
        .limit(claim.limit),
    )
    .returningAll()
    .execute();
  return rows.map(toReply);
}

/** Drops what still waits to be sent in a conversation, with the reason. */
export async function cancelReplies(db: Db, conversationId: string, reason: string): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ status: 'failed', error: reason })
    .where('conversationId', '=', conversationId)
    .where('status', '=', 'queued')
    .execute();
}

/** JSON that only `newRow` wrote, so it is trusted to be a reply. */
export function toReply(row: Selectable<OutboxTable>): StoredReply {
  const { id, conversationId, address, seq, author, inReplyTo, status, createdAt } = row;
  const { attempts, partsSent } = row;
  const reply = JSON.parse(row.reply) as Reply;
  return {
    id,
    conversationId,
    address,
    seq,
    reply,
    author,
    inReplyTo,
    status,
    attempts,
    partsSent,
    createdAt,
  };
}

function bySeq(a: StoredReply, b: StoredReply): number {
  return a.seq - b.seq;
}
