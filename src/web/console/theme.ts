/** Light or dark: as the system has it, or as somebody chose. */
import type { CookieOptions, Request } from 'express';
import { readCookie } from '../http.ts';

export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const NAME = 'theme';
const OPTIONS: CookieOptions = { path: '/console', sameSite: 'lax', maxAge: 365 * 86_400_000 };

/** The theme that this browser chose. */
export function readTheme(req: Request): Theme {
  const chosen = readCookie(req, NAME);
  return THEMES.find((theme) => theme === chosen) ?? 'auto';
}

/** Name, value and options of the cookie that keeps a theme. */
export function themeCookie(theme: Theme): [string, string, CookieOptions] {
  return [NAME, theme, OPTIONS];
}
