/**
 * Who is writing: a browser with a token, which is the only key to its conversation.
 *
 * The token travels in an HttpOnly cookie; inside another site's frame, where browsers withhold
 * the cookie, the script keeps it and sends it as a header.
 */
import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Bot } from '../../bot/context.ts';
import type { Address } from '../../message.ts';
import { createSession, findSession, type WebSession } from '../../store/sessions.ts';
import { HttpError, readCookie } from '../http.ts';

const COOKIE = 'chat';
/** Longer than any token of ours: not worth a look into the database. */
const LONGEST_TOKEN = 100;

/** Somebody new, somebody known, or somebody with a token that opens nothing. */
export type Visitor =
  | { readonly kind: 'new' }
  | { readonly kind: 'known'; readonly address: Address }
  | { readonly kind: 'refused' };

export async function identify(bot: Bot, req: Request): Promise<Visitor> {
  const token = req.get('x-chat-token') ?? readCookie(req, COOKIE);
  if (token === undefined || token === '') return { kind: 'new' };
  if (token.length > LONGEST_TOKEN) return { kind: 'refused' };
  const session = await findSession(bot.db, token, bot.now());
  return session === undefined ? { kind: 'refused' } : { kind: 'known', address: session.address };
}

/** The address of somebody who must be known. @throws HttpError 401 when they are not. */
export async function addressOf(bot: Bot, req: Request): Promise<Address> {
  const visitor = await identify(bot, req);
  if (visitor.kind !== 'known') throw new HttpError(401);
  return visitor.address;
}

export interface Opened {
  readonly address: Address;
  /** Given once, when the session is new to this request. */
  readonly token?: string;
}

/**
 * The session of whoever sends a message; a new one for somebody new.
 *
 * Its token follows from the page's nonce, 128 random bits that only this browser was given: when
 * the answer to a first message is lost and the message comes again, it finds the same session.
 *
 * @throws HttpError 401 for a token that opens nothing.
 */
export async function openSession(bot: Bot, req: Request, nonce: string): Promise<Opened> {
  const visitor = await identify(bot, req);
  if (visitor.kind === 'refused') throw new HttpError(401);
  if (visitor.kind === 'known') return { address: visitor.address };
  const bytes = createHash('sha256').update(`chat session ${nonce}`).digest().subarray(0, 16);
  const token = bytes.toString('base64url');
  const { address } = await bot.inTurn(`session ${token}`, () => findOrCreate(bot, bytes, token));
  return { address, token };
}

async function findOrCreate(bot: Bot, bytes: Uint8Array, token: string): Promise<WebSession> {
  const now = bot.now();
  const found = await findSession(bot.db, token, now);
  return found ?? createSession(bot.db, { id: bot.newId(), random: () => bytes, now });
}

/** Gives a browser its token. */
export function keepToken(req: Request, res: Response, token: string): void {
  res.cookie(COOKIE, token, { ...cookiePlace(req), maxAge: 30 * 86_400_000 });
}

/** Takes its token away. */
export function dropToken(req: Request, res: Response): void {
  res.clearCookie(COOKIE, cookiePlace(req));
}

function cookiePlace(req: Request) {
  return { path: '/chat', httpOnly: true, sameSite: 'lax', secure: req.secure } as const;
}
