/** How Zalo tells an app what happens to its OA: signed, in a hurry, and again when nobody opens. */
import { createHash } from 'node:crypto';

export type Event = Readonly<Record<string, unknown>>;

export interface Signer {
  readonly appId: string;
  readonly oaId: string;
  readonly secretKey: string;
  /** What the sources do not agree on. */
  readonly signedId?: 'app' | 'oa';
  readonly signedTime?: 'body' | 'header';
}

export interface EventSettings extends Signer {
  readonly now: () => number;
}

export interface EventSender {
  /** Saves the address in the console: only if it answers an unsigned `{}` with 200. */
  save(url: string): Promise<boolean>;
  /** Posts an event; the status, or undefined when there was no answer in time. */
  post(event: Event): Promise<number | undefined>;
  /** Posts that text as it is, signed as if it were an event of that time. */
  postRaw(body: string, time: string): Promise<number | undefined>;
  /** Posts with headers of the caller's own. */
  postUnsigned(body: string, headers?: Record<string, string>): Promise<number | undefined>;
  /** Delivers again what is due by now. */
  retryDue(): Promise<void>;
  /** False once Zalo has given up: a human must switch the events on again. */
  readonly subscribed: boolean;
  /** Each delivery: the value of `num_retry` and what was answered. */
  readonly deliveries: readonly { retry: number; status: number | undefined }[];
}

/** "Answer within 2 seconds." */
const PATIENCE_MS = 2000;
const LADDER_MS = [30_000, 5 * 60_000, 15 * 60_000, 30 * 60_000, 60 * 60_000];

interface Waiting {
  readonly body: string;
  readonly headers: Record<string, string>;
  readonly retry: number;
  readonly dueAt: number;
}

export function eventSender(settings: EventSettings): EventSender {
  const { now } = settings;
  const waiting: Waiting[] = [];
  const deliveries: { retry: number; status: number | undefined }[] = [];
  let url: string | undefined;
  let subscribed = true;

  async function deliver(body: string, headers: Record<string, string>, retry = 0) {
    if (url === undefined || !subscribed) return undefined;
    const repeat = retry === 0 ? {} : { num_retry: String(retry) };
    const status = await postTo(url, body, { ...headers, ...repeat });
    deliveries.push({ retry, status });
    if (status !== undefined) return status;
    const pause = LADDER_MS[retry];
    if (pause === undefined) subscribed = false;
    else waiting.push({ body, headers, retry: retry + 1, dueAt: now() + pause });
    return status;
  }

  return {
    async save(address) {
      if ((await postTo(address, '{}', {})) !== 200) return false;
      [url, subscribed] = [address, true];
      return true;
    },
    post(event) {
      const body = JSON.stringify(event);
      return deliver(body, signature(settings, body, String(event.timestamp)));
    },
    postRaw: (body, time) => deliver(body, signature(settings, body, time)),
    postUnsigned: (body, headers = {}) => deliver(body, headers),
    async retryDue() {
      for (const one of waiting.splice(0)) {
        if (one.dueAt > now()) waiting.push(one);
        else await deliver(one.body, one.headers, one.retry);
      }
    },
    get subscribed() {
      return subscribed;
    },
    deliveries,
  };
}

/** The headers that prove that Zalo sends it. */
export function signature(
  { appId, oaId, secretKey, signedId = 'app', signedTime = 'body' }: Signer,
  body: string,
  bodyTime: string,
): Record<string, string> {
  const headerTime = String(Number(bodyTime) + 7);
  const inHeader = signedTime === 'header';
  const mac = createHash('sha256')
    .update((signedId === 'app' ? appId : oaId) + body)
    .update((inHeader ? headerTime : bodyTime) + secretKey)
    .digest('hex');
  return {
    'x-zevent-signature': `mac=${mac}`,
    ...(inHeader ? { 'x-zevent-timestamp': headerTime } : {}),
  };
}

async function postTo(
  url: string,
  body: string,
  headers: Record<string, string>,
): Promise<number | undefined> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return undefined;
  }
}
