/** Runs the purge by itself: at the start and then every few hours. */
import type { Retention } from '../config.ts';
import type { Bot } from './context.ts';
import { purge } from './purge.ts';

const EVERY_MS = 6 * 3_600_000;

export interface Purging {
  /** Resolves when a purge under way has ended. */
  stop(): Promise<void>;
}

/** Starts the regular purge. One that fails is logged, and the next one tries again. */
export function startPurging(bot: Bot, retention: Retention): Purging {
  const run = async () => {
    try {
      bot.log.info({ purged: await purge(bot, retention) }, 'purged');
    } catch (err) {
      bot.log.error({ err }, 'purge failed');
    }
  };
  let running = run();
  const timer = setInterval(() => {
    running = run();
  }, EVERY_MS);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
