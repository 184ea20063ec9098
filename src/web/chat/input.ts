/** What browsers may send, parsed once at the edge. */
import { createHash } from 'node:crypto';
import express, { type Request, type RequestHandler } from 'express';
import { z } from 'zod';
import { HttpError } from '../http.ts';

/** Longest message, in characters. */
export const LONGEST_MESSAGE = 1000;
const BODY_LIMIT = '8kb';

/** Reads JSON and forms up to a size such as `8kb`; anything else is answered with 415. */
export function readBodyUpTo(limit: string): RequestHandler[] {
  return [
    (req, _res, next) => {
      const known = req.is(['json', 'urlencoded']) !== false;
      next(known || req.method === 'GET' ? undefined : new HttpError(415));
    },
    express.json({ limit }),
    express.urlencoded({ limit, extended: false }),
  ];
}

/** Reads what citizens send. */
export const readBody = readBodyUpTo(BODY_LIMIT);

/** 128 random bits that a page carries; see `visitor.ts`. */
export const nonceSchema = z.string().regex(/^[\w-]{22}$/);

/** Tag of the place where the link stood, for counting: `loa-phuong`, `qr-ubnd-xa`. */
export const sourceSchema = z.string().regex(/^[a-z0-9-]{1,40}$/);

/** A number that the script of an open page goes by, to know its stream from others. */
export const pageSchema = z.string().regex(/^[\w-]{1,40}$/);

/** Who is in charge, as an open page shows it; what else it may say counts as the assistant. */
export const chargeSchema = z.enum(['bot', 'waiting', 'agent']).catch('bot');

const common = {
  nonce: nonceSchema,
  source: sourceSchema.optional(),
  embed: z.literal(['1', true]).optional(),
};

const messageSchema = z.object({
  ...common,
  /** Made by the script, one a message: a repeat of it is answered as the first time. */
  id: z.uuid().optional(),
  text: z.string().optional(),
  choice: z.string().min(1).max(100).optional(),
  /** Place up to which the script has the conversation: it wants what came since. */
  after: z.int().nonnegative().optional(),
  page: pageSchema.optional(),
});

export interface SentMessage {
  readonly nonce: string;
  readonly source: string | undefined;
  readonly embedded: boolean;
  readonly externalId: string;
  readonly kind: 'text' | 'choice';
  readonly text: string;
  readonly after: number | undefined;
  readonly page: string | undefined;
}

/**
 * A message as the page's forms or its script send it.
 *
 * @throws HttpError 400 when it is none, 413 when it is too long.
 */
export function readMessage(req: Request): SentMessage {
  const { nonce, source, embed, id, choice, after, page, ...rest } = parseBody(req, messageSchema);
  const text = (choice ?? rest.text ?? '').toWellFormed().trim();
  if (text === '') throw new HttpError(400);
  if (text.length > LONGEST_MESSAGE) throw new HttpError(413);
  const kind = choice === undefined ? 'text' : 'choice';
  // A form that is sent twice from the same page is the same message; another button is another.
  const externalId = id ?? `${nonce}.${digest(`${kind} ${text}`)}`;
  return { nonce, source, embedded: embed !== undefined, externalId, kind, text, after, page };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}

const feedbackSchema = z.object({
  reply: z.uuid(),
  helpful: z.enum(['yes', 'no']),
  embed: common.embed,
});

export interface SentFeedback {
  readonly replyId: string;
  readonly helpful: boolean;
  readonly embedded: boolean;
}

/** An answer to "Có ích không?". @throws HttpError 400 when it is none. */
export function readFeedback(req: Request): SentFeedback {
  const { reply, helpful, embed } = parseBody(req, feedbackSchema);
  return { replyId: reply, helpful: helpful === 'yes', embedded: embed !== undefined };
}

/** Parses a body. @throws HttpError 400 when it does not fit. */
export function parseBody<T>(req: Request, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(req.body ?? {});
  if (!parsed.success) throw new HttpError(400);
  return parsed.data;
}
