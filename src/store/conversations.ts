/** One row for each citizen on each channel. */
import type { Selectable } from 'kysely';
import type { Address, ChannelName, Locale } from '../message.ts';
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

/** The channel of an address: the part before the first colon. */
export function channelOf(address: Address): ChannelName {
  return address.slice(0, address.indexOf(':')) as ChannelName;
}
