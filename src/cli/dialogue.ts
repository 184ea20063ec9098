/** Opens the dialogue for a command, over the content as it stands in the files. */
import { openDialogue as open } from '../bot/dialogue.ts';
import { readConfig } from '../config.ts';
import type { Snapshot } from '../content/content.ts';
import { openContent } from '../content/files.ts';
import { vietnamDay } from '../day.ts';
import type { AnswerTurn } from '../dialogue/conversation.ts';
import { ROOT } from './root.ts';

/** The content of the files and the dialogue over it, as of an instant. */
export async function openDialogue(now: Date): Promise<{ content: Snapshot; answer: AnswerTurn }> {
  const content = openContent(ROOT, vietnamDay(now));
  return { content, answer: await open(content, readConfig(process.env).dataDir) };
}
