/** What both sides of a conversation said, as the people at a desk read it. */

import { toReply } from '../outbox.ts';
import type { Db } from '../schema.ts';
import type { Answered, Said } from '../transcript.ts';

/** A message of the citizen; `rowId` is our id of it, to ask for what came with it. */
export interface CitizensPart extends Said {
  readonly rowId: string;
  /** As JSON; null where nothing came with it. */
  readonly attachment: string | null;
}

/** What was sent, or tried. */
export interface OurPart extends Answered {
  /** Why it could not be sent, in the channel's words. */
  readonly error: string | null;
}

export type Part = CitizensPart | OurPart;

/** Which part: what comes after a place in the conversation, and before one; the newest `limit` of it. */
export interface Range {
  readonly after: number;
  /** Null, or left out, for all that follows. */
  readonly before?: number | null;
  readonly limit: number;
}

/** No conversation has so many messages. */
const ENDLESS = 2 ** 31 - 1;

/** A part of a conversation, oldest first. */
export async function talkParts(db: Db, conversationId: string, range: Range): Promise<Part[]> {
  // In this order: a turn that is stored in between can lack its answer, never its question.
  const ours = await ourParts(db, conversationId, range);
  const theirs = await citizensParts(db, conversationId, range);
  return [...theirs, ...ours].sort((a, b) => a.seq - b.seq).slice(-range.limit);
}

async function citizensParts(db: Db, conversationId: string, range: Range) {
  const rows = await db
    .selectFrom('inboundMessage')
    .select(['id as rowId', 'externalId as id', 'seq', 'kind', 'text', 'receivedAt as at'])
    .select('attachment')
    .where('conversationId', '=', conversationId)
    .where('seq', '>', range.after)
    .where('seq', '<', range.before ?? ENDLESS)
    // A request to be forgotten stays as a row without its text.
    .where(({ or, eb }) => or([eb('text', '!=', ''), eb('kind', 'not in', ['text', 'choice'])]))
    .orderBy('seq', 'desc')
    .limit(range.limit)
    .execute();
  return rows.map((row): CitizensPart => ({ by: 'citizen', ...row }));
}

async function ourParts(db: Db, conversationId: string, range: Range) {
  const rows = await db
    .selectFrom('outbox')
    .selectAll()
    .where('conversationId', '=', conversationId)
    .where('seq', '>', range.after)
    .where('seq', '<', range.before ?? ENDLESS)
    .orderBy('seq', 'desc')
    .limit(range.limit)
    .execute();
  return rows.map((row): OurPart => {
    const stored = toReply(row);
    return { by: 'reply', id: stored.id, seq: stored.seq, stored, error: row.error };
  });
}

/** Where the conversations of tickets end, to see what has changed; of deleted ones there is none. */
export async function talkEnds(
  db: Db,
  ticketIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (ticketIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('ticket')
    .innerJoin('conversation', 'conversation.id', 'ticket.conversationId')
    .select(['ticket.id', 'conversation.lastSeq'])
    .where('ticket.id', 'in', ticketIds)
    .execute();
  return new Map(rows.map(({ id, lastSeq }) => [id, lastSeq]));
}

/** What became of replies. */
export async function deliveries(db: Db, replyIds: readonly string[]) {
  if (replyIds.length === 0) return [];
  return db
    .selectFrom('outbox')
    .select(['id', 'status', 'error'])
    .where('id', 'in', replyIds)
    .execute();
}
