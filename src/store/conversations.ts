/** One row for each citizen on each channel. */
import type { Selectable } from 'kysely';
import type { Address, ChannelName, ConversationStatus, Locale } from '../message.ts';
import type { ConversationTable, Db } from './schema.ts';

export type Conversation = Selectable<ConversationTable>;

/**
 * Somebody else changed what this writer read. The transaction has to be rolled back and started
 * again; it is no error of anybody.
 */
export class Conflict extends Error {
  override readonly name = 'Conflict';
}

export interface NewConversation {
  readonly id: string;
  readonly address: Address;
  readonly locale: Locale;
  /** The dialogue's fresh state, as JSON. */
  readonly state: string;
  readonly at: string;
}

/**
 * The conversation of an address, made if there is none, and locked for the rest of the
 * transaction: a write as its first statement lets a second writer wait instead of failing later.
 */
export async function lockConversation(db: Db, fresh: NewConversation): Promise<Conversation> {
  const { id, address, locale, state, at } = fresh;
  return db
    .insertInto('conversation')
    .values({
      id,
      address,
      channel: channelOf(address),
      status: 'bot',
      state,
      version: 0,
      lastSeq: 0,
      locale,
      stoppedAt: null,
      createdAt: at,
      updatedAt: at,
    })
    .onConflict((c) => c.column('address').doUpdateSet({ updatedAt: at }))
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** A conversation that exists, locked for the rest of the transaction. */
export async function lockConversationById(
  db: Db,
  id: string,
  at: string,
): Promise<Conversation | undefined> {
  return db
    .updateTable('conversation')
    .set({ updatedAt: at })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
}

/**
 * Writes what a turn changed.
 *
 * @throws Conflict when it is no longer the version that was read.
 */
export async function saveConversation(
  db: Db,
  read: Conversation,
  changes: Partial<Pick<Conversation, 'status' | 'state' | 'lastSeq' | 'locale' | 'stoppedAt'>>,
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('conversation')
    .set({ ...changes, version: read.version + 1 })
    .where('id', '=', read.id)
    .where('version', '=', read.version)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Conflict(`conversation ${read.id} has changed`);
}

/** The conversation of an address, if it ever wrote. */
export async function findConversation(
  db: Db,
  address: Address,
): Promise<Conversation | undefined> {
  return db
    .selectFrom('conversation')
    .selectAll()
    .where('address', '=', address)
    .executeTakeFirst();
}

/** Who is in charge of the conversation of an address: the assistant, if it never wrote. */
export async function statusAt(db: Db, address: Address): Promise<ConversationStatus> {
  const row = await db
    .selectFrom('conversation')
    .select('status')
    .where('address', '=', address)
    .executeTakeFirst();
  return row?.status ?? 'bot';
}

/** A conversation by its id; who saves it notices by its version whether somebody was faster. */
export async function conversationById(db: Db, id: string): Promise<Conversation | undefined> {
  return db.selectFrom('conversation').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The channel of an address: the part before the first colon. */
export function channelOf(address: Address): ChannelName {
  return address.slice(0, address.indexOf(':')) as ChannelName;
}

/** Notes that nothing may be sent any more that was not asked for; the first time counts. */
export async function stopConversation(db: Db, id: string, at: string): Promise<void> {
  await db
    .updateTable('conversation')
    .set({ stoppedAt: at })
    .where('id', '=', id)
    .where('stoppedAt', 'is', null)
    .execute();
}

/**
 * Gives a conversation another address, and what waits to be sent with it. Where somebody wrote
 * from the new address already, that conversation goes on and only the waiting replies move.
 */
export async function moveConversation(db: Db, from: Address, to: Address): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ address: to })
    .where('address', '=', from)
    .where('status', 'in', ['queued', 'sending'])
    .execute();
  if ((await findConversation(db, to)) !== undefined) return;
  await db.updateTable('conversation').set({ address: to }).where('address', '=', from).execute();
}
