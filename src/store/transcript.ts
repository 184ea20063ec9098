/** What both sides said, in order: for showing a conversation to whoever had it. */
import type { Address, InboundKind } from '../message.ts';
import { type StoredReply, toReply } from './outbox.ts';
import type { Db } from './schema.ts';

/** A message of the citizen; `id` is the channel's own id of it, `text` is masked. */
export interface Said {
  readonly by: 'citizen';
  readonly id: string;
  readonly seq: number;
  readonly at: string;
  readonly kind: InboundKind;
  readonly text: string;
}

/** What was answered. */
export interface Answered {
  readonly by: 'reply';
  readonly id: string;
  readonly seq: number;
  readonly stored: StoredReply;
}

export type Entry = Said | Answered;

/** Which part: what comes after a place in the conversation; the newest `limit` of it. */
export interface Range {
  readonly after: number;
  readonly limit: number;
}

/** A part of the conversation of an address, oldest first; empty if it never wrote. */
export async function transcript(db: Db, address: Address, range: Range): Promise<Entry[]> {
  // In this order: a turn that is stored in between can lack its answer, never its question.
  const answered = await assistantsPart(db, address, range);
  const said = await citizensPart(db, address, range);
  return [...said, ...answered].sort((a, b) => a.seq - b.seq).slice(-range.limit);
}

async function citizensPart(db: Db, address: Address, range: Range): Promise<Said[]> {
  const rows = await db
    .selectFrom('inboundMessage')
    .innerJoin('conversation', 'conversation.id', 'inboundMessage.conversationId')
    .select(['externalId', 'seq', 'kind', 'text', 'receivedAt'])
    .where('conversation.address', '=', address)
    // A request to be forgotten stays as a row without its text.
    .where('text', '!=', '')
    .where('seq', '>', range.after)
    .orderBy('seq', 'desc')
    .limit(range.limit)
    .execute();
  return rows.map(({ externalId: id, receivedAt: at, ...row }) => ({
    by: 'citizen' as const,
    id,
    at,
    ...row,
  }));
}

async function assistantsPart(db: Db, address: Address, range: Range): Promise<Answered[]> {
  const rows = await db
    .selectFrom('outbox')
    .innerJoin('conversation', 'conversation.id', 'outbox.conversationId')
    .selectAll('outbox')
    .where('conversation.address', '=', address)
    .where('seq', '>', range.after)
    .orderBy('seq', 'desc')
    .limit(range.limit)
    .execute();
  return rows.map((row) => {
    const stored = toReply(row);
    return { by: 'reply', id: stored.id, seq: stored.seq, stored };
  });
}
