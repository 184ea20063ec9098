/**
 * Every change of the tables, oldest first. Append only: what has run somewhere is never edited.
 *
 * The names sort in the order of their numbers.
 */
import type { Migration } from 'kysely/migration';
import * as conversations from './0001-conversations.ts';
import * as channels from './0002-channels.ts';
import * as zalo from './0003-zalo.ts';
import * as accounts from './0004-accounts.ts';
import * as handoff from './0005-handoff.ts';
import * as reports from './0006-reports.ts';

export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-conversations': conversations,
  '0002-channels': channels,
  '0003-zalo': zalo,
  '0004-accounts': accounts,
  '0005-handoff': handoff,
  '0006-reports': reports,
};
