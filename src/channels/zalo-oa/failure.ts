/** What Zalo's refusals mean (the error table of the OA API). */
import { type Failure, SendError } from '../channel.ts';
import type { ProviderAnswer } from '../provider-call.ts';

/** A refusal with what follows from it. */
export interface Verdict {
  readonly failure: Failure;
  /** Set when somebody has to do something about it. */
  readonly likelyCause?: string;
}

type Entry = 'wait' | 'stop' | 'gone' | { readonly alarm: string };

const ENTRIES: Readonly<Record<number, Entry>> = {
  // Too many calls of the app or of the OA in this minute.
  [-32]: 'wait',
  [-204]: { alarm: 'the OA is disabled' },
  [-205]: { alarm: 'the OA does not exist' },
  [-209]: { alarm: 'the app is not activated in the console' },
  [-211]: { alarm: "the OA's quota of messages is used up" },
  [-212]: { alarm: 'the product "Official Account API" is not registered for the app' },
  // -213 has not followed the OA: staff can still write from the OA's own tool.
  [-217]: 'gone',
  [-218]: 'gone',
  [-219]: { alarm: 'the app was removed or disabled' },
  [-221]: { alarm: 'the OA has to be verified' },
  [-223]: { alarm: 'the OA has not authorized this: npm run zalo:login with all permissions' },
  [-224]: { alarm: 'the OA needs a larger package' },
  // Banned by Zalo, or away from it for 45 days.
  [-227]: 'gone',
  [-235]: { alarm: 'the API does not serve this type of OA' },
  [-242]: { alarm: 'the console asks for a proof with each call: ZALO_OA_APPSECRET_PROOF=true' },
  [-244]: 'gone',
  [-248]: { alarm: "the text violates Zalo's standards: review it" },
  [-320]: { alarm: 'the OA is not linked to a Zalo Cloud Account' },
  [-321]: { alarm: 'the Zalo Cloud Account has no money left' },
};

/** Calls are counted by the minute, and Zalo does not say how long to wait; in seconds. */
const LIMIT_PAUSE_S = 3;

/** Every other code, such as -201 (a field is invalid) or -230 (no word from them for 7 days). */
const OTHERWISE: Entry = 'stop';

/** Whether another token may help: this one is invalid, or has expired or been removed. */
export function isTokenRefused(code: number): boolean {
  return code === -216 || code === -220;
}

/** "Send message failed", which sometimes works the second time. */
export function isPassing(code: number): boolean {
  return code === -200;
}

export function verdictOn(code: number): Verdict {
  if (isTokenRefused(code)) return { failure: { retryable: true } };
  const entry = ENTRIES[code] ?? OTHERWISE;
  if (typeof entry === 'object') {
    return { failure: { retryable: false }, likelyCause: entry.alarm };
  }
  if (entry === 'wait') return { failure: { retryable: true, retryAfter: LIMIT_PAUSE_S } };
  return { failure: { retryable: false, gone: entry === 'gone' } };
}

/** No answer, or one that is none of the API's: something on the way is broken. */
export function unreachable(answer: ProviderAnswer | undefined): SendError {
  if (answer === undefined) return new SendError('Zalo could not be reached', { retryable: true });
  const { status, retryAfter } = answer;
  return new SendError(`Zalo answered HTTP ${status}`, { retryable: true, retryAfter });
}
