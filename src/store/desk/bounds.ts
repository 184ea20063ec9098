/** Where in a conversation a ticket begins and ends, by the times of what the citizen wrote. */
import type { Db } from '../schema.ts';

/** Place of the request: of the last that was written by the time at which the ticket was opened. */
export async function placeOfRequest(
  db: Db,
  conversationId: string,
  openedAt: string,
): Promise<number> {
  const row = await db
    .selectFrom('inboundMessage')
    .select(({ fn }) => fn.max('seq').as('seq'))
    .where('conversationId', '=', conversationId)
    .where('receivedAt', '<=', openedAt)
    .executeTakeFirst();
  return row?.seq ?? 1;
}

/** Place of the first thing that was written after the end; null where nothing was. */
export async function placeAfterEnd(
  db: Db,
  conversationId: string,
  closedAt: string,
): Promise<number | null> {
  const row = await db
    .selectFrom('inboundMessage')
    .select(({ fn }) => fn.min('seq').as('seq'))
    .where('conversationId', '=', conversationId)
    .where('receivedAt', '>', closedAt)
    .executeTakeFirst();
  return row?.seq ?? null;
}
