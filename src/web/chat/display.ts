/** How a citizen wants the page to look; kept in a cookie, so it works without JavaScript. */
import type { CookieOptions, Request } from 'express';
import { z } from 'zod';
import { LOCALES, type Locale } from '../../message.ts';
import { queryText, readCookie } from '../http.ts';

export interface Display {
  readonly locale: Locale;
  /** Index into the sizes of `tokens.css`. */
  readonly size: number;
  readonly contrast: boolean;
}

/** `1` is the usual one; the largest is twice that. */
const NORMAL_SIZE = 1;
const LARGEST_SIZE = 4;

const NAME = 'view';
const OPTIONS: CookieOptions = { path: '/', sameSite: 'lax', maxAge: 365 * 86_400_000 };

/** What the settings form sends: one of its buttons. */
export const changeSchema = z.object({
  size: z.enum(['smaller', 'normal', 'larger']).optional(),
  contrast: z.enum(['normal', 'more']).optional(),
  lang: z.enum(LOCALES).optional(),
  embed: z.literal('1').optional(),
});
export type Change = z.infer<typeof changeSchema>;

/** The display that this browser chose; `?lang=` of a link counts before it. */
export function readDisplay(req: Request): Display {
  const [size, contrast, chosen] = (readCookie(req, NAME) ?? '').split('.');
  const asked = queryText(req, 'lang') ?? chosen;
  return {
    locale: LOCALES.find((locale) => locale === asked) ?? 'vi',
    size: /^[0-4]$/.test(size ?? '') ? Number(size) : NORMAL_SIZE,
    contrast: contrast === 'more',
  };
}

/** The display after one press of a button. */
export function changeDisplay(display: Display, change: Change): Display {
  return {
    locale: change.lang ?? display.locale,
    size: changeSize(display.size, change.size),
    contrast: change.contrast === undefined ? display.contrast : change.contrast === 'more',
  };
}

function changeSize(size: number, change: Change['size']): number {
  if (change === 'normal') return NORMAL_SIZE;
  if (change === 'smaller') return Math.max(0, size - 1);
  return change === 'larger' ? Math.min(LARGEST_SIZE, size + 1) : size;
}

/** Name, value and options of the cookie that keeps a display. */
export function displayCookie(display: Display): [string, string, CookieOptions] {
  const contrast = display.contrast ? 'more' : 'normal';
  return [NAME, `${display.size}.${contrast}.${display.locale}`, OPTIONS];
}
