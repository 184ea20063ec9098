/** Who is there: whoever has a page of the desk open. */
import type { RequestHandler, Response } from 'express';
import type { Bot } from '../../bot/context.ts';
import { HEARTBEAT_MS, missAgent, seeAgent } from '../../bot/handoff/presence.ts';
import { type SignedIn, signedInOf } from '../console/guard.ts';
import { HttpError } from '../http.ts';
import { agentOf } from './context.ts';
import { isStillIn } from './seat.ts';

/**
 * Leaving changes nothing but that nobody is heard of any more: a look at another page of the
 * consoles, or a gap in the network, is over before anything is taken from anybody.
 */
export interface Presence {
  /** Somebody has opened a page, and is there as long as its answer is not at its end. */
  enter(signedIn: SignedIn, page: Response): Promise<void>;
  /** Ends what is still open; browsers come back by themselves. */
  stop(): void;
}

export function keepPresence(bot: Bot): Presence {
  const open = new Map<Response, SignedIn>();
  const failed = (err: unknown) => bot.log.error({ err }, 'presence could not be noted');
  const timer = setInterval(() => {
    beat(bot, open).catch(failed);
  }, HEARTBEAT_MS);
  timer.unref();
  return {
    async enter(signedIn, page) {
      // Whoever has left before this was reached is heard of no more.
      if (page.destroyed) return;
      page.on('close', () => open.delete(page));
      open.set(page, signedIn);
      await seeAgent(bot, agentOf(signedIn.staff));
    },
    stop() {
      clearInterval(timer);
      for (const page of open.keys()) page.end();
    },
  };
}

/** Whoever still has a page open is there; pages of those who were signed out end. */
async function beat(bot: Bot, open: ReadonlyMap<Response, SignedIn>): Promise<void> {
  for (const [page, signedIn] of [...open]) {
    if (await isStillIn(bot.db, signedIn, bot.now())) {
      if (open.has(page)) await seeAgent(bot, agentOf(signedIn.staff));
    } else {
      page.end();
      await missAgent(bot, signedIn.staff.id);
    }
  }
}

/**
 * A picture that never ends, for pages without a script: as long as the browser waits for it, its
 * page is open, and what its reader has in hand is not taken for left alone.
 */
export function stayHere(presence: Presence): RequestHandler {
  return async (_req, res) => {
    const signedIn = signedInOf(res);
    if (signedIn === undefined) throw new HttpError(401);
    await presence.enter(signedIn, res);
    if (res.destroyed) return;
    res.type('gif').write('GIF89a');
    // Proxies hang up on a line that is silent.
    const trickle = setInterval(() => res.write('\0'), HEARTBEAT_MS);
    res.on('close', () => clearInterval(trickle));
  };
}
