/** The accounts of an installation, ready for use. */
import type { Log } from '../log.ts';
import type { Db } from '../store/schema.ts';
import type { Accounts } from './accounts.ts';
import { createAuth } from './auth.ts';

/** What apps for codes call this. */
const ISSUER = 'Trợ lý 2G';

export interface AccountsParts {
  readonly db: Db;
  /** See `secret.ts`. */
  readonly secret: string;
  /** Where this installation is reached, if a setting says so. */
  readonly publicUrl: string | undefined;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly random: (bytes: number) => Uint8Array;
  readonly log: Log;
}

export function openAccounts(parts: AccountsParts): Accounts {
  const { db, secret, publicUrl, now, newId, random, log } = parts;
  const baseUrl = publicUrl ?? 'http://localhost';
  const auth = createAuth({ db, secret, baseUrl, issuer: ISSUER, newId, random, log });
  return { db, auth, now, newId, random };
}
