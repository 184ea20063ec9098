/** Texts in several languages; Vietnamese is always there and is what the others fall back to. */
import { z } from 'zod';
import type { Locale } from '../message.ts';

export const localized = z.strictObject({
  vi: z.string().min(1),
  en: z.string().min(1).optional(),
});
export type Localized = z.infer<typeof localized>;

/** The text in a language, or in Vietnamese where that language has none. */
export function inLocale(text: Localized, locale: Locale): string {
  return text[locale] ?? text.vi;
}
