/** `ask`: each question is the first message of a fresh conversation. */
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

/** Answers the given questions; without any, standard input line by line. */
export async function ask(
  answer: AnswerTurn,
  questions: readonly string[],
  options: AskOptions,
): Promise<void> {
  for await (const question of questions.length > 0 ? questions : inputLines()) {
    const output = askOnce(answer, question, options.locale, options.now());
    if (options.json) await writeJson(describe(question, output));
    else await showAnswer(question, output);
  }
}

async function showAnswer(question: string, { replies }: TurnOutput): Promise<void> {
  await writeLine(`› ${mask(question)}`);
  await showReplies(replies);
  await writeLine('');
}

/** Replies for people: their texts, and the buttons with the numbers that choose them. */
export async function showReplies(replies: readonly Reply[]): Promise<void> {
  for (const reply of replies) {
    await writeLine(`\n${reply.text}`);
    for (const [index, { label }] of reply.choices.entries())
      await writeLine(`  ${index + 1}. ${label}`);
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
