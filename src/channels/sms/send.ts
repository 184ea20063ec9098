/** Sends a reply through Kannel's `sendsms`. Name and password stand in the address, so no address is kept. */
import { mask } from '../../mask.ts';
import type { Address } from '../../message.ts';
import { type ExternalId, type OutgoingMessage, SendError } from '../channel.ts';
import { sendParts } from '../parts.ts';
import { callProvider } from '../provider-call.ts';
import type { Alarm } from '../secret.ts';
import { textsOf } from './format.ts';
import { FINAL_STATES, receiptUrl } from './receipt.ts';
import { alphabetOf } from './segments.ts';

/** How to reach Kannel, and how it reaches us. */
export interface SendSettings {
  /** Where `sendsms` is. */
  readonly sendUrl: string;
  readonly username: string;
  readonly password: string;
  /** The number from which we send. */
  readonly from: string;
  /** The connection of Kannel that is to take it; undefined leaves the choice to Kannel. */
  readonly smsc: string | undefined;
  /** Signs the addresses of delivery reports. */
  readonly secret: string;
  /** This server as Kannel sees it, without a slash at the end. */
  readonly callbackUrl: string;
  /** Answers that one number gets in an hour and in a day: two machines would talk for ever. */
  readonly limitPerHour: number;
  readonly limitPerDay: number;
}

/** How many of the assistant's own answers an address has got since; ISO 8601 in UTC. */
export type CountAnswers = (to: Address, since: string) => Promise<number>;

/** What sending needs. */
interface Desk {
  readonly settings: SendSettings;
  readonly answersSince: CountAnswers;
  readonly now: () => Date;
  readonly refused: Alarm;
  readonly crowded: Alarm;
  /** Milliseconds for which an answer of Kannel is waited for. */
  readonly patience: number | undefined;
}

/**
 * Sends what earlier attempts have not sent; returns our id of the reply, by which Kannel reports.
 *
 * @throws SendError with the number of messages that Kannel has taken by then
 */
export async function sendReply(
  desk: Desk,
  to: Address,
  outgoing: OutgoingMessage,
  signal: AbortSignal,
): Promise<ExternalId> {
  if (outgoing.author === 'bot') await keepWithinLimits(desk, to);
  const texts = textsOf(outgoing.reply);
  const parts = texts.map((text, at) => ({ text, last: at === texts.length - 1 }));
  return sendParts(parts, outgoing, signal, (part) => sendPart(desk, to, outgoing.id, part));
}

const HOUR_MS = 3_600_000;

/** People may write as much as they like to each other: only the assistant's answers count. */
async function keepWithinLimits(
  { settings, answersSince, now, crowded }: Desk,
  to: Address,
): Promise<void> {
  const limits = [
    { name: 'SMS_LIMIT_PER_HOUR', most: settings.limitPerHour, window: HOUR_MS },
    { name: 'SMS_LIMIT_PER_DAY', most: settings.limitPerDay, window: 24 * HOUR_MS },
  ];
  for (const { name, most, window } of limits) {
    const since = new Date(now().getTime() - window).toISOString();
    if ((await answersSince(to, since)) < most) continue;
    crowded(
      `one number has got all the answers that ${name} allows: perhaps a machine that answers`,
    );
    throw new SendError(`not sent: more answers than ${name} allows`, { retryable: false });
  }
}

interface Part {
  readonly text: string;
  /** Kannel reports on the last one only. */
  readonly last: boolean;
}

async function sendPart(desk: Desk, to: Address, id: string, part: Part): Promise<ExternalId> {
  const address = addressOf(desk.settings, to, id, part);
  const answer = await callProvider(address, { method: 'GET' }, desk.patience);
  if (answer === undefined) throw new SendError('Kannel could not be reached', { retryable: true });
  if (answer.status >= 200 && answer.status < 300) return id;
  throw failureOf(answer, desk);
}

function addressOf(settings: SendSettings, to: Address, id: string, part: Part): string {
  const { sendUrl, username, password, from, smsc, callbackUrl, secret } = settings;
  const url = new URL(sendUrl);
  const values = {
    username,
    password,
    from,
    to: to.slice('sms:'.length),
    ...(smsc === undefined ? {} : { smsc }),
    text: part.text,
    coding: alphabetOf(part.text) === 'GSM-7' ? '0' : '2',
    charset: 'UTF-8',
    ...(part.last
      ? { 'dlr-mask': FINAL_STATES, 'dlr-url': receiptUrl(callbackUrl, secret, id) }
      : {}),
  };
  for (const [name, value] of Object.entries(values)) url.searchParams.set(name, value);
  return url.href;
}

interface Refusal {
  readonly status: number;
  readonly text: string;
  readonly retryAfter: number | undefined;
}

/** What Kannel's refusals mean; what the operator has to repair is tried again until then. */
function failureOf({ status, text, retryAfter }: Refusal, { refused, settings }: Desk): SendError {
  const reason = `Kannel ${status}: ${harmless(text, settings.password)}`;
  const cause = misconfigured(status, text);
  if (cause !== undefined) refused(cause);
  const passing = cause !== undefined || status === 429 || status >= 500;
  return new SendError(reason, { retryable: passing, retryAfter });
}

/** The setting that is likely to be wrong; undefined when none is. */
function misconfigured(status: number, text: string): string | undefined {
  if (status === 404) return 'SMS_SEND_URL is not the address of sendsms';
  if (status === 403 && /not routable/i.test(text)) {
    return 'SMS_SMSC is not the smsc-id of a connection, or none takes messages to this number';
  }
  if (status !== 401 && status !== 403) return undefined;
  return 'SMS_USERNAME and SMS_PASSWORD are not those of group sendsms-user, or its user-allow-ip leaves this server out';
}

const LONGEST_REASON = 120;

/** Something on the way may answer with a page that repeats the address. */
function harmless(text: string, password: string): string {
  const words = text.replace(/\S*=\S*/g, '***').replaceAll(password, '***');
  return mask(words).slice(0, LONGEST_REASON);
}
