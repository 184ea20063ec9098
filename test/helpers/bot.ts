/** A bot with a tiny dialogue of the tests' own: what the message path does shows without content. */
import { randomBytes } from 'node:crypto';
import { type Bot, type BotParts, createBot } from '../../src/bot/context.ts';
import type { AnswerTurn, Effect, TurnInput, TurnOutput } from '../../src/dialogue/conversation.ts';
import { createLog } from '../../src/log.ts';
import type { Address, InboundMessage, Locale, Outcome, Reply } from '../../src/message.ts';
import type { Store } from '../../src/store/open.ts';
import { ownContent } from './content.ts';

/** Noon of that day in Vietnam, unless a test moves the clock. */
export const NOW = new Date('2026-11-22T05:00:00.000Z');

export function testBot(store: Store, parts: Partial<BotParts> = {}): Bot {
  return createBot({
    store,
    answer: () => countingDialogue,
    apology: (language, code) => reply(`sorry ${code}`, { language, outcome: 'failed' }),
    content: ownContent,
    now: () => NOW,
    random: (bytes) => randomBytes(bytes),
    log: createLog('silent'),
    ...parts,
  });
}

/** A clock that tests move by hand. */
export function movableClock(start = NOW): { now: () => Date; forward: (ms: number) => void } {
  let at = start.getTime();
  return {
    now: () => new Date(at),
    forward: (ms) => {
      at += ms;
    },
  };
}

/**
 * Answers with the number of the turn, which it keeps in the state: two turns that both read the
 * same state would say the same number. Some words make it ask for effects, or throw.
 */
export const countingDialogue: AnswerTurn = (input) => {
  const { conversation, message, ticketCode, personInCharge } = input;
  if (personInCharge === true && !message.text.startsWith('machine')) return silence(input);
  if (message.text === 'boom') throw new Error('the dialogue broke on 0912345678');
  const turn = conversation.failures + 1;
  const texts = message.text === 'two' ? [`${turn}a`, `${turn}b`] : [`${turn}`];
  const outcome: Outcome = message.text.startsWith('???') ? 'not-understood' : 'answered';
  return {
    conversation: { ...conversation, failures: turn },
    replies: texts.map((text) => reply(text, { outcome })),
    effects: effectsOf(message.text, ticketCode),
    understood: {
      intent: outcome === 'answered' ? 'echo' : null,
      intents: [],
      score: 0.5,
      alternatives: [],
      language: 'vi',
      entities: { carriers: [], handsets: [], tac: [], places: [], person: null },
    },
  };
};

/** A person is in charge: only commands are heard. */
function silence({ conversation }: TurnInput): TurnOutput {
  const understood = { intent: null, intents: [], score: 0, alternatives: [], language: 'vi' };
  const entities = { carriers: [], handsets: [], tac: [], places: [], person: null };
  return {
    ...{ conversation, replies: [], effects: [] },
    understood: { ...understood, language: 'vi', entities },
  };
}

function effectsOf(text: string, code: string): Effect[] {
  const [word = '', ...rest] = text.split(' ');
  switch (word) {
    case 'person':
      return [{ kind: 'open-ticket', code, topic: 'handoff-human', summary: rest.join(' ') }];
    case 'note':
      return [{ kind: 'add-to-ticket', code: rest[0] ?? '', note: rest.slice(1).join(' ') }];
    case 'urgent':
      return [{ kind: 'open-ticket', code, topic: 'scam', summary: rest.join(' '), urgent: true }];
    case 'machine':
      return [{ kind: 'withdraw-ticket', code: rest[0] ?? '' }];
    case 'call':
      return [{ kind: 'ask-callback', code: rest[0] ?? '', phone: rest[1] ?? '' }];
    case 'rate':
      return [{ kind: 'rate-ticket', code: rest[0] ?? '', rating: 3 }];
    case 'transcript':
      return [{ kind: 'send-transcript', code: rest[0] ?? '' }];
    case 'forget':
      return [{ kind: 'delete-my-data' }];
    case 'stop':
      return [{ kind: 'stop-messages' }];
    case 'helpful':
    case 'useless':
      return [{ kind: 'feedback', helpful: word === 'helpful' }];
    default:
      return [];
  }
}

export function reply(
  text: string,
  { language = 'vi', outcome = 'answered' }: { language?: Locale; outcome?: Outcome } = {},
): Reply {
  return {
    text,
    short: text,
    language,
    choices: [],
    sources: [],
    lead: text,
    cards: [],
    tail: '',
    intent: 'echo',
    outcome,
    askHelpful: true,
  };
}

/** A text of somebody on the web chat. */
export function text(
  words: string,
  externalId: string,
  address: Address = 'web:grandma',
): InboundMessage {
  return { address, externalId, receivedAt: NOW.toISOString(), kind: 'text', text: words };
}

/** The texts of stored replies. */
export function said(replies: readonly { reply: Reply }[]): string[] {
  return replies.map((row) => row.reply.text);
}
