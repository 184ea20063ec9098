/** What is forgotten: on request, and when its time is over. */
import type { Db } from './schema.ts';

/**
 * Forgets everything that was said in a conversation, and its tickets. One message stays, without
 * its text: the request itself, so that a repeat of it is recognised.
 */
export async function eraseConversation(
  db: Db,
  conversationId: string,
  requestId: string,
): Promise<void> {
  await db.updateTable('inboundMessage').set({ text: '' }).where('id', '=', requestId).execute();
  await db
    .deleteFrom('inboundMessage')
    .where('conversationId', '=', conversationId)
    .where('id', '!=', requestId)
    .execute();
  await db.deleteFrom('outbox').where('conversationId', '=', conversationId).execute();
  await db.deleteFrom('ticket').where('conversationId', '=', conversationId).execute();
}
