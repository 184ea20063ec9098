/** What is forgotten: on request, and when its time is over. */
import { type Db, OPEN_STATES } from './schema.ts';

/**
 * Forgets everything that was said in a conversation, and its tickets. One message stays, without
 * its text: the request itself, so that a repeat of it is recognised. What was written after the
 * request and still waits for an answer stays, too.
 *
 * @returns the ids of the tickets that are gone
 */
export async function eraseConversation(
  db: Db,
  conversationId: string,
  requestId: string,
): Promise<string[]> {
  await db
    .updateTable('inboundMessage')
    .set({ text: '', attachment: null })
    .where('id', '=', requestId)
    .execute();
  await db
    .deleteFrom('inboundMessage')
    .where('conversationId', '=', conversationId)
    .where('id', '!=', requestId)
    .where('turnDueAt', 'is', null)
    .execute();
  await db.deleteFrom('outbox').where('conversationId', '=', conversationId).execute();
  const gone = await db
    .deleteFrom('ticket')
    .where('conversationId', '=', conversationId)
    .returning('id')
    .execute();
  return gone.map(({ id }) => id);
}

/** Deletes up to `limit` rows of one class that are older than that; tells how many there were. */
export type Sweep = (db: Db, before: string, limit: number) => Promise<number>;

/** Citizens' messages, by the time at which they came. */
export const sweepMessages: Sweep = async (db, before, limit) => {
  const { numDeletedRows } = await db
    .deleteFrom('inboundMessage')
    .where('id', 'in', (q) =>
      q.selectFrom('inboundMessage').select('id').where('receivedAt', '<', before).limit(limit),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
};

/** Replies with their ratings, whatever became of their delivery. */
export const sweepReplies: Sweep = async (db, before, limit) => {
  const { numDeletedRows } = await db
    .deleteFrom('outbox')
    .where('id', 'in', (q) =>
      q.selectFrom('outbox').select('id').where('createdAt', '<', before).limit(limit),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
};

/**
 * Conversations in which nothing happened since, except those that a person still has to answer.
 * Their closed tickets stay for their own time, without the address.
 */
export const sweepConversations: Sweep = async (db, before, limit) => {
  const { numDeletedRows } = await db
    .deleteFrom('conversation')
    .where('updatedAt', '<', before)
    .where('id', 'in', (q) =>
      q
        .selectFrom('conversation')
        .select('conversation.id')
        .where('conversation.updatedAt', '<', before)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('ticket')
                .select('ticket.id')
                .whereRef('ticket.conversationId', '=', 'conversation.id')
                .where('ticket.state', 'in', OPEN_STATES),
            ),
          ),
        )
        .limit(limit),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
};

/** Tickets with their notes, by the time at which they ended; one that is open ends by its timers. */
export const sweepTickets: Sweep = async (db, before, limit) => {
  const { numDeletedRows } = await db
    .deleteFrom('ticket')
    .where('id', 'in', (q) =>
      q.selectFrom('ticket').select('id').where('closedAt', '<', before).limit(limit),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
};

/** Browser sessions that have expired. */
export const sweepSessions: Sweep = async (db, before, limit) => {
  const { numDeletedRows } = await db
    .deleteFrom('webSession')
    .where('id', 'in', (q) =>
      q.selectFrom('webSession').select('id').where('expiresAt', '<', before).limit(limit),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
};
