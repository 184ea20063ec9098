/** What the settings of several channels have in common. */
import { z } from 'zod';
import { UserError } from './errors.ts';

const ORIGIN = /^https?:\/\/[^/\s]+$/;

/** Where a server is, without a slash at the end. */
export const origin = z
  .string()
  .transform((text) => text.replace(/\/$/, ''))
  .refine((text) => ORIGIN.test(text), 'expected an origin such as https://…');

const DOMAIN = /^(?:[a-z0-9-]+\.)+[a-z]{2,}$/;

/** Domains, or whole origins for tests, with commas between them. */
export const hosts = z
  .string()
  .transform((text) => text.toLowerCase().split(/[\s,]+/))
  .transform((parts) => parts.map((part) => part.replace(/\/$/, '')).filter(Boolean))
  .refine(
    (parts) => parts.every((part) => DOMAIN.test(part) || ORIGIN.test(part)),
    'expected domains such as zdn.vn',
  )
  .readonly();

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
