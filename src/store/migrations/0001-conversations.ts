import type { Kysely } from 'kysely';

/** Conversations, their messages in both directions, tickets, feedback and browser sessions. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await conversations(db);
  await inboundMessages(db);
  await outbox(db);
  await tickets(db);
  await feedback(db);
  await webSessions(db);
}

async function conversations(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('conversation')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('address', 'text', (c) => c.notNull().unique())
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('lastSeq', 'integer', (c) => c.notNull())
    .addColumn('locale', 'text', (c) => c.notNull())
    .addColumn('stoppedAt', 'text')
    .addColumn('createdAt', 'text', (c) => c.notNull())
    .addColumn('updatedAt', 'text', (c) => c.notNull())
    .execute();
  await index(db, 'conversation', ['updatedAt']);
}

async function inboundMessages(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('inboundMessage')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('conversationId', 'text', (c) =>
      c.notNull().references('conversation.id').onDelete('cascade'),
    )
    .addColumn('externalId', 'text', (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('intent', 'text')
    .addColumn('score', 'double precision')
    .addColumn('outcome', 'text')
    .addColumn('receivedAt', 'text', (c) => c.notNull())
    .addUniqueConstraint('inboundMessageOnce', ['conversationId', 'externalId'])
    .addUniqueConstraint('inboundMessageOrder', ['conversationId', 'seq'])
    .execute();
  await index(db, 'inboundMessage', ['receivedAt']);
  await index(db, 'inboundMessage', ['outcome', 'receivedAt']);
}

async function outbox(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('outbox')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('conversationId', 'text', (c) =>
      c.notNull().references('conversation.id').onDelete('cascade'),
    )
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('address', 'text', (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('reply', 'text', (c) => c.notNull())
    .addColumn('author', 'text', (c) => c.notNull())
    .addColumn('inReplyTo', 'text', (c) => c.references('inboundMessage.id').onDelete('set null'))
    .addColumn('intent', 'text')
    .addColumn('outcome', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('dueAt', 'text', (c) => c.notNull())
    .addColumn('externalId', 'text')
    .addColumn('error', 'text')
    .addColumn('createdAt', 'text', (c) => c.notNull())
    .addColumn('sentAt', 'text')
    .addUniqueConstraint('outboxOrder', ['conversationId', 'seq'])
    .execute();
  await index(db, 'outbox', ['channel', 'status', 'dueAt']);
  await index(db, 'outbox', ['conversationId', 'status', 'seq']);
  await index(db, 'outbox', ['inReplyTo']);
  await index(db, 'outbox', ['createdAt']);
}

async function tickets(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('ticket')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('code', 'text', (c) => c.notNull().unique())
    .addColumn('conversationId', 'text', (c) =>
      c.references('conversation.id').onDelete('set null'),
    )
    .addColumn('topic', 'text')
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('summary', 'text', (c) => c.notNull())
    .addColumn('assignee', 'text')
    .addColumn('openedAt', 'text', (c) => c.notNull())
    .addColumn('repliedAt', 'text')
    .addColumn('closedAt', 'text')
    .execute();
  await index(db, 'ticket', ['conversationId']);
  await index(db, 'ticket', ['status', 'openedAt']);
  await db.schema
    .createTable('ticketNote')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('ticketId', 'text', (c) => c.notNull().references('ticket.id').onDelete('cascade'))
    .addColumn('author', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('createdAt', 'text', (c) => c.notNull())
    .execute();
  await index(db, 'ticketNote', ['ticketId']);
}

async function feedback(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('feedback')
    .addColumn('replyId', 'text', (c) => c.primaryKey().references('outbox.id').onDelete('cascade'))
    .addColumn('helpful', 'integer', (c) => c.notNull())
    .addColumn('createdAt', 'text', (c) => c.notNull())
    .execute();
}

async function webSessions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('webSession')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('tokenHash', 'text', (c) => c.notNull().unique())
    .addColumn('address', 'text', (c) => c.notNull())
    .addColumn('createdAt', 'text', (c) => c.notNull())
    .addColumn('expiresAt', 'text', (c) => c.notNull())
    .execute();
  await index(db, 'webSession', ['expiresAt']);
}

async function index(db: Kysely<unknown>, table: string, columns: string[]): Promise<void> {
  await db.schema
    .createIndex([table, ...columns].join('_'))
    .on(table)
    .columns(columns)
    .execute();
}
