/** What the program says to citizens about the people at the desk, as replies of its own. */
import { buttonOf } from '../../content/content.ts';
import type { Desk } from '../../content/desk.ts';
import { inLocale } from '../../content/localized.ts';
import type { Values } from '../../content/texts.ts';
import { toGsm7 } from '../../gsm7.ts';
import type { Choice, Locale, Reply } from '../../message.ts';
import type { Bot } from '../context.ts';

/** Texts of `locales/` below `human.` that are said without having been asked. */
export type Notice =
  | 'taken'
  | 'away'
  | 'closed'
  | 'closed-unanswered'
  | 'closed-silent'
  | 'expired'
  | 'callback-done'
  | 'callback-missed';

/** A sentence of the program's own, with buttons below it. */
export function noticeOf(
  bot: Bot,
  locale: Locale,
  notice: Notice,
  values: Values = {},
  choices: readonly Choice[] = [],
): Reply {
  const text = bot.content().texts.say(locale)(`human.${notice}`, values);
  return { ...replyOf(text, locale), choices };
}

/** A person's words, or the program's, as a reply: nothing to rate, no source of its own. */
export function replyOf(text: string, language: Locale): Reply {
  return {
    ...{ text, short: toGsm7(text), lead: text, tail: '', language },
    ...{ choices: [], sources: [], cards: [], intent: null },
    ...{ outcome: 'handed-off', askHelpful: false },
  };
}

/** One tap after a person has helped, and what was said once more. */
export function closingChoices(bot: Bot, locale: Locale, code: string): Choice[] {
  const say = bot.content().texts.say(locale);
  return [
    { label: say('human.rate-good'), value: `h:rate:${code}:3` },
    { label: say('human.rate-fair'), value: `h:rate:${code}:2` },
    { label: say('human.rate-bad'), value: `h:rate:${code}:1` },
    { label: say('human.transcript'), value: `h:transcript:${code}` },
  ];
}

/** Buttons for somebody whom nobody could help: where to complain, whom to call. */
export function elsewhereChoices(bot: Bot, locale: Locale): Choice[] {
  return ['complaint', 'contact-hotline'].map((id) => ({
    label: buttonOf(bot.content(), id, locale),
    value: `i:${id}`,
  }));
}

/** What a desk is called in a language. */
export function deskName(desk: Desk, locale: Locale): string {
  return inLocale(desk.name, locale);
}
