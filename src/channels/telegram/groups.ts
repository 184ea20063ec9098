/** In a group the assistant answers only who speaks to it. */
import { readCommand } from './commands.ts';
import type { Message } from './update.ts';

/** The bot itself; its name is known once Telegram has told it. */
export interface Self {
  readonly id: string;
  readonly username: string | undefined;
}

/** Whether a message is meant for the bot: in private always, in a group by command, name or reply. */
export function addressed(message: Message, self: Self): boolean {
  const command = readCommand(message.text ?? '');
  if (command?.bot !== undefined) return isName(command.bot, self);
  if (message.chat.type === 'private') return true;
  if (message.chat.type === 'channel') return false;
  return (
    command !== undefined ||
    message.reply_to_message?.from?.id === self.id ||
    mentions(message).some((name) => isName(name, self))
  );
}

/** The text without the bot's own name, which is no part of the question. */
export function withoutName(text: string, { username }: Self): string {
  if (username === undefined) return text.trim();
  return text.replace(new RegExp(`@${username}(?!\\w)`, 'gi'), '').trim();
}

function mentions({ text, caption, entities, caption_entities }: Message): string[] {
  const written = text ?? caption ?? '';
  return [...entities, ...caption_entities]
    .filter(({ type }) => type === 'mention')
    .map(({ offset, length }) => written.slice(offset + 1, offset + length));
}

function isName(name: string, { username }: Self): boolean {
  return name.toLowerCase() === username?.toLowerCase();
}
