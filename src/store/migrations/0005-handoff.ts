import type { Kysely } from 'kysely';

/** What it takes for people to take over: a ticket's states, events, timers, and who is there. */
export async function up(db: Kysely<never>): Promise<void> {
  await ticketStates(db);
  await tickets(db);
  await ticketParts(db);
  await presence(db);
  await db.schema.alterTable('inboundMessage').addColumn('attachment', 'text').execute();
}

/** The two statuses of before become states. */
async function ticketStates(db: Kysely<never>): Promise<void> {
  const old = db as unknown as Kysely<{ ticket: { status: string; state: string } }>;
  await db.schema
    .alterTable('ticket')
    .addColumn('state', 'text', (c) => c.notNull().defaultTo('queued'))
    .execute();
  await old
    .updateTable('ticket')
    .set({ state: 'resolved' })
    .where('status', '=', 'closed')
    .execute();
  await db.schema.dropIndex('ticket_status_openedAt').execute();
  await db.schema.alterTable('ticket').dropColumn('status').execute();
}

async function tickets(db: Kysely<never>): Promise<void> {
  const add = (name: string, type: 'text' | 'integer') =>
    db.schema.alterTable('ticket').addColumn(name, type).execute();
  const addCount = (name: string) =>
    db.schema
      .alterTable('ticket')
      .addColumn(name, 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
  await db.schema
    .alterTable('ticket')
    .addColumn('desk', 'text', (c) => c.notNull().defaultTo('province'))
    .execute();
  for (const name of ['version', 'urgent']) await addCount(name);
  await add('rating', 'integer');
  for (const name of ['assigneeId', 'queuedAt', 'replyDueAt', 'takenAt', 'outcome', 'ratedAt']) {
    await add(name, 'text');
  }
  await db.schema
    .createIndex('ticket_state_openedAt')
    .on('ticket')
    .columns(['state', 'openedAt'])
    .execute();
  await db.schema
    .createIndex('ticket_assigneeId')
    .on('ticket')
    .columns(['assigneeId', 'state'])
    .execute();
  await db.schema
    .alterTable('ticketNote')
    .addColumn('private', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable('ticketNote').addColumn('writer', 'text').execute();
}

async function ticketParts(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable('ticketEvent')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('ticketId', 'text', (c) => c.notNull().references('ticket.id').onDelete('cascade'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('event', 'text', (c) => c.notNull())
    .addColumn('fromState', 'text')
    .addColumn('toState', 'text', (c) => c.notNull())
    .addColumn('desk', 'text', (c) => c.notNull())
    .addColumn('actorId', 'text')
    .addColumn('actor', 'text')
    .addColumn('detail', 'text')
    .execute();
  await index(db, 'ticketEvent', ['ticketId', 'number']);
  await index(db, 'ticketEvent', ['at']);
  await db.schema
    .createTable('ticketTimer')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('ticketId', 'text', (c) => c.notNull().references('ticket.id').onDelete('cascade'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('dueAt', 'text', (c) => c.notNull())
    .addUniqueConstraint('ticketTimerOnce', ['ticketId', 'kind'])
    .execute();
  await index(db, 'ticketTimer', ['dueAt']);
  await db.schema
    .createTable('ticketCallback')
    .addColumn('ticketId', 'text', (c) =>
      c.primaryKey().references('ticket.id').onDelete('cascade'),
    )
    .addColumn('phone', 'text', (c) => c.notNull())
    .addColumn('consentAt', 'text', (c) => c.notNull())
    .execute();
}

async function presence(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable('agentPresence')
    .addColumn('staffId', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('desks', 'text')
    .addColumn('available', 'integer', (c) => c.notNull())
    .addColumn('seenAt', 'text', (c) => c.notNull())
    .execute();
}

async function index(db: Kysely<never>, table: string, columns: string[]): Promise<void> {
  await db.schema
    .createIndex([table, ...columns].join('_'))
    .on(table)
    .columns(columns)
    .execute();
}
