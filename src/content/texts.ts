/** The assistant's own sentences, one file a language in `locales/`, spoken through i18next. */
import { createInstance } from 'i18next';
import { LOCALES, type Locale } from '../message.ts';

export type Values = Readonly<Record<string, string | number>>;

/** Says a text of `locales/` by its key, with values put in. Throws on a key that does not exist. */
export type Say = (key: string, values?: Values) => string;

/** A tree of texts as it stands in a file of `locales/`. */
export interface TextTree {
  readonly [key: string]: string | TextTree;
}

export interface Texts {
  /** The sentences of one language. */
  say(locale: Locale): Say;
  /** Whether a key exists, in this language or in Vietnamese. */
  has(key: string): boolean;
  /** Puts values into a template such as an answer's: `{{name}}`. */
  fill(template: string, values: Values): string;
}

/** Builds the texts from the contents of `locales/<language>.json`. */
export function makeTexts(trees: Readonly<Record<Locale, TextTree>>): Texts {
  const i18n = createInstance();
  i18n.init({
    initAsync: false,
    lng: 'vi',
    fallbackLng: 'vi',
    supportedLngs: [...LOCALES],
    resources: Object.fromEntries(
      LOCALES.map((locale) => [locale, { translation: trees[locale] }]),
    ),
    // Replies are plain text; each channel escapes for its own format.
    interpolation: { escapeValue: false, skipOnVariables: true },
  });
  const { interpolator } = i18n.services;
  return {
    say: (locale) => {
      const t = i18n.getFixedT(locale);
      return (key, values = {}) => {
        if (!i18n.exists(key, { lng: locale, ...values })) throw new Error(`no text "${key}"`);
        return t(key, values);
      };
    },
    has: (key) => i18n.exists(key, { lng: 'vi', count: 1 }),
    fill: (template, values) => interpolator.interpolate(template, values, 'vi', {}),
  };
}

/** The names that a template puts in: `{{stop-2g-only}}` → `stop-2g-only`. */
export function namesIn(template: string): string[] {
  return [...template.matchAll(/\{\{\s*([a-z0-9-]+)\s*\}\}/g)].map((match) => match[1] ?? '');
}
