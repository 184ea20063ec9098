/** Server-Sent Events: new messages as they come, resumed where the browser left off. */
import type { Response } from 'express';
import type { Bot } from '../../bot/context.ts';
import type { WebChannel } from '../../channels/web.ts';
import type { Address, ConversationStatus } from '../../message.ts';
import type { News } from './conversation-view.ts';

/** Shorter than the idle time after which proxies hang up. */
const HEARTBEAT_MS = 20_000;
/** Open pages of one browser that are kept up to date; the oldest gives way. */
const STREAMS_EACH = 4;

export interface Opening {
  readonly address: Address;
  /** Of the page that listens, so that its own sending can be told apart. */
  readonly page: string;
  /** Place in the conversation up to which it has everything. */
  readonly after: number;
  /** Who is in charge, as the page shows it. */
  readonly charge: ConversationStatus;
  readonly news: (after: number) => Promise<News>;
}

export interface Streams {
  open(res: Response, opening: Opening): void;
  /**
   * Keeps a page's stream silent while the answer to its own request carries the news, so that
   * nothing travels twice. To be called with the place up to which it did, or without when it did
   * not.
   */
  hold(address: Address, page: string): (upTo?: number) => void;
  /** Ends all; browsers come back by themselves. */
  close(): void;
}

interface Line {
  readonly page: string;
  readonly res: Response;
  readonly push: () => void;
  sent: number;
  held: number;
  charge: ConversationStatus;
}

export function createStreams(bot: Bot, web: WebChannel): Streams {
  const open = new Map<Address, Line[]>();
  const linesOf = (address: Address) => open.get(address) ?? [];
  const leave = bot.typing.subscribe((address, who) => {
    if (who !== 'agent') return;
    for (const { res } of linesOf(address)) res.write('event: typing\ndata: 1\n\n');
  });
  return {
    open(res, opening) {
      const { address } = opening;
      start(res);
      const line = createLine(bot, res, opening);
      const stop = keepAlive(bot, web, address, line);
      if (linesOf(address).length >= STREAMS_EACH) linesOf(address)[0]?.res.end();
      open.set(address, [...linesOf(address), line]);
      res.on('close', () => {
        stop();
        const others = linesOf(address).filter((other) => other !== line);
        if (others.length > 0) open.set(address, others);
        else open.delete(address);
      });
      line.push();
    },
    hold(address, page) {
      const lines = linesOf(address).filter((line) => line.page === page);
      for (const line of lines) line.held += 1;
      return (upTo = 0) => {
        for (const line of lines) {
          line.held -= 1;
          line.sent = Math.max(line.sent, upTo);
          line.push();
        }
      };
    },
    close() {
      leave();
      for (const { res } of [...open.values()].flat()) res.end();
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
function createLine(bot: Bot, res: Response, opening: Opening): Line {
  const { page, after, charge: shown, news } = opening;
  let looking: Promise<void> = Promise.resolve();
  const look = async () => {
    if (line.held > 0) return;
    const { html, cursor, charge } = await news(line.sent);
    if (line.held > 0 || res.writableEnded) return;
    if (charge !== line.charge) res.write(`event: charge\ndata: ${charge}\n\n`);
    line.charge = charge;
    if (cursor <= line.sent) return;
    line.sent = cursor;
    res.write(`id: ${cursor}\ndata: ${html.replaceAll('\n', '\ndata: ')}\n\n`);
  };
  const push = () => {
    looking = looking.then(look).catch((err: unknown) => {
      bot.log.error({ err }, 'stream broke');
      res.end();
    });
  };
  const line: Line = { page, res, push, sent: after, held: 0, charge: shown };
  return line;
}

/** Wakes a line when something was said, and lets its heart beat; returns how to end both. */
function keepAlive(bot: Bot, web: WebChannel, address: Address, line: Line): () => void {
  const unsubscribe = web.subscribe(address, line.push);
  const beat = setInterval(() => {
    line.res.write(':\n\n');
    // Another process may have written the reply: then no channel of this one told us.
    if (!bot.exclusive) line.push();
  }, HEARTBEAT_MS);
  return () => {
    clearInterval(beat);
    unsubscribe();
  };
}
