/** Notes in the audit log what somebody did to a ticket, beside the ticket's own history. */
import type { Request } from 'express';
import type { Actor } from '../../bot/handoff/step.ts';
import { type AuditDetails, addAudit } from '../../store/accounts/audit.ts';
import type { Db } from '../../store/schema.ts';
import { inTransaction } from '../../store/transaction.ts';
import { addressOf } from '../console/context.ts';
import type { DeskParts, SeatedAgent } from './context.ts';

/** What a request says of a deed: never what a citizen or an agent wrote to the other. */
export interface Said {
  readonly reason?: string;
  readonly details?: AuditDetails;
}

export interface Deed extends Said {
  /** `ticket.reveal`: as the audit log names it. */
  readonly action: `ticket.${string}`;
  readonly code: string;
}

/** Notes what changes nothing but that somebody has seen it. */
export async function noteDeed(
  parts: DeskParts,
  req: Request,
  agent: SeatedAgent,
  deed: Deed,
): Promise<void> {
  await inTransaction(parts.bot.db, (tx) => addDeed(parts, tx, req, agent, deed));
}

/** The agent as one whose steps are noted in the transactions that take them. */
export function onRecord(
  parts: DeskParts,
  req: Request,
  agent: SeatedAgent,
  said: Said = {},
): SeatedAgent {
  const record: Actor['record'] = async (db, { event, ticket: { code, assignee } }) => {
    const passed = event === 'take-over' || event === 'transfer';
    const details = { ...(passed ? { from: assignee ?? '' } : {}), ...said.details };
    const action = `ticket.${event === 'resolve' ? 'close' : event}` as const;
    await addDeed(parts, db, req, agent, { ...said, details, action, code });
  };
  return { ...agent, record };
}

async function addDeed(
  { bot }: DeskParts,
  db: Db,
  req: Request,
  { id, name }: SeatedAgent,
  { action, code, reason, details }: Deed,
): Promise<void> {
  await addAudit(db, {
    ...{ at: bot.now(), actor: { id, name }, from: addressOf(req) },
    ...{ action, subject: `ticket:${code}` },
    ...(reason === undefined ? {} : { reason }),
    ...(details === undefined ? {} : { details }),
  });
}
