/** Files that came with messages: what is known of them. The files themselves stay with the channels. */
import type { Attachment, ChannelName } from '../message.ts';
import type { Db } from './schema.ts';

/** A file of a citizen, the channel that has it, and the conversation in which it came. */
export interface KeptAttachment {
  readonly conversationId: string;
  /** Place of its message there. */
  readonly seq: number;
  readonly channel: ChannelName;
  readonly attachment: Attachment;
}

/** What came with a message; undefined when there is no such message, or it came alone. */
export async function findAttachment(
  db: Db,
  messageId: string,
): Promise<KeptAttachment | undefined> {
  const row = await db
    .selectFrom('inboundMessage')
    .innerJoin('conversation', 'conversation.id', 'inboundMessage.conversationId')
    .select(['conversationId', 'seq', 'conversation.channel', 'inboundMessage.attachment'])
    .where('inboundMessage.id', '=', messageId)
    .executeTakeFirst();
  const attachment = readAttachment(row?.attachment ?? null);
  return row === undefined || attachment === null ? undefined : { ...row, attachment };
}

/** An attachment as its column has it. */
export function readAttachment(stored: string | null): Attachment | null {
  return stored === null ? null : (JSON.parse(stored) as Attachment);
}
