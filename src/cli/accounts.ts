/** Commands over the accounts: the audit log, and the way back in for whoever locked themselves out. */
import { randomBytes } from 'node:crypto';
import { userInfo } from 'node:os';
import { rescue } from '../accounts/rescue.ts';
import { uuidv7 } from '../bot/ids.ts';
import { readConfig } from '../config.ts';
import { UserError } from '../errors.ts';
import { type AuditEvent, listAudit, verifyAudit } from '../store/accounts/audit.ts';
import { listStaff } from '../store/accounts/staff.ts';
import type { Db } from '../store/schema.ts';
import { welcomePath } from '../web/console/link.ts';
import type { Call } from './call.ts';
import { writeJson, writeLine } from './lines.ts';
import { withDatabase } from './records.ts';

/** So many events are read at a time. */
const PAGE = 500;

/** `audit`: all events, the newest first; `audit --verify` checks the chain and fails if it is broken. */
export async function runAudit({ values, now }: Call): Promise<void> {
  await withDatabase(now, async ({ db }) => {
    if (values.verify) return verify(db);
    let before: number | undefined;
    do {
      const events = await listAudit(db, { before }, PAGE);
      for (const event of events) {
        await (values.json ? writeJson(event) : writeLine(describe(event)));
      }
      before = events.length === PAGE ? events.at(-1)?.number : undefined;
    } while (before !== undefined);
  });
}

async function verify(db: Db): Promise<void> {
  const { events, lastHash, broken } = await verifyAudit(db);
  if (broken !== undefined) {
    throw new UserError(
      `The audit log is broken at event ${broken}: it was changed in the database.`,
    );
  }
  await writeLine(`${events} events, whole. Last hash: ${lastHash || '-'}`);
}

function describe(event: AuditEvent): string {
  const { number, at, actorName, ip, action, subject, reason, details } = event;
  const cells = [number, at, actorName, ip ?? '-', action, subject, reason ?? '-'];
  // What people wrote may hold what would look like another line.
  return [...cells, JSON.stringify(details)]
    .map((cell) => String(cell).replaceAll(/\s+/g, ' '))
    .join('\t');
}

/**
 * `accounts` lists them; `accounts rescue E-MAIL --why "…"` prints a link for a new password, takes
 * the second factor and a lock-out away, and enables the account again.
 */
export async function runAccounts({ values, arguments: [verb, email], now }: Call): Promise<void> {
  await withDatabase(now, async ({ db }) => {
    if (verb === undefined) return list(db);
    const reason = values.why?.trim() ?? '';
    if (verb !== 'rescue' || email === undefined || reason === '') {
      throw new UserError('Usage: accounts | accounts rescue E-MAIL --why "…"');
    }
    const newId = () => uuidv7(now(), randomBytes);
    const by = values.by ?? userInfo().username;
    const token = await rescue({ db, now, newId, random: randomBytes }, { email, reason, by });
    if (token === undefined) throw new UserError(`No account "${email}".`);
    await writeLine(`${readConfig(process.env).publicUrl ?? ''}${welcomePath(token)}`);
  });
}

async function list(db: Db): Promise<void> {
  for (const { name, email, roles, secondFactor, disabledAt } of await listStaff(db)) {
    const state = disabledAt === null ? 'active' : 'disabled';
    const factor = secondFactor ? 'second factor' : '-';
    await writeLine([email, name, roles.join(',') || '-', factor, state].join('\t'));
  }
}
