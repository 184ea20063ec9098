/**
 * Who did what, when, from where and why. Rows are only added, numbered without gaps, and each
 * carries a hash over itself and the row before: a row that is changed, taken out or slipped in
 * later breaks the chain. Whoever can write to the database could make a new chain, so its last hash
 * is worth noting elsewhere.
 */
import { createHash } from 'node:crypto';
import type { Selectable } from 'kysely';
import { mask } from '../../mask.ts';
import type { Db } from '../schema.ts';
import type { AuditEventTable } from './schema.ts';

export interface Actor {
  readonly id: string;
  readonly name: string;
}

/** The program itself. */
export const SYSTEM: Actor = { id: 'system', name: 'system' };
/** Somebody who is not signed in. */
export const UNKNOWN: Actor = { id: 'unknown', name: 'unknown' };

/** Values that say more; never a password, a code, a token or what a citizen wrote. */
export type AuditDetails = Readonly<Record<string, string | number | boolean | readonly string[]>>;

export interface AuditEntry {
  readonly at: Date;
  readonly actor: Actor;
  /** The network address it came from; null for what nobody sent. */
  readonly from: string | null;
  /** `people.disable`, `ticket.reveal`: what was done, as filters and reports name it. */
  readonly action: string;
  /** What it was done to, with its kind: `staff:‹id›`, `ticket:TL-7K3M`. */
  readonly subject: string;
  /** Why, in the person's own words; private numbers in it are masked. */
  readonly reason?: string | null;
  readonly details?: AuditDetails;
}

/** An event as it is stored. */
export interface AuditEvent extends Omit<Selectable<AuditEventTable>, 'details'> {
  readonly details: AuditDetails;
}

/**
 * Adds an event. Call it in the transaction of what it tells of, through `inTransaction`: until that
 * commits, others who add events wait, so call it last.
 */
export async function addAudit(db: Db, entry: AuditEntry): Promise<void> {
  const head = await db
    .updateTable('auditHead')
    .set((eb) => ({ number: eb('number', '+', 1) }))
    .returningAll()
    .executeTakeFirstOrThrow();
  const row = {
    number: head.number,
    at: entry.at.toISOString(),
    actorId: entry.actor.id,
    actorName: entry.actor.name,
    ip: entry.from,
    action: entry.action,
    subject: entry.subject,
    reason: entry.reason == null ? null : mask(entry.reason),
    details: JSON.stringify(entry.details ?? {}),
    previousHash: head.hash,
  };
  const hash = hashOf(row);
  await db
    .insertInto('auditEvent')
    .values({ ...row, hash })
    .execute();
  await db.updateTable('auditHead').set({ hash }).execute();
}

/** Lets everybody else wait who adds events, until the commit. */
export async function lockAudit(db: Db): Promise<void> {
  await db
    .updateTable('auditHead')
    .set((eb) => ({ number: eb.ref('number') }))
    .execute();
}

export interface AuditFilter {
  readonly actorId?: string | undefined;
  /** An action, or the first part of several: `people`. */
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
  /** Not before, and before, as ISO times. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  /** Only events with a smaller number: where the next page begins. */
  readonly before?: number | undefined;
}

/** Events that fit, newest first. */
export async function listAudit(db: Db, filter: AuditFilter, limit: number): Promise<AuditEvent[]> {
  const { actorId, action, subject, since, until, before } = filter;
  let query = db.selectFrom('auditEvent').selectAll().orderBy('number', 'desc').limit(limit);
  if (actorId !== undefined) query = query.where('actorId', '=', actorId);
  if (subject !== undefined) query = query.where('subject', '=', subject);
  if (since !== undefined) query = query.where('at', '>=', since);
  if (until !== undefined) query = query.where('at', '<', until);
  if (before !== undefined) query = query.where('number', '<', before);
  if (action !== undefined) {
    query = query.where((eb) =>
      eb.or([
        eb('action', '=', action),
        // "/" is the character after ".": everything that begins with "people.".
        eb.and([eb('action', '>', `${action}.`), eb('action', '<', `${action}/`)]),
      ]),
    );
  }
  const rows = await query.execute();
  return rows.map((row) => ({ ...row, details: JSON.parse(row.details) as AuditDetails }));
}

/** What a check of the chain found. */
export interface AuditVerdict {
  readonly events: number;
  /** Of the last event; empty when there is none. */
  readonly lastHash: string;
  /** Number of the first event that does not fit, if one does not. */
  readonly broken: number | undefined;
}

/** So many rows are read at a time. */
const PAGE = 1000;

/** Checks numbers and hashes from the first event to the last, while others may add more. */
export async function verifyAudit(db: Db): Promise<AuditVerdict> {
  const head = await db.selectFrom('auditHead').selectAll().executeTakeFirstOrThrow();
  let events = 0;
  let lastHash = '';
  for (;;) {
    const rows = await db
      .selectFrom('auditEvent')
      .selectAll()
      .where('number', '>', events)
      .orderBy('number')
      .limit(PAGE)
      .execute();
    for (const row of rows) {
      const fits =
        row.number === events + 1 && row.previousHash === lastHash && row.hash === hashOf(row);
      if (!fits) return { events, lastHash, broken: events + 1 };
      events = row.number;
      lastHash = row.hash;
    }
    if (rows.length < PAGE) {
      const cut = events < head.number || (events === head.number && lastHash !== head.hash);
      return { events, lastHash, broken: cut ? events + 1 : undefined };
    }
  }
}

/** The columns in this order, as JSON: the same row always gives the same text. */
function hashOf(row: Omit<Selectable<AuditEventTable>, 'hash'>): string {
  const { number, at, actorId, actorName, ip, action, subject, reason, details } = row;
  const fields = [number, at, actorId, actorName, ip, action, subject, reason, details];
  return createHash('sha256')
    .update(JSON.stringify([row.previousHash, ...fields]))
    .digest('hex');
}
