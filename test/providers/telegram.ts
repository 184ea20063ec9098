/**
 * A stand-in for Telegram's Bot API: the same wire format, the same refusals, and faults on demand.
 *
 * What it does follows docs of the Bot API as grammY's types quote them; it takes webhooks without
 * TLS, as a Bot API server of one's own does.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import express, { type Request, type Response } from 'express';
import { z } from 'zod';
import { type Shelf, shelf } from './shelf.ts';
import {
  type Chat,
  Refusal,
  reachable,
  readCommands,
  type Shown,
  sendMessage,
} from './telegram/methods.ts';
import { type Updates, updateQueue } from './telegram/updates.ts';

export const TOKEN = '123456:Stand-in_0123456789abcdefghijklm';
export const BOT_NAME = 'TroLy2GBot';
const BOT_ID = '123456';
/** What the public server hands out to bots, in bytes. */
const LARGEST_FILE = 20 * 1024 * 1024;

/** What goes wrong with a call. */
export type Fault =
  | { readonly kind: 'refused'; readonly code: number; readonly retryAfter?: number }
  /** The connection breaks after the message was taken. */
  | { readonly kind: 'reset' }
  /** The connection stays open and nothing comes. */
  | { readonly kind: 'silent' }
  /** A proxy on the way answers with a page. */
  | { readonly kind: 'page' }
  /** Nothing: the next fault is for a later call. */
  | { readonly kind: 'none' };

