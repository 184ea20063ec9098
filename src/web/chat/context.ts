/** What the chat's routes work with. */
import type { Bot } from '../../bot/context.ts';
import type { Snapshot } from '../../content/content.ts';
import type { Locale } from '../../message.ts';
import type { Render } from '../templates.ts';
import type { Limits } from './limits.ts';
import type { Voice } from './message-view.ts';
import { pageTexts } from './page.ts';
import { dialableNumbers } from './rich-text.ts';

export interface Chat {
  readonly bot: Bot;
  /** The content in force now; asked anew for each request. */
  readonly content: () => Snapshot;
  readonly render: Render;
  /** Where style sheets and scripts are. */
  readonly assets: string;
  /** Days after which messages are deleted, as the page says. */
  readonly keepDays: number;
  readonly limits: Limits;
}

/** In whose words a request is answered. */
export function voiceOf(chat: Chat, locale: Locale): Voice {
  const content = chat.content();
  return {
    content,
    locale,
    t: pageTexts(content, locale),
    dialable: dialableNumbers(content),
  };
}
