/** A dialogue that says back what came: what a channel carries shows without content. */
import type { AnswerTurn } from '../../src/dialogue/conversation.ts';
import { reply } from '../helpers/bot.ts';

export const BUTTONS = [
  { label: 'Kiểm tra máy', value: 'i:check-phone' },
  { label: 'Gặp người thật', value: 'i:handoff-human' },
];

/**
 * Says back what came, with buttons: a text as it is, anything else as its kind. "dài 9000" is
 * answered with a text of that many characters. Silent while a person is in charge.
 */
export const echo: AnswerTurn = ({ conversation, message: { kind, text }, personInCharge }) => {
  const length = /^dài (\d+)$/.exec(text)?.[1];
  const said = kind === 'text' ? text : `[${kind}] ${text}`.trim();
  const words = length === undefined ? said : longText(Number(length));
  return {
    conversation,
    replies: personInCharge === true ? [] : [{ ...reply(words), choices: BUTTONS }],
    effects: [],
    understood: {
      intent: 'echo',
      intents: [],
      score: 1,
      alternatives: [],
      language: 'vi',
      entities: { carriers: [], handsets: [], tac: [], places: [], person: null },
    },
  };
};

/** Vietnamese sentences with a telephone number in each third, of exactly that length. */
export function longText(length: number): string {
  let text = '';
  for (let n = 1; text.length < length; n += 1) {
    text += n % 3 === 0 ? `Gọi 1800 8098 lần ${n}. ` : `Câu thứ ${n} nói về sóng của máy cũ. `;
  }
  return `${text.slice(0, length - 1).trimEnd()}.`.padEnd(length, '.');
}
