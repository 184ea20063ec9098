/** Stores what came in, masked. */
import type { Insertable } from 'kysely';
import { freshConversation } from '../dialogue/conversation.ts';
import { mask } from '../mask.ts';
import type { Address, Attachment, InboundMessage } from '../message.ts';
import { type Conversation, lockConversation } from '../store/conversations.ts';
import { addMessage } from '../store/messages.ts';
import type { Db, InboundMessageTable } from '../store/schema.ts';
import type { Bot } from './context.ts';
import { stored } from './stored-state.ts';

/** The conversation of an address, a fresh one if it never wrote; locked until the commit. */
export async function openConversation(bot: Bot, db: Db, address: Address): Promise<Conversation> {
  const at = bot.now().toISOString();
  return lockConversation(db, { id: bot.newId(), address, ...stored(freshConversation()), at });
}

/** What the message's row says beside the message itself. */
type Place = Omit<
  Insertable<InboundMessageTable>,
  'externalId' | 'kind' | 'text' | 'receivedAt' | 'attachment'
>;

/** Keeps a message in its place. */
export async function keepMessage(
  db: Db,
  message: InboundMessage,
  now: Date,
  place: Place,
): Promise<void> {
  const { externalId, kind, text, receivedAt, attachment } = message;
  await addMessage(db, {
    ...place,
    externalId,
    kind,
    text: mask(text),
    receivedAt: notAfter(receivedAt, now),
    attachment: attachment === undefined ? null : JSON.stringify(masked(attachment)),
  });
}

/** Beyond that nobody reads the name of a file; in UTF-16 units. */
const LONGEST_NAME = 120;

/** People name files after themselves: "CCCD 079012345678.jpg". */
function masked(attachment: Attachment): Attachment {
  const { name, ...rest } = attachment;
  if (name === undefined) return attachment;
  // Signs without a shape turn a name round, and hide digits from the mask.
  const shown = mask(name.replaceAll(/[\p{Cc}\p{Cf}]/gu, '')).slice(0, LONGEST_NAME);
  return { ...rest, name: shown.toWellFormed() };
}

/** A provider's clock may be wrong; a message from the future would outlive its retention. */
function notAfter(receivedAt: string, now: Date): string {
  return new Date(Math.min(Date.parse(receivedAt), now.getTime())).toISOString();
}
