/** The commands of the bot's menu, and links that open a topic. */
import type { Locale } from '../../message.ts';

/** Each command and the intent that it asks for. */
export const COMMANDS: Readonly<Record<string, string>> = {
  start: 'greeting',
  kiemtra: 'check-phone',
  nhamang: 'offer-handset',
  khieunai: 'complaint',
  gapnguoi: 'handoff-human',
  ngonngu: 'language',
  xoadulieu: 'privacy',
  dung: 'stop',
  trogiup: 'help',
};

/** What the channel has to know of the content: which topics there are, and their names. */
export interface Topics {
  has(intent: string): boolean;
  /** A few words for the menu of commands, such as the label of the intent's button. */
  label(intent: string, locale: Locale): string;
}

/** The menu in one language, as `setMyCommands` takes it. */
export function commandMenu(topics: Topics, locale: Locale) {
  return Object.entries(COMMANDS).map(([command, intent]) => ({
    command,
    description: topics.label(intent, locale).slice(0, LONGEST_DESCRIPTION),
  }));
}

const LONGEST_DESCRIPTION = 256;

/** A command as it was written: `/kiemtra@bot nokia 1280`. */
export interface Command {
  readonly intent: string;
  /** What stands behind it. */
  readonly rest: string;
  /** The bot that it names; undefined when it names none. */
  readonly bot: string | undefined;
}

const COMMAND = /^\/(\w{1,32})(?:@(\w+))?(?:\s+([\s\S]*))?$/u;

/** The command that a text is; undefined when it is none of ours. */
export function readCommand(text: string): Command | undefined {
  const [, name = '', bot, rest = ''] = COMMAND.exec(text.trim()) ?? [];
  const word = name.toLowerCase();
  const intent = Object.hasOwn(COMMANDS, word) ? COMMANDS[word] : undefined;
  return intent === undefined ? undefined : { intent, rest: rest.trim(), bot };
}

/** `t.me/<bot>?start=check-phone_poster-12`: a topic, then where the link was printed. */
const PAYLOAD = /^([A-Za-z0-9-]{1,64})(?:_([A-Za-z0-9_-]{1,64}))?$/;

/** The topic of a link, if the payload names one, and where the link was printed. */
export function readPayload(
  payload: string,
  topics: Topics,
): { intent: string | undefined; source: string | undefined } {
  const match = PAYLOAD.exec(payload);
  const [, first = '', rest] = match ?? [];
  if (topics.has(first)) return { intent: first, source: rest };
  return { intent: undefined, source: match === null ? undefined : payload };
}
