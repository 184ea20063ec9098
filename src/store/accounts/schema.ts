/**
 * The tables of the accounts. Those named `staff…` are written by the library for sign-in, which
 * gave their columns their names; the others are ours. Times, truth and JSON as everywhere.
 */
export interface AccountTables {
  staff: StaffTable;
  staffRole: StaffRoleTable;
  staffSession: StaffSessionTable;
  staffCredential: StaffCredentialTable;
  staffVerification: StaffVerificationTable;
  staffTwoFactor: StaffTwoFactorTable;
  invitation: InvitationTable;
  signInLock: SignInLockTable;
  auditEvent: AuditEventTable;
  auditHead: AuditHeadTable;
}

/** Somebody behind the bot; never deleted, because the audit log names them. */
export interface StaffTable {
  id: string;
  name: string;
  /** The sign-in name, in small letters; nothing is sent to it. */
  email: string;
  /** The library wants it; always 0. */
  emailVerified: 0 | 1;
  /** The library wants it; always null. */
  image: string | null;
  twoFactorEnabled: 0 | 1;
  /** Since when they may not sign in; null while they may. */
  disabledAt: string | null;
  createdAt: string;
  updatedAt: string;
}

export interface StaffRoleTable {
  staffId: string;
  /** One of `accounts/permission.ts`. */
  role: string;
}

export interface StaffSessionTable {
  id: string;
  userId: string;
  /** What the browser holds, signed with a secret that is not in the database. */
  token: string;
  ipAddress: string | null;
  userAgent: string | null;
  createdAt: string;
  /** When it was last used, to about a minute. */
  updatedAt: string;
  expiresAt: string;
}

/** A password; the library has columns here for sign-in elsewhere, which stay null. */
export interface StaffCredentialTable {
  id: string;
  userId: string;
  accountId: string;
  providerId: string;
  /** Salted scrypt. */
  password: string | null;
  accessToken: string | null;
  refreshToken: string | null;
  idToken: string | null;
  accessTokenExpiresAt: string | null;
  refreshTokenExpiresAt: string | null;
  scope: string | null;
  createdAt: string;
  updatedAt: string;
}

/** A sign-in that waits for its second factor. */
export interface StaffVerificationTable {
  id: string;
  identifier: string;
  value: string;
  expiresAt: string;
  createdAt: string;
  updatedAt: string;
}

export interface StaffTwoFactorTable {
  id: string;
  userId: string;
  /** Encrypted. */
  secret: string;
  /** Those that are left, encrypted. */
  backupCodes: string;
  /** 0 until the first code was right. */
  verified: 0 | 1;
  /** The library wants these two; ours is `signInLock`. */
  failedVerificationCount: number;
  lockedUntil: string | null;
  /** SHA-256 of the codes that were taken lately, as JSON, and when the last one was: each is good once. */
  usedCode: string | null;
  usedCodeAt: string | null;
}

/** A link that makes an account, or gives one a new password. Of its token only the hash is kept. */
export interface InvitationTable {
  id: string;
  tokenHash: string;
  /** Roles of the new account, as JSON. */
  roles: string;
  /** For whom, in the words of whoever made it. */
  note: string;
  /** The account that gets a new password; null where one is made. */
  staffId: string | null;
  /** Null: the program itself, for the first administrator. */
  createdBy: string | null;
  createdAt: string;
  expiresAt: string;
  usedAt: string | null;
  revokedAt: string | null;
}

/** Wrong passwords and codes for a sign-in name, whether it exists or not. */
export interface SignInLockTable {
  /** SHA-256 of the sign-in name: what was typed there by mistake may be a password. */
  nameHash: string;
  /** Since the last lock-out or success. */
  failures: number;
  /** Lock-outs in a row; each is twice as long as the one before. */
  lockouts: number;
  lockedUntil: string | null;
  updatedAt: string;
}

/** One row for each thing that staff did; rows are only ever added. */
export interface AuditEventTable {
  /** 1, 2, 3 … without gaps. */
  number: number;
  at: string;
  actorId: string;
  /** As they were called then. */
  actorName: string;
  /** The network address; null where there was none. */
  ip: string | null;
  action: string;
  /** What it was done to: `staff:‹id›`, `ticket:TL-7K3M`. */
  subject: string;
  reason: string | null;
  /** More, as JSON; never a secret. */
  details: string;
  /** The hash of the row before; of the first row, empty. */
  previousHash: string;
  /** SHA-256 over the previous hash and the row. */
  hash: string;
}

/** One row: number and hash of the last event. Who adds one locks it, so numbers have no gaps. */
export interface AuditHeadTable {
  number: number;
  hash: string;
}
