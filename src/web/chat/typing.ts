/** A citizen's browser says that somebody is writing in it. */
import type { RequestHandler } from 'express';
import type { Chat } from './context.ts';
import { limiter } from './limits.ts';
import { addressOf } from './visitor.ts';

/** The page says so every three seconds. */
const SIGNS = { perSecond: 2, perMinute: 40 };

/** Passes it on to whoever looks at the conversation; nothing is kept. */
export function takeTyping(chat: Chat): RequestHandler {
  const count = limiter(SIGNS);
  return async (req, res) => {
    const address = await addressOf(chat.bot, req);
    await count(address);
    chat.bot.typing.citizen(address);
    res.status(204).end();
  };
}
