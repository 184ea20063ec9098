/**
 * Takes a message for a person and gives a ticket code. Never promises a time that nobody
 * guaranteed: it says when the desk is open, and that it cannot say when an answer comes.
 */
import { buttonOf } from '../../content/content.ts';
import { inLocale } from '../../content/localized.ts';
import { isOpen, nextOpening } from '../../content/office-hours.ts';
import { vietnamClock, writeDay } from '../../day.ts';
import { mask } from '../../mask.ts';
import type { Effect } from '../conversation.ts';
import { draft } from '../draft.ts';
import { carrierOf, type Decision, intentChoices, type Skill, type Turn } from '../turn.ts';
import { withNamedHandsets } from './handset-memory.ts';

/** What of the message is read back to the citizen. */
const ECHO_LENGTH = 160;

const CANCELS = /\b(huy|khong can|ko can|k can|thoi|cancel|no need)\b/;

/** A question about the ticket is no message for it. */
const ABOUT_THE_TICKET =
  /\b(phieu|ticket)\b.{0,40}\b(dau|sao|chua|the nao|may gio|huy|khong can|status|cancel)\b|\bhuy phieu\b/;

export const talkToHuman: Skill = {
  start(turn) {
    const open = turn.conversation.ticket;
    if (open === null) return openTicket(turn);
    const cancels = CANCELS.test(turn.understanding.plain);
    return cancels ? leaveTicket(turn, open.code) : remindOfTicket(turn, open.code);
  },
  resume(turn) {
    const { ticket } = turn.conversation;
    const { text, plain, entities } = turn.understanding;
    if (ticket === null || turn.kind === 'choice' || text === '') return null;
    if (ABOUT_THE_TICKET.test(plain)) return talkToHuman.start(turn, 'handoff-human');
    return entities.yesNo === 'no'
      ? leaveTicket(turn, ticket.code)
      : keepMessage(turn, ticket.code);
  },
};

function openTicket(turn: Turn): Decision {
  const code = turn.ticketCode;
  const effect: Effect = {
    kind: 'open-ticket',
    code,
    topic: turn.conversation.topic,
    summary: summarize(turn),
  };
  const hours = openingWords(turn);
  return {
    draft: draft({
      intent: 'handoff-human',
      outcome: 'handed-off',
      lead: [turn.say('human.ticket', { code, operator: operatorName(turn) }), hours].join(' '),
      cards: [ticketCard(turn, code)],
      tail: [sampleNote(turn), turn.say('human.ask-message')].filter(Boolean).join('\n'),
      short: `${turn.say('human.ticket', { code, operator: operatorName(turn) })} ${hours} ${turn.say('human.ask-short')}`,
      choices: intentChoices(turn, ['contact-hotline']),
      person: false,
    }),
    remember: {
      ticket: { code, stage: 'waiting-message' },
      waitingFor: { skill: 'talk-to-human', slot: 'message' },
    },
    effects: [effect],
  };
}

function remindOfTicket(turn: Turn, code: string): Decision {
  const lead = `${turn.say('human.still-open', { code })} ${openingWords(turn)}`;
  return {
    draft: draft({
      intent: 'handoff-human',
      outcome: 'handed-off',
      lead,
      tail: turn.say('human.ask-more'),
      short: lead,
      choices: intentChoices(turn, ['contact-hotline']),
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
  const hidden = note === text ? '' : turn.say('human.hidden');
  return {
    draft: draft({
      intent: 'handoff-human',
      outcome: 'handed-off',
      lead: turn.say('human.kept', { code, message: echo }),
      tail: [hidden, openingWords(turn), turn.say(useful ? 'human.meanwhile' : 'human.no-promise')]
        .filter(Boolean)
        .join(' '),
      short: `${turn.say('human.kept-short', { code })} ${openingWords(turn)}`,
      choices: intentChoices(turn, useful ? [guess] : ['check-phone', 'offer-handset']),
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

function leaveTicket(turn: Turn, code: string): Decision {
  const lead = turn.say('human.left', { code });
  return {
    draft: draft({
      intent: 'handoff-human',
      outcome: 'handed-off',
      lead,
      short: lead,
      choices: intentChoices(turn, ['help']),
      person: false,
    }),
    remember: { ticket: { code, stage: 'open' } },
  };
}

/** What was written, or the label of the button: its value, or its number, tells staff nothing. */
function wordsOf({ kind, understanding, content, conversation }: Turn): string {
  const pressed = kind === 'choice' || understanding.entities.menuNumber !== null;
  return pressed
    ? buttonOf(content, 'handoff-human', conversation.locale)
    : mask(understanding.text);
}

/** What a person should read before answering: the matter, the carrier, the phones. */
function summarize(turn: Turn): string {
  const { topic, carrier, handsets } = turn.conversation;
  const phones = handsets.map(({ brand, model, variant, verdict }) =>
    [brand, model, variant, `(${verdict})`].filter(Boolean).join(' '),
  );
  return [
    wordsOf(turn),
    topic === null ? '' : `topic: ${topic}`,
    carrier === null ? '' : `carrier: ${carrier}`,
    phones.length === 0 ? '' : `handsets: ${phones.join(', ')}`,
  ]
    .filter(Boolean)
    .join('\n');
}

function ticketCard(turn: Turn, code: string) {
  return {
    kind: 'ticket' as const,
    tone: 'care' as const,
    sign: code,
    title: turn.say('human.code'),
    lines: [turn.say('human.keep-code')],
  };
}

/** When somebody reads it: now, or from the next opening on. */
function openingWords(turn: Turn): string {
  const { operator } = turn.content;
  if (isOpen(operator, turn.now)) return turn.say('human.open-now');
  const next = nextOpening(operator, turn.now);
  if (next === null) return turn.say('human.no-hours');
  const { day, minute } = vietnamClock(next);
  const time = `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
  return turn.say('human.closed-now', { time, day: writeDay(day) });
}

function operatorName(turn: Turn): string {
  return inLocale(turn.content.operator.name, turn.conversation.locale);
}

function sampleNote(turn: Turn): string {
  return turn.content.operator.isSample ? turn.say('human.sample') : '';
}
