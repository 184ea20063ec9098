/** A bot with a tiny dialogue of the tests' own: what the message path does shows without content. */
import { randomBytes } from 'node:crypto';
import { type Bot, type BotParts, createBot } from '../../src/bot/context.ts';
import type { AnswerTurn, Effect } from '../../src/dialogue/conversation.ts';
import { createLog } from '../../src/log.ts';
import type { Address, InboundMessage, Locale, Outcome, Reply } from '../../src/message.ts';
import type { Store } from '../../src/store/open.ts';

/** Noon of that day in Vietnam, unless a test moves the clock. */
export const NOW = new Date('2026-11-22T05:00:00.000Z');

export function testBot(store: Store, parts: Partial<BotParts> = {}): Bot {
  return createBot({
    store,
    answer: () => countingDialogue,
    apology: (language, code) => reply(`sorry ${code}`, { language, outcome: 'failed' }),
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
export const countingDialogue: AnswerTurn = ({ conversation, message, ticketCode }) => {
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

function effectsOf(text: string, code: string): Effect[] {
  const [word = '', ...rest] = text.split(' ');
  switch (word) {
    case 'person':
      return [{ kind: 'open-ticket', code, topic: 'handoff-human', summary: rest.join(' ') }];
    case 'note':
      return [{ kind: 'add-to-ticket', code: rest[0] ?? '', note: rest.slice(1).join(' ') }];
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
