/** For whoever watches the process: is it alive, and may it be given work? */
import type { RequestHandler } from 'express';
import type { Bot } from '../bot/context.ts';
import type { Snapshot } from '../content/content.ts';
import { outboxLag, probeWrite } from '../store/probe.ts';

/** Replies that wait longer than this mean that nobody sends them. */
const LONGEST_LAG_S = 60;

/** Alive: answers without touching anything. */
export const healthz: RequestHandler = (_req, res) => {
  res.type('text').send('ok\n');
};

/** Ready: the database takes a write, the content is loaded, the outbox moves. */
export function readyz(bot: Bot, content: () => Snapshot): RequestHandler {
  return async (_req, res) => {
    const state = await readiness(bot, content);
    res.status(state.ready ? 200 : 503).json(state);
  };
}

async function readiness(bot: Bot, content: () => Snapshot) {
  const now = bot.now();
  try {
    await probeWrite(bot.db, bot.newId(), now.toISOString());
    const lag = await outboxLag(bot.db, now);
    const { intents, checkedOn } = content();
    return {
      ready: intents.size > 0 && lag < LONGEST_LAG_S,
      database: 'ok',
      outboxLagSeconds: lag,
      intents: intents.size,
      contentCheckedOn: checkedOn,
    };
  } catch (err) {
    bot.log.error({ err }, 'not ready');
    return { ready: false, database: 'failed' };
  }
}
