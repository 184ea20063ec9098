/** Language and light or dark, kept in cookies, so it works without JavaScript. */
import type { RequestHandler } from 'express';
import { z } from 'zod';
import { LOCALES } from '../../message.ts';
import { changeDisplay, displayCookie, readDisplay } from '../chat/display.ts';
import { parseBody } from '../chat/input.ts';
import { backTo } from './back.ts';
import { THEMES, themeCookie } from './theme.ts';

const schema = z.object({
  lang: z.enum(LOCALES).optional(),
  theme: z.enum(THEMES).optional(),
  back: z.string().max(2000).optional(),
});

/** Takes a press of one of the buttons at the foot of the navigation, and leads back. */
export const takeSettings: RequestHandler = (req, res) => {
  const { lang, theme, back } = parseBody(req, schema);
  if (lang !== undefined) res.cookie(...displayCookie(changeDisplay(readDisplay(req), { lang })));
  if (theme !== undefined) res.cookie(...themeCookie(theme));
  res.redirect(303, backTo(back));
};
