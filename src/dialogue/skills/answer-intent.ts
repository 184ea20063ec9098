/** Answers an intent from its file: the answer of the day, with its facts put in. */
import { chooseAnswer, fillAnswer } from '../../content/content.ts';
import { draft } from '../draft.ts';
import { carrierOf, type Decision, intentChoices, type Skill, type Turn } from '../turn.ts';
import { shownContacts } from './contact-lines.ts';

/** One screen: what an answer may be long without its source line. */
const SCREEN = 600;

export const answerIntent: Skill = {
  start(turn, intent) {
    const { content, on, conversation } = turn;
    const definition = content.intents.get(intent);
    const answer = definition && chooseAnswer(content, definition, on, carrierOf(turn));
    if (definition === undefined || answer === undefined) return noAnswer(turn, intent);
    const filled = fillAnswer(content, answer, on, conversation.locale);
    const useful = !definition.smallTalk;
    const again = definition.urgent && conversation.topic === intent;
    const lead = again ? filled.short : filled.text;
    const number = definition.urgent ? numberOf(turn) : '';
    return {
      draft: draft({
        intent,
        outcome: 'answered',
        lead,
        tail: number.length + lead.length < SCREEN ? number : '',
        short: filled.short,
        sources: filled.facts,
        guide: answer.guide && filled.facts.length === 0,
        choices: intentChoices(turn, answer.choices),
        person: useful,
        askHelpful: useful,
      }),
      remember: { carrier: carrierOf(turn), ...(useful ? { topic: intent } : {}) },
    };
  },
};

/** The number of the carrier in talk: whoever is being robbed needs one, not a list. */
function numberOf(turn: Turn): string {
  const carrier = turn.content.carriers.get(carrierOf(turn) ?? '');
  const phones = (carrier?.contacts ?? []).filter(({ kind }) => kind.startsWith('phone'));
  return shownContacts(turn, phones)[0]?.line ?? '';
}

/** The matter is known, but nothing that may be said of it on this day. */
function noAnswer(turn: Turn, intent: string): Decision {
  return {
    draft: draft({
      intent,
      outcome: 'no-data',
      lead: turn.say('no-data'),
      short: turn.say('no-data'),
      choices: intentChoices(turn, ['contact-hotline']),
    }),
    remember: { topic: intent },
  };
}
