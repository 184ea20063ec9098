/** What came in. Its text is masked by the caller. */
import type { Insertable, Selectable } from 'kysely';
import type { Address, ConversationStatus } from '../message.ts';
import { Conflict } from './conversations.ts';
import type { Db, InboundMessageTable } from './schema.ts';

export type StoredMessage = Selectable<InboundMessageTable>;

/** A message that is here already, and who is in charge of its conversation now. */
export type KnownMessage = Pick<StoredMessage, 'id' | 'conversationId'> & {
  readonly status: ConversationStatus;
};

/** Longer messages are kept up to here; nobody reads a hundred kilobytes. In UTF-16 units. */
const LONGEST_TEXT = 4000;

/** The message of this address with this external id, if it came before. */
export async function findMessage(
  db: Db,
  address: Address,
  externalId: string,
): Promise<KnownMessage | undefined> {
  return db
    .selectFrom('inboundMessage')
    .innerJoin('conversation', 'conversation.id', 'inboundMessage.conversationId')
    .select(['inboundMessage.id', 'inboundMessage.conversationId', 'conversation.status'])
    .where('conversation.address', '=', address)
    .where('inboundMessage.externalId', '=', storable(externalId))
    .executeTakeFirst();
}

/**
 * Keeps a message.
 *
 * @throws Conflict when the same one was kept meanwhile.
 */
export async function addMessage(db: Db, row: Insertable<InboundMessageTable>): Promise<void> {
  const kept = await db
    .insertInto('inboundMessage')
    .values({ ...row, externalId: storable(row.externalId), text: storable(row.text) })
    .onConflict((c) => c.columns(['conversationId', 'externalId']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (kept === undefined) throw new Conflict(`message ${row.externalId} came twice at once`);
}

/** A message that waits for its turn. */
export type PendingMessage = Pick<StoredMessage, 'id' | 'seq' | 'kind' | 'text' | 'attachment'>;

/** The messages of a conversation that nobody has answered yet, in order. */
export async function pendingMessages(db: Db, conversationId: string): Promise<PendingMessage[]> {
  return db
    .selectFrom('inboundMessage')
    .select(['id', 'seq', 'kind', 'text', 'attachment'])
    .where('conversationId', '=', conversationId)
    .where('turnDueAt', 'is not', null)
    .orderBy('seq')
    .execute();
}

/** Notes that these messages were answered in one turn; the last of them stands for it. */
export async function noteTurn(
  db: Db,
  messages: readonly PendingMessage[],
  noted: Pick<StoredMessage, 'intent' | 'score' | 'outcome'>,
): Promise<void> {
  const ids = messages.map(({ id }) => id);
  await db.updateTable('inboundMessage').set({ turnDueAt: null }).where('id', 'in', ids).execute();
  await db
    .updateTable('inboundMessage')
    .set(noted)
    .where('id', '=', ids.at(-1) ?? '')
    .execute();
}

/** The conversations in which an answer was due by then. */
export async function overdueConversations(db: Db, due: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('inboundMessage')
    .select('conversationId')
    .distinct()
    .where('turnDueAt', '<=', due)
    .limit(limit)
    .execute();
  return rows.map((row) => row.conversationId);
}

/**
 * A text that both engines keep as it is: PostgreSQL refuses the character NUL, and half a
 * surrogate pair has no UTF-8.
 */
export function storable(text: string): string {
  return text.slice(0, LONGEST_TEXT).replaceAll('\0', '').toWellFormed();
}
