/**
 * The part of Telegram's updates that is read here. Ids are kept as text: they may be larger than
 * what a number holds exactly. Fields that this does not name pass through unread.
 */
import { z } from 'zod';

const id = z.union([z.int(), z.string().regex(/^-?\d{1,20}$/)]).transform(String);

/** Seconds since 1970, as far as a date can be made of them. */
const time = z.int().min(0).max(8_640_000_000_000);

const user = z.object({ id, is_bot: z.boolean().default(false) });

const chat = z.object({ id, type: z.enum(['private', 'group', 'supergroup', 'channel']) });

/** Where a message stands: its chat, and in a forum its topic. */
const place = {
  chat,
  is_topic_message: z.literal(true).optional(),
  message_thread_id: id.optional(),
};

const entities = z
  .array(z.object({ type: z.string(), offset: z.int().min(0), length: z.int().min(0) }))
  .default([]);

const message = z.looseObject({
  ...place,
  message_id: id,
  date: time,
  edit_date: time.optional(),
  from: user.optional(),
  text: z.string().optional(),
  entities,
  caption: z.string().optional(),
  caption_entities: entities,
  reply_to_message: z.object({ from: user.optional() }).optional(),
  migrate_to_chat_id: id.optional(),
});

const callbackQuery = z.object({
  id: z.string().min(1),
  from: user,
  message: z.object(place).optional(),
  data: z.string().optional(),
});

const chatMember = z.object({ chat, new_chat_member: z.object({ status: z.string() }) });

/** One update; every kind but these four is unknown to us. */
export const updateSchema = z.looseObject({
  update_id: id,
  message: message.optional(),
  edited_message: message.optional(),
  callback_query: callbackQuery.optional(),
  my_chat_member: chatMember.optional(),
});

/** The kinds that we ask Telegram for. */
export const ALLOWED_UPDATES = [
  'message',
  'edited_message',
  'callback_query',
  'my_chat_member',
] as const;

export type Update = z.infer<typeof updateSchema>;
export type Message = z.infer<typeof message>;
export type CallbackQuery = z.infer<typeof callbackQuery>;
export type ChatMember = z.infer<typeof chatMember>;
export type Place = Pick<Message, keyof typeof place>;
