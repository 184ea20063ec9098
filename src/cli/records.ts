/** Commands over the database: tickets, what was not understood, and the purge. */

import { randomBytes } from 'node:crypto';
import { userInfo } from 'node:os';
import { apologyIn } from '../bot/apology.ts';
import { type Bot, createBot } from '../bot/context.ts';
import { purge } from '../bot/purge.ts';
import { answerTicket, closeTicketBy, listTickets, type Ticket } from '../bot/tickets.ts';
import { TEXT_LIMIT as SMS_LIMIT } from '../channels/sms/format.ts';
import { TEXT_LIMIT as TELEGRAM_LIMIT } from '../channels/telegram/format.ts';
import { TEXT_LIMIT as ZALO_BOT_LIMIT } from '../channels/zalo-bot/send.ts';
import { TEXT_LIMIT as ZALO_OA_LIMIT } from '../channels/zalo-oa/format.ts';
import { readConfig } from '../config.ts';
import { openContent } from '../content/files.ts';
import { vietnamDay } from '../day.ts';
import { UserError } from '../errors.ts';
import { createLog } from '../log.ts';
import type { ChannelName } from '../message.ts';
import { openStore, type Store } from '../store/open.ts';
import type { Db } from '../store/schema.ts';
import { listUnanswered } from '../store/unanswered.ts';
import type { Call } from './call.ts';
import { writeJson, writeLine } from './lines.ts';
import { ROOT } from './root.ts';

const TICKETS_USAGE =
  'Usage: tickets [--all] [--json] | tickets reply CODE "text" [--by "Name"] | tickets close CODE';

/**
 * `tickets`: the open ones, or `--all`; `tickets reply CODE "text"` answers one; `tickets close
 * CODE` when one was dealt with.
 */
export async function runTickets({
  values,
  arguments: [verb, code, ...words],
  now,
}: Call): Promise<void> {
  await withDatabase(now, async (bot) => {
    if (verb === 'close') return close(bot, code, values.by);
    if (verb === 'reply') return reply(bot, { code, text: words.join(' '), by: values.by });
    if (verb !== undefined) throw new UserError(TICKETS_USAGE);
    const open = await listTickets(bot);
    const ended = values.all ? await listTickets(bot, { ended: true }) : [];
    for (const ticket of [...open, ...ended]) {
      await (values.json ? writeJson(ticket) : writeLine(describe(ticket)));
    }
    if (!values.json && open.length === 0) await writeLine('No open tickets.');
  });
}

async function close(
  database: Database,
  code: string | undefined,
  by: string | undefined,
): Promise<void> {
  if (code === undefined) throw new UserError('Which ticket? tickets close CODE');
  await closeTicketBy(commandBot(database), code, by ?? userInfo().username);
  await writeLine(`${code} closed`);
}

async function reply(
  database: Database,
  { code, text, by }: { code: string | undefined; text: string; by: string | undefined },
): Promise<void> {
  if (code === undefined) throw new UserError('Which ticket? tickets reply CODE "text"');
  const answer = { code, text, by: by ?? userInfo().username };
  const longest = (channel: ChannelName) => LONGEST[channel];
  const channel = await answerTicket(commandBot(database), { ...answer, longest });
  await writeLine(`${code} answered on ${channel}; the ticket stays open`);
}

/** What tickets need of the program; a command answers no citizen's message. */
function commandBot({ store, now }: Database): Bot {
  const content = openContent(ROOT, vietnamDay(now()));
  return createBot({
    ...{ store, now, content: () => content, random: randomBytes },
    ...{ apology: apologyIn(content), log: createLog('warn') },
    answer: () => {
      throw new Error('no dialogue on the command line');
    },
  });
}

/** Characters of one message of each channel. */
const LONGEST: Readonly<Record<ChannelName, number | null>> = {
  web: null,
  'zalo-oa': ZALO_OA_LIMIT,
  'zalo-bot': ZALO_BOT_LIMIT,
  telegram: TELEGRAM_LIMIT,
  sms: SMS_LIMIT,
};

function describe({ code, channel, topic, state, summary, notes, openedAt }: Ticket): string {
  const head = [code, state, openedAt, channel ?? '-', topic ?? '-'].join('\t');
  const body = [summary, ...notes.map(({ at, author, text }) => `${at} ${author}: ${text}`)].join(
    '\n',
  );
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
  readonly store: Store;
  readonly now: () => Date;
}

/** Opens the database for a command and closes it afterwards. */
export async function withDatabase(
  now: () => Date,
  task: (bot: Database) => Promise<void>,
): Promise<void> {
  const store = await openStore(readConfig(process.env));
  try {
    await task({ db: store.db, store, now });
  } finally {
    await store.close();
  }
}
