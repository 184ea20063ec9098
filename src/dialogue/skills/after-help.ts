/** When people are done, or not wanted any more: the assistant again, a rating, a copy of the talk. */
import { type Draft, draft } from '../draft.ts';
import { menuChoices } from '../menu.ts';
import { type Decision, intentChoices, type Turn } from '../turn.ts';

/** The assistant answers again, and the ticket ends if there is one. */
export function backToMachine(turn: Turn): Decision {
  const code = turn.conversation.ticket?.code;
  const lead =
    code === undefined ? turn.say('human.machine-here') : turn.say('human.machine-back', { code });
  const choices = menuChoices(turn.content, turn.conversation.locale);
  return {
    draft: said(lead, { choices }),
    remember: { ticket: null },
    effects: code === undefined ? [] : [{ kind: 'withdraw-ticket', code }],
  };
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