export interface Call {
  readonly method: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface Telegram {
  readonly apiRoot: string;
  readonly updates: Updates;
  /** What people sent; the id of a file is its name. */
  readonly files: Shelf;
  /** Where `getFile` says that a file lies, if it is not where it should be. */
  readonly paths: Map<string, string>;
  /** Every call that came, in order. */
  readonly calls: readonly Call[];
  /** The command menus by language; the others' is ''. */
  readonly menus: ReadonlyMap<string, readonly { command: string; description: string }[]>;
  chat(id: string, type?: Chat['type']): Chat;
  /** What the chat shows. */
  shown(chat: string): readonly Shown[];
  /** The next calls of a method go wrong, in this order. */
  fail(method: string, ...faults: Fault[]): void;
  /** Somebody writes; what is not given is filled in. Resolves when the bot has confirmed it. */
  write(chat: string, message: Readonly<Record<string, unknown>>): Promise<void>;
  /** Somebody presses a button. */
  press(chat: string, data: string): Promise<void>;
  /** Refuses like the real one what is faster than its limits allow. */
  strict: boolean;
  close(): Promise<void>;
}

export async function startTelegram(): Promise<Telegram> {
  const chats = new Map<string, Chat>();
  const faults = new Map<string, Fault[]>();
  const calls: Call[] = [];
  const menus = new Map<string, { command: string; description: string }[]>();
  const updates = updateQueue();
  const presses = new Set<string>();
  const files = shelf();
  const paths = new Map<string, string>();
  let messageId = 0;
  let strict = false;

  function chat(id: string, type: Chat['type'] = 'private'): Chat {
    const known = chats.get(id);
    if (known !== undefined) return known;
    const made: Chat = {
      id,
      type,
      blocked: false,
      successor: undefined,
      topics: new Set(),
      shown: [],
    };
    chats.set(id, made);
    return made;
  }

  function answer(method: string, payload: Readonly<Record<string, unknown>>): unknown {
    switch (method) {
      case 'getMe':
        return { id: Number(BOT_ID), is_bot: true, first_name: 'Trợ lý', username: BOT_NAME };
      case 'sendMessage': {
        if (strict) keepToLimits(chats, String(payload.chat_id));
        const { messageId: message_id, text } = sendMessage(chats, payload, Date.now());
        return { message_id, date: seconds(), chat: { id: raw(String(payload.chat_id)) }, text };
      }
      case 'sendChatAction':
        reachable(chats.get(String(payload.chat_id)));
        return true;
      case 'answerCallbackQuery':
        if (presses.delete(String(payload.callback_query_id))) return true;
        throw new Refusal(
          400,
          'Bad Request: query is too old and response timeout expired or query ID is invalid',
        );
      case 'setMyCommands': {
        const { commands, language_code = '' } = readCommands(payload);
        menus.set(language_code, commands);
        return true;
      }
      case 'setWebhook':
        updates.setWebhook(webhookSchema.parse(payload));
        return true;
      case 'deleteWebhook':
        updates.setWebhook(undefined);
        return true;
      case 'getUpdates': {
        const { offset, timeout, limit } = pollSchema.parse(payload);
        return updates.poll(offset, timeout, limit);
      }
      case 'getFile': {
        const id = String(payload.file_id);
        const length = files.lengthOf(id);
        if (length === undefined) throw new Refusal(400, 'Bad Request: invalid file_id');
        if (length > LARGEST_FILE) throw new Refusal(400, 'Bad Request: file is too big');
        return { file_id: id, file_path: paths.get(id) ?? `files/${id}` };
      }
      default:
        throw new Refusal(404, 'Not Found: method not found');
    }
  }

  async function serve(
    req: Request<{ token: string; method: string }>,
    res: Response,
  ): Promise<void> {
    const { token, method } = req.params;
    if (token !== TOKEN) return refuse(res, new Refusal(401, 'Unauthorized'));
    const payload = z.record(z.string(), z.unknown()).parse(req.body ?? {});
    calls.push({ method, payload, at: Date.now() });
    const fault = faults.get(method)?.shift();
    if (fault?.kind === 'silent') return;
    if (fault?.kind === 'page')
      return void res.status(502).type('html').send('<h1>Bad Gateway</h1>');
    if (fault?.kind === 'refused') return refuse(res, refusalOf(fault));
    try {
      const result = await answer(method, payload);
      if (fault?.kind === 'reset') req.socket.destroy();
      else res.type('json').send(JSON.stringify({ ok: true, result }));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refuse(res, error);
    }
  }

  const app = express();
  app.use(express.json());
  app.post('/bot:token/:method', serve);
  app.use(`/file/bot${TOKEN}/files`, files.router);
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');

  return {
    apiRoot: `http://127.0.0.1:${address.port}`,
    updates,
    files,
    paths,
    calls,
    menus,
    chat,
    shown: (id) => chats.get(id)?.shown ?? [],
    fail: (method, ...next) => {
      faults.set(method, [...(faults.get(method) ?? []), ...next]);
    },
    write(id, message) {
      const { type } = chat(id);
      messageId += 1;
      const sender = { id: raw(id.replace('-', '')), is_bot: false, first_name: 'Test' };
      return updates.push(id, {
        message: {
          message_id: messageId,
          date: seconds(),
          chat: { id: raw(id), type },
          from: sender,
          ...message,
        },
      });
    },
    press(id, data) {
      messageId += 1;
      const query = `press-${messageId}`;
      presses.add(query);
      const { type, shown } = chat(id);
      const message = {
        message_id: shown.at(-1)?.messageId ?? 1,
        chat: { id: raw(id), type },
        date: seconds(),
      };
      const from = { id: raw(id), is_bot: false, first_name: 'Test' };
      return updates.push(id, { callback_query: { id: query, from, message, data } });
    },
    get strict() {
      return strict;
    },
    set strict(on) {
      strict = on;
    },
    async close() {
      updates.stop();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

const webhookSchema = z
  .object({
    url: z.url(),
    secret_token: z
      .string()
      .regex(/^[\w-]{1,256}$/)
      .optional(),
  })
  .transform(({ url, secret_token: secret }) => ({ url, secret }));

const pollSchema = z.object({
  offset: z.int().optional(),
  timeout: z.int().min(0).max(50).default(0),
  limit: z.int().min(1).max(100).default(100),
});

function refusalOf({ code, retryAfter }: Extract<Fault, { kind: 'refused' }>): Refusal {
  if (code !== 429)
    return new Refusal(code, code === 500 ? 'Internal Server Error' : 'Bad Request: no');
  return tooMany(retryAfter ?? 1);
}

function tooMany(retryAfter: number): Refusal {
  return new Refusal(429, `Too Many Requests: retry after ${retryAfter}`, {
    retry_after: retryAfter,
  });
}

/** 30 a second to all, 20 a minute to a group. */
function keepToLimits(chats: ReadonlyMap<string, Chat>, id: string): void {
  const now = Date.now();
  const all = [...chats.values()].flatMap(({ shown }) => shown);
  if (all.filter(({ at }) => at > now - 1000).length >= 30) throw tooMany(1);
  const inGroup = id.startsWith('-') ? (chats.get(id)?.shown ?? []) : [];
  if (inGroup.filter(({ at }) => at > now - 60_000).length >= 20) throw tooMany(30);
}

function refuse(res: Response, { code, message, parameters }: Refusal): void {
  const body = { ok: false, error_code: code, description: message };
  res
    .status(code)
    .type('json')
    .send(JSON.stringify(parameters === undefined ? body : { ...body, parameters }));
}

/** An id as a JSON number, however long. */
export function raw(id: string): unknown {
  return JSON.rawJSON(id);
}

function seconds(): number {
  return Math.floor(Date.now() / 1000);
}
