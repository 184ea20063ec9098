/**
 * A stand-in for Zalo's Official Account API, OAuth and webhooks. It keeps to what the public
 * sources say of the real one; what they do not agree on is an option.
 */
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Request, type Response } from 'express';
import { type Shelf, shelf } from './shelf.ts';
import { type Event, type EventSender, eventSender } from './zalo-oa-events.ts';
import { type TokenBooth, tokenBooth } from './zalo-oa-tokens.ts';

export interface ZaloOaOptions {
  readonly now?: () => number;
  readonly signedId?: 'app' | 'oa';
  readonly signedTime?: 'body' | 'header';
  /** Free messages within 48 hours of the user's last one. */
  readonly freeReplies?: number;
  /** Messages of the package, when those are used up. */
  readonly packageReplies?: number;
  readonly reused?: { readonly status: number; readonly body: object };
  /** Whether Zalo tells when a message was received and seen. */
  readonly receipts?: boolean;
}

/** A message that Zalo has accepted. */
export interface Accepted {
  readonly messageId: string;
  /** User, or `visitor/conversation` of somebody without an account. */
  readonly to: string;
  readonly text: string;
  readonly buttons: readonly { title: string; type: string; payload: string }[];
}

/** What happens to a call of the message API instead of its answer. */
export type Fault =
  /** An error of the API, with HTTP 200 as always. */
  | { readonly code: number }
  | 'http 500'
  | 'no answer'
  /** The message is accepted, and then the connection breaks. */
  | 'reset after accept';

export interface ZaloOa {
  /** Root of the API and of OAuth. */
  readonly url: string;
  /** What people sent, at `‹url›/files/‹name›`. */
  readonly files: Shelf;
  readonly app: typeof APP;
  readonly tokens: TokenBooth;
  readonly events: EventSender;
  readonly accepted: readonly Accepted[];
  /** Every call of the message API, accepted or not. */
  readonly calls: readonly { readonly path: string; readonly headers: Request['headers'] }[];
  /** Users who want nothing more of the OA. */
  readonly blocked: Set<string>;
  /** Faults of the next calls, in order; undefined lets one through. */
  readonly faults: (Fault | undefined)[];
  /** A user does something: sends `user_send_text` and the like, signed. Resolves with the status. */
  event(name: string, fields: Event): Promise<number | undefined>;
  /** A user does something that opens the window in which the OA may write. */
  interact(user: string): void;
  /** A user writes a text; the id of their message. */
  says(user: string, text: string, messageId?: string): Promise<string>;
  /** Staff writes from the OA's own tool, which the app is told of as an echo. */
  staffWrites(user: string, text: string, messageId?: string): Promise<number | undefined>;
  close(): Promise<void>;
}

/** The app and the OA of the stand-in; every value is invented. */
const APP = {
  appId: '3608465249409000010',
  appSecret: 'app-secret-of-the-stand-in',
  oaId: '3886132808788000010',
  secretKey: 'oa-secret-key-of-the-stand-in',
} as const;

const WINDOW_MS = 7 * 86_400_000;
const FREE_MS = 48 * 3_600_000;

