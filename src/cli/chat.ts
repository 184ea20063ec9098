/** `chat`: the lines are the turns of one conversation; as JSON for programs, plain for people. */
import { createInterface } from 'node:readline/promises';
import { z } from 'zod';
import { isWhen, parseWhen } from '../day.ts';
import {
  type AnswerTurn,
  type ConversationState,
  freshConversation,
  type TurnOutput,
} from '../dialogue/conversation.ts';
import { UserError } from '../errors.ts';
import type { ConversationStatus, InboundKind, Reply } from '../message.ts';
import { replyShape, SAMPLE_CODE, showReplies } from './ask.ts';
import { inputLines, writeJson } from './lines.ts';

const event = z.union([
  z.object({ kind: z.literal('choice'), value: z.string() }),
  z.object({ kind: z.literal('time'), at: z.string().refine(isWhen) }),
  z.object({ kind: z.enum(['image', 'sticker', 'location', 'voice', 'file', 'contact']) }),
]);

/** A conversation that lives as long as the program does. */
interface Talk {
  state: ConversationState;
  status: ConversationStatus;
  now: () => Date;
}

/** Holds one conversation over standard input, one JSON line a turn. */
export async function chatJson(answer: AnswerTurn, now: () => Date): Promise<void> {
  const talk: Talk = { state: freshConversation(), status: 'bot', now };
  for await (const line of inputLines()) {
    const replies = takeLine(answer, talk, line);
    await writeJson({ replies: replies.map(describe), conversation: describeTalk(talk) });
  }
}

/** One line of input; moving the clock is answered with no reply. */
function takeLine(answer: AnswerTurn, talk: Talk, line: string): readonly Reply[] {
  if (!line.startsWith('{')) return say(answer, talk, 'text', line);
  const parsed = readEvent(line);
  if (parsed === null) return say(answer, talk, 'text', line);
  if (parsed.kind === 'time') {
    const at = parseWhen(parsed.at);
    talk.now = () => at;
    return [];
  }
  return say(answer, talk, parsed.kind, 'value' in parsed ? parsed.value : '');
}

/** The event in a line; null when it is JSON of another kind, thus something a citizen typed. */
function readEvent(line: string): z.infer<typeof event> | null {
  try {
    return event.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}

function say(answer: AnswerTurn, talk: Talk, kind: InboundKind, text: string): readonly Reply[] {
  const output = answer({
    conversation: talk.state,
    message: { kind, text },
    now: talk.now(),
    ticketCode: SAMPLE_CODE,
  });
  apply(talk, output);
  return output.replies;
}

/** What the store does with a turn's effects, for a conversation that is not stored. */
function apply(talk: Talk, { conversation, effects }: TurnOutput): void {
  talk.state = conversation;
  for (const { kind } of effects) {
    if (kind === 'open-ticket') talk.status = 'waiting';
    if (kind === 'withdraw-ticket' || kind === 'ask-callback') talk.status = 'bot';
    if (kind === 'delete-my-data') {
      talk.state = freshConversation(conversation.locale);
      talk.status = 'bot';
    }
  }
}

function describe(reply: Reply): object {
  return { ...replyShape(reply), intent: reply.intent, outcome: reply.outcome };
}

function describeTalk({ state, status }: Talk): object {
  return {
    status,
    language: state.locale,
    carrier: state.carrier,
    handsets: state.handsets.map(({ brand, model, variant, network, verdict, certainty }) => ({
      brand,
      model,
      variant,
      network,
      verdict,
      certainty,
    })),
    ticket: state.ticket?.code ?? null,
  };
}

/** A chat in the terminal; an empty line or Ctrl-D ends it. */
export async function chatTerminal(answer: AnswerTurn, now: () => Date): Promise<void> {
  if (!process.stdin.isTTY) throw new UserError('Without --json, chat needs a terminal.');
  const talk: Talk = { state: freshConversation(), status: 'bot', now };
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  await showReplies(say(answer, talk, 'choice', 'i:greeting'));
  for (;;) {
    const line = await terminal.question('\n› ');
    if (line.trim() === '') break;
    await showReplies(say(answer, talk, 'text', line));
  }
  terminal.close();
}
