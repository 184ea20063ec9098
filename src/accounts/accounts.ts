/** What the accounts work with, and what all their deeds have in common. */
import { type AuditEntry, addAudit, SYSTEM, UNKNOWN } from '../store/accounts/audit.ts';
import type { StaffRecord } from '../store/accounts/staff.ts';
import type { Db } from '../store/schema.ts';
import type { Auth } from './auth.ts';
import { readRole } from './permission.ts';
import type { Staff } from './staff.ts';

/** What is needed to change accounts. */
export interface Keeper {
  readonly db: Db;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly random: (bytes: number) => Uint8Array;
}

/** What is needed to let people in, too. */
export interface Accounts extends Keeper {
  readonly auth: Auth;
}

/** Who does something, and from which network address. */
export interface Doer {
  readonly staff: Staff | null;
  readonly address: string | null;
}

/** The program itself. */
export const NOBODY: Doer = { staff: null, address: null };

/** What an audit event says beyond who, when and from where. */
export type Deed = Pick<AuditEntry, 'action' | 'subject' | 'reason' | 'details'>;

/** Notes a deed; call it last in the transaction that does it. */
export async function note(keeper: Keeper, tx: Db, by: Doer, deed: Deed): Promise<void> {
  const { staff, address } = by;
  const nobody = address === null ? SYSTEM : UNKNOWN;
  const actor = staff === null ? nobody : { id: staff.id, name: staff.name };
  await addAudit(tx, { ...deed, actor, from: address, at: keeper.now() });
}

/** How the audit log names an account. */
export function subjectOf(staffId: string): string {
  return `staff:${staffId}`;
}

/** An account as the rest of the program knows it. */
export function staffFrom({ id, name, email, roles }: StaffRecord): Staff {
  return { id, name, email, roles: roles.flatMap((role) => readRole(role) ?? []) };
}
