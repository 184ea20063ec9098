/** Delivery reports: the address at which Kannel is to report, and what its report says. */
import { createHmac } from 'node:crypto';
import { mask } from '../../mask.ts';
import type { ChannelEvent, ExternalId } from '../channel.ts';
import { sameSecret } from '../secret.ts';
import { fieldsOf } from './call.ts';

export const RECEIPT_PATH = '/webhooks/sms/receipt';

/** Kannel's values of `%d`: 1 delivered, 2 failed, 16 refused by the carrier; their sum asks for these. */
export const FINAL_STATES = '19';
const FAILED: readonly string[] = ['2', '16'];

/**
 * Where Kannel reports what became of a message. The address is signed for this one message, so
 * that the secret itself is in none of Kannel's logs.
 */
export function receiptUrl(callbackUrl: string, secret: string, id: ExternalId): string {
  const query = new URLSearchParams({ id, mac: macOf(secret, id) });
  return `${callbackUrl}${RECEIPT_PATH}?${query}&status=%d&answer=%A`;
}

function macOf(secret: string, id: string): string {
  return createHmac('sha256', secret).update(id).digest('hex');
}

type DeliveryReport =
  | { readonly kind: 'receipt'; readonly event: ChannelEvent }
  /** Not final: the carrier has it. */
  | { readonly kind: 'ignored'; readonly why: string }
  | { readonly kind: 'forged' };

/** Reads the query of a call of that address. */
export function readReport(query: string, secret: string, now: Date): DeliveryReport {
  const fields = fieldsOf(query);
  const value = (name: string) => fields.get(name)?.toString() ?? '';
  const externalId = value('id');
  const status = value('status');
  if (!sameSecret(value('mac'), macOf(secret, externalId))) return { kind: 'forged' };
  const receipt = { kind: 'receipt', channel: 'sms', externalId, at: now.toISOString() } as const;
  if (status === '1') return { kind: 'receipt', event: { ...receipt, status: 'delivered' } };
  if (!FAILED.includes(status)) return { kind: 'ignored', why: 'receipt that is not final' };
  const reason = reasonOf(value('answer'));
  return { kind: 'receipt', event: { ...receipt, status: 'failed', reason } };
}

const LONGEST_REASON = 120;

/** A carrier's report ends with the beginning of the message itself (SMPP 3.4, appendix B). */
function reasonOf(answer: string): string {
  const words = answer.replace(/\btext:.*/is, '').trim();
  return words === '' ? 'the carrier could not deliver it' : mask(words).slice(0, LONGEST_REASON);
}
