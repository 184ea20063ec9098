/** Roles as forms send them. */
import { z } from 'zod';
import { type Role, readRole } from '../../accounts/permission.ts';
import { HttpError } from '../http.ts';
import { type RoleWords, roleChoices } from './roles.ts';

/** Checkboxes of one name: a form sends one value as no list. */
export const rolesSchema = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((given) => [given].flat());

/** The roles of a form. @throws HttpError 400 when there is none of that name. */
export function rolesIn(given: readonly string[], words: RoleWords): Role[] {
  const known = roleChoices(words, []).map(({ role }) => role);
  return given.map((text) => {
    const role = readRole(text);
    if (role === undefined || !known.includes(role)) throw new HttpError(400);
    return role;
  });
}
