/** The secret that signs sessions and encrypts second factors. */
import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';

/** Its file in the data folder, where no setting names one. */
export const SECRET_FILE = 'auth-secret';
const SECRET_BYTES = 48;
/** As for the setting `AUTH_SECRET`. */
const SHORTEST = 32;

/**
 * The secret of the setting, or the one in the data folder, which is made at the first start so that
 * only this user may read it.
 *
 * @throws UserError when the file cannot be read or written, or holds too little.
 */
export function openSecret(setting: string | undefined, dataDir: string): string {
  if (setting !== undefined) return setting;
  const path = join(dataDir, SECRET_FILE);
  try {
    mkdirSync(dataDir, { recursive: true });
    if (!existsSync(path)) make(path);
  } catch (error) {
    throw trouble(path, error);
  }
  return read(path);
}

/** Whole or not at all; of two that start at once the first one counts. */
function make(path: string): void {
  const draft = `${path}.${process.pid}`;
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  writeFileSync(draft, `${secret}\n`, { mode: 0o600 });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
}

function read(path: string): string {
  let secret: string;
  try {
    secret = readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw trouble(path, error);
  }
  if (secret.length >= SHORTEST) return secret;
  throw new UserError(
    `${path} holds no secret of ${SHORTEST} characters: restore it or delete it.`,
  );
}

function trouble(path: string, error: unknown): UserError {
  return new UserError(
    `Cannot use ${path} (${codeOf(error)}): make it readable or set AUTH_SECRET.`,
    {
      cause: error,
    },
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
