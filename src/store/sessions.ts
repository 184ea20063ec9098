/** Browsers that chat. The token is the key to a conversation, so only its hash is kept. */
import { createHash } from 'node:crypto';
import type { Address } from '../message.ts';
import type { Db } from './schema.ts';

/** A browser that stays away longer starts a new conversation. */
const SESSION_DAYS = 30;
const DAY_MS = 86_400_000;
/** 128 bits: not to be guessed. */
const TOKEN_BYTES = 16;

export interface WebSession {
  readonly address: Address;
  readonly expiresAt: Date;
}

/**
 * Starts a session with a new address. The token is shown once, to the browser. One that was used
 * before and has expired begins anew.
 */
export async function createSession(
  db: Db,
  source: { id: string; random: (bytes: number) => Uint8Array; now: Date },
): Promise<WebSession & { readonly token: string }> {
  const token = Buffer.from(source.random(TOKEN_BYTES)).toString('base64url');
  const address: Address = `web:${source.id}`;
  const expiresAt = expiry(source.now);
  const row = {
    id: source.id,
    address,
    createdAt: source.now.toISOString(),
    expiresAt: expiresAt.toISOString(),
  };
  await db
    .insertInto('webSession')
    .values({ ...row, tokenHash: hash(token) })
    .onConflict((c) => c.column('tokenHash').doUpdateSet(row))
    .execute();
  return { token, address, expiresAt };
}

/** The session of a token, unless it has expired. Use prolongs it, with at most one write a day. */
export async function findSession(
  db: Db,
  token: string,
  now: Date,
): Promise<WebSession | undefined> {
  const row = await db
    .selectFrom('webSession')
    .select(['id', 'address', 'expiresAt'])
    .where('tokenHash', '=', hash(token))
    .where('expiresAt', '>', now.toISOString())
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const expiresAt = new Date(row.expiresAt);
  if (expiry(now).getTime() - expiresAt.getTime() < DAY_MS) {
    return { address: row.address, expiresAt };
  }
  await prolong(db, row.id, expiry(now));
  return { address: row.address, expiresAt: expiry(now) };
}

async function prolong(db: Db, id: string, expiresAt: Date): Promise<void> {
  await db
    .updateTable('webSession')
    .set({ expiresAt: expiresAt.toISOString() })
    .where('id', '=', id)
    .execute();
}

function expiry(now: Date): Date {
  return new Date(now.getTime() + SESSION_DAYS * DAY_MS);
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
