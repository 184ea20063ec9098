/**
 * The part of the Zalo Bot Platform's updates that is read here. Fields that this does not name
 * pass through unread.
 */
import { z } from 'zod';

const id = z
  .union([z.string(), z.int()])
  .transform(String)
  .pipe(z.string().regex(/^[\w.-]{1,128}$/));

/** Milliseconds since 1970, where Telegram counts seconds. */
const time = z.int().min(0).max(8_640_000_000_000_000);

/** Of a file: a message whose file is lost is still a message. */
const address = z.string().nullish().catch(undefined);

const message = z.looseObject({
  message_id: id,
  date: time,
  chat: z.looseObject({ id }),
  from: z.looseObject({ is_bot: z.boolean().nullish() }).nullish(),
  text: z.string().nullish(),
  caption: z.string().nullish(),
  /** Live traffic has the first, the documentation the second. */
  photo_url: address,
  photo: address,
  voice_url: address,
});

/** One event, as live traffic has it. */
const flat = z.looseObject({ event_name: z.string(), message: message.nullish() });

/** The documentation wraps it: `{"ok":true,"result":{…}}`. */
const wrapped = z.object({ result: flat }).transform(({ result }) => result);

export const updateSchema = z.union([flat, wrapped]);

export type BotEvent = z.infer<typeof flat>;
export type BotMessage = z.infer<typeof message>;
