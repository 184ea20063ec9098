/** What the settings of several channels have in common. */
import { z } from 'zod';
import { UserError } from './errors.ts';

/** Where a server is, without a slash at the end. */
export const origin = z
  .string()
  .transform((text) => text.replace(/\/$/, ''))
  .refine((text) => /^https?:\/\/[^/\s]+$/.test(text), 'expected an origin such as https://…');

/** A whole number within these limits. */
export function count(least: number, most: number) {
  return z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.int().min(least).max(most));
}

/**
 * Settings that make sense only together.
 *
 * @throws UserError that names those that are missing
 */
export function complete<Name extends string>(
  what: string,
  values: Readonly<Record<Name, string | undefined>>,
): Record<Name, string> {
  const missing = Object.keys(values).filter((name) => values[name as Name] === undefined);
  if (missing.length > 0) throw new UserError(`${what} also needs ${missing.join(' and ')}.`);
  return values as Record<Name, string>;
}
