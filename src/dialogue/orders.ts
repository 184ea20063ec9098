/** Orders about people and the assistant, by a button or in plain words. */
import { type Command, commandIn } from './commands.ts';
import { choiceValue } from './draft.ts';
import { backFromPerson, backToMachine, rate, sendTranscript } from './skills/after-help.ts';
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
    default:
      return null;
  }
}

/** The same as buttons, and as the keywords and commands of channels. */
const BUTTONS: ReadonlyMap<string, Command> = new Map([
  [choiceValue.machine, 'machine'],
  [choiceValue.intent('privacy'), 'delete'],
  [choiceValue.intent('stop'), 'stop'],
]);

/** Obeys what must be obeyed while a person is in charge; null for everything else. */
export function obeyUnderPerson(turn: Turn): Decision | null {
  switch (turn.kind === 'choice' ? BUTTONS.get(turn.understanding.text) : commandOf(turn)) {
    case 'machine':
      return backFromPerson(turn);
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
  const { effects = [], ...decision } = stopMessages.start(turn, 'stop');
  const code = turn.conversation.ticket?.code ?? turn.ticketCode;
  return {
    ...decision,
    remember: { ...decision.remember, ticket: null },
    effects: [{ kind: 'withdraw-ticket', code }, ...effects],
  };
}

function commandOf({ kind, understanding, content }: Turn): Command | null {
  return kind === 'text' ? commandIn(understanding.text, content.chatWords) : null;
}
