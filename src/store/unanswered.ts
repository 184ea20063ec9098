/** Where the assistant fell short: what staff reads to write better answers. */
import type { ChannelName, Outcome } from '../message.ts';
import type { Db } from './schema.ts';

/** A message that was not understood, had no data behind it, or got an unhelpful answer. */
export interface Unanswered {
  readonly at: string;
  readonly channel: ChannelName;
  /** What the citizen wrote, masked. */
  readonly text: string;
  readonly intent: string | null;
  readonly score: number | null;
  readonly outcome: Outcome | null;
  /** Whether the citizen said that a reply to it did not help. */
  readonly unhelpful: boolean;
}

const SHORTFALLS: readonly Outcome[] = ['not-understood', 'no-data', 'failed'];

/** The newest of them since that time, newest first. */
export async function listUnanswered(
  db: Db,
  { since, limit }: { since: string; limit: number },
): Promise<Unanswered[]> {
  const rows = await db
    .selectFrom('inboundMessage as message')
    .innerJoin('conversation', 'conversation.id', 'message.conversationId')
    .leftJoin(
      (q) =>
        q
          .selectFrom('feedback')
          .innerJoin('outbox', 'outbox.id', 'feedback.replyId')
          .select('outbox.inReplyTo')
          .where('feedback.helpful', '=', 0)
          .distinct()
          .as('complaint'),
      (join) => join.onRef('complaint.inReplyTo', '=', 'message.id'),
    )
    .select(['message.receivedAt as at', 'message.text', 'message.intent', 'message.score'])
    .select(['message.outcome', 'conversation.channel', 'complaint.inReplyTo as complaint'])
    .where('message.receivedAt', '>=', since)
    .where('message.text', '!=', '')
    .where((row) =>
      row.or([
        row('message.outcome', 'in', SHORTFALLS),
        row('complaint.inReplyTo', 'is not', null),
      ]),
    )
    .orderBy('message.receivedAt', 'desc')
    .orderBy('message.seq', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ complaint, ...row }) => ({ ...row, unhelpful: complaint !== null }));
}
