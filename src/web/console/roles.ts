/** Roles as people read them, and as forms send them. */
import { PLAIN_ROLES, type Role, readRole } from '../../accounts/permission.ts';
import type { Snapshot } from '../../content/content.ts';
import type { Say } from '../../content/texts.ts';

/** Where the names of roles come from. */
export interface RoleWords {
  readonly content: Snapshot;
  /** The consoles' own texts. */
  readonly t: Say;
}

/** The name of a role, such as "Nhân viên Viettel"; a carrier that is no longer known stands with its id. */
export function roleName({ content, t }: RoleWords, role: string): string {
  const plain = PLAIN_ROLES.find((known) => known === role);
  if (plain !== undefined) return t(`role.${plain}`);
  const id = role.slice(role.indexOf(':') + 1);
  return t('role.carrier', { carrier: content.carriers.get(id)?.name ?? id });
}

export interface RoleChoice {
  readonly role: Role;
  readonly name: string;
  /** What it is for. */
  readonly hint: string;
  readonly chosen: boolean;
}

/** All roles that there are, with those chosen that somebody has. */
export function roleChoices(words: RoleWords, chosen: readonly string[]): RoleChoice[] {
  const carriers = [...words.content.carriers.keys()].map((id): Role => `carrier:${id}`);
  const kept = chosen.flatMap((role) => readRole(role) ?? []);
  return [...new Set<Role>([...PLAIN_ROLES, ...carriers, ...kept])].map((role) => ({
    role,
    name: roleName(words, role),
    hint: role.startsWith('carrier:') ? '' : words.t(`role-hint.${role}`),
    chosen: chosen.includes(role),
  }));
}
