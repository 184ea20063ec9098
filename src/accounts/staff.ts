/** Somebody behind the bot. */
import type { Role } from './permission.ts';

/** An account, as the rest of the program knows it. */
export interface Staff {
  readonly id: string;
  readonly name: string;
  /** The sign-in name; nothing is sent to it. */
  readonly email: string;
  readonly roles: readonly Role[];
}
