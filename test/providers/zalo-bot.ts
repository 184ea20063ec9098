/**
 * A stand-in for the Zalo Bot Platform. It keeps to what the public sources say of the real one;
 * it takes webhooks without TLS.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import express, { type Request, type Response } from 'express';
import { type Shelf, shelf } from './shelf.ts';

export const TOKEN = '12345689:stand-in_0123456789';

/** What happens to a call that sends a message. */
export type Fault =
  | { readonly code: number }
  | 'http 500'
  | 'no answer'
  /** The message is accepted, and then the connection breaks. */
  | 'reset after accept';

export interface ZaloBotOptions {
  readonly now?: () => number;
  /** Messages that the plan allows in all. */
  readonly quota?: number;
  /** How updates and empty polls look: as live traffic has them, or as the documentation shows them. */
  readonly shape?: 'flat' | 'wrapped';
  /** An empty poll is answered at once. */
  readonly hurried?: boolean;
}

export type Update = Readonly<Record<string, unknown>>;

export interface ZaloBot {
  readonly apiRoot: string;
  /** What people sent, at `‹apiRoot›/files/‹name›`. */
  readonly files: Shelf;
  /** Every call that came: its method and body. */
  readonly calls: readonly { method: string; body: Record<string, unknown> }[];
  readonly accepted: readonly { to: string; text: string }[];
  /** Faults of the next `sendMessage`, in order; undefined lets one through. */
  readonly faults: (Fault | undefined)[];
  readonly webhook: { url: string; secret: string } | undefined;
  /** Updates that wait to be asked for. */
  readonly queue: readonly Update[];
  /** Somebody does something: an update with that message, filled in. Resolves when it is received. */
  event(name: string, person: string, message: Update): Promise<void>;
  /** Posts an update once to the webhook; the status, undefined when there was no answer. */
  post(update: unknown): Promise<number | undefined>;
  close(): Promise<void>;
}

/** Answers as the platform does: `ok`, and an error with the HTTP status of its code. */
type Answer =
  | { readonly result?: unknown }
  | { readonly code: number; readonly description: string; readonly inBody?: true };

