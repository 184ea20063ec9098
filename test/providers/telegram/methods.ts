/** The methods of the Bot API that a bot of ours calls, with the refusals of the real server. */
import { z } from 'zod';
import { parseHtml } from './html.ts';

/** A refusal as the Bot API writes it. */
export class Refusal extends Error {
  readonly code: number;
  readonly parameters: object | undefined;

  constructor(code: number, description: string, parameters?: object) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}

export interface Shown {
  readonly messageId: number;
  /** As the person reads it. */
  readonly text: string;
  readonly links: readonly string[];
  readonly bold: readonly string[];
  readonly buttons: readonly { readonly text: string; readonly data: string }[];
  readonly topic: number | undefined;
  readonly at: number;
}

export interface Chat {
  readonly id: string;
  readonly type: 'private' | 'group' | 'supergroup';
  /** The person blocked the bot, or the group removed it. */
  blocked: boolean;
  /** The supergroup that the group became. */
  successor: string | undefined;
  readonly topics: Set<number>;
  readonly shown: Shown[];
}

const id = z.union([z.int(), z.string()]).transform(String);
const button = z.object({ text: z.string(), callback_data: z.string().optional() });
const markup = z.object({ inline_keyboard: z.array(z.array(button)) }).optional();

const messageSchema = z.object({
  chat_id: id,
  text: z.string().default(''),
  parse_mode: z.enum(['HTML']).optional(),
  message_thread_id: z.int().optional(),
  reply_markup: markup,
});

const LONGEST_TEXT = 4096;
const LONGEST_DATA = 64;
const MOST_BUTTONS = 100;

/** Takes a message into its chat. */
export function sendMessage(
  chats: ReadonlyMap<string, Chat>,
  payload: unknown,
  now: number,
): Shown {
  const call = messageSchema.parse(payload);
  const chat = reachable(chats.get(call.chat_id));
  const topic = call.message_thread_id;
  if (topic !== undefined && !chat.topics.has(topic)) {
    throw new Refusal(400, 'Bad Request: message thread not found');
  }
  const parsed = call.parse_mode === 'HTML' ? parseHtml(call.text) : plain(call.text);
  if ('error' in parsed) {
    throw new Refusal(400, `Bad Request: can't parse entities: ${parsed.error}`);
  }
  if (parsed.text.trim() === '') throw new Refusal(400, 'Bad Request: message text is empty');
  if (parsed.text.length > LONGEST_TEXT) throw new Refusal(400, 'Bad Request: message is too long');
  const buttons = readButtons(call.reply_markup);
  const shown = { ...parsed, messageId: chat.shown.length + 1000, buttons, topic, at: now };
  chat.shown.push(shown);
  return shown;
}

function plain(text: string) {
  return { text, links: [], bold: [] };
}

/** The chat if the bot may write there. */
export function reachable(chat: Chat | undefined): Chat {
  if (chat === undefined) throw new Refusal(400, 'Bad Request: chat not found');
  if (chat.successor !== undefined) {
    throw new Refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
      migrate_to_chat_id: JSON.rawJSON(chat.successor),
    });
  }
  if (!chat.blocked) return chat;
  const words =
    chat.type === 'private' ? 'bot was blocked by the user' : 'bot was kicked from the group chat';
  throw new Refusal(403, `Forbidden: ${words}`);
}

function readButtons(given: z.infer<typeof markup>): Shown['buttons'] {
  const buttons = (given?.inline_keyboard ?? []).flat();
  if (buttons.length > MOST_BUTTONS)
    throw new Refusal(400, 'Bad Request: reply markup is too long');
  return buttons.map(({ text, callback_data: data = '' }) => {
    const bytes = Buffer.byteLength(data);
    if (text === '' || bytes === 0 || bytes > LONGEST_DATA) {
      throw new Refusal(400, 'Bad Request: BUTTON_DATA_INVALID');
    }
    return { text, data };
  });
}

const commandsSchema = z.object({
  commands: z
    .array(
      z.object({
        command: z.string().regex(/^[a-z0-9_]{1,32}$/),
        description: z.string().min(1).max(256),
      }),
    )
    .max(100),
  language_code: z.string().length(2).optional(),
});

/** The menu of commands for a language, or for all others. */
export function readCommands(payload: unknown): z.infer<typeof commandsSchema> {
  const parsed = commandsSchema.safeParse(payload);
  if (!parsed.success) throw new Refusal(400, 'Bad Request: BOT_COMMAND_INVALID');
  return parsed.data;
}

declare global {
  interface JSON {
    /** A piece of JSON that `stringify` writes as it is: a number beyond 2^53. */
    rawJSON(text: string): unknown;
  }
}
