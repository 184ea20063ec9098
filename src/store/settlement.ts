/** What became of attempts to send, noted in the queue. */
import type { Insertable } from 'kysely';
import type { Address } from '../message.ts';
import { moveConversation, stopConversation } from './conversations.ts';
import { cancelReplies } from './outbox.ts';
import type { Db, OutboxTable } from './schema.ts';

/** What became of one attempt to send the reply `id`. Times are ISO 8601 in UTC. */
export type Settlement = { readonly id: string } & (
  | { readonly kind: 'sent'; readonly externalId: string; readonly at: string }
  /** Not tried: the provider takes no more just now. */
  | { readonly kind: 'postponed'; readonly dueAt: string }
  | Retry
  | { readonly kind: 'failed'; readonly reason: string; readonly partsSent: number }
  /** Failed, and so will all else: the citizen does not want to be reached. */
  | {
      readonly kind: 'gone';
      readonly reason: string;
      readonly conversationId: string;
      readonly at: string;
    }
);

interface Retry {
  readonly kind: 'retry';
  readonly reason: string;
  readonly dueAt: string;
  readonly partsSent: number;
  /** The conversation has moved: from one address to another. */
  readonly moved?: { readonly from: Address; readonly to: Address } | undefined;
}

/** Notes what became of attempts. A row that was deleted meanwhile stays deleted. */
export async function settleReplies(db: Db, settlements: readonly Settlement[]): Promise<void> {
  for (const settlement of settlements) {
    await db
      .updateTable('outbox')
      .set((row) => ({
        ...outcomeOf(settlement),
        ...(settlement.kind === 'postponed' ? { attempts: row('attempts', '-', 1) } : {}),
      }))
      .where('id', '=', settlement.id)
      .where('status', '=', 'sending')
      .execute();
    await drawConsequences(db, settlement);
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
    case 'postponed':
      return { status: 'queued', dueAt: settlement.dueAt };
    case 'retry': {
      const { dueAt, reason, partsSent } = settlement;
      return { status: 'queued', dueAt, error: reason, partsSent };
    }
    case 'failed':
      return { status: 'failed', error: settlement.reason, partsSent: settlement.partsSent };
    case 'gone':
      return { status: 'failed', error: settlement.reason };
  }
}

async function drawConsequences(db: Db, settlement: Settlement): Promise<void> {
  if (settlement.kind === 'gone') {
    const { conversationId, reason, at } = settlement;
    await stopConversation(db, conversationId, at);
    await cancelReplies(db, conversationId, reason);
  }
  if (settlement.kind === 'retry' && settlement.moved !== undefined) {
    await moveConversation(db, settlement.moved.from, settlement.moved.to);
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

/** What a provider tells of a message that it had accepted. */
export interface ReceiptNote {
  readonly channel: OutboxTable['channel'];
  readonly externalId: string;
  readonly status: 'delivered' | 'read' | 'failed';
  readonly at: string;
  readonly reason?: string | undefined;
}

/** Notes a receipt; false when no such message was sent. A later state is never taken back. */
export async function noteReceipt(db: Db, receipt: ReceiptNote): Promise<boolean> {
  const { channel, externalId, status, at, reason } = receipt;
  const known = await db
    .selectFrom('outbox')
    .select(['id', 'status', 'deliveredAt'])
    .where('channel', '=', channel)
    .where('externalId', '=', externalId)
    .executeTakeFirst();
  if (known === undefined) return false;
  const change = {
    delivered: { status, deliveredAt: at },
    read: { status, readAt: at, deliveredAt: known.deliveredAt ?? at },
    failed: { status, error: reason ?? 'the provider could not deliver it' },
  }[status];
  await db
    .updateTable('outbox')
    .set(change)
    .where('id', '=', known.id)
    .where('status', 'in', BEFORE[status])
    .execute();
  return true;
}

/** From which states a receipt leads on. */
const BEFORE = {
  delivered: ['sent'],
  read: ['sent', 'delivered'],
  failed: ['sent'],
} as const;
