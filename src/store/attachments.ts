/** Files that came with messages: what is known of them. The files themselves stay with the channels. */
import type { Attachment, ChannelName } from '../message.ts';
import type { Db } from './schema.ts';

/** A file of a citizen, and the channel that has it. */
export interface KeptAttachment {
  readonly channel: ChannelName;
  readonly attachment: Attachment;
}

/** What came with a message of a conversation; undefined when it is not there, or came alone. */
export async function findAttachment(
  db: Db,
  conversationId: string,
  messageId: string,
): Promise<KeptAttachment | undefined> {
  const row = await db
    .selectFrom('inboundMessage')
    .innerJoin('conversation', 'conversation.id', 'inboundMessage.conversationId')
    .select(['conversation.channel', 'inboundMessage.attachment'])
    .where('inboundMessage.id', '=', messageId)
    .where('inboundMessage.conversationId', '=', conversationId)
    .executeTakeFirst();
  const attachment = readAttachment(row?.attachment ?? null);
  return row === undefined || attachment === null
    ? undefined
    : { channel: row.channel, attachment };
}

/** An attachment as its column has it. */
export function readAttachment(stored: string | null): Attachment | null {
  return stored === null ? null : (JSON.parse(stored) as Attachment);
}
