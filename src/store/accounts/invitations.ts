/** Links that make an account, or give one a new password. Of a token only the hash is kept. */
import { createHash } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Db } from '../schema.ts';
import type { InvitationTable } from './schema.ts';

export interface Invitation extends Omit<Selectable<InvitationTable>, 'roles' | 'tokenHash'> {
  readonly roles: readonly string[];
}

export interface NewInvitation
  extends Pick<
    Invitation,
    'id' | 'roles' | 'note' | 'staffId' | 'createdBy' | 'createdAt' | 'expiresAt'
  > {
  readonly token: string;
}

export async function insertInvitation(db: Db, fresh: NewInvitation): Promise<void> {
  const { token, roles, ...rest } = fresh;
  await db
    .insertInto('invitation')
    .values({ ...rest, tokenHash: hash(token), roles: JSON.stringify(roles) })
    .execute();
}

/** The invitation of a token, whatever became of it. */
export async function findInvitation(db: Db, token: string): Promise<Invitation | undefined> {
  const row = await db
    .selectFrom('invitation')
    .selectAll()
    .where('tokenHash', '=', hash(token))
    .executeTakeFirst();
  return row === undefined ? undefined : read(row);
}

/** The invitation with that id, whatever became of it. */
export async function invitationWith(db: Db, id: string): Promise<Invitation | undefined> {
  const row = await db.selectFrom('invitation').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : read(row);
}

/** Whether an invitation can be used. */
export function isOpen(invitation: Invitation, now: Date): boolean {
  const { usedAt, revokedAt, expiresAt } = invitation;
  return usedAt === null && revokedAt === null && expiresAt > now.toISOString();
}

/** Uses an invitation up; undefined when somebody was faster, or it is no longer good. */
export async function takeInvitation(
  db: Db,
  token: string,
  now: Date,
): Promise<Invitation | undefined> {
  const row = await db
    .updateTable('invitation')
    .set({ usedAt: now.toISOString() })
    .where('tokenHash', '=', hash(token))
    .where('usedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', now.toISOString())
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? undefined : read(row);
}

/** Links of people that can still be used, the newest first. */
export async function openInvitations(db: Db, now: Date): Promise<Invitation[]> {
  const rows = await db
    .selectFrom('invitation')
    .selectAll()
    .where('createdBy', 'is not', null)
    .where('usedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', now.toISOString())
    .orderBy('createdAt', 'desc')
    .execute();
  return rows.map(read);
}

/** Makes an open link void. Says whether there was one. */
export async function revokeInvitation(db: Db, id: string, at: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('invitation')
    .set({ revokedAt: at })
    .where('id', '=', id)
    .where('usedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Makes the earlier links void that the program itself made for a first administrator. */
export async function revokeFirstLinks(db: Db, at: string): Promise<void> {
  await db
    .updateTable('invitation')
    .set({ revokedAt: at })
    .where('createdBy', 'is', null)
    .where('usedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .execute();
}

/** Makes the earlier links void with which an account could have set a new password. */
export async function revokeLinksOf(db: Db, staffId: string, at: string): Promise<number> {
  return revokeAll(db, 'staffId', staffId, at);
}

/** Makes the open links void that somebody made, whomever they are for. */
export async function revokeLinksBy(db: Db, staffId: string, at: string): Promise<number> {
  return revokeAll(db, 'createdBy', staffId, at);
}

async function revokeAll(
  db: Db,
  column: 'staffId' | 'createdBy',
  staffId: string,
  at: string,
): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('invitation')
    .set({ revokedAt: at })
    .where(column, '=', staffId)
    .where('usedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', at)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

function read({ tokenHash: _, roles, ...row }: Selectable<InvitationTable>): Invitation {
  return { ...row, roles: JSON.parse(roles) as string[] };
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
