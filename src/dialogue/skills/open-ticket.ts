/**
 * Opens a ticket, and says what may honestly be expected of it: who is there, when the desk opens,
 * and that nobody can say when an answer comes.
 */
import { buttonOf } from '../../content/content.ts';
import { mask } from '../../mask.ts';
import type { Effect } from '../conversation.ts';
import { asksForPerson } from '../danger.ts';
import { type Draft, draft } from '../draft.ts';
import { type Decision, intentChoices, type Turn } from '../turn.ts';
import { isUrgent } from '../urgent.ts';
import { askConsent } from './ask-callback.ts';
import { callbackOffer, operatorName, sampleNote, waitingWords } from './desk-words.ts';

/** A person is asked for and there is no ticket yet. */
export function openTicket(turn: Turn): Decision {
  const code = turn.ticketCode;
  const effect = ticketEffect(turn, code);
  const opened = [
    turn.say('human.ticket', { code, operator: operatorName(turn) }),
    effect.urgent === true ? turn.say('human.urgent') : '',
    waitingWords(turn),
  ]
    .filter(Boolean)
    .join(' ');
  return {
    draft: draft({
      intent: 'handoff-human',
      outcome: 'handed-off',
      lead: opened,
      cards: [ticketCard(turn, code)],
      tail: [sampleNote(turn), turn.say('human.ask-message')].filter(Boolean).join('\n'),
      short: `${opened} ${turn.say('human.ask-short')}`,
      choices: [...callbackOffer(turn), ...intentChoices(turn, ['contact-hotline'])],
      person: false,
    }),
    remember: {
      ticket: { code, stage: 'waiting-message' },
      waitingFor: { skill: 'talk-to-human', slot: 'message' },
    },
    effects: [effect],
  };
}

function ticketEffect(turn: Turn, code: string): Extract<Effect, { kind: 'open-ticket' }> {
  const { topic } = turn.conversation;
  const urgent = isUrgent(turn.conversation) ? { urgent: true } : {};
  return { kind: 'open-ticket', code, topic, summary: summarize(turn), ...urgent };
}

/** A call is asked for: the ticket that it belongs to is opened with it if there is none. */
export function requestCallback(turn: Turn): Decision {
  const code = turn.conversation.ticket?.code ?? turn.ticketCode;
  const asked = askConsent(turn, code);
  if (turn.conversation.ticket !== null) return asked;
  const ticket = { code, stage: 'waiting-message' as const };
  return {
    ...asked,
    remember: { ...asked.remember, ticket },
    effects: [ticketEffect(turn, code)],
  };
}

/**
 * The same decision for somebody who asks for a person beside an urgent matter: the steps stay
 * first, in their short form, and a ticket goes before the others.
 */
export function withTicketToo(turn: Turn, decision: Decision): Decision {
  const { draft: said, effects = [] } = decision;
  const { conversation, kind, understanding } = turn;
  const urgent = isUrgent({ topic: said.intent, frail: conversation.frail });
  if (kind !== 'text' || said.outcome !== 'answered' || !urgent) return decision;
  if (!asksForPerson(understanding.plain)) return decision;
  const code = conversation.ticket?.code ?? turn.ticketCode;
  const words = { topic: said.intent, summary: summarize(turn), urgent: true };
  return {
    draft: withStanding(turn, code, said),
    remember: { ...decision.remember, ticket: { code, stage: 'open' } },
    effects: effects.length > 0 ? effects : [{ kind: 'open-ticket', code, ...words }],
  };
}

function withStanding(turn: Turn, code: string, said: Draft): Draft {
  const ticket = turn.say('human.urgent-ticket', { code });
  const standing = [ticket, waitingWords(turn), sampleNote(turn)].filter(Boolean).join(' ');
  return {
    ...said,
    lead: said.short,
    tail: [said.tail, standing].filter(Boolean).join('\n'),
    // What stands last in an SMS is what is cut.
    short: `${turn.say('human.urgent-code', { code })} ${said.short}`,
    choices: [...callbackOffer(turn), ...said.choices],
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
