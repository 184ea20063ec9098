/**
 * The part of Zalo's events that is read here. Ids are kept as text: they have 18 digits and more.
 * Fields that this does not name pass through unread.
 */
import { z } from 'zod';
import { byteCount, fileName } from '../attachment.ts';

const id = z
  .union([z.string(), z.int()])
  .transform(String)
  .pipe(z.string().regex(/^[\w.-]{1,128}$/));

/** Milliseconds since 1970, as far as a date can be made of them. */
const time = z
  .union([z.string().regex(/^\d{1,16}$/), z.int()])
  .transform(Number)
  .pipe(z.int().min(0).max(8_640_000_000_000_000));

/** `admin_id` is there only when staff wrote in the OA's own tool. */
const party = z.looseObject({
  id,
  admin_id: z.union([z.string(), z.int()]).transform(String).nullish(),
});

const attachment = z.looseObject({
  type: z.string(),
  payload: z.looseObject({ url: z.string().nullish(), name: fileName, size: byteCount }).nullish(),
});

const message = z.looseObject({
  msg_id: id.nullish(),
  msg_ids: z.array(id).nullish(),
  text: z.string().nullish(),
  conversation_id: id.nullish(),
  attachments: z.array(attachment).nullish(),
  tracking_id: z.unknown().optional(),
  delivery_time: z.unknown().optional(),
});

export const eventSchema = z.looseObject({
  event_name: z.string(),
  timestamp: time,
  oa_id: id.nullish(),
  user_id: id.nullish(),
  sender: party.nullish(),
  recipient: party.nullish(),
  follower: party.nullish(),
  message: message.nullish(),
});

export type ZaloEvent = z.infer<typeof eventSchema>;
export type ZaloMessage = z.infer<typeof message>;
