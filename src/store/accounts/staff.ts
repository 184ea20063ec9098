/** Accounts and their roles. */
import type { Selectable } from 'kysely';
import { Conflict } from '../conversations.ts';
import type { Db } from '../schema.ts';
import type { StaffTable } from './schema.ts';

export interface StaffRecord {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** In the order of the alphabet. */
  readonly roles: readonly string[];
  readonly secondFactor: boolean;
  readonly disabledAt: string | null;
  readonly createdAt: string;
}

export interface NewStaff {
  readonly id: string;
  readonly name: string;
  /** In small letters. */
  readonly email: string;
  readonly roles: readonly string[];
  readonly passwordHash: string;
  readonly at: string;
}

/** The library's name for a password of ours. */
const PASSWORD = 'credential';

/**
 * Makes an account with a password.
 *
 * @throws Conflict when somebody took the sign-in name meanwhile: the transaction starts again.
 */
export async function insertStaff(db: Db, fresh: NewStaff): Promise<void> {
  const { id, name, email, roles, passwordHash, at } = fresh;
  const times = { createdAt: at, updatedAt: at };
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('staff')
    .values({ id, name, email, emailVerified: 0, twoFactorEnabled: 0, ...times })
    .onConflict((c) => c.column('email').doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows !== 1n) throw new Conflict('the sign-in name is taken');
  await db
    .insertInto('staffCredential')
    .values({
      id,
      userId: id,
      accountId: id,
      providerId: PASSWORD,
      password: passwordHash,
      ...times,
    })
    .execute();
  await setRoles(db, id, roles);
}

export async function findStaff(db: Db, id: string): Promise<StaffRecord | undefined> {
  const row = await db.selectFrom('staff').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : record(row, await rolesOf(db, id));
}

/** The account of a sign-in name, in small letters. */
export async function findStaffByEmail(db: Db, email: string): Promise<StaffRecord | undefined> {
  const row = await db
    .selectFrom('staff')
    .select('id')
    .where('email', '=', email)
    .executeTakeFirst();
  return row === undefined ? undefined : findStaff(db, row.id);
}

/** All accounts, those in use first, by name. */
export async function listStaff(db: Db): Promise<StaffRecord[]> {
  const rows = await db.selectFrom('staff').selectAll().orderBy('createdAt').execute();
  const roles = await db.selectFrom('staffRole').selectAll().orderBy('role').execute();
  return rows
    .map((row) =>
      record(
        row,
        roles.filter(({ staffId }) => staffId === row.id).map(({ role }) => role),
      ),
    )
    .sort(
      (left, right) =>
        Number(left.disabledAt !== null) - Number(right.disabledAt !== null) ||
        left.name.localeCompare(right.name, 'vi'),
    );
}

/** When each account was last at work, where it has a session. */
export async function lastSeen(db: Db): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('staffSession')
    .select(({ fn }) => ['userId', fn.max('updatedAt').as('at')])
    .groupBy('userId')
    .execute();
  return new Map(rows.map(({ userId, at }) => [userId, at]));
}

/** Replaces the roles of an account. */
export async function setRoles(db: Db, id: string, roles: readonly string[]): Promise<void> {
  await db.deleteFrom('staffRole').where('staffId', '=', id).execute();
  if (roles.length === 0) return;
  const rows = [...new Set(roles)].map((role) => ({ staffId: id, role }));
  await db.insertInto('staffRole').values(rows).execute();
}

export async function changeStaff(
  db: Db,
  id: string,
  changes: {
    readonly name?: string;
    readonly disabledAt?: string | null;
    readonly updatedAt: string;
  },
): Promise<void> {
  await db.updateTable('staff').set(changes).where('id', '=', id).execute();
}

export async function setPassword(db: Db, id: string, hash: string, at: string): Promise<void> {
  await db
    .updateTable('staffCredential')
    .set({ password: hash, updatedAt: at })
    .where('userId', '=', id)
    .where('providerId', '=', PASSWORD)
    .execute();
}

/** The salted hash of an account's password. */
export async function passwordHashOf(db: Db, id: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('staffCredential')
    .select('password')
    .where('userId', '=', id)
    .where('providerId', '=', PASSWORD)
    .executeTakeFirst();
  return row?.password ?? undefined;
}

/** Takes the second factor away; sign-in asks for the password alone. */
export async function removeSecondFactor(db: Db, id: string, at: string): Promise<void> {
  await db.deleteFrom('staffTwoFactor').where('userId', '=', id).execute();
  await db
    .updateTable('staff')
    .set({ twoFactorEnabled: 0, updatedAt: at })
    .where('id', '=', id)
    .execute();
}

/** Lets everybody else wait who does something with that account until the commit. */
export async function lockStaff(db: Db, id: string): Promise<void> {
  await db
    .updateTable('staff')
    .set((eb) => ({ updatedAt: eb.ref('updatedAt') }))
    .where('id', '=', id)
    .execute();
}

/**
 * How many accounts with that role may sign in. Their rows stay locked for the rest of the
 * transaction, so that two who take a role away at once do not each leave it to the other.
 */
export async function lockAndCount(db: Db, role: string): Promise<number> {
  const rows = await db
    .updateTable('staff')
    .set((eb) => ({ updatedAt: eb.ref('updatedAt') }))
    .where('id', 'in', (eb) =>
      eb.selectFrom('staffRole').select('staffId').where('role', '=', role),
    )
    .returning(['id'])
    .execute();
  if (rows.length === 0) return 0;
  const active = await db
    .selectFrom('staff')
    .innerJoin('staffRole', 'staffRole.staffId', 'staff.id')
    .select('staff.id')
    .where('staffRole.role', '=', role)
    .where('staff.disabledAt', 'is', null)
    .execute();
  return active.length;
}

async function rolesOf(db: Db, id: string): Promise<string[]> {
  const rows = await db
    .selectFrom('staffRole')
    .select('role')
    .where('staffId', '=', id)
    .orderBy('role')
    .execute();
  return rows.map(({ role }) => role);
}

function record(row: Selectable<StaffTable>, roles: readonly string[]): StaffRecord {
  const { id, name, email, twoFactorEnabled, disabledAt, createdAt } = row;
  return { id, name, email, roles, secondFactor: twoFactorEnabled === 1, disabledAt, createdAt };
}
