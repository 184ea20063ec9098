/** How a command is called: its options, its arguments and its clock. */
import { parseArgs } from 'node:util';
import { isWhen, parseWhen } from '../day.ts';
import { UserError } from '../errors.ts';
import { LOCALES } from '../message.ts';

const OPTIONS = {
  json: { type: 'boolean', default: false },
  'as-of': { type: 'string' },
  locale: { type: 'string', default: 'vi' },
  carrier: { type: 'string' },
  csv: { type: 'string' },
  questions: { type: 'boolean', default: false },
  handsets: { type: 'boolean', default: false },
  by: { type: 'string' },
  why: { type: 'string' },
  on: { type: 'string' },
  all: { type: 'boolean', default: false },
  source: { type: 'string' },
  examples: { type: 'boolean', default: false },
  apply: { type: 'boolean', default: false },
  verify: { type: 'boolean', default: false },
} as const;

/** What a command is called with. */
export interface Call {
  readonly values: ReturnType<typeof parse>['values'];
  readonly arguments: readonly string[];
  /** The clock: standing still at `--as-of`, if that was given. */
  readonly now: () => Date;
}

function parse(args: string[]) {
  return parseArgs({ args, options: OPTIONS, allowPositionals: true });
}

/**
 * Reads the words after the command's name.
 *
 * @throws UserError for an option that does not exist or a value that means nothing.
 */
export function readCall(args: string[]): Call {
  const { values, positionals } = parseOrExplain(args);
  const asOf = values['as-of'];
  if (asOf !== undefined && !isWhen(asOf)) {
    throw new UserError(`--as-of "${asOf}" is neither a day (2024-09-01) nor a date-time.`);
  }
  if (!LOCALES.some((locale) => locale === values.locale)) {
    throw new UserError(`--locale "${values.locale}": there is only ${LOCALES.join(', ')}.`);
  }
  const now = asOf === undefined ? () => new Date() : () => parseWhen(asOf);
  return { values, arguments: positionals, now };
}

function parseOrExplain(args: string[]): ReturnType<typeof parse> {
  try {
    return parse(args);
  } catch (error) {
    throw new UserError(error instanceof Error ? error.message : String(error));
  }
}
