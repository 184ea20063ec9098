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
  readonly createdAt: string;
}

/** What became of one attempt to send. Times are ISO 8601 in UTC. */
export type Settlement =
  | { readonly kind: 'sent'; readonly id: string; readonly externalId: string; readonly at: string }
  | { readonly kind: 'retry'; readonly id: string; readonly reason: string; readonly dueAt: string }
  | { readonly kind: 'failed'; readonly id: string; readonly reason: string };

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
    dueAt: reply.createdAt,
    externalId: null,
    error: null,
    sentAt: null,
  };
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

/** Notes what became of attempts. A row that was deleted meanwhile stays deleted. */
export async function settleReplies(db: Db, settlements: readonly Settlement[]): Promise<void> {
  for (const settlement of settlements) {
    await db
      .updateTable('outbox')
      .set(outcomeOf(settlement))
      .where('id', '=', settlement.id)
      .where('status', '=', 'sending')
      .execute();
  }
}

function outcomeOf(settlement: Settlement): Partial<Insertable<OutboxTable>> {
  switch (settlement.kind) {
    case 'sent':
      return {
        status: 'sent',
        externalId: settlement.externalId,
        sentAt: settlement.at,
        error: null,
      };
    case 'retry':
      return { status: 'queued', dueAt: settlement.dueAt, error: settlement.reason };
    case 'failed':
      return { status: 'failed', error: settlement.reason };
  }
}

/**
 * Puts back what a dead process was sending. Only for whoever owns the database alone; where
 * several processes send, the end of the lease does it.
 */
export async function releaseReplies(db: Db, now: string): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('outbox')
    .set({ status: 'queued', dueAt: now })
    .where('status', '=', 'sending')
    .executeTakeFirst();
  return Number(numUpdatedRows);
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
  const { id, conversationId, address, seq, author, inReplyTo, status, attempts, createdAt } = row;
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
    createdAt,
  };
}

function bySeq(a: StoredReply, b: StoredReply): number {
  return a.seq - b.seq;
}
