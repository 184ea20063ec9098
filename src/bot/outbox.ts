/**
 * The way out: takes replies from the queue, gives them to their channel and notes what became of
 * them. Nothing else calls a channel's `send`.
 *
 * Each channel has a sender of its own, so a slow provider holds up nobody else. A sender's cycle
 * is one transaction: it notes what has landed since the last one and claims what may go next.
 */
import type { Channel } from '../channels/channel.ts';
import type { ChannelName } from '../message.ts';
import {
  type Claim,
  claimReplies,
  releaseReplies,
  type Settlement,
  type StoredReply,
  settleReplies,
} from '../store/outbox.ts';
import { inTransaction } from '../store/transaction.ts';
import { attempt, type Patience } from './attempt.ts';
import type { Bot } from './context.ts';
import { Signal } from './signal.ts';

/** How the sender behaves; all times in milliseconds. */
export interface Pace extends Patience {
  /** Replies of one channel on their way at once. */
  readonly inFlight: number;
  /** The queue is looked into at least this often, for rows that another process wrote. */
  readonly poll: number;
}

/** With these pauses a reply is given up after about an hour. */
export const DEFAULT_PACE: Pace = {
  inFlight: 50,
  poll: 1000,
  patience: 20_000,
  firstPause: 1000,
  longestPause: 600_000,
  attempts: 15,
};

export interface Outbox {
  /** Claims nothing more and resolves when what is on its way has landed. */
  stop(): Promise<void>;
}

/** Starts one sender for each channel. */
export async function startOutbox(
  bot: Bot,
  channels: readonly Channel[],
  pace: Pace = DEFAULT_PACE,
): Promise<Outbox> {
  if (bot.exclusive) await releaseReplies(bot.db, bot.now().toISOString());
  const senders = channels.map((channel) => startSender(bot, channel, pace));
  return {
    stop: async () => {
      await Promise.all(senders.map((sender) => sender.stop()));
    },
  };
}

function startSender(bot: Bot, channel: Channel, pace: Pace): Outbox {
  const bell = new Signal();
  const landed: Settlement[] = [];
  let flying = 0;
  let stopping = false;

  async function cycle(): Promise<void> {
    const settled = [...landed];
    const room = stopping ? 0 : pace.inFlight - flying;
    const claimed = await inTransaction(bot.db, async (tx) => {
      await settleReplies(tx, settled);
      return room > 0 ? claimReplies(tx, claimFor(bot, channel.name, pace, room)) : [];
    });
    landed.splice(0, settled.length);
    for (const row of claimed) void fly(row);
  }

  async function fly(row: StoredReply): Promise<void> {
    flying += 1;
    landed.push(await attempt(bot, channel, row, pace));
    flying -= 1;
    bell.ring();
  }

  async function run(): Promise<void> {
    for (;;) {
      // A database that is away for a moment must not end the sender: it tries at the next poll.
      const noted = await cycle().then(
        () => landed.length === 0,
        (error: unknown) => {
          bot.log.error({ err: error, channel: channel.name }, 'outbox cycle failed');
          return stopping;
        },
      );
      if (stopping && flying === 0 && noted) return;
      await bell.wait(pace.poll);
    }
  }

  const ring = (name: ChannelName): void => {
    if (name === channel.name) bell.ring();
  };
  bot.queued.on('queued', ring);
  const running = run();
  return {
    async stop() {
      stopping = true;
      bot.queued.off('queued', ring);
      bell.ring();
      await running;
    },
  };
}

function claimFor(bot: Bot, channel: ChannelName, pace: Pace, limit: number): Claim {
  const now = bot.now();
  // Longer than the patience: a sender that lives has noted the outcome before anybody else claims.
  const leaseUntil = new Date(now.getTime() + 2 * pace.patience).toISOString();
  return { channel, now: now.toISOString(), leaseUntil, limit };
}
