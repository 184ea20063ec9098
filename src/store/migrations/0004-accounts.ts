import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';

/** Accounts of staff, how they sign in, links that make accounts, and the audit log. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await staff(db);
  await sessions(db);
  await credentials(db);
  await secondFactors(db);
  await invitations(db);
  await signInLocks(db);
  await audit(db);
}

const required = (column: ColumnDefinitionBuilder) => column.notNull();
const ofStaff = (column: ColumnDefinitionBuilder) =>
  column.notNull().references('staff.id').onDelete('cascade');

async function staff(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('staff')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', required)
    .addColumn('email', 'text', (c) => c.notNull().unique())
    .addColumn('emailVerified', 'integer', required)
    .addColumn('image', 'text')
    .addColumn('twoFactorEnabled', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('disabledAt', 'text')
    .addColumn('createdAt', 'text', required)
    .addColumn('updatedAt', 'text', required)
    .execute();
  await db.schema
    .createTable('staffRole')
    .addColumn('staffId', 'text', ofStaff)
    .addColumn('role', 'text', required)
    .addPrimaryKeyConstraint('staffRoleOnce', ['staffId', 'role'])
    .execute();
  await index(db, 'staffRole', ['role']);
}

async function sessions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('staffSession')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('userId', 'text', ofStaff)
    .addColumn('token', 'text', (c) => c.notNull().unique())
    .addColumn('ipAddress', 'text')
    .addColumn('userAgent', 'text')
    .addColumn('createdAt', 'text', required)
    .addColumn('updatedAt', 'text', required)
    .addColumn('expiresAt', 'text', required)
    .execute();
  await index(db, 'staffSession', ['userId']);
  await index(db, 'staffSession', ['expiresAt']);
}

async function credentials(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('staffCredential')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('userId', 'text', ofStaff)
    .addColumn('accountId', 'text', required)
    .addColumn('providerId', 'text', required)
    .addColumn('password', 'text')
    .addColumn('accessToken', 'text')
    .addColumn('refreshToken', 'text')
    .addColumn('idToken', 'text')
    .addColumn('accessTokenExpiresAt', 'text')
    .addColumn('refreshTokenExpiresAt', 'text')
    .addColumn('scope', 'text')
    .addColumn('createdAt', 'text', required)
    .addColumn('updatedAt', 'text', required)
    .addUniqueConstraint('staffCredentialOnce', ['userId', 'providerId'])
    .execute();
}

async function secondFactors(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('staffVerification')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('identifier', 'text', required)
    .addColumn('value', 'text', required)
    .addColumn('expiresAt', 'text', required)
    .addColumn('createdAt', 'text', required)
    .addColumn('updatedAt', 'text', required)
    .execute();
  await index(db, 'staffVerification', ['identifier']);
  await db.schema
    .createTable('staffTwoFactor')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('userId', 'text', (c) => ofStaff(c).unique())
    .addColumn('secret', 'text', required)
    .addColumn('backupCodes', 'text', required)
    .addColumn('verified', 'integer', required)
    .addColumn('failedVerificationCount', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('lockedUntil', 'text')
    .addColumn('usedCode', 'text')
    .addColumn('usedCodeAt', 'text')
    .execute();
}

async function invitations(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('invitation')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('tokenHash', 'text', (c) => c.notNull().unique())
    .addColumn('roles', 'text', required)
    .addColumn('note', 'text', required)
    .addColumn('staffId', 'text', (c) => c.references('staff.id').onDelete('cascade'))
    .addColumn('createdBy', 'text', (c) => c.references('staff.id').onDelete('cascade'))
    .addColumn('createdAt', 'text', required)
    .addColumn('expiresAt', 'text', required)
    .addColumn('usedAt', 'text')
    .addColumn('revokedAt', 'text')
    .execute();
}

async function signInLocks(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('signInLock')
    .addColumn('nameHash', 'text', (c) => c.primaryKey())
    .addColumn('failures', 'integer', required)
    .addColumn('lockouts', 'integer', required)
    .addColumn('lockedUntil', 'text')
    .addColumn('updatedAt', 'text', required)
    .execute();
  await index(db, 'signInLock', ['updatedAt']);
}

async function audit(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('auditEvent')
    .addColumn('number', 'integer', (c) => c.primaryKey())
    .addColumn('at', 'text', required)
    .addColumn('actorId', 'text', required)
    .addColumn('actorName', 'text', required)
    .addColumn('ip', 'text')
    .addColumn('action', 'text', required)
    .addColumn('subject', 'text', required)
    .addColumn('reason', 'text')
    .addColumn('details', 'text', required)
    .addColumn('previousHash', 'text', required)
    .addColumn('hash', 'text', required)
    .execute();
  await db.schema
    .createTable('auditHead')
    .addColumn('number', 'integer', required)
    .addColumn('hash', 'text', required)
    .execute();
  await sql`insert into ${sql.table('auditHead')} (number, hash) values (0, '')`.execute(db);
  await index(db, 'auditEvent', ['actorId', 'number']);
  await index(db, 'auditEvent', ['subject', 'number']);
  await index(db, 'auditEvent', ['action', 'number']);
}

async function index(db: Kysely<unknown>, table: string, columns: string[]): Promise<void> {
  await db.schema
    .createIndex([table, ...columns].join('_'))
    .on(table)
    .columns(columns)
    .execute();
}
