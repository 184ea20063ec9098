import type { Kysely } from 'kysely';

/** What it takes for people to take over: a ticket's states, events, timers, and who is there. */
export async function up(db: Kysely<never>): Promise<void> {
  await ticketStates(db);
  await tickets(db);
  await ticketParts(db);
  await presence(db);
  await adopt(db as unknown as Kysely<Old>);
  await db.schema.alterTable('inboundMessage').addColumn('attachment', 'text').execute();
}

/** The columns that the change of old rows needs. */
interface Old {
  conversation: { id: string; status: string };
  ticket: {
    id: string;
    conversationId: string | null;
    status: string;
    state: string;
    openedAt: string;
    queuedAt: string | null;
    repliedAt: string | null;
    takenAt: string | null;
  };
  ticketTimer: { id: string; ticketId: string; kind: string; dueAt: string };
}

/** The two statuses of before become states. */
async function ticketStates(db: Kysely<never>): Promise<void> {
  const old = db as unknown as Kysely<Old>;
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

/** As long as a new ticket waits at most: data/desks.yaml. */
const WAITS_MS = 14 * 86_400_000;

/**
 * Open tickets of before wait in the queue, with a day on which they end. Where staff wrote from
 * outside, people stay in charge if there is a ticket; without one nobody would ever give back.
 */
async function adopt(db: Kysely<Old>): Promise<void> {
  const open = () => db.selectFrom('ticket').where('state', '=', 'queued');
  await db
    .updateTable('ticket')
    .set(({ ref }) => ({ queuedAt: ref('openedAt') }))
    .where('state', '=', 'queued')
    .execute();
  await db
    .updateTable('ticket')
    .set(({ fn, ref }) => ({ takenAt: fn.coalesce(ref('repliedAt'), ref('openedAt')) }))
    .where('state', '=', 'queued')
    .where('conversationId', 'in', (q) =>
      q.selectFrom('conversation').select('id').where('status', '=', 'agent'),
    )
    .execute();
  await db
    .updateTable('conversation')
    .set({ status: 'bot' })
    .where('status', '=', 'agent')
    .where('id', 'not in', open().select('conversationId').where('conversationId', 'is not', null))
    .execute();
  const dueAt = new Date(Date.now() + WAITS_MS).toISOString();
  await db
    .insertInto('ticketTimer')
    .columns(['id', 'ticketId', 'kind', 'dueAt'])
    .expression(
      open().select(({ val }) => [
        'id',
        'id as ticketId',
        val('expire').as('kind'),
        val(dueAt).as('dueAt'),
      ]),
    )
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
