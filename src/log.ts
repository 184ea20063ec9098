/**
 * The log: JSON lines by pino. It names messages by their ids and never holds what was written in
 * them; what slips into an error's text is masked.
 */
import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino';
import { mask } from './mask.ts';

export type Log = Logger;

/** The one list of what is never logged, wherever it appears. */
const SECRETS = [
  'text',
  'reply',
  'address',
  'token',
  'password',
  'secret',
  'databaseUrl',
  'authorization',
  'cookie',
];

/** A log of that level (`trace` to `fatal`, or `silent`), on standard output unless told otherwise. */
export function createLog(level: string, destination?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    redact: { paths: SECRETS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]) },
    serializers: { err: maskedError },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** Databases and parsers like to quote their input in an error: only these fields, and masked. */
function maskedError(error: Error): { type: string; message: string; stack: string } {
  const { type, message, stack } = stdSerializers.err(error);
  return { type, message: mask(message), stack: mask(stack) };
}
