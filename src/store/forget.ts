/** Forgets a browser: its session and everything that was said in its conversation. */
import type { Address } from '../message.ts';
import { eraseConversation } from './retention.ts';
import type { Db } from './schema.ts';
import { inTransaction } from './transaction.ts';

/** Afterwards its token opens nothing any more. @returns the ids of the tickets that are gone */
export async function forgetBrowser(db: Db, address: Address): Promise<string[]> {
  return inTransaction(db, async (tx) => {
    await tx.deleteFrom('webSession').where('address', '=', address).execute();
    // The lock first: a turn that is on its way must not open a ticket in between.
    const conversation = await tx
      .updateTable('conversation')
      .set(({ ref }) => ({ updatedAt: ref('updatedAt') }))
      .where('address', '=', address)
      .returning('id')
      .executeTakeFirst();
    if (conversation === undefined) return [];
    const gone = await eraseConversation(tx, conversation.id, '');
    await tx.deleteFrom('conversation').where('id', '=', conversation.id).execute();
    return gone;
  });
}
