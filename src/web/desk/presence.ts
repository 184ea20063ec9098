/** Who is there: whoever has a page of the desk open that listens. */
import type { Bot } from '../../bot/context.ts';
import { HEARTBEAT_MS, missAgent, seeAgent } from '../../bot/handoff/presence.ts';
import type { SeatedAgent } from './context.ts';

/** A reload, or the way from one ticket to the next, is shorter. */
const GONE_AFTER_MS = 6000;

export interface Presence {
  /** Somebody has opened a page; call what it returns when that page is closed. */
  enter(agent: SeatedAgent): Promise<() => void>;
  stop(): void;
}

interface Present {
  readonly agent: SeatedAgent;
  pages: number;
  leaving: NodeJS.Timeout | undefined;
}

export function keepPresence(bot: Bot): Presence {
  const present = new Map<string, Present>();
  const failed = (err: unknown) => bot.log.error({ err }, 'presence could not be noted');
  const beat = setInterval(() => {
    for (const { agent, pages } of present.values())
      if (pages > 0) seeAgent(bot, agent).catch(failed);
  }, HEARTBEAT_MS);
  beat.unref();

  function leave(id: string): void {
    const found = present.get(id);
    if (found === undefined) return;
    found.pages -= 1;
    if (found.pages > 0) return;
    found.leaving = setTimeout(() => {
      present.delete(id);
      missAgent(bot, id).catch(failed);
    }, GONE_AFTER_MS);
    found.leaving.unref();
  }

  return {
    async enter(agent) {
      const found = present.get(agent.id) ?? { agent, pages: 0, leaving: undefined };
      clearTimeout(found.leaving);
      present.set(agent.id, { ...found, agent, pages: found.pages + 1 });
      await seeAgent(bot, agent);
      return () => leave(agent.id);
    },
    stop() {
      clearInterval(beat);
      for (const { leaving } of present.values()) clearTimeout(leaving);
    },
  };
}
