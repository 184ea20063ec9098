/** Who may do what behind the bot: one table as data. */

/** Roles that do not name a carrier. */
export const PLAIN_ROLES = ['admin', 'editor', 'publisher', 'agent', 'lead'] as const;

/** What somebody was appointed to; one account may have several. `carrier:viettel` is staff of Viettel. */
export type Role = (typeof PLAIN_ROLES)[number] | CarrierRole;
export type CarrierRole = `carrier:${string}`;

/** A role without the carrier that it names. */
export type RoleKind = (typeof PLAIN_ROLES)[number] | 'carrier';

/** The roles that each permission takes. */
export const PERMISSIONS = {
  /** Invite, appoint, disable, unlock and reset. */
  'people.manage': ['admin'],
  'audit.read': ['admin'],
  'report.read': ['admin', 'lead'],
  /** Answer at a desk of one's own. */
  'desk.work': ['agent', 'lead', 'carrier'],
  /** See all desks, take over, reassign. */
  'desk.oversee': ['lead'],
  /** See a citizen's personal data, for a reason that is kept. */
  'desk.reveal': ['agent', 'lead', 'carrier'],
  'content.edit': ['editor', 'publisher'],
  'content.publish': ['publisher'],
  /** Publish what a carrier says of itself. */
  'carrier.publish': ['carrier'],
} as const satisfies Readonly<Record<string, readonly RoleKind[]>>;

export type Permission = keyof typeof PERMISSIONS;

/** Whoever decides over accounts or over what is said to everybody needs a second factor. */
const SECOND_FACTOR: readonly RoleKind[] = ['admin', 'publisher'];

/** The desk of the operator itself. */
export const PROVINCE_DESK = 'province';

/** Whether one of the roles has the permission. */
export function may(roles: readonly Role[], permission: Permission): boolean {
  const allowed: readonly RoleKind[] = PERMISSIONS[permission];
  return roles.some((role) => allowed.includes(kindOf(role)));
}

/** Whether one of the roles must sign in with a second factor. */
export function needsSecondFactor(roles: readonly Role[]): boolean {
  return roles.some((role) => SECOND_FACTOR.includes(kindOf(role)));
}

/** The desks that the roles reach: an agent the operator's own, a carrier's staff theirs, a lead all. */
export function desksOf(roles: readonly Role[]): 'all' | readonly string[] {
  if (roles.includes('lead')) return 'all';
  const own = roles.includes('agent') ? [PROVINCE_DESK] : [];
  return [...own, ...roles.filter(isCarrierRole)];
}

/** A role as it stands in a form or a row; undefined when there is none of that name. */
export function readRole(text: string): Role | undefined {
  if (isCarrierRole(text)) return text;
  return PLAIN_ROLES.find((role) => role === text);
}

/** Whether a role is that of a carrier's staff. */
export function isCarrierRole(role: string): role is CarrierRole {
  return /^carrier:[a-z0-9-]{1,40}$/.test(role);
}

function kindOf(role: Role): RoleKind {
  return PLAIN_ROLES.find((plain) => plain === role) ?? 'carrier';
}
