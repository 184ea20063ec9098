/** Answers an intent from its file: the answer of the day, with its facts put in. */
import { chooseAnswer, fillAnswer } from '../../content/content.ts';
import { draft } from '../draft.ts';
import { carrierOf, type Decision, intentChoices, type Skill, type Turn } from '../turn.ts';

export const answerIntent: Skill = {
  start(turn, intent) {
    const { content, on, conversation } = turn;
    const definition = content.intents.get(intent);
    const answer = definition && chooseAnswer(content, definition, on, carrierOf(turn));
    if (definition === undefined || answer === undefined) return noAnswer(turn, intent);
    const filled = fillAnswer(content, answer, on, conversation.locale);
    const useful = !definition.smallTalk;
    return {
      draft: draft({
        intent,
        outcome: 'answered',
        lead: filled.text,
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