export async function startZaloBot(options: ZaloBotOptions = {}): Promise<ZaloBot> {
  const { now = Date.now, quota = 3000, shape = 'flat', hurried = false } = options;
  const calls: { method: string; body: Record<string, unknown> }[] = [];
  const accepted: { to: string; text: string }[] = [];
  const faults: (Fault | undefined)[] = [];
  const queue: Update[] = [];
  /** Questions so far, and with which one an update was given: with the next it counts as received. */
  let asked = 0;
  const handedOut = new Map<Update | undefined, number>();
  let webhook: { url: string; secret: string } | undefined;

  const methods: Readonly<
    Record<string, (body: Record<string, unknown>, gone: () => boolean) => Promise<Answer>>
  > = {
    getMe: async () => ({ result: { id: '12345689', account_name: 'Bot Tro ly 2G' } }),
    getUpdates,
    setWebhook: async ({ url, secret_token }) => {
      const secret = String(secret_token ?? '');
      if (typeof url !== 'string' || secret.length < 8 || secret.length > 256) {
        return { code: 400, description: 'Bad request' };
      }
      webhook = { url, secret };
      return { result: { url, updated_at: now(), verification: { status: 'pending' } } };
    },
    getWebhookInfo: async () =>
      webhook === undefined
        ? { code: 404, description: 'Not Found' }
        : { result: { url: webhook.url, updated_at: now() } },
    deleteWebhook: async () => {
      webhook = undefined;
      return { result: { url: '', updated_at: now() } };
    },
    sendMessage: async (body) => accept(body),
    sendChatAction: async () => ({}),
  };

  async function getUpdates(
    { timeout }: Record<string, unknown>,
    gone: () => boolean,
  ): Promise<Answer> {
    asked += 1;
    if (webhook !== undefined) return { code: 400, description: 'a webhook is set' };
    const until = performance.now() + (hurried ? 0 : Number(timeout) * 1000);
    while (queue.length === 0 || gone()) {
      if (gone() || performance.now() > until) return shape === 'flat' ? NOTHING : NOTHING_IN_BODY;
      await sleep(5);
    }
    handedOut.set(queue[0], asked);
    return { result: queue.shift() };
  }

  function accept({ chat_id, text }: Record<string, unknown>): Answer {
    if (typeof text !== 'string' || text.length < 1 || text.length > 2000) {
      return { code: 400, description: 'text is invalid' };
    }
    if (accepted.length >= quota) return { code: 429, description: 'Quota exceeded' };
    accepted.push({ to: String(chat_id), text });
    return { result: { message_id: randomBytes(10).toString('hex'), date: now() } };
  }

  async function answer(req: Request, res: Response): Promise<void> {
    const method = String(req.params.method);
    calls.push({ method, body: req.body });
    const run = methods[method];
    if (req.params.token !== TOKEN) return give(res, { code: 401, description: 'Unauthorized' });
    if (run === undefined) return give(res, { code: 404, description: 'Not Found' });
    const fault = method === 'sendMessage' ? faults.shift() : undefined;
    if (fault === 'no answer') return;
    if (fault === 'http 500')
      return void res.status(500).send('<html>Internal Server Error</html>');
    if (typeof fault === 'object') return give(res, { code: fault.code, description: 'Error' });
    const result = await run(req.body, () => req.socket.destroyed);
    if (fault === 'reset after accept') req.socket.destroy();
    else give(res, result);
  }

  async function post(update: unknown): Promise<number | undefined> {
    if (webhook === undefined) throw new Error('no webhook is set');
    return postTo(webhook, update);
  }

  async function event(event_name: string, person: string, message: Update): Promise<void> {
    const flat = { event_name, message: { ...about(person, now()), ...message } };
    const update = shape === 'flat' ? flat : { ok: true, result: flat };
    if (webhook === undefined) return polled(update);
    for (const pause of RETRIES_MS) {
      if ((await post(update)) === 200) return;
      await sleep(pause);
    }
    throw new Error(`${event_name} was never received`);
  }

  async function polled(update: Update): Promise<void> {
    queue.push(update);
    while (asked <= (handedOut.get(update) ?? asked)) await sleep(5);
  }

  const app = express();
  const files = shelf();
  app.post('/bot:token/:method', express.json(), answer);
  app.use('/files', files.router);
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    apiRoot: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ files, calls, accepted, faults, queue, event, post },
    get webhook() {
      return webhook;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

const NOTHING = { code: 408, description: 'Request timeout' };
const NOTHING_IN_BODY = { ...NOTHING, inBody: true } as const;

/** Whether and when the real one tries again is not written down. */
const RETRIES_MS = [50, 100, 300, 1000, 3000];

function about(person: string, date: number): Update {
  return {
    ...{ date, message_id: randomBytes(10).toString('hex') },
    chat: { chat_type: 'PRIVATE', id: person },
    from: { id: person, is_bot: false, display_name: 'Nguyen Van A' },
  };
}

function give(res: Response, answer: Answer): void {
  if (!('code' in answer)) return void res.json({ ok: true, ...answer });
  const { code: error_code, description } = answer;
  // What was measured of an empty poll is the status alone; some programs expect the code alone.
  if (error_code === 408 && 'inBody' in answer) res.json({ ok: false, error_code, description });
  else if (error_code === 408) res.status(408).json({ ok: false, description });
  else res.status(error_code).json({ ok: false, error_code, description });
}

async function postTo(
  { url, secret }: { url: string; secret: string },
  update: unknown,
): Promise<number | undefined> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-bot-api-secret-token': secret },
      body: typeof update === 'string' ? update : JSON.stringify(update),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return undefined;
  }
}