export async function startZaloOa(options: ZaloOaOptions = {}): Promise<ZaloOa> {
  const { now = Date.now, signedId = 'app', signedTime = 'body', receipts = true } = options;
  const { freeReplies = 8, packageReplies = 500, reused = REUSED } = options;
  const events = eventSender({ ...APP, now, signedId, signedTime });
  const tokens = tokenBooth({ ...APP, now, reused });
  const accepted: Accepted[] = [];
  const calls: { path: string; headers: Request['headers'] }[] = [];
  const faults: (Fault | undefined)[] = [];
  const blocked = new Set<string>();
  const seen = new Map<string, { at: number; sent: number }>();
  let left = packageReplies;

  function interact(user: string): void {
    seen.set(user, { at: now(), sent: 0 });
  }

  /** What Zalo says of one message to a user: an error, or where it was counted. */
  function charge(user: string): number | string {
    if (blocked.has(user)) return -217;
    const last = seen.get(user);
    if (last === undefined || now() - last.at > WINDOW_MS) return -230;
    last.sent += 1;
    if (now() - last.at <= FREE_MS && last.sent <= freeReplies) return 'reply';
    if (left < 1) return -211;
    left -= 1;
    return 'sub_quota';
  }

  function accept(body: MessageBody): object {
    const problem = problemWith(body);
    if (problem !== undefined) return failure(...problem);
    const { user_id: user, anonymous_id, conversation_id } = body.recipient;
    const quota = user === undefined ? 'reply' : charge(user);
    if (typeof quota === 'number') return failure(quota, MESSAGES[quota] ?? 'Error');
    const messageId = newMessageId();
    const to = user ?? `${anonymous_id}/${conversation_id}`;
    const { text, attachment } = body.message;
    accepted.push({ messageId, to, text, buttons: attachment?.payload.buttons ?? [] });
    if (user !== undefined) void echo(user, messageId, text);
    const data = {
      ...{ message_id: messageId, user_id: to, sent_time: String(now()) },
      ...{ quota: { quota_type: quota, remain: '1', owner_type: 'OA' } },
    };
    return { error: 0, message: 'Success', data };
  }

  async function echo(user: string, msg_id: string, text: string): Promise<void> {
    await event('oa_send_text', toUser(user, { message: { text, msg_id } }));
    if (!receipts) return;
    await event('user_received_message', toUser(user, { message: { msg_id } }));
    await event('user_seen_message', toUser(user, { message: { msg_ids: [msg_id] } }));
  }

  async function answer(req: Request, res: Response): Promise<void> {
    calls.push({ path: req.path, headers: req.headers });
    const fault = faults.shift();
    if (fault === 'no answer') return;
    if (fault === 'http 500') {
      res.status(500).send('<html>Internal Server Error</html>');
      return;
    }
    const problem = tokens.problemWith(req.get('access_token'));
    if (problem !== undefined) res.json(failure(problem, MESSAGES[problem] ?? ''));
    else if (typeof fault === 'object') res.json(failure(fault.code, MESSAGES[fault.code] ?? ''));
    else if (fault === 'reset after accept') {
      accept(req.body);
      req.socket.destroy();
    } else res.json(accept(req.body));
  }

  function event(name: string, fields: Event): Promise<number | undefined> {
    return events.post({
      app_id: APP.appId,
      event_name: name,
      timestamp: String(now()),
      ...fields,
    });
  }

  const app = express();
  const files = shelf();
  app.use('/files', files.router);
  app.use(tokens.router);
  app.post('/v3.0/oa/message/cs', express.json(), answer);
  app.post('/v2.0/oa/message', express.json(), (req, res) =>
    req.body.recipient?.user_id === undefined
      ? answer(req, res)
      : res.json(failure(-240, 'MessageV2 API has been shut down')),
  );
  app.get('/v2.0/oa/getoa', (req, res) => {
    const problem = tokens.problemWith(req.get('access_token'));
    if (problem !== undefined) res.json(failure(problem, MESSAGES[problem] ?? ''));
    else res.json({ error: 0, message: 'Success', data: OA });
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    app: APP,
    ...{ files, tokens, events, accepted, calls, faults, blocked, event, interact },
    async says(user, text, msg_id = newMessageId()) {
      interact(user);
      await event('user_send_text', fromUser(user, { message: { text, msg_id } }));
      return msg_id;
    },
    staffWrites: (user, text, msg_id = newMessageId()) =>
      event('oa_send_text', {
        ...toUser(user, { message: { text, msg_id } }),
        sender: { id: APP.oaId, admin_id: '4512345678900000010' },
      }),
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** The fields of an event that a user sends. */
export function fromUser(user: string, fields: Event): Event {
  return {
    sender: { id: user },
    recipient: { id: APP.oaId },
    user_id_by_app: `app-${user}`,
    ...fields,
  };
}

function toUser(user: string, fields: Event): Event {
  return {
    sender: { id: APP.oaId },
    recipient: { id: user },
    user_id_by_app: `app-${user}`,
    ...fields,
  };
}

interface MessageBody {
  readonly recipient: {
    readonly user_id?: string;
    readonly anonymous_id?: string;
    readonly conversation_id?: string;
  };
  readonly message: {
    readonly text: string;
    readonly attachment?: { readonly payload: { readonly buttons: Accepted['buttons'] } };
  };
}

/** What Zalo checks of a body. */
function problemWith({ recipient, message }: MessageBody): [code: number, why: string] | undefined {
  const named = recipient.user_id ?? (recipient.anonymous_id && recipient.conversation_id);
  if (!named) return [-201, 'user_id is invalid!'];
  if (typeof message.text !== 'string' || message.text === '') return [-201, 'text is invalid!'];
  if (message.text.length > 2000) return [-210, 'Parameter exceeds allowable limit'];
  const buttons = message.attachment?.payload.buttons ?? [];
  const wrong = buttons.some(
    ({ title, type, payload }) =>
      title.length > 100 || payload.length > 1000 || !/^oa\.query\.(show|hide)$/.test(type),
  );
  return buttons.length > 5 || wrong ? [-201, 'buttons is invalid!'] : undefined;
}

function failure(error: number, message: string): object {
  return { error, message };
}

/** In Zalo's spelling. */
const MESSAGES: Readonly<Record<number, string>> = {
  [-32]: 'Your application reached limit call api',
  [-200]: 'Send message failed',
  [-204]: 'Offical Account is disable',
  [-211]: 'Out of quota',
  [-216]: 'Access token is invalid',
  [-217]: 'User blocked invitation from OA',
  [-220]: 'Access token is expired or removed',
  [-230]: 'User has not interacted with the OA in the past 7 days',
};

/** Nobody has written down what a used refresh token is answered with. */
const REUSED = {
  status: 200,
  body: { error: -14014, error_name: 'Invalid refresh token', error_reason: '', ref_doc: '' },
};

const OA = {
  ...{ oaid: APP.oaId, name: 'Trợ lý 2G (thử)', is_verified: true, oa_type: 4 },
  ...{ package_name: 'Growth', num_follower: 12 },
};

function newMessageId(): string {
  return `m${Date.now()}${randomInt(1e9)}`;
}
