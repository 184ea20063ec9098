/** Who is there: whoever has a page of the desk open. */
import type { RequestHandler, Response } from 'express';
import type { Bot } from '../../bot/context.ts';
import { HEARTBEAT_MS, missAgent, seeAgent } from '../../bot/handoff/presence.ts';
import { staffOf } from '../console/guard.ts';
import { agentOf, type SeatedAgent } from './context.ts';

/** A reload, or the way from one ticket to the next, is shorter. */
const GONE_AFTER_MS = 8000;

export interface Presence {
  /** Somebody has opened a page, and is there as long as its answer is not at its end. */
  enter(agent: SeatedAgent, page: Response): Promise<void>;
  /** Ends what is still open; nobody is taken for gone by it. */
  stop(): void;
}

interface Present {
  readonly agent: SeatedAgent;
  pages: number;
  leaving: NodeJS.Timeout | undefined;
}

export function keepPresence(bot: Bot): Presence {
  const present = new Map<string, Present>();
  const open = new Set<Response>();
  let stopped = false;
  const failed = (err: unknown) => bot.log.error({ err }, 'presence could not be noted');
  const beat = setInterval(() => {
    for (const { agent, pages } of present.values()) {
      if (pages > 0) seeAgent(bot, agent).catch(failed);
    }
  }, HEARTBEAT_MS);
  beat.unref();

  function leave(id: string): void {
    const found = present.get(id);
    if (found === undefined) return;
    found.pages -= 1;
    if (found.pages > 0 || stopped) return;
    found.leaving = setTimeout(() => {
      present.delete(id);
      // Another process may hold another page of theirs: then they are given the whole grace.
      if (bot.exclusive) missAgent(bot, id).catch(failed);
    }, GONE_AFTER_MS);
    found.leaving.unref();
  }

  return {
    async enter(agent, page) {
      const found = present.get(agent.id);
      clearTimeout(found?.leaving);
      present.set(agent.id, { agent, pages: (found?.pages ?? 0) + 1, leaving: undefined });
      open.add(page);
      page.on('close', () => {
        open.delete(page);
        leave(agent.id);
      });
      await seeAgent(bot, agent);
    },
    stop() {
      stopped = true;
      clearInterval(beat);
      for (const { leaving } of present.values()) clearTimeout(leaving);
      for (const page of open) page.end();
    },
  };
}

/**
 * A picture that never ends, for pages without a script: as long as the browser waits for it, its
 * page is open, and what its reader has in hand is not taken for left alone.
 */
export function stayHere(presence: Presence): RequestHandler {
  return async (_req, res) => {
    await presence.enter(agentOf(staffOf(res)), res);
    res.type('gif').write('GIF89a');
    // Proxies hang up on a line that is silent.
    const trickle = setInterval(() => res.write('\0'), HEARTBEAT_MS);
    res.on('close', () => clearInterval(trickle));
  };
}
