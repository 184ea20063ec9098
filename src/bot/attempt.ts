/** One attempt to send, and what follows from its failure. */
import type { Channel, Failure, SendError } from '../channels/channel.ts';
import type { StoredReply } from '../store/outbox.ts';
import type { Settlement } from '../store/settlement.ts';
import type { Bot } from './context.ts';

/** How patient the sender is; all times in milliseconds. */
export interface Patience {
  /** After that a channel is told to end its attempt. */
  readonly patience: number;
  /** A channel that has still said nothing after that, too, counts as failed. */
  readonly grace: number;
  /** First pause after a failure; it doubles with each one up to `longestPause`. */
  readonly firstPause: number;
  readonly longestPause: number;
  /** Attempts before a reply is given up. */
  readonly attempts: number;
}

/** Gives one reply to its channel. Never throws: what went wrong is part of the outcome. */
export async function attempt(
  bot: Bot,
  channel: Channel,
  row: StoredReply,
  patience: Patience,
): Promise<Settlement> {
  try {
    const sending = channel.send(row.address, row, AbortSignal.timeout(patience.patience));
    const externalId = await within(patience.patience + patience.grace, sending);
    return { kind: 'sent', id: row.id, externalId, at: bot.now().toISOString() };
  } catch (error) {
    const settlement = afterFailure(bot, row, error, patience);
    const givenUp = settlement.kind !== 'retry';
    bot.log[givenUp ? 'error' : 'warn'](
      { err: error, replyId: row.id, channel: channel.name, attempts: row.attempts },
      givenUp ? 'reply given up' : 'reply will be sent again',
    );
    return settlement;
  }
}

function afterFailure(bot: Bot, row: StoredReply, error: unknown, patience: Patience): Settlement {
  const { id, conversationId } = row;
  const reason = error instanceof Error ? error.message : String(error);
  const failure: Failure = isSendError(error) ? error.failure : { retryable: true };
  const { retryable, retryAfter = 0, partsSent = row.partsSent, movedTo } = failure;
  const now = bot.now();
  if (failure.gone === true) {
    return { kind: 'gone', id, reason, conversationId, at: now.toISOString() };
  }
  if (!retryable || row.attempts >= patience.attempts) {
    return { kind: 'failed', id, reason, partsSent };
  }
  const pause = Math.max(retryAfter * 1000, backOff(row.attempts, chance(bot), patience));
  const dueAt = new Date(now.getTime() + pause).toISOString();
  const moved = movedTo === undefined ? undefined : { from: row.address, to: movedTo };
  return { kind: 'retry', id, reason, dueAt, partsSent, moved };
}

/** A number from 0 up to, but not reaching, 1. */
function chance(bot: Bot): number {
  return (bot.random(1)[0] ?? 0) / 256;
}

/** Doubling pauses, each shortened by up to half by chance: a crowd that failed together disperses. */
function backOff(attempts: number, chance: number, patience: Patience): number {
  const full = Math.min(patience.longestPause, patience.firstPause * 2 ** (attempts - 1));
  return full * (1 - chance / 2);
}

/** By name, not by class: the channels' code is none of the bot's business. */
function isSendError(error: unknown): error is SendError {
  return error instanceof Error && error.name === 'SendError';
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`no answer within ${milliseconds / 1000} s`)),
      milliseconds,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
