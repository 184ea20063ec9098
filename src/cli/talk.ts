/** Commands that hold conversations. */

import { LOCALES } from '../message.ts';
import { ask } from './ask.ts';
import type { Call } from './call.ts';
import { chatJson, chatTerminal } from './chat.ts';
import { openDialogue } from './dialogue.ts';

/** `ask`: each argument, or each line, is the first message of a fresh conversation. */
export async function runAsk({ values, arguments: questions, now }: Call): Promise<void> {
  const { answer } = await openDialogue(now());
  const locale = LOCALES.find((one) => one === values.locale) ?? 'vi';
  await ask(answer, questions, { json: values.json, locale, now });
}

/** `chat`: the lines are the turns of one conversation. */
export async function runChat({ values, now }: Call): Promise<void> {
  const { answer } = await openDialogue(now());
  await (values.json ? chatJson(answer, now) : chatTerminal(answer, now));
}
