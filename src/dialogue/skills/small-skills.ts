/** Abilities of one or two turns: the menu, the language, leaving, being forgotten, prefixes. */
import type { Carrier } from '../../content/carrier.ts';
import type { Locale } from '../../message.ts';
import { disclosure } from '../../sourced.ts';
import { draft } from '../draft.ts';
import { menuChoices } from '../menu.ts';
import { type Decision, intentChoices, type Skill, type Turn } from '../turn.ts';
import { answerIntent } from './answer-intent.ts';

/** Greeting and help: one sentence and the six things that people ask most. */
export const showMenu: Skill = {
  start(turn, intent) {
    const { draft: answer, remember } = answerIntent.start(turn, intent);
    const choices = menuChoices(turn.content, turn.conversation.locale);
    return {
      draft: { ...answer, choices, person: false, askHelpful: false },
      ...(remember === undefined
        ? {}
        : { remember: { ...remember, topic: turn.conversation.topic } }),
    };
  },
};

const LANGUAGES: readonly (readonly [RegExp, Locale | 'none'])[] = [
  [/\b(tieng anh|english|anh van|tieng my)\b/, 'en'],
  [/\b(tieng viet|vietnamese|viet ngu)\b/, 'vi'],
  [
    /\b(khmer|kho me|kh?o ?me|campuchia|cambodian?|[sx]['’ ]?tieng|m['’ ]?nong|tay|nung|hoa|trung|han|chinese|korean|french|phap)\b/,
    'none',
  ],
];

/** Switches to the language asked for, or says that it is not there yet. */
export const changeLanguage: Skill = {
  start(turn, intent) {
    const { plain } = turn.understanding;
    const asked = LANGUAGES.find(([pattern]) => pattern.test(plain))?.[1];
    if (asked === 'none') return missingLanguage(turn, intent);
    const target = asked ?? (turn.understanding.language === 'en' ? 'en' : null);
    return target === null ? askLanguage(turn, intent) : speak(turn, target);
  },
};

/** Speaks a language from now on, until the citizen asks for another. */
export function speak(turn: Turn, locale: Locale): Decision {
  const say = turn.content.texts.say(locale);
  return {
    draft: draft({
      intent: 'language',
      outcome: 'answered',
      lead: say('language.switched'),
      short: say('language.switched'),
      choices: menuChoices(turn.content, locale),
      person: false,
      askHelpful: false,
    }),
    remember: { locale, localeChosen: true },
  };
}

function askLanguage(turn: Turn, intent: string): Decision {
  const lead = turn.say('language.ask');
  const choices = [
    { label: 'Tiếng Việt', value: 'l:vi' },
    { label: 'English', value: 'l:en' },
  ];
  return {
    draft: draft({ intent, outcome: 'answered', lead, short: lead, choices, askHelpful: false }),
  };
}

/** A language without reviewed texts: said in Vietnamese and in English, and a person offered. */
export function missingLanguage(turn: Turn, intent: string): Decision {
  const [vi, en] = (['vi', 'en'] as const).map((locale) =>
    turn.content.texts.say(locale)('language.missing'),
  );
  return {
    draft: draft({
      intent,
      outcome: 'answered',
      lead: `${vi}\n${en}`,
      short: `${vi} ${en}`,
      choices: [{ label: 'English', value: 'l:en' }],
      askHelpful: false,
    }),
  };
}

/** Says what is kept and, once confirmed, has it deleted. */
export const deleteMyData: Skill = {
  start(turn, intent) {
    const { draft: answer } = answerIntent.start(turn, intent);
    const choices = [
      { label: turn.say('privacy.delete'), value: 'yes' },
      { label: turn.say('privacy.keep'), value: 'no' },
    ];
    return {
      draft: { ...answer, tail: turn.say('privacy.confirm'), choices, askHelpful: false },
      remember: { waitingFor: { skill: 'delete-my-data', slot: 'confirm' } },
    };
  },
  resume(turn) {
    const { yesNo } = turn.understanding.entities;
    if (yesNo === null) return null;
    const lead = turn.say(yesNo === 'yes' ? 'privacy.deleted' : 'privacy.kept');
    return {
      draft: draft({
        intent: 'privacy',
        outcome: 'answered',
        lead,
        short: lead,
        person: false,
        askHelpful: false,
      }),
      ...(yesNo === 'yes' ? { effects: [{ kind: 'delete-my-data' }] } : {}),
    };
  },
};

/** Nothing more is sent until the citizen writes again; with that, an open ticket has ended. */
export const stopMessages: Skill = {
  start(turn, intent) {
    const { draft: answer } = answerIntent.start(turn, intent);
    const code = turn.conversation.ticket?.code;
    const closed = code === undefined ? '' : ` ${turn.say('human.stop-closed', { code })}`;
    const [lead, short] = [answer.lead + closed, answer.short + closed];
    return {
      draft: { ...answer, lead, short, choices: [], person: false, askHelpful: false },
      remember: { ticket: null },
      effects: [{ kind: 'stop-messages' }],
    };
  },
};

/** Whose prefix it is: only from a source, and never as proof of today's carrier. */
export const findPrefixOwner: Skill = {
  start(turn, intent) {
    const prefix = turn.understanding.entities.prefix ?? '';
    const isSourced = (entry: Carrier['prefixes'][number]) =>
      entry.value === prefix && disclosure(entry, turn.on) === 'plain';
    const owner = [...turn.content.carriers.values()]
      .map((carrier) => ({
        carrier,
        entry: carrier.prefixes.find(isSourced),
      }))
      .find(({ entry }) => entry !== undefined);
    const lead =
      owner === undefined
        ? turn.say('prefix.unknown', { prefix: prefix === '' ? turn.say('prefix.this') : prefix })
        : turn.say('prefix.known', { prefix, carrier: owner.carrier.name });
    return {
      draft: draft({
        intent,
        outcome: owner === undefined ? 'no-data' : 'answered',
        lead: `${lead} ${turn.say('prefix.portable')}`,
        short: `${lead} ${turn.say('prefix.portable')}`,
        sources: owner?.entry === undefined ? [] : [owner.entry],
        choices: intentChoices(turn, ['number-keep', 'contact-hotline']),
      }),
      ...(owner === undefined ? {} : { remember: { carrier: owner.carrier.id } }),
    };
  },
};
