/** Server-Sent Events: new messages as they come, resumed where the browser left off. */
import type { Response } from 'express';
import type { Bot } from '../../bot/context.ts';
import type { WebChannel } from '../../channels/web.ts';
import type { Address } from '../../message.ts';
import type { News } from './conversation-view.ts';

/** Shorter than the idle time after which proxies hang up. */
const HEARTBEAT_MS = 20_000;
/** Open pages of one browser that are kept up to date; the oldest gives way. */
const STREAMS_EACH = 4;

export interface Streams {
  open(res: Response, address: Address, after: number, news: ReadNews): void;
  /** Ends all; browsers come back by themselves. */
  close(): void;
}

type ReadNews = (after: number) => Promise<News>;

export function createStreams(bot: Bot, web: WebChannel): Streams {
  const open = new Map<Address, Response[]>();
  const enter = (address: Address, res: Response) => {
    const others = open.get(address) ?? [];
    if (others.length >= STREAMS_EACH) others.shift()?.end();
    open.set(address, [...others, res]);
  };
  const leave = (address: Address, res: Response) => {
    const others = (open.get(address) ?? []).filter((other) => other !== res);
    if (others.length > 0) open.set(address, others);
    else open.delete(address);
  };
  return {
    open(res, address, after, news) {
      start(res);
      const push = pusher(bot, res, after, news);
      const unsubscribe = web.subscribe(address, push);
      const beat = setInterval(() => {
        res.write(':\n\n');
        // Another process may have written the reply: then no channel of this one told us.
        if (!bot.exclusive) push();
      }, HEARTBEAT_MS);
      enter(address, res);
      res.on('close', () => {
        clearInterval(beat);
        unsubscribe();
        leave(address, res);
      });
      push();
    },
    close() {
      for (const res of [...open.values()].flat()) res.end();
    },
  };
}

function start(res: Response): void {
  res.set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    // nginx would keep the events back otherwise.
    'X-Accel-Buffering': 'no',
  });
  res.write('retry: 3000\n\n');
}

/** Writes what is new, one look at a time, so nothing is written twice or out of order. */
function pusher(bot: Bot, res: Response, after: number, news: ReadNews): () => void {
  let sent = after;
  let looking: Promise<void> = Promise.resolve();
  const look = async () => {
    const { html, cursor } = await news(sent);
    if (cursor === sent || res.writableEnded) return;
    sent = cursor;
    res.write(`id: ${cursor}\ndata: ${html.replaceAll('\n', '\ndata: ')}\n\n`);
  };
  return () => {
    looking = looking.then(look).catch((err: unknown) => {
      bot.log.error({ err }, 'stream broke');
      res.end();
    });
  };
}
