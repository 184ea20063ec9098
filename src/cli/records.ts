/** Commands over the database: tickets, what was not understood, and the purge. */

import { purge } from '../bot/purge.ts';
import { closeTicket, listTickets, type Ticket } from '../bot/tickets.ts';
import { readConfig } from '../config.ts';
import { UserError } from '../errors.ts';
import { openStore } from '../store/open.ts';
import type { Db } from '../store/schema.ts';
import { listUnanswered } from '../store/unanswered.ts';
import type { Call } from './call.ts';
import { writeJson, writeLine } from './lines.ts';

/** `tickets`: the open ones, or `--all`; `tickets close CODE` when one was dealt with. */
export async function runTickets({ values, arguments: [verb, code], now }: Call): Promise<void> {
  await withDatabase(now, async (bot) => {
    if (verb === 'close') return close(bot, code);
    if (verb !== undefined)
      throw new UserError('Usage: tickets [--all] [--json] | tickets close CODE');
    const open = await listTickets(bot, { status: 'open' });
    const closed = values.all ? await listTickets(bot, { status: 'closed' }) : [];
    for (const ticket of [...open, ...closed]) {
      await (values.json ? writeJson(ticket) : writeLine(describe(ticket)));
    }
    if (!values.json && open.length === 0) await writeLine('No open tickets.');
  });
}

async function close(bot: Database, code: string | undefined): Promise<void> {
  if (code === undefined) throw new UserError('Which ticket? tickets close CODE');
  if (!(await closeTicket(bot, code))) throw new UserError(`No open ticket "${code}".`);
  await writeLine(`${code} closed`);
}

function describe({ code, channel, topic, status, summary, notes, openedAt }: Ticket): string {
  const head = [code, status, openedAt, channel ?? '-', topic ?? '-'].join('\t');
  const body = [summary, ...notes.map(({ at, text }) => `${at} ${text}`)].join('\n');
  return `${head}\n${body.replace(/^/gm, '    ')}`;
}

const UNANSWERED_DAYS = 30;
const UNANSWERED_SHOWN = 200;

/** `unanswered`: what was not understood, had no data or did not help, newest first, masked. */
export async function runUnanswered({ values, now }: Call): Promise<void> {
  await withDatabase(now, async ({ db }) => {
    const since = new Date(now().getTime() - UNANSWERED_DAYS * 86_400_000).toISOString();
    for (const row of await listUnanswered(db, { since, limit: UNANSWERED_SHOWN })) {
      const { at, channel, outcome, intent, unhelpful, text } = row;
      const fields = [at, channel, unhelpful ? 'unhelpful' : (outcome ?? '-'), intent ?? '-', text];
      await (values.json ? writeJson(row) : writeLine(fields.join('\t')));
    }
  });
}

/** `purge`: deletes what has been kept long enough and says how much that was. */
export async function runPurge({ now }: Call): Promise<void> {
  await withDatabase(now, async (bot) => {
    await writeJson(await purge(bot, readConfig(process.env).retention));
  });
}

interface Database {
  readonly db: Db;
  readonly now: () => Date;
}

/** Opens the database for a command and closes it afterwards. */
export async function withDatabase(
  now: () => Date,
  task: (bot: Database) => Promise<void>,
): Promise<void> {
  const store = await openStore(readConfig(process.env));
  try {
    await task({ db: store.db, now });
  } finally {
    await store.close();
  }
}
