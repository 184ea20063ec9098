/** Orders about people and the assistant, by a button or in plain words. */
import { type Command, commandIn } from './commands.ts';
import { choiceValue } from './draft.ts';
import { backFromPerson, backToMachine, rate, sendTranscript } from './skills/after-help.ts';
import { askConsent } from './skills/ask-callback.ts';
import { requestCallback } from './skills/open-ticket.ts';
import { deleteMyData, stopMessages } from './skills/small-skills.ts';
import type { Decision, Turn } from './turn.ts';

/** The code of a ticket, as it stands in the value of a button. */
const CODE = /^TL-[0-9A-Z]{4}$/;

/** Follows a button of the desk, given what stands behind its `h:`; null when it is none. */
export function followButton(turn: Turn, order: string): Decision | null {
  const [name, code = '', mark = ''] = order.split(':');
  if (order === 'machine') return backToMachine(turn);
  if (order === 'callback') return requestCallback(turn);
  if (!CODE.test(code)) return null;
  if (name === 'rate') return rate(turn, code, mark);
  return name === 'transcript' ? sendTranscript(turn, code) : null;
}

/** Obeys an order in words; null when the message is none, or its intent knows better. */
export function obey(turn: Turn): Decision | null {
  switch (commandOf(turn)) {
    case 'machine':
      return backToMachine(turn);
    case 'callback':
      return requestCallback(turn);
    case 'transcript':
      return turn.conversation.lastTicket === null
        ? null
        : sendTranscript(turn, turn.conversation.lastTicket);
    case 'stop':
      return isAsking(turn) ? stopMessages.start(turn, 'stop') : null;
    case 'delete':
      return isAsking(turn) ? deleteMyData.start(turn, 'privacy') : null;
    default:
      return null;
  }
}

/** Whether an answer is expected: an order must not be taken for one, or go into a ticket. */
function isAsking({ conversation }: Turn): boolean {
  return conversation.waitingFor !== null;
}

/** The same as buttons, and as the keywords and commands of channels. */
const BUTTONS: ReadonlyMap<string, Command> = new Map([
  [choiceValue.machine, 'machine'],
  [choiceValue.callback, 'callback'],
  [choiceValue.intent('privacy'), 'delete'],
  [choiceValue.intent('stop'), 'stop'],
]);

/** The button under what a person said last; the code of that ticket follows. */
const TRANSCRIPT = 'h:transcript:';

/** Obeys what must be obeyed while a person is in charge; null for everything else. */
export function obeyUnderPerson(turn: Turn): Decision | null {
  const { text } = turn.understanding;
  if (turn.kind === 'choice' && text.startsWith(TRANSCRIPT))
    return followButton(turn, text.slice(2));
  switch (turn.kind === 'choice' ? BUTTONS.get(text) : commandOf(turn)) {
    case 'machine':
      return backFromPerson(turn);
    case 'callback':
      return askConsent(turn, codeInHand(turn));
    case 'transcript':
      return sendTranscript(turn, codeInHand(turn));
    case 'delete':
      return deleteMyData.start(turn, 'privacy');
    case 'stop':
      return stop(turn);
    default:
      return null;
  }
}

/** "Bạn nhắn lại là mình trả lời": so the person is no longer in charge. */
function stop(turn: Turn): Decision {
  const ticket = { code: codeInHand(turn), stage: 'open' } as const;
  return stopMessages.start({ ...turn, conversation: { ...turn.conversation, ticket } }, 'stop');
}

/** The ticket of the person in charge, who may have begun the talk with one unknown here. */
export function codeInHand({ conversation, ticketCode }: Turn): string {
  return conversation.ticket?.code ?? ticketCode;
}

function commandOf({ kind, understanding, content }: Turn): Command | null {
  return kind === 'text' ? commandIn(understanding.text, content.chatWords) : null;
}
