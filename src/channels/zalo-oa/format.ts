/** A reply in the form that an OA can show: plain text and up to five buttons. */
import type { Choice, Reply } from '../../message.ts';
import { numberedParts } from '../numbered.ts';

/** Characters of one message. */
export const TEXT_LIMIT = 2000;
export const MOST_BUTTONS = 5;
export const LONGEST_TITLE = 100;

/** Whether a pressed button's payload stands in the chat as a message of the citizen. */
export type Buttons = 'show' | 'hide';

/** One message as the API takes it. */
export interface Part {
  readonly text: string;
  readonly attachment?: ReturnType<typeof attachmentOf>;
}

/** The messages of a reply, in order; the last one carries the buttons. */
export function partsOf(reply: Reply, buttons: Buttons): Part[] {
  const { choices } = reply;
  // What has no button must be to be had by its number.
  const numbered = choices.length > MOST_BUTTONS ? choices : [];
  const texts = numberedParts(reply.text, numbered, TEXT_LIMIT);
  return texts.map((part, index) =>
    index === texts.length - 1 && choices.length > 0
      ? { text: part, attachment: attachmentOf(shown(choices), buttons) }
      : { text: part },
  );
}

/** The same without buttons, for visitors without an account. */
export function plainPartsOf({ text, choices }: Reply): Part[] {
  return numberedParts(text, choices, TEXT_LIMIT).map((part) => ({ text: part }));
}

/** The first ones and the last one: that is the person. */
function shown(choices: readonly Choice[]): Choice[] {
  if (choices.length <= MOST_BUTTONS) return [...choices];
  return [...choices.slice(0, MOST_BUTTONS - 1), ...choices.slice(-1)];
}

function attachmentOf(choices: readonly Choice[], buttons: Buttons) {
  return {
    type: 'template',
    payload: {
      buttons: choices.map(({ label, value }) => ({
        title: label.slice(0, LONGEST_TITLE),
        type: `oa.query.${buttons}`,
        payload: `#${value}`,
      })),
    },
  };
}
