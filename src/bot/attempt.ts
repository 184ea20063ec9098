/** One attempt to send, and what follows from its failure. */
import type { Channel, SendError } from '../channels/channel.ts';
import type { Settlement, StoredReply } from '../store/outbox.ts';
import type { Bot } from './context.ts';

/** How patient the sender is; all times in milliseconds. */
export interface Patience {
  /** A channel that has not answered by then counts as failed. */
  readonly patience: number;
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
    const externalId = await within(patience.patience, channel.send(row.address, row));
    return { kind: 'sent', id: row.id, externalId, at: bot.now().toISOString() };
  } catch (error) {
    const settlement = afterFailure(bot, row, error, patience);
    bot.log.warn(
      { err: error, replyId: row.id, channel: channel.name, attempts: row.attempts },
      settlement.kind === 'failed' ? 'reply given up' : 'reply will be sent again',
    );
    return settlement;
  }
}

function afterFailure(bot: Bot, row: StoredReply, error: unknown, patience: Patience): Settlement {
  const reason = error instanceof Error ? error.message : String(error);
  const refusal = isSendError(error) ? error : undefined;
  if (refusal?.retryable === false || row.attempts >= patience.attempts) {
    return { kind: 'failed', id: row.id, reason };
  }
  const asked = (refusal?.retryAfter ?? 0) * 1000;
  const pause = Math.max(asked, backOff(row.attempts, bot.random(1)[0] ?? 0, patience));
  const dueAt = new Date(bot.now().getTime() + pause).toISOString();
  return { kind: 'retry', id: row.id, reason, dueAt };
}

/** Doubling pauses, each shortened by up to half by chance: a crowd that failed together disperses. */
function backOff(attempts: number, chance: number, patience: Patience): number {
  const full = Math.min(patience.longestPause, patience.firstPause * 2 ** (attempts - 1));
  return full * (1 - chance / 512);
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
