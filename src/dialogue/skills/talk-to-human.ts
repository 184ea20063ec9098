/** Takes messages for a person: opens the ticket, adds to it, says how it stands, lets it go. */
import { mask } from '../../mask.ts';
import { dangerIn, wantsPerson } from '../danger.ts';
import { choiceValue, draft } from '../draft.ts';
import { carrierOf, type Decision, intentChoices, type Skill, type Turn } from '../turn.ts';
import { backToMachine } from './after-help.ts';
import { answerIntent } from './answer-intent.ts';
import { isCallbackSlot, resumeCallback } from './ask-callback.ts';
import {
  callbackChoice,
  callbackOffer,
  noPromise,
  standingWords,
  waitingWords,
} from './desk-words.ts';
import { withNamedHandsets } from './handset-memory.ts';
import { openTicket } from './open-ticket.ts';

/** What of the message is read back to the citizen. */
const ECHO_LENGTH = 160;

/** The ticket itself is not wanted any more. */
const WITHDRAWS =
  /\b(?:huy|bo|dong)(?: \w+){0,2} (?:phieu|ticket|yeu cau)\b|\bphieu\b.{0,20}\bhuy\b|^(?:\w+ ){0,2}huy(?: di| luon| a| nhe| nha)*$|\b(?:cancel|withdraw)\b.{0,20}\b(?:ticket|request)\b/;
/** Nothing more to say: the ticket stays. */
const LEAVES = /\b(khong can|ko can|k can|thoi|no need)\b/;

/** A question about the ticket is no message for it. */
const ABOUT_THE_TICKET =
  /\b(phieu|ticket)\b.{0,40}\b(dau|sao|chua|the nao|may gio|huy|khong can|status|cancel)\b|\bhuy phieu\b/;

export const talkToHuman: Skill = {
  start(turn) {
    const open = turn.conversation.ticket;
    if (open === null) return openTicket(turn);
    const { plain } = turn.understanding;
    if (WITHDRAWS.test(plain)) return backToMachine(turn);
    const leaves = LEAVES.test(plain) && !wantsPerson(plain);
    return leaves ? leaveTicket(turn, open.code) : remindOfTicket(turn, open.code);
  },
  resume(turn, { slot }) {
    const { ticket } = turn.conversation;
    const { text, plain, entities } = turn.understanding;
    if (ticket === null || text === '') return null;
    const danger = dangerIn(plain);
    if (danger !== null) return warnAtOnce(turn, ticket.code, danger);
    if (isCallbackSlot(slot)) return resumeCallback(turn, ticket.code, slot);
    if (turn.kind === 'choice') return null;
    if (ABOUT_THE_TICKET.test(plain)) return talkToHuman.start(turn, 'handoff-human');
    return entities.yesNo === 'no'
      ? leaveTicket(turn, ticket.code)
      : keepMessage(turn, ticket.code);
  },
};

function remindOfTicket(turn: Turn, code: string): Decision {
  const lead = standingWords(turn, code);
  return {
    draft: draft({
      intent: 'handoff-human',
      outcome: 'handed-off',
      lead,
      tail: turn.say('human.ask-more'),
      short: lead,
      choices: [
        ...callbackOffer(turn),
        ...intentChoices(turn, ['contact-hotline']),
        withdrawal(turn),
      ],
      person: false,
    }),
    remember: { waitingFor: { skill: 'talk-to-human', slot: 'message' } },
  };
}

function keepMessage(turn: Turn, code: string): Decision {
  const { text, ranked, action } = turn.understanding;
  const note = mask(text);
  const echo = note.length > ECHO_LENGTH ? `${note.slice(0, ECHO_LENGTH)}…` : note;
  const guess = action === 'answer' ? ranked[0]?.intent : undefined;
  const useful =
    guess !== undefined &&
    guess !== 'handoff-human' &&
    turn.content.intents.get(guess)?.smallTalk === false;
  const masked = note !== text;
  return {
    draft: draft({
      intent: 'handoff-human',
      outcome: 'handed-off',
      lead: turn.say('human.kept', { code, message: echo }),
      tail: [
        masked ? turn.say('human.hidden') : '',
        waitingWords(turn),
        useful ? turn.say('human.meanwhile') : noPromise(turn),
      ]
        .filter(Boolean)
        .join(' '),
      short: `${turn.say('human.kept-short', { code })} ${waitingWords(turn)}`,
      choices: [
        ...intentChoices(turn, useful ? [guess] : ['check-phone', 'offer-handset']),
        ...(masked ? [callbackChoice(turn)] : callbackOffer(turn)),
      ],
      person: false,
    }),
    remember: {
      ticket: { code, stage: 'open' },
      carrier: carrierOf(turn),
      handsets: withNamedHandsets(turn),
    },
    effects: [{ kind: 'add-to-ticket', code, note }],
  };
}

/** What must be done now is said now; the ticket is told, and goes before the others. */
function warnAtOnce(turn: Turn, code: string, intent: 'emergency' | 'scam'): Decision {
  const { text } = turn.understanding;
  const answer = answerIntent.start(turn, intent);
  return {
    ...answer,
    remember: { ...answer.remember, ticket: { code, stage: 'open' } },
    // The same code: what is asked for again goes into the ticket that is open.
    effects: [{ kind: 'open-ticket', code, topic: intent, summary: mask(text), urgent: true }],
  };
}

function leaveTicket(turn: Turn, code: string): Decision {
  const lead = turn.say('human.left', { code });
  return {
    draft: draft({
      intent: 'handoff-human',
      outcome: 'handed-off',
      lead,
      short: lead,
      choices: [...intentChoices(turn, ['help']), withdrawal(turn)],
      person: false,
    }),
    remember: { ticket: { code, stage: 'open' } },
  };
}

function withdrawal({ say }: Turn) {
  return { label: say('human.withdraw'), value: choiceValue.machine };
}
