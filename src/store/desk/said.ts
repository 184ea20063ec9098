/** What citizens wrote since they asked for somebody, for lists of tickets. Texts are masked, as they are stored. */
import type { Db } from '../schema.ts';

/** Of a conversation so many of the newest places are looked at. */
const LATEST = 30;

/** What was written for each ticket since it was opened, oldest first; nothing of what came before. */
export async function saidSince(
  db: Db,
  ticketIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (ticketIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('ticket')
    .innerJoin('conversation', 'conversation.id', 'ticket.conversationId')
    .innerJoin('inboundMessage', 'inboundMessage.conversationId', 'ticket.conversationId')
    .select(['ticket.id', 'inboundMessage.text'])
    .where('ticket.id', 'in', ticketIds)
    .where('inboundMessage.kind', '=', 'text')
    .where('inboundMessage.text', '!=', '')
    .whereRef('inboundMessage.receivedAt', '>', 'ticket.openedAt')
    .where(({ eb, ref }) =>
      eb('inboundMessage.seq', '>', eb(ref('conversation.lastSeq'), '-', LATEST)),
    )
    .orderBy('inboundMessage.seq')
    .execute();
  const said = Map.groupBy(rows, ({ id }) => id);
  return new Map([...said].map(([id, texts]) => [id, texts.map(({ text }) => text)]));
}
