/**
 * The way out: takes replies from the queue, gives them to their channel and notes what became of
 * them. Nothing else calls a channel's `send`.
 *
 * Each channel has a sender of its own, so a slow provider holds up nobody else. A sender's cycle
 * is one transaction: it notes what has landed since the last one and claims what may go next.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Channel } from '../channels/channel.ts';
import type { ChannelName } from '../message.ts';
import { type Claim, claimReplies, type StoredReply } from '../store/outbox.ts';
import { releaseReplies, type Settlement, settleReplies } from '../store/settlement.ts';
import { switchOf } from '../store/switches.ts';
import { attempt, type Patience } from './attempt.ts';
import type { Bot } from './context.ts';
import { type Pacer, pacer } from './pace.ts';
import { Signal } from './signal.ts';

/** How the sender behaves; all times in milliseconds. */
export interface Pace extends Patience {
  /** Replies of one channel on their way at once. */
  readonly inFlight: number;
  /** The queue is looked into at least this often, for rows that another process wrote. */
  readonly poll: number;
  /** A reply that may not go for longer than this, for the provider's limits, goes back in the queue. */
  readonly longestWait: number;
}

/** With these pauses a reply is given up after about an hour. */
export const DEFAULT_PACE: Pace = {
  inFlight: 50,
  poll: 1000,
  longestWait: 3000,
  patience: 20_000,
  grace: 15_000,
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
  const limits = pacer();
  const flying = new Set<string>();
  let stopping = false;

  async function cycle(): Promise<void> {
    const settled = [...landed];
    const room = stopping ? 0 : pace.inFlight - flying.size;
    const claimed = await bot.transact(async (tx) => {
      await settleReplies(tx, settled);
      if (room === 0 || (await switchOf(tx, channel.name))?.off === 1) return [];
      return claimReplies(tx, claimFor(bot, channel.name, pace, room));
    });
    landed.splice(0, settled.length);
    // One whose lease ran out on the way is claimed again; on a slow machine it may be our own.
    for (const row of claimed) if (!flying.has(row.id)) void fly(row);
  }

  async function fly(row: StoredReply): Promise<void> {
    flying.add(row.id);
    landed.push(await inTime(bot, channel, row, pace, limits));
    flying.delete(row.id);
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
      if (stopping && flying.size === 0 && noted) return;
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
  // A sender that lives has noted the outcome before anybody else claims.
  const longest = pace.longestWait + pace.patience + pace.grace;
  const margin = pace.patience / 4;
  const leaseUntil = new Date(now.getTime() + longest + margin).toISOString();
  return { channel, now: now.toISOString(), leaseUntil, limit };
}

/** Waits until the provider's limits let the reply go; where that takes long, it is postponed. */
async function inTime(
  bot: Bot,
  channel: Channel,
  row: StoredReply,
  pace: Pace,
  limits: Pacer,
): Promise<Settlement> {
  const now = bot.now().getTime();
  const wait = limits.reserve(channel.rates?.(row.address) ?? [], now, pace.longestWait);
  if (wait > pace.longestWait) {
    return { kind: 'postponed', id: row.id, dueAt: new Date(now + wait).toISOString() };
  }
  if (wait > 0) await sleep(wait);
  return attempt(bot, channel, row, pace);
}
