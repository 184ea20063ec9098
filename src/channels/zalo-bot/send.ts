/** Sends a reply by the Zalo Bot Platform: plain text, the choices as numbered lines. */
import { z } from 'zod';
import { vietnamDay } from '../../day.ts';
import type { Address } from '../../message.ts';
import { type ExternalId, type OutgoingMessage, SendError } from '../channel.ts';
import { numberedParts } from '../numbered.ts';
import { sendParts } from '../parts.ts';
import type { Alarm } from '../secret.ts';
import { type Answer, type ApiSettings, call } from './api.ts';
import { chatOf } from './read.ts';

/** Characters of one message. */
export const TEXT_LIMIT = 2000;

/** The messages that the plan allows in a month, counted over all processes. */
export interface SendQuota {
  /** Takes one and tells how many are used with it; undefined when none is left. */
  take(month: string, limit: number): Promise<number | undefined>;
  /** Puts one back that was not sent after all. */
  giveBack(month: string): Promise<void>;
}

/** What sending needs. */
export interface Desk {
  readonly settings: ApiSettings & { readonly monthlyQuota: number };
  readonly quota: SendQuota;
  readonly now: () => Date;
  readonly refused: Alarm;
  readonly scarce: Alarm;
  /** How long a call may take, in milliseconds. */
  readonly patience: number;
}

/**
 * Sends what earlier attempts have not sent; returns the id of the last part.
 *
 * @throws SendError with the number of parts that Zalo has taken by then
 */
export function sendReply(
  desk: Desk,
  to: Address,
  outgoing: OutgoingMessage,
  signal: AbortSignal,
): Promise<ExternalId> {
  const { text, choices } = outgoing.reply;
  const parts = numberedParts(text, choices, TEXT_LIMIT);
  return sendParts(parts, outgoing, signal, (part) => sendPart(desk, chatOf(to), part));
}

/** From this share of the quota on the operator is told. */
const SCARCE = 0.8;

async function sendPart(desk: Desk, chat_id: string, text: string): Promise<ExternalId> {
  const { settings, quota, now, scarce, patience } = desk;
  const month = vietnamDay(now()).slice(0, 7);
  const used = await quota.take(month, settings.monthlyQuota);
  if (used === undefined) {
    scarce('the monthly quota is used up: ZALO_BOT_MONTHLY_QUOTA, or a larger plan');
    throw new SendError('not sent: the monthly quota is used up', { retryable: false });
  }
  if (used > SCARCE * settings.monthlyQuota) {
    scarce(`${used} of ${settings.monthlyQuota} messages of this month are sent`);
  }
  const answer = await call(settings, 'sendMessage', { chat_id, text }, { patience });
  if (answer?.ok === true) return sent.parse(answer.result).message_id;
  // Without an answer it may have been sent: then it stays counted.
  if (answer !== undefined) await quota.giveBack(month);
  throw failureOf(answer, desk);
}

const sent = z
  .looseObject({ message_id: z.union([z.string(), z.int()]).transform(String) })
  .catch({ message_id: '' });

/** Zalo does not say how long to wait; in seconds. */
const QUOTA_PAUSE_S = 3;

function failureOf(answer: Exclude<Answer, { ok: true }>, { refused }: Desk): SendError {
  if (answer === undefined) {
    return new SendError('the Zalo Bot Platform could not be reached', { retryable: true });
  }
  const { code, description } = answer;
  const reason = `Zalo Bot ${code}: ${description}`;
  if (code === 429) refused('Zalo says that the quota is used up, or that this was too fast');
  if (code === 401) refused('Zalo does not know ZALO_BOT_TOKEN');
  const passing = code === 401 || code === 408 || code === 429 || code >= 500;
  const retryAfter = code === 429 ? QUOTA_PAUSE_S : undefined;
  return new SendError(reason, { retryable: passing, retryAfter });
}
