/** `ask`: each line is the first message of a fresh conversation. */
import { type AnswerTurn, freshConversation, type TurnOutput } from '../dialogue/conversation.ts';
import { mask } from '../mask.ts';
import type { Locale, Reply } from '../message.ts';
import { inputLines, writeJson, writeLine } from './lines.ts';

export interface AskOptions {
  readonly json: boolean;
  readonly locale: Locale;
  readonly now: () => Date;
}

/** A code that cannot be mistaken for a real ticket: nothing is kept by the command line. */
export const SAMPLE_CODE = 'TL-0000';

/** Asks one thing in a fresh conversation. */
export function askOnce(answer: AnswerTurn, text: string, locale: Locale, now: Date): TurnOutput {
  return answer({
    conversation: freshConversation(locale),
    message: { kind: 'text', text },
    now,
    ticketCode: SAMPLE_CODE,
  });
}

/** Answers standard input line by line. */
export async function ask(answer: AnswerTurn, options: AskOptions): Promise<void> {
  for await (const line of inputLines()) {
    const output = askOnce(answer, line, options.locale, options.now());
    if (options.json) await writeJson(describe(line, output));
    else await writeLine(output.replies.map(({ text }) => text).join('\n'));
  }
}

function describe(line: string, { replies, understood }: TurnOutput): object {
  const [reply] = replies;
  return {
    text: mask(line),
    language: understood.language,
    intent: understood.intent,
    intents: understood.intents,
    score: understood.score,
    alternatives: understood.alternatives,
    outcome: reply?.outcome ?? 'failed',
    entities: understood.entities,
    reply: reply === undefined ? null : replyShape(reply),
  };
}

/** A reply as other programs read it. */
export function replyShape({ text, choices, sources }: Reply): object {
  return { text, choices, sources };
}
