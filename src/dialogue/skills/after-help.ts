/** When people are done, or not wanted any more: the assistant again, a rating, a copy of the talk. */
import { type Draft, draft } from '../draft.ts';
import { menuChoices } from '../menu.ts';
import { type Decision, intentChoices, type Turn } from '../turn.ts';

/** The assistant answers again, and the ticket ends if there is one. */
export function backToMachine(turn: Turn): Decision {
  const code = turn.conversation.ticket?.code;
  if (code === undefined) return answersAgain(turn, turn.say('human.machine-here'));
  const gone = turn.desk?.ticket === 'callback' ? ` ${turn.say('human.number-deleted')}` : '';
  const lead = `${turn.say('human.machine-back', { code })}${gone}`;
  return { ...answersAgain(turn, lead), effects: [{ kind: 'withdraw-ticket', code }] };
}

/** The same while a person is in charge, who may have begun the talk with a ticket unknown here. */
export function backFromPerson(turn: Turn): Decision {
  if (turn.conversation.ticket !== null) return backToMachine(turn);
  const effect = { kind: 'withdraw-ticket', code: turn.ticketCode } as const;
  return { ...answersAgain(turn, turn.say('human.machine-again')), effects: [effect] };
}

function answersAgain(turn: Turn, lead: string): Decision {
  const choices = menuChoices(turn.content, turn.conversation.locale);
  return { draft: said(lead, { choices }), remember: { ticket: null } };
}

/** What a tap on one of the three marks stands for; null when it is none of them. */
export function rate(turn: Turn, code: string, mark: string): Decision | null {
  const rating = ([1, 2, 3] as const).find((one) => String(one) === mark);
  if (rating === undefined) return null;
  const bad = rating === 1;
  return {
    draft: said(turn.say(bad ? 'human.rated-bad' : 'human.rated'), {
      choices: bad ? intentChoices(turn, ['complaint']) : [],
      person: bad,
    }),
    effects: [{ kind: 'rate-ticket', code, rating }],
  };
}

/** What was said with a person, once more. */
export function sendTranscript(turn: Turn, code: string): Decision {
  return {
    draft: said(turn.say('human.transcript-follows')),
    effects: [{ kind: 'send-transcript', code }],
  };
}

function said(lead: string, more: Partial<Draft> = {}): Draft {
  const parts = { intent: 'handoff-human', outcome: 'answered', lead, short: lead } as const;
  return draft({ ...parts, person: false, askHelpful: false, ...more });
}
