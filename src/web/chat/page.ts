/** The chat page as a value, and as HTML. */
import { randomBytes } from 'node:crypto';
import { buttonOf, type Snapshot } from '../../content/content.ts';
import { inLocale } from '../../content/localized.ts';
import type { Say } from '../../content/texts.ts';
import { choiceValue } from '../../dialogue/draft.ts';
import { MENU } from '../../dialogue/menu.ts';
import { type ConversationStatus, LOCALES, type Locale } from '../../message.ts';
import type { Tail } from './conversation-view.ts';
import type { Display } from './display.ts';
import { LONGEST_MESSAGE } from './input.ts';
import { dialableNumbers, withPhones } from './rich-text.ts';

/** What differs from one request to the next. */
export interface PageRequest {
  readonly display: Display;
  /** Shown in another site's frame. */
  readonly embedded: boolean;
  /** The conversation, if this browser has one. */
  readonly talk: Tail | null;
  /** A sentence above everything: what went wrong, what was done. */
  readonly notice: string | null;
  /** They just said whether an answer helped. */
  readonly thanked: boolean;
  /** What stands in the text field. */
  readonly draft: string;
  readonly source: string | null;
  /** Intent that the link is about. */
  readonly topic: string | null;
}

/** What stays the same while the program runs. */
export interface PageSetting {
  readonly content: Snapshot;
  readonly assets: string;
  /** Days after which messages are deleted. */
  readonly keepDays: number;
}

/** What is always at hand above the text field, the person last. */
const BAR = ['check-phone', 'offer-handset', 'complaint', 'handoff-human'] as const;

/** Texts that the page's script says. */
const SCRIPT_TEXTS = [
  'you',
  'sending',
  'unsent',
  'waiting',
  'offline',
  'slow',
  'thanks',
  'listen',
  'stopListening',
  'typing',
  'desk.waiting',
  'desk.agent',
] as const;

/** The page's own texts. */
export function pageTexts(content: Snapshot, locale: Locale): Say {
  const say = content.texts.say(locale);
  return (key, values) => say(`web.${key}`, values);
}

/** What every page's frame needs. */
export function frame(
  { content, assets }: Pick<PageSetting, 'content' | 'assets'>,
  display: Display,
  embedded = false,
) {
  const t = pageTexts(content, display.locale);
  const { name, isSample } = content.operator;
  const { locale } = display;
  return {
    ...{
      t,
      display,
      locale,
      embedded,
      assets,
      script: false,
      heading: undefined as string | undefined,
    },
    otherLocale: LOCALES.find((other) => other !== locale) ?? locale,
    runBy: isSample ? t('runBySample') : t('runBy', { name: inLocale(name, locale) }),
  };
}

/** The values behind `views/chat.eta`. */
export function chatPage(setting: PageSetting, request: PageRequest) {
  const { content, keepDays } = setting;
  const { display, talk, topic, ...rest } = request;
  const { locale } = display;
  const page = frame(setting, display, request.embedded);
  const { t } = page;
  const button = (id: string) => ({ id, value: choiceValue.intent(id) });
  const messages = talk?.messages ?? [];
  const last = messages.at(-1);
  return {
    ...page,
    ...rest,
    ...about(content, locale, t, keepDays),
    script: true,
    scriptTexts: JSON.stringify(scriptTexts(t)),
    // Unsaved until the first message: see `visitor.ts`.
    nonce: randomBytes(16).toString('base64url'),
    maxLength: LONGEST_MESSAGE,
    hasSession: talk !== null,
    messages,
    cursor: last?.number ?? 0,
    more: talk?.more ?? null,
    askAbout: last?.ask === true && !request.thanked ? last.id : null,
    ...person(talk?.charge ?? 'bot', content.texts.say(locale), t),
    topic: topic === null ? null : { ...button(topic), label: buttonOf(content, topic, locale) },
    six: MENU.map((id) => ({
      ...button(id),
      label: buttonOf(content, id, locale),
      hint: t(`six.${id}`),
    })),
    // Whoever helps many others begins here too; the link is called what the page is called.
    listTitle: content.texts.say(locale)('check.title'),
    bar: BAR.map((id) => ({ ...button(id), label: t(`bar.${id}`) })),
  };
}

/** Who is in charge when it is not the assistant, and how to have the assistant again. */
function person(status: ConversationStatus, say: Say, t: Say) {
  const charge = status === 'closed' ? 'bot' : status;
  return {
    charge,
    chargeText: charge === 'bot' ? '' : t(`desk.${charge}`),
    machine: { label: say('human.machine'), value: choiceValue.machine },
  };
}

function scriptTexts(t: Say): Record<string, string> {
  return Object.fromEntries(SCRIPT_TEXTS.map((key) => [key, t(key)]));
}

/** Who answers, and what happens to the citizen's data. */
function about(content: Snapshot, locale: Locale, t: Say, keepDays: number) {
  const { operator } = content;
  const contacts = operator.contacts
    .map(({ value }) => (typeof value === 'string' ? value : inLocale(value, locale)))
    .join(' · ');
  return {
    who: operator.isSample
      ? t('about.whoSample')
      : t('about.whoText', { name: inLocale(operator.name, locale) }),
    contact: contacts === '' ? [] : withPhones(contacts, dialableNumbers(content)),
    dataText: t('about.dataText', { days: keepDays }),
  };
}
