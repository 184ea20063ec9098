/** Forgets a browser: its session and everything that was said in its conversation. */
import type { Address } from '../message.ts';
import { eraseConversation } from './retention.ts';
import type { Db } from './schema.ts';
import { inTransaction } from './transaction.ts';

/** Afterwards its token opens nothing any more. @returns the ids of the tickets that are gone */
export async function forgetBrowser(db: Db, address: Address): Promise<string[]> {
  return inTransaction(db, async (tx) => {
    await tx.deleteFrom('webSession').where('address', '=', address).execute();
    const conversation = await tx
      .selectFrom('conversation')
      .select('id')
      .where('address', '=', address)
      .executeTakeFirst();
    if (conversation === undefined) return [];
    const gone = await eraseConversation(tx, conversation.id, '');
    await tx.deleteFrom('conversation').where('id', '=', conversation.id).execute();
    return gone;
  });
}
