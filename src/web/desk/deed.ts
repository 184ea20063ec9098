/** Notes in the audit log what somebody did to a ticket, beside the ticket's own history. */
import type { Request } from 'express';
import { mask } from '../../mask.ts';
import { type AuditDetails, addAudit } from '../../store/accounts/audit.ts';
import { inTransaction } from '../../store/transaction.ts';
import type { DeskParts, SeatedAgent } from './context.ts';

export interface Deed {
  /** `ticket.reveal`: as the audit log names it. */
  readonly action: `ticket.${string}`;
  readonly code: string;
  readonly reason?: string;
  readonly details?: AuditDetails;
}

export async function noteDeed(
  { bot }: DeskParts,
  req: Request,
  { id, name }: SeatedAgent,
  { action, code, reason, details }: Deed,
): Promise<void> {
  await inTransaction(bot.db, (tx) =>
    addAudit(tx, {
      ...{ at: bot.now(), actor: { id, name }, from: req.ip ?? null },
      ...{ action, subject: `ticket:${code}` },
      ...(reason === undefined ? {} : { reason: mask(reason) }),
      ...(details === undefined ? {} : { details }),
    }),
  );
}
