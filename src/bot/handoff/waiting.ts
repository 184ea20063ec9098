/** What citizens are told who wait once more: what happened, and how things stand at the desk. */

import type { Values } from '../../content/texts.ts';
import { waitingWords } from '../../dialogue/skills/desk-words.ts';
import type { Reply } from '../../message.ts';
import type { Conversation } from '../../store/conversations.ts';
import type { Db } from '../../store/schema.ts';
import type { Bot } from '../context.ts';
import { deskNews } from './news.ts';
import { replyOf } from './words.ts';

/** After the step that made them wait: the place, an empty desk, or when it opens. */
export async function waitingNotice(
  bot: Bot,
  db: Db,
  { id, locale }: Pick<Conversation, 'id' | 'locale'>,
  notice: 'requeued' | 'handed-on' | 'closing',
  values: Values = {},
): Promise<Reply> {
  const content = bot.content();
  const say = content.texts.say(locale);
  const desk = await deskNews(bot, db, id);
  const standing = waitingWords({ content, say, desk, now: bot.now() });
  return replyOf(`${say(`human.${notice}`, values)} ${standing}`, locale);
}
